import type { IDataObject } from 'n8n-workflow';

import { TriggerRig } from '../support/triggerRig';

/* Somebody whom WhatsApp hides is one person, by whichever ID a message of theirs is told. */

const ANN = '201145202826@c.us';
const HIDDEN = '123456789012345@lid';
const GROUP = '1234567890@g.us';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

let count = 0;
const came = (payload: IDataObject, event = 'message') => ({ id: `evt_${++count}`, event, metadata: { instance_id: 'A' }, payload: { fromMe: false, body: 'Hello', ...payload } });
const hidden = (key: string, more: IDataObject = {}) => came({ id: `false_${HIDDEN}_${key}`, from: HIDDEN, _data: { key: { remoteJidAlt: '201145202826@s.whatsapp.net' } }, ...more });
const shown = (key: string, more: IDataObject = {}) => came({ id: `false_${ANN}_${key}`, from: ANN, ...more });

async function started(parameters: IDataObject, ...bodies: IDataObject[]): Promise<IDataObject[]> {
	rig = await TriggerRig.start();
	await rig.activate({ events: ['message', 'message.any', 'message.edited'], ...parameters } as never);
	await rig.deliver(...bodies);
	return await rig.started();
}

test('a message that is told under the hidden identity and under the number starts one run', async () => {
	const items = await started({}, hidden('A'), shown('A'), shown('B'), hidden('B'));
	expect(items.map(({ messageId, senderPhone }) => [messageId, senderPhone])).toEqual([
		[`false_${HIDDEN}_A`, '201145202826'],
		[`false_${ANN}_B`, '201145202826'],
	]);
});

test('so does one in a group, whose writer is told by either', async () => {
	const inGroup = (who: string) => came({ id: `false_${GROUP}_A_${who}`, from: GROUP, participant: who });
	expect(await started({}, inGroup(HIDDEN), inGroup(ANN))).toHaveLength(1);
});

test.each([
	['MSG_1', 'MSG_2'],
	['3EB0_out', '3EB1_out'],
])('messages whose keys begin alike are two (%s, %s)', async (one, other) => {
	expect(await started({}, shown(one), shown(other), hidden(one))).toHaveLength(2);
});

test('an own message and one of the other side with the same key are two', async () => {
	expect(await started({}, shown('A'), came({ id: `true_${ANN}_A`, from: ANN, fromMe: true }, 'message.any'))).toHaveLength(2);
});

test('what happens to it later is told, by either ID', async () => {
	const items = await started({}, shown('A'), { ...hidden('N', { editedMessageId: 'A', body: 'Ho' }), event: 'message.edited' });
	expect(items.map(({ event }) => event)).toEqual(['message', 'message.edited']);
});

test.each([
	['Chats', { chats: ['+20 114 520 2826'] }],
	['Senders', { senders: ['+20 114 520 2826'] }],
])('the filter %s finds the person by the number, whichever ID is told', async (_filter, filters) => {
	expect(await started({ filters }, hidden('A'), shown('B'), came({ id: 'false_201000000005@c.us_C', from: '201000000005@c.us' }))).toHaveLength(2);
});

test.each([
	['Not in Chats', { notChats: ['+20 114 520 2826'] }],
	['Not From Senders', { notSenders: ['+20 114 520 2826'] }],
])('the filter %s leaves the person out, whichever ID is told', async (_filter, filters) => {
	const items = await started({ filters }, hidden('A'), shown('B'), came({ id: 'false_201000000005@c.us_C', from: '201000000005@c.us' }));
	expect(items.map(({ chatId }) => chatId)).toEqual(['201000000005@c.us']);
});

const byNumber = (key: string) => shown(key, { _data: { Info: { Sender: '201145202826@s.whatsapp.net', SenderAlt: HIDDEN } } });
const somebodyElse = () => came({ id: 'false_201000000005@c.us_C', from: '201000000005@c.us' });

test.each([
	['Chats', { chats: [HIDDEN] }, [HIDDEN, ANN]],
	['Senders', { senders: [HIDDEN] }, [HIDDEN, ANN]],
	['Not in Chats', { notChats: [HIDDEN] }, ['201000000005@c.us']],
	['Not From Senders', { notSenders: [HIDDEN] }, ['201000000005@c.us']],
])('the filter %s knows the person by the hidden identity, whichever ID is told', async (_filter, filters, expected) => {
	const items = await started({ filters }, hidden('A'), byNumber('B'), somebodyElse());
	expect(items.map(({ chatId }) => chatId)).toEqual(expected);
});

/** The places of an event name the person in two ways, none of them as the other name. */
const named: Array<[how: string, IDataObject]> = [
	['by the number, and in the words of GOWS by the hidden identity', { id: `false_${GROUP}_A_${ANN}`, from: GROUP, participant: ANN, _data: { Info: { Chat: GROUP, Sender: HIDDEN, IsFromMe: false } } }],
	['by the number, and in the words of NOWEB by the hidden identity', { id: `false_${GROUP}_A_${ANN}`, from: GROUP, participant: ANN, _data: { key: { remoteJid: GROUP, participant: HIDDEN, fromMe: false, id: 'A' } } }],
	['by the hidden identity, and as the author by the number', { id: `false_${GROUP}_A_${HIDDEN}`, from: GROUP, participant: HIDDEN, author: ANN }],
	['by the hidden identity in the ID alone', { id: `false_${GROUP}_A_${HIDDEN}`, from: GROUP, participant: ANN }],
	['by the number, in a chat that NOWEB calls by the hidden identity', { id: `false_${ANN}_A`, from: ANN, _data: { key: { remoteJid: HIDDEN, fromMe: false, id: 'A' } } }],
	['by the number, in a chat with the hidden identity', { id: `false_${HIDDEN}_A`, from: ANN }],
];

test.each(named)('somebody who is told %s is told by both, and found and left out by either', async (_how, payload) => {
	rig = await TriggerRig.start();
	const id = await rig.activate({ events: ['message'] });
	await rig.deliver(came(payload));
	expect(await rig.started()).toMatchObject([{ senderPhone: '201145202826', senderLid: HIDDEN }]);
	for (const who of [ANN, HIDDEN]) {
		await rig.publish(id, { events: ['message'], filters: { notSenders: [who] } as never });
		await rig.deliver(came({ ...payload, id: String(payload.id).replace('_A', `_N${who}`) }));
		expect(await rig.started()).toEqual([]);
	}
});

test.each([
	['beside the hidden identity', { from: HIDDEN, _data: { Info: { RecipientAlt: '201145202826@s.whatsapp.net', IsFromMe: true } } }],
	['as the recipient', { from: HIDDEN, to: ANN }],
	['as the chat in the words of NOWEB', { from: 'me', to: HIDDEN, _data: { key: { remoteJid: '201145202826@s.whatsapp.net', fromMe: true, id: 'A' } } }],
])('what this number writes to the person is in the chat of that number, which is told %s', async (_where, payload) => {
	const own = came({ id: `true_${HIDDEN}_A`, fromMe: true, ...payload }, 'message.any');
	expect(await started({ filters: { chats: ['201145202826'] } }, own)).toMatchObject([{ chatId: HIDDEN, chatPhone: '201145202826', fromMe: true }]);
});
