import type { IDataObject } from 'n8n-workflow';

import { TriggerRig, post } from '../support/triggerRig';

let rig: TriggerRig;
beforeAll(async () => {
	rig = await TriggerRig.start({ quick: true });
	await rig.activate({ events: ['message', 'session.status'], options: { includeRaw: true, qrAsImage: true } });
});
afterAll(async () => await rig.stop());
/** Whatever came: the next event is taken as if nothing had been. */
afterEach(async () => {
	await rig.runs();
	await rig.deliver({ id: `evt_${++count}`, event: 'message', payload: { count } });
	expect(await rig.started()).toMatchObject([{ payload: { count } }]);
});
let count = 0;

const nested = (depth: number) => `{"event": "message", "payload": ${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;

describe('what is no event of Wawp', () => {
	test.each([
		['an object of something else', '{"hello": "world"}'],
		['an empty object', '{}'],
		['an empty list', '[]'],
		['a list of nothing', '[null, [], 1]'],
		['a number', '1'],
		['null', 'null'],
		['a text', '"session.status"'],
		['an event whose name is no text', '{"event": ["message"], "payload": {}}'],
		['a state without instance', '{"status": "WORKING"}'],
	])('%s is answered with 400', async (_what, body) => {
		expect(await post(rig.deliveryUrl, body)).toBe(400);
		expect(await rig.runs()).toEqual([]);
	});

	test.each([
		['nothing at all', '', 'application/json', [400, 422]],
		['half an object', '{"event": "message"', 'application/json', [422]],
		['JSON with a comma too many', '{"event": "message",}', 'application/json', [422]],
		['text', 'hello', 'text/plain', [400]],
		['a form', 'event=message', 'application/x-www-form-urlencoded', [400]],
		['bytes', Buffer.from([0xff, 0xfe, 0]), 'application/octet-stream', [415]],
		['a picture', Buffer.from('iVBORw0KGgo', 'base64'), 'image/png', [415]],
	])('%s is refused', async (_what, body, type, statuses) => {
		expect(statuses).toContain(await post(rig.deliveryUrl, body, { 'content-type': type }));
		expect(await rig.runs()).toEqual([]);
	});

	test('multipart is refused with 415, as its bytes can be held against no signature', async () => {
		const form = '--x\r\nContent-Disposition: form-data; name="event"\r\n\r\nmessage\r\n--x--\r\n';
		expect(await post(rig.deliveryUrl, form, { 'content-type': 'multipart/form-data; boundary=x' })).toBe(415);
		expect(await rig.runs()).toEqual([]);
	});
});

describe('what is too much', () => {
	const ofSize = (megabytes: number) => `{"event": "message", "payload": {"body": "${'x'.repeat(megabytes * 1024 * 1024)}"}}`;

	test('5 MB are taken', async () => {
		expect(await post(rig.deliveryUrl, ofSize(5))).toBe(200);
		const [run] = await rig.runs();
		expect((run![0]!.json.payload as { body: string }).body).toHaveLength(5 * 1024 * 1024);
	});

	test("17 MB are over n8n's own limit", async () => {
		expect(await post(rig.deliveryUrl, ofSize(17))).toBe(413);
	});

	test.each<[what: string, around: (events: IDataObject[]) => unknown]>([
		['a list', (events) => events],
		['a list under a name', (events) => ({ session: 'main', events })],
		['a list with numeric keys under a name', (events) => ({ events: { ...events } })],
	])('%s holds 2,000 events at most', async (_what, around) => {
		const events = (count: number) => JSON.stringify(around(Array.from({ length: count }, () => ({ event: 'call.received' }))));
		expect([await post(rig.deliveryUrl, events(2_000)), await post(rig.deliveryUrl, events(2_001))]).toEqual([200, 413]);
		expect(await rig.allRuns()).toEqual([]);
	});

	test.each([10, 100, 400])('a payload %i levels deep starts a run', async (depth) => {
		expect(await post(rig.deliveryUrl, nested(depth))).toBe(200);
		expect(await rig.runs()).toHaveLength(1);
	});

	test.each([1_000, 5_000, 100_000])('one of %i levels is refused, before anything runs out of stack', async (depth) => {
		expect(await post(rig.deliveryUrl, nested(depth))).toBe(400);
		expect(await rig.runs()).toEqual([]);
	});
});

describe('names of prototypes', () => {
	test.each([
		['in the envelope', '{"event": "message", "id": "p1", "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'],
		['in the payload', '{"event": "message", "id": "p2", "payload": {"__proto__": {"polluted": true}, "constructor": 1, "toString": 2}}'],
		['in the metadata', '{"event": "message", "id": "p3", "metadata": {"__proto__": {"instance_id": "A", "polluted": true}}}'],
		['as the ID', '{"event": "message", "id": "__proto__"}'],
		['as the instance', '{"instance_id": "__proto__", "status": "constructor", "ts": 1}'],
		['as the session', '{"event": "session.status", "id": "p4", "session": "constructor", "payload": {"status": "__proto__"}}'],
	])('%s are names like any other', async (_where, body) => {
		expect(await post(rig.deliveryUrl, body)).toBe(200);
		expect(await rig.runs()).toHaveLength(1);
		expect(await post(rig.deliveryUrl, body)).toBe(200);
		expect(await rig.runs()).toHaveLength(0);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});
