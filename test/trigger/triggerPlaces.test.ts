import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { fieldsOf, withSenderPhone } from '../../nodes/Wawp/delivery/shape';
import { ANN, BOB_JID, GROUP, HIDDEN, ME, type Places, toldAt } from '../events/places';
import { placesOfEnvelopes } from '../events/placesOfEnvelopes';
import { placesOfMessages } from '../events/placesOfMessages';
import { placesOfOthers } from '../events/placesOfOthers';

/** What the item says of `media.size`. */
function saidOf({ event, field, value, beside, other }: Places, place: string, second?: string): unknown {
	let said: unknown = fieldsOf(event, toldAt(place, value, second === undefined ? beside : toldAt(second, other, beside)), ME);
	for (const step of field.split('.')) said = (said as Record<string, unknown> | null)?.[step];
	return said;
}

const rows = [...placesOfMessages, ...placesOfOthers].flatMap((row) => row.places.map((place): [string, string, string, Places] => [row.event, row.field, place, row]));

test.each(rows)('%s: %s is told by %s alone', (_event, _field, place, row) => {
	expect(saidOf(row, place)).toEqual(row.told === undefined ? row.value : row.told);
});

/** Whether both can be there at once: capitals do not count, and one may be a part of the other. */
const areTwo = (first: string, second: string): boolean => !`${second}.`.toLowerCase().startsWith(`${first}.`.toLowerCase()) && !`${first}.`.toLowerCase().startsWith(`${second}.`.toLowerCase());

/** Each place with the next one. */
const disagreeing = [...placesOfMessages, ...placesOfOthers]
	.filter(({ other }) => other !== undefined)
	.flatMap((row) => row.places.slice(1).map((second, index): [string, string, string, string, Places] => [row.event, row.field, row.places[index]!, second, row]))
	.filter(([, , first, second]) => areTwo(first, second));

test.each(disagreeing)('%s: of the %s %s is believed, whatever %s says', (_event, _field, first, second, row) => {
	expect(saidOf(row, first, second)).toEqual(row.told === undefined ? row.value : row.told);
});

const content = (message: IDataObject): IDataObject => ({ _data: { message } });
const inGroup = { id: `false_${GROUP}_R`, from: GROUP, fromMe: false };
const vote = { from: ANN, selectedOptions: ['x'], timestamp: 1768580591 };
const card = (line: string): IDataObject => ({ vCards: [`BEGIN:VCARD\nFN:Ann\n${line}\nEND:VCARD`] });

