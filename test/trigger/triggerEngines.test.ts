import type { IDataObject } from 'n8n-workflow';

import { events } from '../../nodes/Wawp/webhooks/events';
import { shapes } from '../../nodes/Wawp/delivery/shape';
import { contactIn } from '../../nodes/Wawp/delivery/shape/vCard';
import { ENGINES, type Engine } from '../events/engines';
import { ANN, GROUP, HIDDEN, ME } from '../events/engines/parts';
import documented from '../reference/events.json';
import { TriggerRig } from '../support/triggerRig';

let rig: TriggerRig;
beforeAll(async () => {
	rig = await TriggerRig.start({ quick: true });
	await rig.activateByHand({ events: events.map(({ value }) => value as string) });
});
afterAll(async () => await rig.stop());

let count = 0;

/** The item of a payload, each on an instance of its own. */
async function itemOf(event: string, payload: IDataObject, engine?: Engine): Promise<IDataObject> {
	count += 1;
	const envelope = { id: `evt_${count}`, timestamp: 1768580591344, event, session: 'default', me: ME, metadata: { instance_id: `INSTANCE${count}` } };
	await rig.deliver({ ...envelope, ...(engine && { engine }), payload });
	const [item, ...more] = await rig.started();
	expect(more).toEqual([]);
	return item!;
}

const isTold = (value: unknown): boolean => value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);

const ENVELOPE = ['event', 'id', 'instanceId', 'session', 'me', 'payload'];

describe.each(Object.keys(ENGINES) as Engine[])('by %s', (engine) => {
	test.each(ENGINES[engine])('%s: %s', async (event, _what, payload, item) => {
		const told = Object.entries(await itemOf(event, payload, engine)).filter(([name, value]) => !ENVELOPE.includes(name) && isTold(value));
		expect(Object.fromEntries(told)).toEqual(item);
	});

	test('every event is told, or the engine never sends it', () => {
		const written = new Set(ENGINES[engine].map(([event]) => event));
		const silent = (documented as Array<{ event: string; never_on?: string[] }>).filter(({ never_on: never = [] }) => never.includes(engine)).map(({ event }) => event);
		expect(Object.keys(shapes).filter((event) => !written.has(event) && !silent.includes(event))).toEqual([]);
	});
});

const KEYED = { remoteJidAlt: '201145202826@s.whatsapp.net' };
const contact = (vCard: string) => ({ id: `false_${ANN}_C`, from: ANN, fromMe: false, vCards: [vCard] });

