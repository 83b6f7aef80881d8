import { type Fault, SWITCHES } from '../simulator';
import { freshNodeTypes } from '../support/freshNodeTypes';
import { TriggerRig, type Given, foreignWebhook } from '../support/triggerRig';
import { VirtualTime } from '../support/virtualTime';

/*
 * n8n 2.41 asks a trigger that also polls for its registration at each start, and takes the workflow off where that fails
 * five times. Older ones ask any trigger, and try again later.
 */

let rig: TriggerRig;
let virtual: VirtualTime;
afterEach(async () => {
	virtual.stop();
	await rig.stop();
});

async function start(given?: Given): Promise<void> {
	rig = await TriggerRig.start({ ...given, n8n: { nodeTypes: freshNodeTypes, ...given?.n8n } });
	virtual = new VirtualTime(() => rig.wawp.hanging);
}

/** So many answers in a row: more than all tries of n8n and of ours. */
const FOR_LONG = 60;

const listed = () => rig.heard.filter((operation) => operation === 'webhook.getAll').length;

async function taken(text: string): Promise<unknown[]> {
	rig.wawp.emit(rig.instance.id, 'message', { id: `false_1@c.us_${text}`, body: text });
	await virtual.of(rig.settled());
	return (await virtual.of(rig.started())).map(({ text: told }) => told);
}

/** What n8n does with the workflows that are published, and how it comes to it. */
const STARTS: Array<[string, Given, () => Promise<void>]> = [
	['is started again', {}, async () => await rig.n8n.restart()],
	['has another main process take over', { n8n: { queue: { webhookProcesses: 1, workers: 1 } } }, async () => await rig.n8n.takeOver()],
];