test.each<[what: string, event: string, payload: IDataObject, told: IDataObject, me?: null]>([
	['a deletion that names no message: what was there before it', 'message.revoked', { before: { id: `false_${ANN}_DELETED` }, after: { id: `false_${ANN}_NOTICE` } }, { messageId: `false_${ANN}_DELETED` }],
	['a vote, which is not by whoever the delivery is from', 'poll.vote', { id: `false_${GROUP}_X_${ANN}`, from: BOB_JID, timestamp: 1, poll: { id: `true_${ANN}_P` }, vote }, { senderId: ANN, chatId: ANN, timestamp: '2026-01-16T16:23:11.000Z' }],
	...[ME.id, ME.lid].map((me): [string, string, IDataObject, IDataObject] => ['a reaction to a message of this number in a group, under either name', 'message.reaction', { ...inGroup, participant: ANN, reaction: { text: 'x', messageId: `false_${GROUP}_B_${String(me)}` } }, { messageId: `true_${GROUP}_B_${String(me)}` }]),
	['a reaction to a message of the same person, under the other name', 'message.reaction', { ...inGroup, participant: HIDDEN, participantPn: ANN, reaction: { text: 'x', messageId: `true_${GROUP}_B_${ANN}` } }, { messageId: `false_${GROUP}_B_${HIDDEN}` }],
	['an own message whose writer is named', 'message.any', { id: `true_${ANN}_A`, fromMe: true, senderId: ME.lid }, { senderId: ME.lid, senderPhone: '201000000009' }],
	['an own message, to a person with two names', 'message.any', { id: `true_${ANN}_A`, fromMe: true, senderId: ME.id, remoteJidAlt: HIDDEN }, { senderLid: null, chatPhone: '201145202826' }, null],
	['a story', 'message', { id: 'A', from: 'status@broadcast', participant: ANN, fromMe: false }, { messageId: `false_status@broadcast_A_${ANN}` }],
	['an own message in a channel', 'message.any', { id: 'A', from: '1@newsletter', to: ME.id, fromMe: true }, { chatId: '1@newsletter' }],
	['a document of whose caption nobody says who wrote it', 'message', { body: 'a.pdf', hasMedia: true, _data: { type: 'document', filename: 'a.pdf' } }, { text: 'a.pdf' }],
	['words that begin as a card does', 'message', { body: 'BEGIN:VCARD\nis the first line' }, { text: 'BEGIN:VCARD\nis the first line', type: 'text', contacts: [] }],
	['what a wrapper says beside what is in it', 'message', content({ groupMentionedMessage: { contextInfo: { expiration: 5, stanzaId: 'OUT' }, message: { extendedTextMessage: { text: 'x', contextInfo: { stanzaId: 'IN' } } } } }), { isDisappearing: true, replyTo: expect.objectContaining({ messageId: 'IN' }) }],
	['a wrapper with a message of nothing in it', 'message', content({ documentWithCaptionMessage: { message: {} } }), { type: 'document' }],
	['a voice note, by a number', 'message', content({ audioMessage: { ptt: 1 } }), { type: 'voice' }],
	['a picture to be seen once, by a word', 'message', content({ imageMessage: { viewOnce: 'true' } }), { isViewOnce: true }],
	['wrappers within others', 'message', content({ deviceSentMessage: { message: { ephemeralMessage: { message: { viewOnceMessage: { message: { imageMessage: {} } } } } } } }), { isViewOnce: true, isDisappearing: true, type: 'image' }],
	['a link that is said to be no ad', 'message', content({ extendedTextMessage: { text: 'x', contextInfo: { externalAdReply: { title: 'News', showAdAttribution: false } } } }), { ad: null }],
	['a long address of a phone', 'message', card('TEL;VALUE=uri:tel:+1-555-555-5555;ext=5555;phone-context=example.com'), { contacts: [expect.objectContaining({ phoneNumber: '+15555555555' })] }],
	['letters of an old phone', 'message', { vCards: ['BEGIN:VCARD\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Jos=E9\nEND:VCARD'] }, { contacts: [expect.objectContaining({ name: 'José' })] }],
	['a call, where nobody knows which number this is', 'call.received', { id: 'C', from: ANN }, { fromMe: null, senderId: ANN }, null],
	['a message, by the key that is nearer', 'message', { key: { id: 'A', remoteJid: ANN }, _data: { key: { id: 'B', remoteJid: GROUP } } }, { messageId: `false_${ANN}_A` }],
	['somebody whose presence comes under the number, and beside it by the hidden identity', 'presence.update', { id: GROUP, presences: { [ANN]: { participant: HIDDEN, lastKnownPresence: 'composing' } } }, { senderId: HIDDEN, senderPhone: '201145202826', senderLid: HIDDEN }],
	...[null, ''].map((participant): [string, string, IDataObject, IDataObject] => ['somebody whose presence comes under the number alone', 'presence.update', { id: GROUP, presences: { [ANN]: { participant, lastKnownPresence: 'composing' } } }, { senderId: ANN, senderPhone: '201145202826', presences: [{ personId: ANN, presence: 'typing', lastSeen: null }] }]),
	['a change of members that names none', 'group.v2.participants', { group: { id: GROUP }, type: 'join' }, { participants: [], participantPhones: [], includesMe: false }],
	['a receipt by a name that nobody knows', 'message.ack', { id: `true_${ANN}_A`, ack: 3, ackName: 'seen' }, { ack: 3, ackName: 'SEEN' }],
	['an event of a name that all objects have', 'constructor', { chatId: ANN }, { chatId: ANN }],
])('is told as it is: %s', (_what, event, payload, told, me: typeof ME | null = ME) => {
	expect(fieldsOf(event, payload, me)).toMatchObject(told);
});