describe('of the little that may be told', () => {
	test.each<[string, string, IDataObject, IDataObject]>([
		['keys beside a text', 'message', { id: 'false_1@c.us_A', _data: { message: { senderKeyDistributionMessage: {}, extendedTextMessage: { text: 'hi' } } } }, { text: 'hi', type: 'text' }],
		['a small picture in the place of a text', 'message', { body: '', hasMedia: true, _data: { type: 'image', body: '/9j/4AAQ...' } }, { text: '', type: 'image' }],
		['a small picture as the text itself, of a file that is gone', 'message', { body: '/9j/4AAQSk', hasMedia: false, _data: { type: 'video', body: '/9j/4AAQSk' } }, { text: '', type: 'video' }],
		['a text that looks like one', 'message', { body: '/9j/4AAQSk', _data: { type: 'chat', body: '/9j/4AAQSk' } }, { text: '/9j/4AAQSk', type: 'text' }],
		['a small picture of a file that is told by its type alone', 'message', { body: '/9j/4AAQSk', hasMedia: true, media: { mimetype: 'image/jpeg' } }, { text: '', type: 'image' }],
		['a small picture of a file that nothing tells of', 'message', { body: '/9j/4AAQSk', hasMedia: true }, { text: '', type: 'other' }],
		['a card that nothing else tells of', 'message', { body: 'BEGIN:VCARD\nFN:Ann\nEND:VCARD' }, { text: '', type: 'contacts', contacts: [{ name: 'Ann', phoneNumber: null, vCard: 'BEGIN:VCARD\nFN:Ann\nEND:VCARD' }] }],
		['words about a card', 'message', { body: 'BEGIN:VCARD is how it begins' }, { text: 'BEGIN:VCARD is how it begins', type: 'text', contacts: [] }],
		['a place without the words of an engine', 'message', { body: '/9j/4AAQSk', location: { latitude: '1', longitude: '2' } }, { text: '', type: 'location' }],
		['a place with words', 'message', { body: 'Meet me here', location: { latitude: '1', longitude: '2' } }, { text: 'Meet me here', type: 'location' }],
		['a notice of a deletion', 'message.revoked', { before: null, after: { id: `false_${ANN}_NOTICE` }, revokedMessageId: 'DELETED' }, { messageId: `false_${ANN}_DELETED`, senderId: ANN, fromMe: false }],
		['a whole ID of what was deleted', 'message.revoked', { before: null, after: { id: `false_${GROUP}_NOTICE_${ANN}` }, revokedMessageId: `true_${GROUP}_DELETED_${ME.id}` }, { messageId: `true_${GROUP}_DELETED_${ME.id}`, senderId: ME.id, fromMe: true, revokedBy: ANN }],
		['an own deletion', 'message.revoked', { before: null, after: { id: `true_${ANN}_NOTICE`, fromMe: true, from: ANN, to: null }, revokedMessageId: 'DELETED' }, { messageId: `true_${ANN}_DELETED`, senderId: ME.id, fromMe: true, revokedBy: ME.id }],
		['what was there before, under its own ID', 'message.revoked', { before: { id: `false_${GROUP}_DELETED_${ANN}`, body: 'Oops' }, after: { id: `false_${GROUP}_NOTICE_2@c.us` }, revokedMessageId: 'DELETED' }, { messageId: `false_${GROUP}_DELETED_${ANN}`, senderId: ANN, previousText: 'Oops' }],
		['a notice of an edit, by its key', 'message.edited', { id: `false_${ANN}_NOTICE`, from: ANN, editedMessageId: 'ORIGINAL', _data: { key: { id: 'NOTICE' } } }, { messageId: `false_${ANN}_ORIGINAL` }],
		['a notice of an edit, by its info', 'message.edited', { id: `false_${ANN}_NOTICE`, from: ANN, editedMessageId: 'ORIGINAL', _data: { Info: { ID: 'NOTICE' } } }, { messageId: `false_${ANN}_ORIGINAL` }],
		['an own edit in a group', 'message.edited', { id: `true_${GROUP}_NOTICE_${ME.lid}`, fromMe: true, from: GROUP, to: ME.lid, participant: ME.lid, editedMessageId: 'ORIGINAL', body: 'x' }, { messageId: `true_${GROUP}_ORIGINAL_${ME.lid}`, senderId: ME.id, chatId: GROUP }],
		['a tap on a row', 'message', { body: null, _data: { message: { listResponseMessage: { title: 'Hours', singleSelectReply: { selectedRowId: 'r1' } } } } }, { text: 'Hours', type: 'text', tappedId: 'r1' }],
		['a picture of an album', 'message', { _data: { message: { associatedChildMessage: { message: { imageMessage: { caption: 'x' } } } } } }, { text: 'x', type: 'image', hasMedia: true }],
		['a sticker that moves', 'message', { hasMedia: true, media: { mimetype: 'application/was' }, _data: { message: { lottieStickerMessage: { message: { stickerMessage: { mimetype: 'application/was' } } } } } }, { type: 'sticker' }],
		['a poll', 'message', { _data: { message: { pollCreationMessageV3: { name: 'Tea?' } } } }, { text: 'Tea?', type: 'poll' }],
		['an invitation', 'message', { _data: { message: { eventMessage: { name: 'Party' } } } }, { text: 'Party', type: 'event' }],
		['an answer to it', 'event.response', { from: ANN, fromMe: false, eventResponse: { response: 'GOING' }, eventCreationKey: { id: 'true_1@c.us_E' } }, { senderId: ANN, response: 'GOING', extraGuests: 0, eventMessageId: 'true_1@c.us_E' }],
		['an own reaction', 'message.reaction', { id: `true_${ANN}_R`, from: ANN, fromMe: true, to: null, participant: null, reaction: { text: '❤️', messageId: `false_${ANN}_A` } }, { senderId: ME.id, senderPhone: '201000000009', chatId: ANN }],
		['a vote that was withdrawn', 'poll.vote', { poll: { id: `true_${ANN}_P` }, vote: { from: ANN, selectedOptions: [] } }, { isWithdrawn: true, isReadable: true, options: [] }],
		['a vote that cannot be read', 'poll.vote', { poll: { id: `true_${ANN}_P` }, vote: { from: ANN, selectedOptions: null } }, { isWithdrawn: false, isReadable: false, options: [] }],
		['a file that Wawp could not get', 'message', { hasMedia: true, media: { url: null, filename: 'x.pdf', mimetype: 'application/pdf', error: { code: 'E', details: 'It is gone' } } }, { media: { url: null, filename: 'x.pdf', mimetype: 'application/pdf', size: null, error: 'It is gone (E)' } }],
		['a call that is told by its ID', 'call.accepted', { id: 'CALL' }, { callId: 'CALL', fromMe: null, chatId: null, senderId: null }],
		['an own call', 'call.received', { id: 'CALL', from: ME.id }, { fromMe: true }],
		['an own call whose other side is told alone', 'call.rejected', { id: 'CALL', _data: { peerJid: ANN, outgoing: true } }, { fromMe: true, senderId: ME.id, chatId: ANN }],
		['a call of somebody', 'call.received', { id: 'CALL', from: ANN }, { fromMe: false, senderPhone: '201145202826' }],
		['a place and its address in one', 'message', { location: { latitude: 1, longitude: 2 }, _data: { type: 'location', lat: 1, lng: 2, loc: 'Tahrir\nStreet 1\nCairo' } }, { location: { latitude: 1, longitude: 2, description: 'Tahrir', address: 'Street 1\nCairo' } }],
		['an order, whose small picture is in its body', 'message', { body: '/9j/4AAQSk', _data: { type: 'order', body: '/9j/4AAQSk', orderTitle: '3 items' } }, { text: '3 items', type: 'other' }],
		['an order, as the others tell it', 'message', { body: null, _data: { message: { orderMessage: { orderTitle: '3 items' } } } }, { text: '3 items', type: 'other' }],
		['a product', 'message', { body: 'Tea', _data: { type: 'product', body: 'Tea', title: 'Tea' } }, { text: 'Tea', type: 'other' }],
		['the name of a document, under which nobody wrote anything', 'message', { body: 'a.pdf', hasMedia: true, _data: { type: 'document', filename: 'a.pdf', caption: 'a.pdf', isCaptionByUser: false } }, { text: '', type: 'document' }],
		['the name of a document, which somebody wrote under it', 'message', { body: 'a.pdf', hasMedia: true, _data: { type: 'document', filename: 'a.pdf', caption: 'a.pdf', isCaptionByUser: true } }, { text: 'a.pdf', type: 'document' }],
		['flags as PHP prints them', 'message', { id: 'A', from: ANN, fromMe: 0, hasMedia: '1', body: '' }, { fromMe: false, hasMedia: true }],
		['flags as words', 'chat.archive', { chatId: ANN, archived: 'false' }, { archived: false }],
		['a receipt whose level is a word', 'message.ack', { id: `true_${ANN}_A`, ack: 'read' }, { ack: 3, ackName: 'READ' }],
		['a receipt with its name in small letters', 'message.ack', { id: `true_${ANN}_A`, ackName: 'played' }, { ack: 4, ackName: 'PLAYED' }],
		['a receipt in other words', 'message.ack', { id: `true_${ANN}_A`, ack: 'delivered' }, { ack: 2, ackName: 'DEVICE' }],
		['people who write, by their IDs', 'presence.update', { id: GROUP, presences: { '201145202826@s.whatsapp.net': { lastKnownPresence: 'composing' }, [HIDDEN]: { lastKnownPresence: 'paused' } } }, { senderId: ANN, senderPhone: '201145202826', presence: 'typing', presences: [{ personId: ANN, presence: 'typing', lastSeen: null }, { personId: HIDDEN, presence: 'paused', lastSeen: null }] }],
		['a product, whose small picture is in its body', 'message', { body: '/9j/4AAQSk', _data: { type: 'product', body: '/9j/4AAQSk', title: 'Tea' } }, { text: 'Tea' }],
		['the next version of a poll', 'message', { _data: { message: { pollCreationMessageV9: { name: 'Tea?' } } } }, { text: 'Tea?', type: 'poll' }],
		['the next version of a picture', 'message', { _data: { message: { imageMessageV2: { caption: 'x' } } } }, { text: 'x', type: 'image' }],
		['a quick reply that is told by its parameters alone', 'message', { _data: { Message: { interactiveResponseMessage: { InteractiveResponseMessage: { NativeFlowResponseMessage: { name: 'quick_reply', paramsJSON: '{"id":"b1","display_text":"Yes"}' } } } } } }, { text: 'Yes', tappedId: 'b1' }],
		['somebody at a device that Meta runs', 'message', { from: '201145202826:99@hosted', fromMe: false, body: 'x' }, { senderId: ANN, senderPhone: '201145202826', chatId: ANN }],
		['somebody hidden at such a device', 'message', { from: '123456789012345:99@hosted.lid', fromMe: false, body: 'x' }, { senderId: '123456789012345@lid', senderLid: '123456789012345@lid', chatType: 'direct' }],
		['this number in a group, by its hidden identity', 'group.v2.participants', { type: 'join', group: { id: GROUP }, participants: [{ id: ME.lid }, { id: HIDDEN }] }, { participants: [ME.lid, HIDDEN], participantPhones: ['201000000009', null], includesMe: true }],
		['a file that could not be had, for two reasons', 'message', { hasMedia: true, media: { url: null, error: { code: 'E', details: 'It is gone', reason: 'GONE' } } }, { media: { error: 'It is gone (E)' } }],
		['a receipt of what this number did itself', 'message.ack', { id: `true_${HIDDEN}_A`, from: HIDDEN, fromMe: true, ack: 1, _data: { Sender: '201000000009@s.whatsapp.net', IsFromMe: true } }, { chatPhone: null, ack: 1 }],
		['an address', 'message', { location: { latitude: 1, longitude: 2, name: 'Tahrir', address: 'Cairo' } }, { location: { latitude: 1, longitude: 2, description: 'Tahrir', address: 'Cairo' } }],
	])('%s (%s)', async (_what, event, payload, told) => {
		expect(await itemOf(event, payload)).toMatchObject(told);
	});
});