describe.each(STARTS)('n8n that %s', (_how, given, startAgain) => {
	test('leaves a registration that stands as it is', async () => {
		await start(given);
		const id = await virtual.of(rig.activate({ events: ['message'] }));
		const before = rig.registered(id);
		const heard = rig.heard.length;
		await virtual.of(startAgain());
		expect([rig.registered(id), rig.heard.slice(heard)]).toEqual([before, ['webhook.getAll']]);
		expect(await taken('hello')).toEqual(['hello']);
	});

	test('puts back a registration that is gone, beside those of others', async () => {
		await start(given);
		const id = await virtual.of(rig.activate({ events: ['message'] }));
		rig.instance.webhooks = [foreignWebhook()];
		await virtual.of(startAgain());
		expect(rig.instance.webhooks).toMatchObject([foreignWebhook(), { events: ['message'] }]);
		expect(rig.registered(id)).toHaveLength(1);
		expect(await taken('hello')).toEqual(['hello']);
	});

	test.each<[what: string, fault: Fault, asked: number]>([
		['is lost', { hang: true }, 2],
		['is lost, though Wawp does it', { hang: true, carryOut: true }, 1],
		['breaks off', { reset: true }, 2],
	])('puts it back once, and without losing a minute, where an answer to that %s', async (_what, fault, asked) => {
		await start(given);
		const id = await virtual.of(rig.activate({ events: ['message'] }));
		rig.instance.webhooks = [];
		rig.wawp.failNext(fault, { operation: 'webhook.set' });
		const [begun, heard] = [Date.now(), rig.heard.length];
		await virtual.of(startAgain());
		expect(Date.now() - begun).toBeLessThan(15_000);
		expect([rig.registered(id).length, rig.heard.slice(heard).filter((operation) => operation === 'webhook.set').length]).toEqual([1, asked]);
	});

	test.each<[string, Fault]>([
		['cannot be reached', { reset: true }],
		['answers 503', { status: 503 }],
		['has had too many requests', { status: 429 }],
		['shows a page of a proxy', { status: 200, body: '<html><h1>One moment</h1></html>', contentType: 'text/html' }],
		['answers with half a list', { truncate: true }],
		['leaves a question open', { hang: true }],
	])('goes on taking events while Wawp %s, and says that it could not look', async (_what, fault) => {
		await start(given);
		const id = await virtual.of(rig.activate({ events: ['message'] }));
		const before = rig.registered(id);
		for (let count = 0; count < FOR_LONG; count++) rig.wawp.failNext(fault, { operation: 'webhook.getAll' });
		const [asked, begun] = [listed(), Date.now()];
		await virtual.of(startAgain());
		// n8n starts one workflow after the other
		expect(Date.now() - begun).toBeLessThan(20_000);
		expect(listed()).toBeGreaterThan(asked);
		expect(rig.registered(id)).toEqual(before);
		expect(await taken('meanwhile')).toEqual(['meanwhile']);
		expect(rig.n8n.logs.text()).toContain('Wawp Trigger: Wawp does not tell whether it still delivers');
		expect(rig.n8n.logs.text()).not.toContain(rig.account.token);
	});

	test.each([
		['stands', 0, 'first'],
		['stands', 0, 'last'],
		['was lost meanwhile', 1, 'first'],
	] as const)('goes on with the other sessions where one is gone, and the registration of the others %s (%i, %s)', async (_others, set, place) => {
		await start(given);
		const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
		const id = await virtual.of(rig.activate({ events: ['message'], instanceId: (place === 'first' ? [other, rig.instance] : [rig.instance, other]).map((each) => each.id).join() }));
		rig.wawp.world.instances = rig.wawp.world.instances.filter((instance) => instance !== other);
		for (const [round, times] of [set, 0].entries()) {
			if (set > 0 && round === 0) rig.instance.webhooks = [];
			const heard = rig.heard.length;
			await virtual.of(startAgain());
			expect(rig.registered(id)).toHaveLength(1);
			expect(rig.heard.slice(heard)).not.toContain('webhook.delete');
			// that it is gone is known by its refusal
			expect(rig.heard.slice(heard).filter((operation) => operation === 'webhook.set')).toHaveLength(2 * times);
			expect(await taken(`hello ${round}`)).toEqual([`hello ${round}`]);
			expect(rig.n8n.logs.text().split(`Wawp Trigger: Wawp finds no session with the Instance ID ${other.id}`)).toHaveLength(round + 2);
		}
		expect(rig.n8n.logs.text()).not.toContain('Could not activate workflow');
		expect(rig.n8n.logs.text()).not.toContain(rig.account.token);
	});

	test.each<[how: string, fault: Fault]>([
		['answers 502', { status: 502 }],
		['answers 503', { status: 503 }],
		['has had too many requests', { status: 429 }],
		['breaks off', { reset: true }],
	])('goes on with the other session where Wawp %s as the address of one is to be put back, and puts it back within minutes', async (_how, fault) => {
		await start({ ...given, n8n: { ...given.n8n, nodeTypes: freshNodeTypes } });
		const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
		const parameters = { events: ['message'], instanceId: `${rig.instance.id}, ${other.id}` };
		const id = await virtual.of(rig.activate(parameters));
		other.webhooks = [foreignWebhook()];
		rig.wawp.conditions.weather = (operation) => (operation === 'webhook.set' ? fault : undefined);
		await virtual.of(startAgain());
		expect([rig.n8n.isActive(id), await taken('meanwhile')]).toEqual([true, ['meanwhile']]);
		expect(rig.n8n.logs.text()).toMatch(new RegExp(`Wawp Trigger: could not have Wawp deliver to ${rig.n8n.webhookUrl(id)} \\(instance ${other.id}\\)`));
		rig.wawp.conditions.weather = () => undefined;
		for (let minute = 0; minute < 7; minute++) {
			await virtual.pass(60_000);
			await virtual.of(rig.n8n.poll(id));
		}
		await virtual.pass(15_000);
		expect(other.webhooks).toMatchObject([foreignWebhook(), { url: expect.stringContaining(rig.n8n.webhookUrl(id)), events: ['message'] }]);
		expect(rig.registered(id)).toHaveLength(1);
	});

	test('says what is wrong where the address of one is to be put back in vain, and Wawp tells no list any more', async () => {
		await start(given);
		await virtual.of(rig.activate({ events: ['message'] }));
		rig.instance.webhooks = [];
		let isPast = false;
		rig.wawp.conditions.weather = (operation) => {
			isPast ||= operation === 'webhook.set';
			if (operation === 'webhook.set') return { status: 503 };
			return isPast && operation === 'webhook.getAll' ? { status: 403, body: { code: 'subscription_required', message: 'No plan' } } : undefined;
		};
		await virtual.of(startAgain());
		expect(rig.n8n.logs.text()).toContain('Could not activate workflow');
		expect(rig.n8n.logs.text()).not.toContain('tries again in some minutes');
	});

	test.each(['beside the others', 'in place of another one'])('says what is wrong where a session is named %s that was never listened to, and that Wawp does not find', async (how) => {
		await start(given);
		const others = how === 'beside the others' ? [] : [rig.wawp.addInstance(rig.account, { status: 'WORKING' }).id];
		const id = await virtual.of(rig.activate({ events: ['message'], instanceId: [rig.instance.id, ...others].join() }));
		rig.changeInPlace(id, { events: ['message'], instanceId: `${rig.instance.id}, GONE00000001` });
		await virtual.of(startAgain());
		expect(rig.n8n.logs.text()).toMatch(/Could not activate workflow .* again: Instance GONE00000001: Wawp finds no session with this Instance ID/);
	});

	test('says what is wrong where one session is gone, and another one cannot be listened to any more', async () => {
		await start(given);
		const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
		await virtual.of(rig.activate({ events: ['message'], instanceId: `${other.id}, ${rig.instance.id}` }));
		rig.wawp.world.instances = [rig.instance];
		rig.instance.webhooks = [];
		rig.wawp.conditions.weather = (operation) => (operation === 'webhook.set' && rig.wawp.calls.at(-1)!.credentials.instanceId === rig.instance.id ? { status: 403, body: { code: 'subscription_required', message: 'No plan' } } : undefined);
		await virtual.of(startAgain());
		expect(rig.n8n.logs.text()).toMatch(new RegExp(`Could not activate workflow .* again: .*Instance ${rig.instance.id}: This needs a paid Wawp plan`));
	});

	test('says what is wrong where Wawp refuses the access token', async () => {
		await start(given);
		await virtual.of(rig.activate({ events: ['message'] }));
		rig.account.token = 'another';
		await virtual.of(startAgain());
		expect(rig.n8n.logs.text()).toMatch(/Could not activate workflow .* again: Wawp does not accept the access token/);
	});

	test.each(SWITCHES.infoWhenDown)('goes on listening to its one session where that is down, and is found by Wawp or not (%s)', async (infoWhenDown) => {
		await start({ ...given, instance: { status: 'WORKING' }, switches: { infoWhenDown } });
		const id = await virtual.of(rig.activate({ events: ['message'] }));
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		await virtual.of(startAgain());
		const logs = rig.n8n.logs.text();
		expect(logs).not.toContain('Could not activate workflow');
		expect(/finds no session .* If it is down or lost its phone, 'Session > Ensure Working' brings it back.* If it was deleted, take it out of the node/.test(logs)).toBe(infoWhenDown !== 'its state');
		rig.wawp.setStatus(rig.instance.id, 'WORKING');
		expect([rig.registered(id).length, await taken('back')]).toEqual([1, ['back']]);
	});

	test('says so where its one session was deleted', async () => {
		await start(given);
		await virtual.of(rig.activate({ events: ['message'] }));
		rig.wawp.world.instances.splice(0);
		await virtual.of(startAgain());
		expect(rig.n8n.logs.text()).toContain(`Wawp Trigger: Wawp finds no session with the Instance ID ${rig.instance.id}`);
	});
});

