import type { IDataObject } from 'n8n-workflow';

import { SWITCHES } from '../simulator';
import { clientOf } from '../simulator/client';
import { ExampleRig, type Given, LISTED, itemsOf } from '../support/exampleRig';

const ADA = '201000000001@c.us';
const ID = `true_${ADA}_3EB0AAAA`;
const LEVELS = { ERROR: -1, PENDING: 0, SERVER: 1, DEVICE: 2, READ: 3, PLAYED: 4 } as const;

type Level = keyof typeof LEVELS;

let rig: ExampleRig;

async function published(switches: Given['switches'] = {}): Promise<void> {
	rig = await ExampleRig.start('delivery-report-collector', { instance: { id: LISTED, status: 'WORKING' }, switches });
	await rig.n8n.activate(rig.id);
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

/** In the words of the engine or of Wawp's pages, as the local Wawp is set. */
function acknowledged(level: Level, id = ID): void {
	const [, chatId] = id.split('_');
	const told = { id, ack: LEVELS[level], ackName: level };
	const payload = rig.wawp.switches.engine !== 'short' ? { ...told, from: rig.instance.phone, to: chatId, participant: null, fromMe: true } : { ...told, chatId };
	rig.wawp.emit(LISTED, 'message.ack', payload);
}

const rows = () => rig.n8n.dataTables.rows('wawp_deliveries');

const states = () => rows().map(({ messageId, level, name, sentAt, deliveredAt, readAt, failedAt }) => ({ messageId, level, name, times: [sentAt, deliveredAt, readAt, failedAt].map((time) => time !== null) }));

/** But for the time of the last look. */
const unchanged = () => rows().map((row) => ({ ...row, updatedAt: null }));

const alerts = () => rig.messages('Alert: Not Sent');

async function report(): Promise<IDataObject | undefined> {
	await rig.settled();
	const run = await rig.n8n.run(rig.id, { from: "When clicking 'Execute workflow'" });
	expect(run.data.resultData.error).toBeUndefined();
	return itemsOf(run, 'Report')[0]?.json;
}

test.each(SWITCHES.engine)('a message that is sent has one row, which follows it until it is read (as %s tells it)', async (engine) => {
	await published({ engine });
	const before = rig.wawp.now();
	await clientOf(rig.wawp, rig.account.token, LISTED)('message.sendText', { chatId: ADA, message: 'Hello' });
	await rig.settled();
	const [row, ...others] = rows();
	expect(others).toEqual([]);
	expect(row).toMatchObject({ messageId: rig.instance.whatsapp.messages[0]!.id, chatId: ADA, level: 3, name: 'read', failedAt: null });
	const times = [row!.sentAt, row!.deliveredAt, row!.readAt].map((time) => (time as Date).getTime());
	expect(times).toEqual([...times].sort());
	expect(times[0]).toBeGreaterThanOrEqual(before);
	expect(rig.heard('message.sendText')).toBe(1);
});

describe.each(SWITCHES.engine)('as %s tells it', (engine) => {
	test.each<[string, Level[]]>([
		['in order', ['PENDING', 'SERVER', 'DEVICE', 'READ']],
		['the last one first', ['READ', 'DEVICE', 'SERVER', 'PENDING']],
		['delivered after read', ['SERVER', 'READ', 'DEVICE']],
	])('acknowledgements that come %s leave the highest level, and all times', async (_how, levels) => {
		await published({ engine });
		for (const level of levels) {
			acknowledged(level);
			await rig.settled();
		}
		expect(states()).toEqual([{ messageId: ID, level: 3, name: 'read', times: [true, true, true, false] }]);
		expect(rig.items('Make a Row')).toHaveLength(1);
	});

	test('those that come at the same moment do as well', async () => {
		await published({ engine });
		rig.n8n.dataTables.latency = 20;
		rig.wawp.holdDeliveries();
		for (const level of ['SERVER', 'DEVICE', 'READ', 'PLAYED'] as const) acknowledged(level);
		await rig.wawp.releaseDeliveries('reversed');
		await rig.settled();
		expect(rig.n8n.executions).toHaveLength(4);
		expect(states()).toEqual([{ messageId: ID, level: 4, name: 'played', times: [true, true, true, false] }]);
	});
});

test('a voice note that was played was read', async () => {
	await published();
	acknowledged('PLAYED');
	expect(await report()).toMatchObject({ messages: 1, sent: 1, delivered: 1, read: 1, failed: 0 });
	expect(states()).toEqual([{ messageId: ID, level: 4, name: 'played', times: [false, false, true, false] }]);
});

test('one that comes twice changes nothing, as the same event or as another one', async () => {
	await published();
	for (const level of ['SERVER', 'DEVICE', 'READ'] as const) acknowledged(level);
	await rig.settled();
	const before = unchanged();
	await rig.wawp.redeliver(rig.wawp.deliveries.at(0)!, 3, { concurrently: true });
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(3);
	acknowledged('SERVER');
	acknowledged('DEVICE');
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(5);
	expect(unchanged()).toEqual(before);
});

test('one whose receipts come under the hidden identity of the person is one message', async () => {
	await published();
	acknowledged('SERVER');
	await rig.settled();
	const hidden = ID.replace(ADA, '987654321012345@lid');
	for (const level of ['DEVICE', 'READ'] as const) acknowledged(level, hidden);
	expect(await report()).toMatchObject({ messages: 1, sent: 1, delivered: 1, read: 1 });
	expect(states()).toEqual([{ messageId: ID, level: 3, name: 'read', times: [true, true, true, false] }]);
});

test('several in one delivery each go to their own row', async () => {
	await published();
	const other = ID.replace('AAAA', 'BBBB');
	const event = (id: string, ack: number, time: number) => ({ event: 'message.ack', id: `evt_${id}_${ack}`, timestamp: time, payload: { id, ack } });
	const time = Date.UTC(2026, 10, 21);
	await fetch(rig.instance.webhooks[0]!.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify([event(ID, 3, time), event(other, 1, time), event(ID, 2, time), event(other, -1, time)]),
	});
	expect(await report()).toMatchObject({ messages: 2, sent: 2, delivered: 1, read: 1, failed: 1 });
	expect(states()).toEqual([
		{ messageId: ID, level: 3, name: 'read', times: [false, true, true, false] },
		{ messageId: other, level: 1, name: 'sent', times: [true, false, false, true] },
	]);
	expect(rows().map(({ readAt }) => readAt)).toEqual([new Date(time), null]);
});

