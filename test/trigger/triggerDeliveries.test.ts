import jsQR from 'jsqr';
import type { IDataObject } from 'n8n-workflow';
import { PNG } from 'pngjs';

import { events } from '../../nodes/Wawp/webhooks/events';
import documented from '../reference/events.json';
import { SWITCHES } from '../simulator';
import { qrDataUri } from '../simulator/qr';
import { TriggerRig, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig?.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start({ quick: true, ...given }));

const EVERY_EVENT = documented.map(({ event }) => event);

const PERSON = '11111111111@c.us';
const GROUP = '1234567890@g.us';

/** The chat that the documented example of an event is about. */
const CHATS: Record<string, string> = {
	message: PERSON,
	'message.any': PERSON,
	'message.reaction': PERSON,
	'message.ack': PERSON,
	'message.revoked': PERSON,
	'message.edited': PERSON,
	'group.v2.join': GROUP,
	'group.v2.leave': GROUP,
	'group.v2.update': GROUP,
	'group.v2.participants': GROUP,
	'presence.update': PERSON,
	'chat.archive': PERSON,
	'call.received': PERSON,
	'label.chat.added': PERSON,
	'label.chat.deleted': PERSON,
};

describe('the events to choose from', () => {
	test('are those of the reference', () => {
		expect(events.map(({ value }) => value).sort()).toEqual([...EVERY_EVENT].sort());
	});

	test.each(EVERY_EVENT)('%s is registered, delivered, and becomes an item', async (event) => {
		await start({ instance: { status: 'WORKING' } });
		await rig.activate({ events: [event] });
		expect(rig.instance.webhooks).toMatchObject([{ events: [event] }]);
		const { id, timestamp, payload } = rig.wawp.emit(rig.instance.id, event);
		const isStatus = event === 'session.status';
		const { vote } = payload as { vote?: IDataObject };
		const { timestamp: seconds } = (vote ?? payload) as { timestamp?: number };
		const [item, ...others] = await rig.started();
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			event,
			id,
			instanceId: rig.instance.id,
			session: rig.instance.name,
			timestamp: new Date(seconds ? seconds * 1000 : timestamp).toISOString(),
			...(isStatus && { status: 'STOPPED', previousStatus: null }),
			...(CHATS[event] && { chatId: CHATS[event] }),
			me: { id: `${rig.instance.phone}@c.us`, phoneNumber: rig.instance.phone, pushName: 'John Doe' },
		});
		expect(item!.payload).toEqual(payload);
	});

	test('one that was not asked for is answered with 200 and starts nothing', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		// Wawp was told otherwise by somebody
		rig.instance.webhooks[0]!.events = EVERY_EVENT;
		rig.wawp.emit(rig.instance.id, 'call.received');
		rig.wawp.emit(rig.instance.id, 'session.status', { status: 'WORKING' });
		rig.wawp.emit(rig.instance.id, 'event.of.tomorrow');
		expect(await rig.started()).toEqual([]);
		expect(rig.wawp.deliveries.map(({ status }) => status)).toEqual([200, 200]);
	});
});

interface Variant {
	payload?: IDataObject;
	body?: IDataObject;
}

const bodies = documented.flatMap(({ event, example, variants }): Array<[string, string, IDataObject]> => [
	...(example ? [[event, 'documented', example] as [string, string, IDataObject]] : []),
	...(variants as Variant[]).flatMap(({ payload, body }, index): Array<[string, string, IDataObject]> => {
		if (!body && !payload) return [];
		return [[event, `variant ${index + 1}`, body ?? { id: 'evt_1', event, payload }]];
	}),
]);

describe('what the reference shows', () => {
	test.each(bodies)('of %s, %s, passes through, with everything in its payload and nothing of its sender', async (event, _which, body) => {
		await start();
		await rig.activate({ events: EVERY_EVENT, options: { includeRaw: true, qrAsImage: true } });
		expect(await rig.deliver(body)).toEqual([200]);
		const [run, ...others] = await rig.runs();
		expect(others).toEqual([]);
		const { json } = run![0]!;
		expect(json).toMatchObject({ event, instanceId: rig.instance.id });
		if (body.payload) expect(json.payload).toEqual(body.payload);
		expect(JSON.stringify(run)).not.toContain('email@example.com');
	});
});