test('n8n waits no longer where the trigger listens to several sessions', async () => {
	await start();
	const others = ['A', 'B'].map(() => rig.wawp.addInstance(rig.account, { status: 'WORKING' }).id);
	await virtual.of(rig.activate({ events: ['message'], instanceId: [rig.instance.id, ...others].join(', ') }));
	for (let count = 0; count < FOR_LONG; count++) rig.wawp.failNext({ hang: true }, { operation: 'webhook.getAll' });
	const begun = Date.now();
	await virtual.of(rig.n8n.restart());
	expect(Date.now() - begun).toBeLessThan(15_000);
});

test('publishing fails where the connection breaks, however late: only what is slow is asked for again', async () => {
	await start({ n8n: { activationTries: 1 } });
	rig.wawp.failNext({ reset: true, delayMs: 9_000 }, { operation: 'webhook.set' });
	await expect(virtual.of(rig.activate({ events: ['message'] }))).rejects.toThrow('The connection to Wawp was lost');
	expect(rig.heard.filter((operation) => operation === 'webhook.set')).toHaveLength(1);
});

test('publishing while Wawp cannot be reached fails, whatever was registered before', async () => {
	await start();
	const id = await virtual.of(rig.activate({ events: ['message'] }));
	for (let count = 0; count < FOR_LONG; count++) rig.wawp.failNext({ reset: true }, { operation: 'webhook.getAll' });
	for (let count = 0; count < FOR_LONG; count++) rig.wawp.failNext({ reset: true }, { operation: 'webhook.set' });
	await virtual.of(rig.n8n.deactivate(id));
	await expect(virtual.of(rig.n8n.activate(id))).rejects.toThrow(/Wawp/);
});