test("acknowledgements of other people's messages, and those that name no level, make no row", async () => {
	await published();
	acknowledged('READ', `false_${ADA}_3EB0AAAA`);
	rig.wawp.emit(LISTED, 'message.ack', { id: ID });
	await rig.settled();
	expect(rig.n8n.executions).toEqual([]);
});

describe('a message that failed', () => {
	test('leads to one alert', async () => {
		await published();
		rig.n8n.dataTables.latency = 20;
		acknowledged('ERROR');
		acknowledged('ERROR');
		await rig.settled();
		acknowledged('ERROR');
		await rig.settled();
		expect(alerts()).toEqual([`The message ${ID} to ${ADA} was not sent`]);
		expect(states()).toEqual([{ messageId: ID, level: -1, name: 'failed', times: [false, false, false, true] }]);
	});

	test('leads to one alert, and is counted, also where nobody tells when', async () => {
		await published();
		for (const id of ['evt_1', 'evt_2']) {
			const event = { event: 'message.ack', id, payload: { id: ID, ack: -1 } };
			await fetch(rig.instance.webhooks[0]!.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });
			await rig.settled();
		}
		expect(alerts()).toHaveLength(1);
		expect(await report()).toMatchObject({ messages: 1, failed: 1 });
	});

	test('after WhatsApp had taken it keeps its level, and leads to the alert', async () => {
		await published();
		acknowledged('SERVER');
		await rig.settled();
		acknowledged('ERROR');
		expect(await report()).toMatchObject({ sent: 1, delivered: 0, failed: 1 });
		expect(alerts()).toHaveLength(1);
	});

	test('and is delivered later all the same counts as delivered', async () => {
		await published();
		acknowledged('ERROR');
		await rig.settled();
		acknowledged('DEVICE');
		expect(await report()).toMatchObject({ messages: 1, sent: 1, delivered: 1, failed: 0 });
	});

	test('as is told late of one that was read leads to no alert', async () => {
		await published();
		acknowledged('READ');
		await rig.settled();
		acknowledged('ERROR');
		expect(await report()).toMatchObject({ read: 1, failed: 0 });
		expect(alerts()).toEqual([]);
	});
});

describe('the report', () => {
	test('counts what was read as delivered and sent too', async () => {
		await published();
		acknowledged('READ', ID);
		acknowledged('DEVICE', ID.replace('AAAA', 'BBBB'));
		acknowledged('SERVER', ID.replace('AAAA', 'CCCC'));
		acknowledged('PENDING', ID.replace('AAAA', 'DDDD'));
		acknowledged('ERROR', ID.replace('AAAA', 'EEEE'));
		expect(await report()).toEqual({
			messages: 5,
			sent: 3,
			delivered: 2,
			read: 1,
			failed: 1,
			message: 'Of 5 messages in the last 24 hours, 3 were sent, 2 delivered, 1 read, and 1 failed',
		});
	});

	test('counts no acknowledgement that names no message', async () => {
		await published();
		rig.wawp.emit(LISTED, 'message.ack', { from: ADA, fromMe: true, ack: 2 });
		acknowledged('READ');
		expect(await report()).toMatchObject({ messages: 1, sent: 1, delivered: 1, read: 1, failed: 0 });
	});

	test('says so when there was nothing', async () => {
		await published();
		expect(await report()).toMatchObject({ messages: 0, sent: 0, delivered: 0, read: 0, failed: 0 });
	});

	test('comes every day by itself', async () => {
		await published();
		acknowledged('READ');
		await rig.settled();
		await rig.n8n.run(rig.id, { from: 'Every Day at 18:00', mode: 'trigger' });
		expect(rig.messages('Report')).toEqual(['Of 1 messages in the last 24 hours, 1 were sent, 1 delivered, 1 read, and 0 failed']);
	});
});