describe('the shape of a delivery', () => {
	test.each(SWITCHES.deliveryShape)('%s: a state becomes an item of the same shape', async (deliveryShape) => {
		await start({ switches: { deliveryShape } });
		await rig.activate();
		await rig.announce('WORKING', { timestamp: 1_700_000_000_000 });
		expect(await rig.started()).toMatchObject([
			{
				event: 'session.status',
				instanceId: rig.instance.id,
				timestamp: '2023-11-14T22:13:20.000Z',
				status: 'WORKING',
				previousStatus: null,
				payload: { status: 'WORKING' },
			},
		]);
	});

	test('a list becomes the items of one run, without the entries that are not asked for or are no events', async () => {
		await start();
		await rig.activate({ events: ['message', 'session.status'] });
		const bad = [null, 7, 'x', [], {}, { event: '' }, { event: {} }, { instance_id: 'A' }, { status: 'FAILED' }];
		const good = [
			{ id: 'evt_1', event: 'message', payload: { body: 'Hello' } },
			{ id: 'evt_2', event: 'call.received', payload: {} },
			{ instance_id: 'A', status: 'STARTING', ts: 1_700_000_000 },
			{ instance_id: 123456789, status: 'WORKING', ts: 1_700_000_001 },
		];
		expect(await rig.deliver([...bad, ...good, ...bad])).toEqual([200]);
		const [run, ...others] = await rig.runs();
		expect(run!.map(({ json }) => json)).toMatchObject([{ event: 'message' }, { status: 'STARTING', instanceId: rig.instance.id }, { status: 'WORKING', instanceId: rig.instance.id }]);
		expect(others).toEqual([]);
	});

	test('what is missing is null, and a payload that is no object is kept as its value', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		await rig.deliver({ event: 'message', payload: 'Hello' }, { event: 'message' }, { event: 'message', payload: [1] });
		const nothing = { event: 'message', id: null, instanceId: rig.instance.id, session: null, timestamp: null, me: null, messageId: null, chatId: null };
		expect(await rig.started()).toMatchObject([
			{ ...nothing, payload: { value: 'Hello' } },
			{ ...nothing, payload: { value: null } },
			{ ...nothing, payload: { value: [1] } },
		]);
	});

	test('the time may be seconds or milliseconds, as a number or a text', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		const times = [1_700_000_000, 1_700_000_000_000, '1700000000', '2023-11-14T22:13:20Z', 'soon', -1, 1e30];
		await rig.deliver(...times.map((timestamp, index) => ({ id: `evt_${index}`, event: 'message', timestamp })));
		const iso = '2023-11-14T22:13:20.000Z';
		expect((await rig.started()).map(({ timestamp }) => timestamp)).toEqual([iso, iso, iso, iso, null, null, null]);
	});

	test('the time may be told under either name that Wawp has for it, in whichever shape', async () => {
		await start();
		await rig.activate({ events: ['message', 'session.status'], onlyWhenChanged: false });
		const shapes: IDataObject[] = [{ event: 'message', payload: {} }, { event: 'session.status', payload: { status: 'FAILED' } }, { instance_id: 'A', status: 'FAILED' }];
		await rig.deliver(...shapes.flatMap((shape, index) => ['timestamp', 'ts'].map((name, second) => ({ ...shape, id: `evt_${index}_${name}`, [name]: 1_700_000_000 + 10 * index + second }))));
		const told = [0, 1, 10, 11, 20, 21].map((seconds) => new Date((1_700_000_000 + seconds) * 1000).toISOString());
		expect((await rig.started()).map(({ timestamp }) => timestamp)).toEqual(told);
	});
});

