import type { Instance } from '../simulator';
import type { Live } from './live';
import { type Gate, startGate } from './gate';
import { answersTo, runsOf, savedWithTrigger, type Wanted } from './triggered';

type Anywhere = Pick<Live, 'wawp' | 'account' | 'n8n' | 'addCredential'> & { publish: Live['publish'] };

/** The Code node of n8n writes what a workflow keeps, as users' own code does. */
export const WRITES_STATIC_DATA = {
	name: 'Count',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode: "const kept = $getWorkflowStaticData('global');\nkept.count = (kept.count ?? 0) + 1;\nreturn $input.all();" },
};

/** n8n's own node, which waits for as long as the gate is shut. */
const waitsAt = (gate: Gate) => ({ name: 'Wait', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { url: gate.url, options: {} } });

/** What may be under way while a workflow is published again. */
export const UNDER_WAY: Record<string, (gate: Gate) => Wanted> = {
	'the file of a message is downloaded': () => ({ parameters: { options: { downloadMedia: true } } }),
	'a run that writes static data is on': (gate) => ({ behind: [WRITES_STATIC_DATA, waitsAt(gate)] }),
};

const AGAIN: Record<string, (live: Anywhere, id: string) => Promise<void>> = {
	'unpublished and published': async ({ n8n }, id) => {
		await n8n.unpublish(id);
		await n8n.publish(id);
	},
	'published with a changed trigger': async ({ n8n }, id) => {
		const { nodes } = await n8n.workflow(id);
		await n8n.changeWorkflow(id, nodes.map((node) => (node.webhookId ? { ...node, parameters: { ...node.parameters, events: ['message', 'message.ack'] } } : node)));
		await n8n.publish(id);
	},
};

export const WAYS = Object.keys(UNDER_WAY).flatMap((underWay) => Object.keys(AGAIN).map((again) => [again, underWay] as const));

/** Publishes a workflow again while something of it is under way. Gives what the next events were answered, and their runs. */
export async function republishedWhile(live: Anywhere, again: string, underWay: string): Promise<{ answers: Array<number | string>; runs: string[] }> {
	const gate = await startGate();
	try {
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const workflow = await savedWithTrigger(live.n8n, await live.addCredential({ instanceId: instance.id }), UNDER_WAY[underWay]!(gate));
		await live.publish(workflow);
		const media = { url: `${gate.url}/photo.jpg`, mimetype: 'image/jpeg', filename: 'photo.jpg' };
		live.wawp.emit(instance.id, 'message', { id: 'false_1@c.us_A', body: 'first', hasMedia: true, media }, { id: 'evt_first' });
		await gate.reached();
		await AGAIN[again]!(live, workflow.id);
		gate.open();
		await runsOf(live.n8n, workflow.id);
		const answers = await nextOnes(live, instance);
		const { ids } = await runsOf(live.n8n, workflow.id);
		await live.n8n.unpublish(workflow.id);
		return { answers, runs: ids };
	} finally {
		await gate.stop();
	}
}

export const NEXT = ['evt_next_0', 'evt_next_1', 'evt_next_2'];

/** Told once: what is refused is not repeated, so that the test need not wait for it. */
export async function nextOnes({ wawp }: Anywhere, instance: Instance): Promise<Array<number | string>> {
	instance.webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1 } }));
	for (const id of NEXT) wawp.emit(instance.id, 'message', { id: `false_1@c.us_${id}`, body: id }, { id });
	await wawp.settled();
	return answersTo(wawp, instance, ({ id }) => NEXT.includes(id));
}