describe('the number behind a hidden identity', () => {
	const hidden = (more: IDataObject, data: IDataObject = {}) => ({ id: `false_${HIDDEN}_A`, from: HIDDEN, fromMe: false, ...more, _data: data });
	const inGroup = (data: IDataObject, more: IDataObject = {}) => ({ id: `false_${GROUP}_A_${HIDDEN}`, from: GROUP, participant: HIDDEN, fromMe: false, ...more, _data: data });
	const PN = '201145202826@s.whatsapp.net';
	const both = { senderId: HIDDEN, senderPhone: '201145202826', senderLid: HIDDEN };

	test.each<[string, string, IDataObject]>([
		['key.remoteJidAlt', 'message', hidden({}, { key: KEYED })],
		['key.senderPn', 'message', hidden({}, { key: { senderPn: PN } })],
		['key.participantAlt', 'message', inGroup({ key: { participantAlt: PN } })],
		['key.participantPn', 'message', inGroup({ key: { participantPn: PN } })],
		['Info.SenderAlt', 'message', inGroup({ Info: { SenderAlt: '201145202826:7@s.whatsapp.net' } })],
		['participantPn beside', 'message', inGroup({}, { participantPn: '201145202826@c.us' })],
		['senderPn beside', 'message', hidden({ senderPn: '201145202826' })],
		['of an edit', 'message.edited', hidden({ editedMessageId: 'B' }, { Info: { SenderAlt: PN } })],
		['of a reaction', 'message.reaction', hidden({ reaction: { text: 'x', messageId: 'true_1@c.us_A' } }, { key: KEYED })],
		['of a deletion', 'message.revoked', { before: null, after: hidden({}, { key: KEYED }), revokedMessageId: 'B' }],
		['of a vote', 'poll.vote', { poll: { id: `true_${HIDDEN}_P` }, vote: hidden({ selectedOptions: ['x'] }), _data: { Info: { SenderAlt: PN } } }],
		['of a vote by its own words', 'poll.vote', { poll: { id: `true_${GROUP}_P_${ME.id}` }, vote: inGroup({ key: { participantPn: PN } }) }],
		['of an answer to an event', 'event.response', hidden({ eventResponse: { response: 'MAYBE' } }, { key: { senderPn: PN } })],
		['of a call', 'call.received', { id: 'C', from: HIDDEN, _data: { CallCreatorAlt: PN } }],
		['of a call by NOWEB', 'call.received', { id: 'C', from: HIDDEN, _data: { callerPn: PN } }],
	])('is told by %s (%s)', async (_where, event, payload) => {
		expect(await itemOf(event, payload)).toMatchObject(both);
	});

	test('is not that of the other side where this number writes', async () => {
		const own = { id: `true_${HIDDEN}_A`, from: HIDDEN, fromMe: true, _data: { key: { fromMe: true, ...KEYED } } };
		expect(await itemOf('message.any', own)).toMatchObject({ senderId: ME.id, senderPhone: '201000000009', chatPhone: '201145202826' });
	});

	test('is not that of a group', async () => {
		expect(await itemOf('message', inGroup({ key: { remoteJidAlt: '201000000005@s.whatsapp.net' } }))).toMatchObject({ senderId: HIDDEN, senderPhone: null, chatPhone: null });
	});
});