const envelopes = placesOfEnvelopes.flatMap((row) => row.places.map((place) => [row.member, place, row] as const));

test.each(envelopes)('the %s of an event is told by %s alone', (member, place, { value, told, beside }) => {
	const [event, ...more] = eventsIn(toldAt(place, value, beside))!;
	expect([event![member as keyof typeof event], more]).toEqual([told, []]);
});

const nested = (levels: number): IDataObject => (levels === 0 ? {} : { in: nested(levels - 1) });

const disagreeingEnvelopes = placesOfEnvelopes.filter(({ other }) => other !== undefined).map((row) => [row.member, ...row.places.slice(0, 2), row] as [string, string, string, typeof row]);

test.each(disagreeingEnvelopes)('of the %s of an event %s is believed, whatever %s says', (member, first, second, { value, told, other, beside }) => {
	expect(eventsIn(toldAt(first, value, toldAt(second, other, beside)))).toMatchObject([{ [member]: told }]);
});

test.each<[string, unknown, string[] | undefined]>([
	['a list', [{ event: 'a' }, { event: 'b' }], ['a', 'b']],
	['a list of which some are none', [null, { event: 'a' }, 'x', { event: '' }, { event: 3 }, { instance_id: 'I' }, { status: 'FAILED' }, { instance_id: true, status: 'FAILED' }, { instance_id: { id: 'I' }, status: 'FAILED' }, { event: 'b' }], ['a', 'b']],
	['a list of none', [{}, null], undefined],
	['an empty list', [], undefined],
	['a list under a name', { session: 'main', events: [{ event: 'a' }, null, { event: 'b' }] }, ['a', 'b']],
	['a list with numeric keys under a name', { events: { 0: { event: 'a' }, 1: { event: 'b' } } }, ['a', 'b']],
	['one with a list in it', { event: 'a', events: [{ event: 'b' }] }, ['a']],
	['a webhook with the names of its events', { url: 'https://example.com', events: ['message'] }, undefined],
	['one that goes deep', { event: 'a', payload: nested(400) }, ['a']],
	['one so deep that nobody could walk through it', [{ event: 'a', payload: nested(600) }, { event: 'b' }], ['b']],
	['no event', { hello: 'there' }, undefined],
	['nothing', null, undefined],
])('%s of events is taken for what is one of it', (_what, body, events) => {
	expect(eventsIn(body)?.map(({ event }) => event)).toEqual(events);
});

test('what is archived is the chat that is named, whatever the ID beside it is', () => {
	const [chat, group] = ['201145202826@c.us', '1-1@g.us'];
	for (const payload of [{ id: group, chatId: chat }, { chatId: chat }, { id: chat }]) expect(fieldsOf('chat.archive', { ...payload, archived: true }, ME)).toMatchObject({ chatId: chat, chatType: 'direct' });
});

test.each<[what: string, fields: IDataObject, chatPhone: unknown]>([
	['of a direct chat', { chatType: 'direct', fromMe: false, chatPhone: null }, '201145202826'],
	['not of what this number wrote', { chatType: 'direct', fromMe: true, chatPhone: null }, null],
	['not of a group', { chatType: 'group', fromMe: false, chatPhone: null }, null],
	['not where no event of its kind tells it', { chatType: 'direct', fromMe: false }, undefined],
])('the number that was found of the sender is that of the other side: %s', (_what, fields, chatPhone) => {
	expect(withSenderPhone(fields, '201145202826')).toEqual({ ...fields, senderPhone: '201145202826', ...(chatPhone !== undefined && { chatPhone }) });
});

