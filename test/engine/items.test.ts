import { ExecuteContext } from 'n8n-core';
import { type INodeParameters, sleep } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { items } from '../support/engine';
import { FakeApi } from '../support/server';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp);
});
afterEach(async () => await wawp.stop());

const input = (...ids: string[]) => ids.map((id) => ({ json: { id } }));
const perItem = { instanceId: '={{ $json.id }}' };
const others = (count: number) => Array.from({ length: count }, () => wawp.addInstance(rig.account).id);

test('every item is run, in order, for an instance of its own, and paired with its input', async () => {
	const ids = others(3);
	const results = await rig.items('session.start', perItem, { input: input(...ids) });
	expect(rig.calls.map(({ credentials }) => credentials.instanceId)).toEqual(ids);
	expect(results.map(({ json, pairedItem }) => [json.instance_id, pairedItem])).toEqual(ids.map((id, item) => [id, { item }]));
});

test("an item that lacks the Instance ID which each was to name is none of the credential's, and those before it were done", async () => {
	const [other] = others(1);
	const { message, context } = await rig.error('session.start', perItem, { input: input(other!, '') });
	expect([message, context.itemIndex]).toEqual(["'Instance ID' is empty: nothing came of its expression", 1]);
	expect(rig.calls.map(({ credentials }) => credentials.instanceId)).toEqual([other]);
});

test('the credential is read once for each item, however many calls are made for it', async () => {
	const working = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	const read = jest.spyOn(ExecuteContext.prototype, 'getCredentials');
	await working.items('message.sendText', { to: '201145202826@c.us', text: 'Hi', options: { markSeenFirst: true } }, { input: input('a', 'b') });
	const asked = [...read.mock.calls];
	read.mockRestore();
	expect(working.calls.map(({ operation }) => operation)).toEqual(['message.markSeen', 'message.sendText', 'message.markSeen', 'message.sendText']);
	expect(asked).toEqual([['wawpApi', 0], ['wawpApi', 1]]);
});

test('each item is sent with the token and the instance that the expressions of the credential give for it, and neither token shows', async () => {
	const accounts = [wawp.addAccount({}), wawp.addAccount({})];
	const input = accounts.map((account) => ({ json: { token: account.token, instance: wawp.addInstance(account, { status: 'WORKING' }).id } }));
	const several = new WawpRig(wawp, { credential: { accessToken: '={{ $json.token }}', instanceId: '={{ $json.instance }}' } });
	wawp.switches.quotesUrl = true;
	const results = await several.items('session.getInfo', {}, { input });
	const sent = wawp.calls.map(({ credentials }) => [credentials.token, credentials.instanceId]);
	expect(sent).toEqual(input.map(({ json }) => [json.token, json.instance]));
	expect(results.map(({ json }) => json.instanceId)).toEqual(input.map(({ json }) => json.instance));
	for (const { token } of accounts) expect(JSON.stringify(results)).not.toContain(token);
});

test('the Instance ID that Create returns serves the next node', async () => {
	const [created] = await rig.items('session.create');
	await rig.items('session.start', { instanceId: '={{ $json.instance_id }}' }, { input: [created!] });
	expect(wawp.world.instances.find(({ id }) => id === created!.json.instance_id)!.status).toBe('STARTING');
});

test('writes wait for each other', async () => {
	const ids = others(3);
	ids.forEach(() => wawp.failNext({ delayMs: 40 }));
	await rig.items('session.start', perItem, { input: input(...ids) });
	const heard = rig.calls.map(({ at }) => at);
	heard.slice(1).forEach((at, index) => expect(at - heard[index]!).toBeGreaterThanOrEqual(35));
});

test('reads overlap, and keep their order all the same', async () => {
	const ids = others(12);
	ids.forEach((_id, index) => wawp.failNext({ delayMs: 600 - 30 * index }, { operation: 'session.getInfo' }));
	const start = Date.now();
	const results = await rig.items('session.getInfo', perItem, { input: input(...ids) });
	expect(results.map(({ json }) => json.instanceId)).toEqual(ids);
	expect(results.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_id, item) => ({ item })));
	// One after the other it would be 5,220 ms of delay.
	expect(Date.now() - start).toBeLessThan(4000);
});

test.each([1, 2, 10])('reads overlap up to as many as the option allows (%d), and never more', async (parallelRequests) => {
	const open: Array<() => void> = [];
	let most = 0;
	const api = await new FakeApi()
		.on('POST /v2/session/info', () => ({
			write: (response) => {
				open.push(() => response.end('{"status":"WORKING"}'));
				most = Math.max(most, open.length);
				// Nobody is answered before all that may come are there, and one too many would have come too.
				if (open.length === parallelRequests) void sleep(50).then(() => open.splice(0).forEach((answer) => answer()));
			},
		}))
		.start();
	try {
		const own = new WawpRig(wawp, { credential: { baseUrl: api.url } });
		const results = await own.items('session.getInfo', { options: { parallelRequests } }, { input: input(...Array.from({ length: 20 }, () => '')) });
		expect(results).toHaveLength(20);
		expect(most).toBe(parallelRequests);
	} finally {
		await api.stop();
	}
});