describe('contact cards', () => {
	test('hold nobody up who reads them, whatever a stranger writes', () => {
		const begun = performance.now();
		for (const written of [',', '#', ';', 'x', ' ', '1,']) {
			const card = `BEGIN:VCARD\nFN:Ann\nTEL:${written.repeat(4_900)}a\nEND:VCARD`;
			for (let count = 0; count < 5; count++) expect(contactIn(card).phoneNumber).toBeNull();
		}
		expect(performance.now() - begun).toBeLessThan(500);
	});

	test('that are longer than what is read of them tell no number that is cut off', () => {
		for (const line of ['TEL:+201145202826', 'TEL;waid=201145202826:+20 114 520 2826', 'TEL:+2011452\n 02826'])
			for (let left = 0; left <= line.length + 2; left++) {
				const begin = 'BEGIN:VCARD\nFN:Ann\nNOTE:';
				const card = `${begin}${'A'.repeat(10_000 - begin.length - left)}\n${line}\nEND:VCARD`;
				expect(['201145202826', '+201145202826', null]).toContain(contactIn(card).phoneNumber);
			}
	});

	test.each<[string, string, IDataObject]>([
		['the number that WhatsApp knows, of two', 'BEGIN:VCARD\nFN:Smith\\, Ann\nTEL:+20 2 1234\nTEL;type=CELL;waid=201145202826:+20 114 520 2826\nEND:VCARD', { name: 'Smith, Ann', phoneNumber: '201145202826' }],
		['a number in quotes', 'BEGIN:VCARD\nFN:Ann\nTEL;TYPE=CELL;waid="201145202826":+20 1\nEND:VCARD', { name: 'Ann', phoneNumber: '201145202826' }],
		['folded lines', 'BEGIN:VCARD\r\nFN:Ann of the long\r\n  name\r\nitem1.TEL;waid=2011452\r\n 02826:+20\r\nEND:VCARD', { name: 'Ann of the long name', phoneNumber: '201145202826' }],
		['quoted-printable', 'BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=D0=BD=D0=BD=\n=D0=B0\nTEL;CELL:+201145202826\nEND:VCARD', { name: 'Анна', phoneNumber: '+201145202826' }],
		['quoted-printable in the letters of Western Europe', 'BEGIN:VCARD\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Jos=E9\nEND:VCARD', { name: 'José', phoneNumber: null }],
		['quoted-printable as Windows writes it', 'BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET="windows-1252":Fran=E7ois\nEND:VCARD', { name: 'François', phoneNumber: null }],
		['lines that are folded by a tab', 'BEGIN:VCARD\nFN:Ann of the\n\t long name\nEND:VCARD', { name: 'Ann of the long name', phoneNumber: null }],
		['a company without a name', 'BEGIN:VCARD\nN:;;;;\nFN:\nORG:Tea\\, Coffee\nTEL;waid=+201145202826:+20\nEND:VCARD', { name: 'Tea, Coffee', phoneNumber: '201145202826' }],
		['other letters', 'BEGIN:VCARD\nFN:محمد 🍵\nTEL:0114\nEND:VCARD', { name: 'محمد 🍵', phoneNumber: '0114' }],
		['parts of a name alone', 'BEGIN:VCARD\nN:Smith;Ann\\;B;;;\nEND:VCARD', { name: 'Ann;B Smith', phoneNumber: null }],
		['signs in quotes', 'BEGIN:VCARD\nFN;X-A="a:b;c":Ann\\\\Bob\\nCo\nEND:VCARD', { name: 'Ann\\Bob Co', phoneNumber: null }],
		['an extension of an address', 'BEGIN:VCARD\nFN:Ann\nTEL;VALUE=uri;TYPE="voice,home":tel:+1-555-555-5555;ext=5555\nEND:VCARD', { name: 'Ann', phoneNumber: '+15555555555' }],
		['an extension in words', 'BEGIN:VCARD\nFN:Ann\nTEL:+1 (415) 555-2671 ext. 12\nEND:VCARD', { name: 'Ann', phoneNumber: '+14155552671' }],
		['an extension in short', 'BEGIN:VCARD\nFN:Ann\nTEL:+1 415 555 2671x12\nEND:VCARD', { name: 'Ann', phoneNumber: '+14155552671' }],
		['what is dialled behind it', 'BEGIN:VCARD\nFN:Ann\nTEL:+14155552671,,12#\nEND:VCARD', { name: 'Ann', phoneNumber: '+14155552671' }],
		['two numbers in one', 'BEGIN:VCARD\nFN:Ann\nTEL:+20 114 520 2826 / +20 114 520 2827\nEND:VCARD', { name: 'Ann', phoneNumber: null }],
		['two numbers in one, and one alone', 'BEGIN:VCARD\nFN:Ann\nTEL:0114 520 2826, 0114 520 2827\nTEL:0114 520 2828\nEND:VCARD', { name: 'Ann', phoneNumber: '01145202828' }],
		['a number in letters', 'BEGIN:VCARD\nFN:Ann\nTEL:1-800-FLOWERS\nEND:VCARD', { name: 'Ann', phoneNumber: null }],
		['digits of another script', 'BEGIN:VCARD\nFN:Ann\nTEL:٠١١٤٥٢٠٢٨٢٦\nEND:VCARD', { name: 'Ann', phoneNumber: '01145202826' }],
		['the code of a country behind 00', 'BEGIN:VCARD\nFN:Ann\nTEL:0020 114 520 2826\nEND:VCARD', { name: 'Ann', phoneNumber: '+201145202826' }],
		['a phone as an address', 'BEGIN:VCARD\nTEL;VALUE=uri:tel:+20-114-520-2826\nEND:VCARD', { name: null, phoneNumber: '+201145202826' }],
	])('%s', async (_what, vCard, told) => {
		expect((await itemOf('message', contact(vCard))).contacts).toEqual([{ ...told, vCard }]);
	});
});