describe('what is secret', () => {
	test.each([false, true])('never reaches an item, a log or the saved data, with Include Raw %s', async (includeRaw) => {
		await start({ credential: { webhookSecret: 'dummy-webhook-secret' } });
		const id = await rig.activate({ events: ['message', 'session.status'], options: { includeRaw } });
		const { token, email } = rig.account;
		for (const deliveryShape of SWITCHES.deliveryShape) {
			rig.wawp.switches.deliveryShape = deliveryShape;
			await rig.announce(`STATE_${deliveryShape}`);
		}
		const quoting = { body: `see https://api.wawp.net/v2?access_token=${token}, signed with dummy-webhook-secret`, [token]: 1, secret: 'dummy-webhook-secret' };
		rig.wawp.emit(rig.instance.id, 'message', { ...quoting, list: [[token]], access_token: 'another-token', chat: { accessToken: 'another-token' } });
		const metadata = { access_token: 'another-token', 'user.email': email, user_email: email, user_id: '1' };
		await rig.deliver({ id: `evt_${token}`, event: 'message', session: token, metadata, me: { id: token, access_token: 'another-token' } });
		const runs = await rig.runs();
		expect(runs).toHaveLength(5);
		const remembered = [rig.n8n.staticData(id), ...rig.n8n.executions.map(({ order }) => order.data)];
		expect(remembered[0]).toMatchObject({ 'node:Wawp Trigger': { registrations: [{ instanceId: rig.instance.id }] } });
		const urlSecret = new URL(rig.deliveryUrl).searchParams.get('secret')!;
		for (const secret of [token, email, 'another-token', 'dummy-webhook-secret', urlSecret]) {
			expect(JSON.stringify([runs, remembered])).not.toContain(secret);
			expect(rig.n8n.logs.text()).not.toContain(secret);
		}
	});

	test.each([false, true])('nothing that no item is made of is stored with the run, with Include Raw %s', async (includeRaw) => {
		await start();
		await rig.activate({ events: ['message'], options: { includeRaw } });
		await rig.deliver({ id: 'evt_1', event: 'message', payload: { body: 'Hello' }, engine: 'GOWS', environment: 'of the engine' });
		await rig.settled();
		const [{ order }] = rig.n8n.executions as [(typeof rig.n8n.executions)[0]];
		expect(JSON.stringify(order.data).includes('of the engine')).toBe(includeRaw);
	});

	test('is all that is missing from what Include Raw adds', async () => {
		await start({ instance: { status: 'WORKING' } });
		await rig.activate({ events: ['message'], options: { includeRaw: true } });
		const { metadata, ...sent } = rig.wawp.emit(rig.instance.id, 'message', { body: 'Hello', extra: [{ a: null }] });
		const { user_id, display_name, instance_id } = metadata!;
		expect((await rig.started())[0]?.raw).toEqual({ ...sent, metadata: { user_id, display_name, instance_id } });
	});
});

describe('QR as Image', () => {
	const text = '2@a-code-as-whatsapp-shows-it';
	const picture = qrDataUri(text);

	test.each([
		['an envelope', { event: 'session.status', payload: { status: 'SCAN_QR_CODE', qr: picture } }],
		['a flat event', { instance_id: 'A', status: 'SCAN_QR_CODE', qr: picture }],
		['bare base64', { instance_id: 'A', status: 'SCAN_QR_CODE', qr: picture.replace(/^data:[^,]*,/, '') }],
	])('turns the code in %s into a PNG that a phone can read', async (_where, body) => {
		await start();
		await rig.activate({ options: { qrAsImage: true } });
		await rig.deliver(body);
		const [run] = await rig.runs();
		const { json, binary } = run![0]!;
		expect(binary?.data).toMatchObject({ mimeType: 'image/png', fileName: 'qr.png' });
		const { data, width, height } = PNG.sync.read(Buffer.from(binary!.data!.data, 'base64'));
		expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(text);
		expect(json).toMatchObject({ status: 'SCAN_QR_CODE', payload: { status: 'SCAN_QR_CODE' } });
		expect(json.payload).not.toHaveProperty('qr');
	});

	test('switched off, leaves the code in the payload', async () => {
		await start();
		await rig.activate();
		const qr = 'data:image/png;base64,iVBORw0KGgoAAA';
		await rig.deliver({ instance_id: 'A', status: 'SCAN_QR_CODE', qr, ts: 1 });
		const [run] = await rig.runs();
		expect(run).toMatchObject([{ json: { payload: { qr, status: 'SCAN_QR_CODE' } } }]);
		expect(run![0]!.binary).toBeUndefined();
	});

	test('leaves alone what is no picture', async () => {
		await start();
		await rig.activate({ options: { qrAsImage: true } });
		await rig.deliver({ instance_id: 'A', status: 'SCAN_QR_CODE', qr: '2@abc,def', ts: 1 });
		const [run] = await rig.runs();
		expect(run).toMatchObject([{ json: { payload: { qr: '2@abc,def' } } }]);
		expect(run![0]!.binary).toBeUndefined();
	});
});