test('reads that are under way when one fails come to their end, and no further one is asked for', async () => {
	let asked = 0;
	const api = await new FakeApi()
		.on('POST /v2/session/info', () => (asked++ === 0 ? { status: 401, json: { code: 'invalid_access_token', message: 'No' } } : { write: (response) => void sleep(100).then(() => response.end('{"status":"WORKING"}')) }))
		.start();
	try {
		const own = new WawpRig(wawp, { credential: { baseUrl: api.url } });
		const { context } = await own.error('session.getInfo', { options: { parallelRequests: 3 } }, { input: input(...Array.from({ length: 20 }, () => '')) });
		expect([context.itemIndex, asked]).toEqual([0, 3]);
	} finally {
		await api.stop();
	}
});

test('a failed item stops the run, and names itself', async () => {
	const [first, last] = others(2);
	const error = await rig.error('session.start', perItem, { input: input(first!, 'NOSUCHSESSIO', last!) });
	expect(error.context.itemIndex).toBe(1);
	expect(rig.calls).toHaveLength(2);
});

test('with continue on fail the other items go on, and the failed one says why', async () => {
	const [first, last] = others(2);
	const run = await rig.run('session.start', perItem, { input: input(first!, 'NOSUCHSESSIO', last!), onError: 'continueRegularOutput' });
	expect(items(run).map(({ json }) => json.instance_id ?? json.error)).toEqual([first, 'Wawp finds no session with this Instance ID', last]);
	expect(items(run).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
});

test.each<[string, INodeParameters]>([
	['its Instance ID', { instanceId: "={{ $itemIndex === 0 ? $('Nobody').first().json.id : $json.id }}" }],
	['an option', { ...perItem, options: { parallelRequests: "={{ $itemIndex === 0 ? $('Nobody').first().json.id : 2 }}" } }],
	['a switch', { ...perItem, simplify: "={{ $itemIndex === 0 ? $('Nobody').first().json.id : true }}" }],
])('the first item, of which the expression of %s cannot be worked out, fails alone', async (_what, given) => {
	const [first, last] = others(2);
	const run = await rig.run('session.getInfo', given, { input: input(first!, last!), onError: 'continueRegularOutput' });
	expect(items(run).map(({ json }) => json.instanceId ?? json.error)).toEqual([expect.stringMatching(/Nobody|exist/), last]);
});

test('with an error output the failed item leaves by it', async () => {
	const [first] = others(1);
	const run = await rig.run('session.start', perItem, { input: input(first!, 'NOSUCHSESSIO'), onError: 'continueErrorOutput' });
	expect(items(run).map(({ json }) => json.instance_id)).toEqual([first]);
	expect(items(run, 'Node', 1).map(({ json }) => json)).toMatchObject([{ error: 'Wawp finds no session with this Instance ID' }]);
});

test('a cancelled run hands out no further items', async () => {
	const ids = others(5);
	const stop = new AbortController();
	wawp.after('session.start', () => stop.abort());
	const spec = { type: 'n8n-nodes-wawp.wawp', credentials: ['wawpApi'], parameters: { resource: 'session', operation: 'start', ...perItem } };
	await rig.rig.runNode(spec, input(...ids), 'manual', stop.signal);
	// n8n waits for no node then: what it goes on with comes later.
	await sleep(200);
	expect(rig.calls).toHaveLength(1);
});

test.each(['session.create', 'session.start', 'session.getInfo', 'session.getHealth', 'session.delete', 'session.createTempLink'])('the instance has one name in the items of %s', async (operation) => {
	const [item] = await rig.items(operation);
	const { instance_id: also = item!.json.instanceId } = item!.json;
	expect(item!.json.instanceId).toMatch(/^\w{12}$/);
	expect(also).toBe(item!.json.instanceId);
});

test.each([{ instance_id: 'ABCDEF123456' }, { success: true, data: { instance_id: 'ABCDEF123456' } }, { instance_id: 'ABCDEF123456', data: { instance_id: 'other' } }, { instanceId: 'ABCDEF123456', data: { instance_id: 'other' } }])('however Wawp wraps it: %j', async (body) => {
	wawp.failNext({ body: { ...body, status: 'STARTING' } });
	const [item] = await rig.items('session.start');
	expect(item!.json.instanceId).toBe('ABCDEF123456');
});
