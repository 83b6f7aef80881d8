import { items } from '../engine';
import type { LiveN8n } from './index';
import { Bell, post } from './bell';

let bell: Bell;
let n8n: LiveN8n;
let id: string;
beforeEach(async () => {
	bell = new Bell();
	n8n = await bell.startN8n();
	const { nodes } = bell.workflow();
	const chain = ['Bell', 'Wait', 'Note'];
	id = await bell.activeIn(n8n, {
		nodes: [
			nodes[0]!,
			{ name: 'Wait', type: 'n8n-nodes-base.wait', parameters: { amount: 2, unit: 'minutes' } },
			{ name: 'Note', type: 'n8n-nodes-base.set', parameters: { assignments: { assignments: [{ name: 'who', value: "={{ $('Bell').item.json.body.who }}", type: 'string' }] } } },
		],
		connections: Object.fromEntries(chain.slice(1).map((node, index) => [chain[index], { main: [[{ node, type: 'main', index: 0 }]] }])),
	});
});
afterEach(async () => await n8n.stop());

async function ring(who: string): Promise<void> {
	await post(n8n.webhookUrl(id), { who });
	await n8n.idle();
}

const noted = () => n8n.executions.flatMap(({ run }) => items(run, 'Note')).map(({ json }) => json.who);

test('a run that waits for longer than a minute is put aside until its time has come, and then knows what it knew', async () => {
	const before = Date.now();
	await ring('Ada');
	await ring('Bob');
	expect(n8n.executions).toEqual([]);
	expect(n8n.waits.filter((until) => until.getTime() >= before + 120_000)).toHaveLength(2);
	await n8n.wakeUp();
	expect(noted().sort()).toEqual(['Ada', 'Bob']);
	expect(n8n.executions).toMatchObject([{ mode: 'webhook', run: { status: 'success' } }, { run: { status: 'success' } }]);
	expect(n8n.waits).toEqual([]);
	await n8n.wakeUp();
	expect(n8n.executions).toHaveLength(2);
});

test('it outlives a restart', async () => {
	await ring('Ada');
	await n8n.restart();
	await n8n.wakeUp();
	expect(noted()).toEqual(['Ada']);
});
