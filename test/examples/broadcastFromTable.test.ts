import type { DataTableRow, IRun } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import { ExampleRig, LISTED, itemsOf, until } from '../support/exampleRig';
import { pausesFrom } from '../support/pauses';

const TABLE = 'wawp_broadcast';
const ADA = { name: 'Ada', phone: '+20 100 000 0001' };
const BOB = { name: 'Bob', phone: '0100 000 0002' };
const CLEO = { name: 'Cleo', phone: '20 100 000 0003' };
const NOBODY = { name: 'Nobody', phone: '+20 100 000 0009' };
const NO_NUMBER = { name: 'No Number', phone: 'ask her' };

let rig: ExampleRig;

/** The table is there, with these rows in it. */
async function filled(...rows: DataTableRow[]): Promise<void> {
	rig = await ExampleRig.start('broadcast-from-table', { instance: { id: LISTED, status: 'WORKING', whatsapp: { notOnWhatsApp: ['201000000009'] } } });
	await run();
	expect(sent()).toEqual([]);
	for (const row of rows) await rig.n8n.dataTables.add(TABLE, row);
}

afterEach(async () => {
	jest.restoreAllMocks();
	await rig.settled();
	await rig.stop();
});

async function run(): Promise<IRun> {
	const ended = await rig.n8n.run(rig.id);
	expect(ended.data.resultData.error).toBeUndefined();
	expect(rig.traces(ended)).not.toContain(rig.account.token);
	return ended;
}

const calls = (operation: string) => rig.wawp.calls.filter((call) => call.operation === operation);

const sent = () => calls('message.sendText').map(({ body }) => body.chatId);

const rows = () => rig.n8n.dataTables.rows(TABLE).map(({ name, status }) => [name, status]);

const alerts = (ended: IRun, node: string) => itemsOf(ended, node).map(({ json }) => json.message);

test.each([null, ''])('a row without a name (%j) gets its message all the same', async (name) => {
	await filled({ ...ADA, name });
	await run();
	expect(calls('message.sendText').map(({ body }) => body.message)).toEqual(['Hello there, our new opening hours start on Monday.']);
});

test('each row gets its message with its name, and is marked', async () => {
	await filled(ADA, BOB);
	await run();
	expect(calls('message.sendText').map(({ body }) => [body.chatId, body.message])).toEqual([
		['201000000001@c.us', 'Hello Ada, our new opening hours start on Monday.'],
		['201000000002@c.us', 'Hello Bob, our new opening hours start on Monday.'],
	]);
	const messages = rig.instance.whatsapp.messages.map(({ id }) => id);
	expect(rig.n8n.dataTables.rows(TABLE)).toMatchObject(messages.map((messageId) => ({ status: 'sent', messageId, reason: null, sentAt: expect.anything() })));
});

test.each([
	[0, 20_000],
	[0.5, 40_000],
	[1, 60_000],
])('20 to 60 seconds lie between two messages, as chance has it (%d: %d ms)', async (chance, pause) => {
	await filled(ADA, BOB, CLEO);
	jest.spyOn(Math, 'random').mockReturnValue(chance);
	const pauses = pausesFrom(time);
	await run();
	expect(pauses.filter((each) => each > 1000)).toEqual([pause, pause]);
});

test('a number that nobody has is skipped, one that is none fails, and the others get their message', async () => {
	await filled(NO_NUMBER, ADA, NOBODY, BOB);
	await run();
	expect(sent()).toEqual(['201000000001@c.us', '201000000002@c.us']);
	expect(calls('contact.checkExists').map(({ query }) => query.phone)).toEqual(['201000000001', '201000000009', '201000000002']);
	expect(rows()).toEqual([['No Number', 'failed'], ['Ada', 'sent'], ['Nobody', 'skipped'], ['Bob', 'sent']]);
	const [failed, , skipped] = rig.n8n.dataTables.rows(TABLE);
	expect(failed).toMatchObject({ reason: expect.stringContaining('ask her'), sentAt: null });
	expect(skipped).toMatchObject({ reason: 'The number is not on WhatsApp', sentAt: null, messageId: null });
});