test.each<[string, unknown, string]>([
	['seconds', 1768580591, '2026-01-16T16:23:11.000Z'],
	['seconds with a fraction', 1768580591.344, '2026-01-16T16:23:11.344Z'],
	['milliseconds', 1768580591344, '2026-01-16T16:23:11.344Z'],
	// Not at the time of the delivery, which stands in where none is understood.
	['microseconds', 1768580591123000, '2026-01-16T16:23:11.123Z'],
	// As WordPress prints it. Where the machine is in another zone than UTC, as two of CI's are, it shows.
	['a date without a zone', '2026-01-16 16:23:11', '2026-01-16T16:23:11.000Z'],
	['nanoseconds', 1768580591128000000, '2026-01-16T16:23:11.128Z'],
	['text', '1768580591', '2026-01-16T16:23:11.000Z'],
	['two halves', { low: -945934829, high: 411, unsigned: true }, '2026-01-16T16:23:11.123Z'],
	['nothing', 0, '2026-01-16T16:23:11.344Z'],
	['the time of nobody', '0001-01-01T00:00:00Z', '2026-01-16T16:23:11.344Z'],
	['more than there is', 1e300, '2026-01-16T16:23:11.344Z'],
])('a time in %s is told', async (_what, timestamp, told) => {
	for (const [event, payload] of [['message', { id: `false_${ANN}_T`, from: ANN }], ['call.received', { id: 'C', from: ANN }], ['group.v2.update', { group: { id: GROUP } }]] as const) {
		expect([event, (await itemOf(event, { ...payload, timestamp: timestamp as never })).timestamp]).toEqual([event, told]);
	}
});

test('an edit and a deletion of a message are told by the ID that the message was told by', async () => {
	const came = await itemOf('message', { id: `false_${GROUP}_M_${HIDDEN}`, from: GROUP, participant: HIDDEN, fromMe: false, body: 'hi' });
	const edited = await itemOf('message.edited', { id: `false_${GROUP}_N1_${HIDDEN}`, from: GROUP, participant: HIDDEN, fromMe: false, body: 'ho', editedMessageId: 'M' });
	const deleted = await itemOf('message.revoked', { before: null, after: { id: `false_${GROUP}_N2_${HIDDEN}`, from: GROUP, participant: HIDDEN, fromMe: false }, revokedMessageId: 'M' });
	expect([edited.messageId, deleted.messageId]).toEqual([came.messageId, came.messageId]);
});