/** What GOWS tells of a chat with this number, whose hidden identity Wawp does not tell, as the other side sees it. */
const seenByThem = (isTheirs: boolean): Array<[event: string, field: string, payload: IDataObject]> => {
	const id = `${isTheirs}_${ME.lid}_B`;
	return [
		['message.reaction', 'messageId', { ...notice, reaction: { text: 'x', messageId: id } }],
		['poll.vote', 'pollId', { poll: { id }, vote: { ...notice, selectedOptions: ['x'] } }],
		['event.response', 'eventMessageId', { ...notice, eventCreationKey: { id } }],
	];
};

const notice = { id: `false_${HIDDEN}_R`, from: HIDDEN, fromMe: false };

test.each([true, false].flatMap((isTheirs) => seenByThem(isTheirs).map((row) => [...row, isTheirs] as const)))('%s: the %s of a direct chat is as this number sees it, though its hidden identity is not told', (event, field, payload, isTheirs) => {
	const told = { [field]: `${!isTheirs}_${HIDDEN}_B` };
	expect(fieldsOf(event, payload, { id: ME.id! }, 'GOWS')).toMatchObject(told);
	// The chat may go by its other name.
	expect(fieldsOf(event, payload, { id: ME.id! }, 'WEBJS')).not.toMatchObject(told);
});

test('where nobody says who acts, the chat of a message stays as it is told', () => {
	const payload = { from: HIDDEN, reaction: { text: 'x', messageId: `true_${ANN}_B` } };
	expect(fieldsOf('message.reaction', payload, { id: ME.id! }, 'GOWS')).toMatchObject({ messageId: `true_${ANN}_B` });
});

test.each([[GROUP, { participant: HIDDEN }], ['status@broadcast', {}]])('what is told of a message in %s stays as it is', (chat, more) => {
	const id = `false_${chat}_B_${ANN}`;
	expect(fieldsOf('message.reaction', { ...notice, reaction: { text: 'x', messageId: id }, ...more }, { id: ME.id! }, 'GOWS')).toMatchObject({ messageId: id });
});

test.each<[engine: string, what: string, chat: string, key: IDataObject, id: string]>([
	['NOWEB', 'of this number', ANN, { remoteJid: ANN, fromMe: true }, `true_${ANN}_B`],
	['NOWEB', 'of Ann', ANN, { remoteJid: ANN, fromMe: false }, `false_${ANN}_B`],
	['NOWEB', 'of this number in a group', GROUP, { remoteJid: GROUP, fromMe: true, participant: ME.lid }, `true_${GROUP}_B_${ME.lid}`],
	['NOWEB', 'of Bob in a group', GROUP, { remoteJid: GROUP, fromMe: false, participant: BOB_JID }, `false_${GROUP}_B_201000000005@c.us`],
	['GOWS', 'of this number', ANN, { remoteJID: ME.id, fromMe: false }, `true_${ANN}_B`],
	['GOWS', 'of Ann', ANN, { remoteJID: ME.id, fromMe: true }, `false_${ANN}_B`],
	['GOWS', 'of this number in a group', GROUP, { remoteJID: GROUP, fromMe: false, participant: ME.lid }, `true_${GROUP}_B_${ME.lid}`],
	['GOWS', 'of Ann in a group', GROUP, { remoteJID: GROUP, fromMe: true, participant: ANN }, `false_${GROUP}_B_${ANN}`],
	['GOWS', 'of Bob in a group', GROUP, { remoteJID: GROUP, fromMe: false, participant: BOB_JID }, `false_${GROUP}_B_201000000005@c.us`],
])('%s: what Ann does to a message %s is told by the key alone', (engine, _what, chat, key, id) => {
	const by = { id: chat === GROUP ? `false_${GROUP}_R_${ANN}` : `false_${ANN}_R`, from: chat, fromMe: false, participant: chat === GROUP ? ANN : null };
	const whole = { ...key, id: 'B' };
	expect(fieldsOf('message.reaction', { ...by, _data: { message: { reactionMessage: { text: 'x', key: whole } } } }, ME, engine)).toMatchObject({ messageId: id });
	expect(fieldsOf('event.response', { ...by, _data: { Message: { encEventResponseMessage: { eventCreationMessageKey: whole } } } }, ME, engine)).toMatchObject({ eventMessageId: id });
});