test('a second run sends to those who are still open', async () => {
	await filled(NO_NUMBER, ADA, NOBODY);
	await run();
	await run();
	expect(sent()).toEqual(['201000000001@c.us']);
	await rig.n8n.dataTables.add(TABLE, BOB);
	await run();
	expect(sent()).toEqual(['201000000001@c.us', '201000000002@c.us']);
});

test('however many rows are done, those that are open are found', async () => {
	await filled(...Array.from({ length: 50 }, () => ({ ...BOB, status: 'sent' })), ADA);
	await run();
	expect(sent()).toEqual(['201000000001@c.us']);
});

test('two runs at the same time send to nobody twice', async () => {
	await filled(ADA, BOB, CLEO);
	rig.n8n.dataTables.latency = 50;
	await Promise.all([run(), run()]);
	expect(sent().sort()).toEqual(['201000000001@c.us', '201000000002@c.us', '201000000003@c.us']);
});

test.each([
	['refuses', { status: 400, body: { code: 'invalid_param', message: 'Not so long' } }, 'failed', 'Wawp did not understand'],
	['says no to under 200', { body: { success: false, message: 'No such thing' } }, 'failed', 'Wawp refuses this'],
	['could not hand over', { body: { id: 'true_201000000001@c.us_3EB0AAAA', ack: -1, error: { code: '463', reason: 'reachout' } } }, 'failed', '463'],
	['carries out without an answer', { reset: true, carryOut: true }, 'unknown', 'The connection to Wawp was lost'],
	['fails to do, perhaps', { status: 502 }, 'unknown', 'engine'],
	['calls a success without a message', { body: { success: true } }, 'unknown', ''],
] as const)('what Wawp %s is not sent again by itself, and is %s', async (_case, fault, status, reason) => {
	await filled(ADA, BOB, CLEO);
	rig.wawp.failNext(fault, { operation: 'message.sendText' });
	await run();
	await run();
	expect(sent()).toHaveLength(3);
	expect(rows()).toEqual([['Ada', status], ['Bob', 'sent'], ['Cleo', 'sent']]);
	const [ada] = rig.n8n.dataTables.rows(TABLE);
	expect(ada).toMatchObject({ sentAt: null });
	expect(String(ada!.reason ?? '')).toContain(reason);
});

test('a run that a restart of n8n ends leaves its rows in doubt, and the next one says so and sends to others', async () => {
	await filled(ADA, BOB);
	void rig.n8n.run(rig.id);
	await until(() => sent().length === 1);
	await rig.n8n.restart();
	await rig.n8n.dataTables.add(TABLE, CLEO);
	const ended = await run();
	expect(sent()).toEqual(['201000000001@c.us', '201000000003@c.us']);
	expect(rows()).toEqual([['Ada', 'sending'], ['Bob', 'sending'], ['Cleo', 'sent']]);
	expect(alerts(ended, 'Alert: In Doubt')).toEqual([expect.stringContaining('Ada (+20 100 000 0001)'), expect.stringContaining('Bob')]);
});

test('nothing is claimed or sent while the session is not connected', async () => {
	await filled(ADA);
	rig.wawp.phone.logOut(LISTED);
	await until(() => rig.instance.status !== 'WORKING');
	await rig.shown();
	const ended = await run();
	expect(sent()).toEqual([]);
	expect(rows()).toEqual([['Ada', null]]);
	expect(alerts(ended, 'Alert: Not Connected')).toEqual([expect.stringMatching(`^Nothing was sent: session ${LISTED} is `)]);
});

test('what Wawp sends later is not sent by the next run', async () => {
	await filled(ADA);
	rig.wawp.failNext({ status: 200, body: { status: 'queued', code: 'success', job_id: '7' } }, { operation: 'message.sendText' });
	await run();
	await run();
	expect(sent()).toHaveLength(1);
	expect(rows()).toEqual([['Ada', 'queued']]);
});