test.each(['NOWEB', 'GOWS'])('%s: what this number does itself is told by the key as it stands', (engine) => {
	for (const fromMe of [true, false]) {
		const by = { id: `true_${ANN}_R`, from: ANN, fromMe: true, _data: { message: { reactionMessage: { text: 'x', key: { remoteJid: ANN, fromMe, id: 'B' } } } } };
		expect(fieldsOf('message.reaction', by, ME, engine)).toMatchObject({ messageId: `${fromMe}_${ANN}_B` });
	}
});

test('a label is not the session, whatever it is called', () => {
	expect(eventsIn({ event: 'label.upsert', payload: { id: '1', name: 'main' } })).toMatchObject([{ session: null, fields: { labelName: 'main' } }]);
});

test('this number is known by its hidden identity also where that stands first', () => {
	for (const me of [{ id: ME.lid, jid: '201000000009:3@s.whatsapp.net' }, { id: ME.id, jid: ME.lid }, { id: ME.id, lid: ME.lid }]) {
		const [event] = eventsIn({ event: 'group.v2.participants', me, payload: { type: 'join', group: { id: GROUP }, participants: [{ id: ME.lid }] } })!;
		expect(event).toMatchObject({ me: { id: ME.id, lid: ME.lid }, fields: { includesMe: true, participantPhones: ['201000000009'] } });
	}
});

test.each<[what: string, body: IDataObject, told: IDataObject]>([
	['the instance', { event: 'message', metadata: { instance_id: '' }, instance_id: 'I' }, { instanceId: 'I' }],
	['the session', { event: 'session.status', session: '', payload: { name: 'main' } }, { session: 'main' }],
	['the session of a flat one', { instance_id: 'I', status: 'FAILED', session: '', name: 'main' }, { session: 'main' }],
	['the time', { event: 'message', timestamp: '', ts: 1768580591 }, { time: 1768580591000 }],
	['the time of a flat one', { instance_id: 'I', status: 'FAILED', ts: 0, timestamp: 1768580591 }, { time: 1768580591000 }],
	['the state', { event: 'session.status', status: 'FAILED', payload: { status: '' } }, { status: 'FAILED' }],
	['the code', { event: 'session.status', qr: 'code', payload: { status: 'SCAN_QR_CODE', qr: '' } }, { qr: 'code' }],
	['nothing', { instance_id: '', status: 'FAILED' }, { instanceId: null, status: 'FAILED' }],
	['nothing but a number', { instance_id: 123456789, status: 'FAILED' }, { instanceId: '123456789', status: 'FAILED' }],
])('what stands there empty is not told, so that the other place for it is read: %s', (_what, body, told) => {
	expect(eventsIn(body)).toMatchObject([told]);
});

test('what stands around a list is said of each event in it, but for the ID of the whole', () => {
	const events = eventsIn({ id: 'batch_1', session: 'main', metadata: { instance_id: 'I' }, timestamp: 1768580591344, events: [{ event: 'message', id: 'evt_1' }, { event: 'message', session: 'other' }] })!;
	expect(events.map(({ id, session, instanceId, time }) => [id, session, instanceId, time])).toEqual([['evt_1', 'main', 'I', 1768580591344], [null, 'other', 'I', 1768580591344]]);
});
