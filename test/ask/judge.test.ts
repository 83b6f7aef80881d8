import type { IDataObject } from 'n8n-workflow';

import { answerIn } from '../../nodes/Wawp/ask/judge';
import type { Question } from '../../nodes/Wawp/ask/question';
import { countOf } from '../../nodes/Wawp/ask/votes';
import type { WawpEvent } from '../../nodes/Wawp/delivery/event';

/* What an event says to a question, and which of several votes counts: all kinds of both, without a server. */

const CHAT = '201145202826@c.us';
const LID = '987654321012345@lid';
const POLL = `true_${CHAT}_3EB0ABCD`;
/** In the midst of a second, as WhatsApp tells none. */
const ASKED_AT = Date.parse('2026-03-01T10:00:00.600Z');
const at = (seconds: number) => new Date(Date.parse('2026-03-01T10:00:00Z') + seconds * 1000).toISOString();

const asking = (more: Partial<Question> = {}): Question => ({
	text: 'May it be paid?', responseType: 'approval', answerBy: 'poll', labels: ['Yes', 'No', 'Later'], who: [], fingerprint: 'f', instanceId: 'A', chats: [CHAT], messageId: POLL, askedAt: ASKED_AT, ...more,
});
const event = (name: string, fields: IDataObject, more: Partial<WawpEvent> = {}): WawpEvent => ({ event: name, id: null, instanceId: 'A', session: null, me: null, payload: {}, raw: {}, ...more, fields });
const vote = (options: unknown, more: IDataObject = {}) => event('poll.vote', { fromMe: false, pollId: POLL, options: options as string[], isReadable: true, timestamp: at(5), senderId: CHAT, ...more });
const reply = (text: string, more: IDataObject = {}) => event('message', { fromMe: false, text, type: 'text', hasMedia: false, chatId: CHAT, chatType: 'direct', senderId: CHAT, replyTo: null, timestamp: at(5), messageId: 'm', ...more });
const saidBy = (given: WawpEvent, question: Partial<Question>): unknown => answerIn(given, asking(question))?.said;

describe('a vote', () => {
	test.each<[what: string, options: string[], question: Partial<Question>, said: unknown]>([
		['for the first label is a yes', ['Yes'], {}, { approved: true }],
		['for the second is a no', ['No'], {}, { approved: false }],
		['for a third is a no', ['Later'], {}, { approved: false }],
		['with spaces around it is the same', [' Yes '], {}, { approved: true }],
		['of a choice is its label', ['No'], { responseType: 'choice' }, { choice: 'No' }],
		['of a choice is the last label, too', ['Later '], { responseType: 'choice' }, { choice: 'Later' }],
		['for a label that was sent with fewer blanks is that one', ['Pay it now'], { labels: ['Do not', 'Pay  it\nnow'] }, { approved: false }],
		['for a label whose accents are written as signs of their own is that one', ['Cafe\u0301'], { responseType: 'choice', labels: ['Tea', 'Café'] }, { choice: 'Café' }],
		['for a label that another one is but for its blanks is that one', ['a  b'], { responseType: 'choice', labels: ['a b', 'a  b'] }, { choice: 'a  b' }],
		['for either of two that are alike but for their blanks is none', ['a   b'], { responseType: 'choice', labels: ['a b', 'a  b'] }, undefined],
		['for what was not offered is none', ['Perhaps'], {}, undefined],
		['for two is none', ['Yes', 'No'], {}, undefined],
		['in other letters is none', ['yes'], {}, undefined],
	])('%s', (_what, options, question, said) => {
		expect(saidBy(vote(options), question)).toEqual(said);
	});

	test('that is taken back is heard, and says nothing', () => {
		const { said, ...heard } = answerIn(vote([]), asking())!;
		expect([said, heard]).toEqual([undefined, expect.objectContaining({ at: Date.parse(at(5)), messageId: POLL, isBare: false })]);
		expect(answerIn(vote(['Yes', 'No']), asking())).toBeUndefined();
	});

	test.each<[what: string, pollId: unknown, isOne: boolean]>([
		['its ID', POLL, true],
		['its bare key', '3EB0ABCD', true],
		['the hidden identity of the chat', 'true_987654321012345@lid_3EB0ABCD', true],
		['its ID with the direction behind it', `${POLL}_out`, true],
		['another key', `true_${CHAT}_3EB0ABCE`, false],
		['its key with such a word in it as stands before whole IDs', '3EB0true_ABCD', false],
		['the key of somebody else', `false_${CHAT}_3EB0ABCE`, false],
		['nothing', null, false],
		['a number', 7, false],
	])('in the poll that is named by %s: %p', (_what, pollId, isOne) => {
		expect(answerIn(vote(['Yes'], { pollId: pollId as string }), asking()) !== undefined).toBe(isOne);
		expect(answerIn(vote(['Yes'], { pollId: pollId as string }), asking({ messageId: null }))).toBeUndefined();
	});

	test('of this number, one that cannot be read, and another event are none', () => {
		expect(answerIn(vote(['Yes'], { fromMe: true }), asking())).toBeUndefined();
		expect(answerIn(vote(['Yes'], { isReadable: false }), asking())).toBeUndefined();
		expect(answerIn({ ...vote(['Yes']), event: 'poll.vote.failed' }, asking())).toBeUndefined();
		expect(answerIn(vote(['Yes']), asking({ answerBy: 'reply' }))).toBeUndefined();
	});
});

describe('a reply', () => {
	const byReply = { answerBy: 'reply' as const, labels: ['Yes', 'No'] };
	const text = { ...byReply, responseType: 'freeText' as const, labels: [] };
	const file = { ...byReply, responseType: 'file' as const, labels: [] };

	test.each<[type: string, isText: boolean, isFile: boolean]>([
		['text', true, false],
		['image', true, true],
		['document', true, true],
		['video', true, true],
		['voice', false, true],
		['audio', false, true],
		['sticker', false, false],
		['poll', false, false],
		['location', false, false],
		['contact', false, false],
	])('of the kind %s answers with its text: %p, with its file: %p', (type, isText, isFile) => {
		const given = reply('see', { type, hasMedia: type !== 'text' });
		expect(answerIn(given, asking(text))).toEqual(isText ? expect.objectContaining({ said: { text: 'see' } }) : undefined);
		expect(answerIn(given, asking(file))).toEqual(isFile ? expect.objectContaining({ said: { file: true } }) : undefined);
		expect(answerIn(reply(' ', { type, hasMedia: true }), asking(text))).toBeUndefined();
		expect(answerIn(reply('see', { type, hasMedia: false }), asking(file))).toBeUndefined();
	});

	test.each<[written: string, said: unknown]>([
		['Yes', { approved: true }],
		['yes.', { approved: true }],
		['*NO*', { approved: false }],
		['Yes please', undefined],
		['', undefined],
	])('%j to an approval', (written, said) => {
		expect(saidBy(reply(written), byReply)).toEqual(said);
	});

	test.each([['text', true], ['image', true], ['poll', undefined], ['event', undefined], ['location', undefined], ['contacts', undefined], ['other', undefined]])('of the kind %s approves by its text: %p', (type, approved) => {
		expect(saidBy(reply('Yes', { type }), byReply)).toEqual(approved && { approved });
	});

	test.each<[what: string, timestamp: string | null, isOne: boolean]>([
		['in the second of the question', at(0), true],
		['a second before it', at(-1), false],
		['a second after it', at(1), true],
		['at no time that is told', null, true],
	])('%s: %p', (_what, timestamp, isOne) => {
		expect(answerIn(reply('x', { timestamp }), asking(text)) !== undefined).toBe(isOne);
	});

	test.each<[what: string, fields: IDataObject, question: Partial<Question>, isOne: boolean]>([
		['in the chat', {}, {}, true],
		['in a group whose ID has the same digits', { chatId: CHAT.replace('c.us', 'g.us'), chatType: 'group', senderId: '201000000000@c.us' }, {}, false],
		['in another chat', { chatId: '201000000000@c.us', senderId: '201000000000@c.us' }, {}, false],
		['of the person in a group', { chatId: '120363041234567890@g.us', chatType: 'group' }, {}, false],
		['that quotes the question, by its bare key', { replyTo: { messageId: '3EB0ABCD' } }, {}, true],
		['that quotes it in another chat, where it was sent on to', { replyTo: { messageId: POLL }, chatId: '201000000000@c.us', senderId: '201000000000@c.us' }, {}, true],
		['that quotes something else', { replyTo: { messageId: 'true_x_3EB0FFFF' } }, {}, false],
		['that quotes nothing, where it must', {}, { mustQuote: true }, false],
		['that quotes, where it must', { replyTo: { messageId: POLL } }, { mustQuote: true }, true],
		['that quotes something else, where it must', { replyTo: { messageId: 'true_x_3EB0FFFF' } }, { mustQuote: true }, false],
		['that quotes a message from before, of a question whose ID nobody knows', { replyTo: { messageId: POLL } }, { messageId: null }, false],
		['that quotes other words, where nobody knows the ID of the question', { replyTo: { messageId: POLL, text: 'Was it: May it be paid?' } }, { messageId: null }, false],
		['that quotes its words in another message, where the ID of the question is known', { replyTo: { messageId: 'true_x_3EB0FFFF', text: 'May it be paid?' } }, {}, false],
		['that quotes anything, where neither the ID nor the words of the question are known', { replyTo: { messageId: POLL, text: 'May it be paid?' } }, { messageId: null, text: ' ' }, false],
		['that quotes a file, where nobody knows the ID of the question', { replyTo: { messageId: POLL, text: null } }, { messageId: null }, false],
		['of this number', { fromMe: true }, {}, false],
		['in one of the two names of the chat', {}, { chats: [LID, CHAT] }, true],
		['in the other one', { chatId: LID, senderId: LID }, { chats: [CHAT, LID] }, true],
		['under a hidden identity, with the number of the chat beside it', { chatId: LID, chatPhone: '201145202826', senderId: LID }, {}, true],
	])('%s: %p', (_what, fields, question, isOne) => {
		const found = answerIn(reply('x', fields), asking({ ...text, ...question }));
		expect(found !== undefined).toBe(isOne);
		if (found) expect(found).toMatchObject({ isBare: fields.replyTo === undefined, at: Date.parse(at(5)), messageId: 'm' });
	});

	test.each(['May it be paid?', ' May it be paid?\n\n*Yes* / *No*'])('that quotes the words of a question whose ID nobody knows, as in %j, may be of another one of the same words', (quoted) => {
		for (const asked of ['May it be paid?', ' May it be paid? \n', 'May it\r\n be  paid?']) {
			expect(answerIn(reply('x', { replyTo: { messageId: POLL, text: quoted } }), asking({ ...text, messageId: null, text: asked }))).toMatchObject({ isBare: true, messageId: 'm' });
		}
	});

	test.each(['message.any', 'message.waiting', 'message.edited', 'message.reaction', 'status.update'])('is no other event, such as %s', (name) => {
		expect(answerIn({ ...reply('x'), event: name }, asking(text))).toBeUndefined();
	});
});

describe('of several votes', () => {
	let question = 0;
	beforeEach(() => void question++);
	const answer = (options: string[], seconds: number | null, more: IDataObject = {}, time?: number) =>
		answerIn({ ...vote(options, { timestamp: seconds === null ? null : at(seconds), ...more }), time }, asking())!;
	const count = (given: ReturnType<typeof answer>, name = '') => countOf(asking({ fingerprint: `${question}${name}` }), given);

	test('one counts when it is told again, and a later one takes its place', () => {
		const [yes, no] = [answer(['Yes'], 1), answer(['No'], 2)];
		expect([count(yes), count(no), count(yes), count(no), count(yes)]).toEqual(['again', 'again', 'over', 'counts', 'over']);
	});

	test('in whichever order they come', () => {
		const [yes, no] = [answer(['Yes'], 1), answer(['No'], 2)];
		expect([count(no), count(yes), count(no)]).toEqual(['again', 'over', 'counts']);
	});

	test('within a second the time of the event tells, and without one the order', () => {
		const [yes, no] = [answer(['Yes'], 1, {}, 1_500), answer(['No'], 1, {}, 1_200)];
		expect([count(yes), count(no), count(yes)]).toEqual(['again', 'over', 'counts']);
		const [first, second] = [answer(['Yes'], 1), answer(['No'], 1)];
		expect([count(first, 'b'), count(second, 'b'), count(first, 'b'), count(second, 'b')]).toEqual(['again', 'again', 'over', 'counts']);
	});

	test('one that is changed back within a second counts, as each has an ID of its own', () => {
		const [first, no, back] = ([['Yes'], ['No'], ['Yes']] as const).map(([option], number) => ({ ...answer([option], 1), event: event('poll.vote', { chatType: 'direct' }, { id: `event-${number}` }) }));
		expect([first!, no!, back!, no!, back!].map((given) => count(given))).toEqual(['again', 'again', 'again', 'over', 'counts']);
	});

	test('one that is taken back leaves none', () => {
		const [yes, none] = [answer(['Yes'], 1), answer([], 2)];
		expect([count(yes), count(none), count(none), count(yes)]).toEqual(['again', 'over', 'over', 'over']);
	});

	test.each<[where: string, first: IDataObject, then: IDataObject]>([
		['in a group, by a name that both tell', { chatType: 'group' }, { chatType: 'group', senderId: LID, senderPhone: CHAT.slice(0, -5) }],
		['in a direct chat, where nobody else votes', { chatType: 'direct' }, { chatType: 'direct', senderId: LID, senderPhone: null }],
	])('one person has one vote under two names: %s', (_where, first, then) => {
		const [yes, no] = [answer(['Yes'], 1, first), answer(['No'], 2, then)];
		expect([count(yes), count(no), count(yes), count(no)]).toEqual(['again', 'again', 'over', 'counts']);
	});

	test('a name that is told beside a known one is known from then on', () => {
		const group = { chatType: 'group' };
		const both = { ...group, senderId: LID, senderPhone: CHAT.slice(0, -5) };
		const [yes, no, later] = [answer(['Yes'], 1, group), answer(['No'], 2, both), answer(['Later'], 3, { ...group, senderId: LID })];
		expect([count(yes), count(no), count(later), count(no), count(later)]).toEqual(['again', 'again', 'again', 'over', 'counts']);
	});

	test('each person has one, and each question its own', () => {
		const [ann, bob] = [answer(['Yes'], 1), answer(['No'], 2, { senderId: '201000000000@c.us' })];
		expect([count(ann), count(bob), count(ann), count(bob)]).toEqual(['again', 'again', 'counts', 'counts']);
		expect([count(ann, 'other'), count(ann, 'other')]).toEqual(['again', 'counts']);
	});
});

describe('a word that is written', () => {
	const said = (label: string, written: string) => saidBy(reply(written), { answerBy: 'reply', labels: [label, 'Something else'] });

	test.each([
		['✔️', '✔'], ['✔', '✔️'], ['✔', '✔︎'], ['✔️', '\u200F✔️\u200F'], ['Yes', '\u202AYes\u202C'], ['Yes', '\u2068Yes!\u2069'], ['نعم', '\u200Fنعم\u061C'], ['Yes', 'Y\u200Bes\uFEFF'], ['می‌خواهم', 'میخواهم'],
		['❤️', '❤'], ['❤️ Yes', 'yes'], ['1️⃣', '1'], ['🏳️‍🌈', '🏳‍🌈'], ['👨‍👩‍👧', '👨‍👩‍👧'], ['👍🏽', '👍🏽'], ['👍', '👍🏽'], ['👍🏽', '👍'], ['👍🏽', '👍🏿'], ['👩🏽‍⚕️', '👩‍⚕️'], ['👍 Yes', '👍🏿'.concat(' yes')], ['Yes', 'Yes\u00AD'], ['Yes', 'Y\u200Des'], ['👍', ' 👍\uFE0F '], ['👍', '👍!'], ['?', '?'],
		['Hayır', 'HAYIR'], ['HAYIR', 'hayır'], ['İptal', 'iptal'], ['iptal', 'İPTAL'], ['Groß', 'GROSS'], ['όλος', 'Όλοσ'],
		['όχι', 'ΟΧΙ'], ['ΟΧΙ', 'Όχι'], ['Sí', 'si'], ['Não', 'NAO'], ['Có', 'co'], ['أوافق', 'اوافق'], ['موافق', 'مُوافِق'], ['כן', 'כֵּן'], ['Всё верно', 'все верно'], ['Sí 👍🏽', 'Sí 👍'], ['Sí 👍🏽', 'SI 👍'],
		['1', '١'], ['1', '۱'], ['1️⃣', '१'], ['١', '1'], ['12', '۱۲'],
	])('as %s is the label, however %j shows it', (label, written) => {
		expect(said(label, written)).toEqual({ approved: true });
	});

	test.each([
		['✔️', '✖️'], ['✔', '✖'], ['✔️', '✖'], ['✔', '✖︎'], ['👍', '👎'], ['👍🏽', '👎🏽'], ['👍', '🏽'], ['🏽', ''], ['🏽', '🏿'], ['👨‍👩‍👧', '👨👩👧'], ['👨‍👩‍👧', '👨‍👩‍👦'], ['👩‍⚕️', '👩‍🎓'], ['🇪🇬', '🇸🇦'], ['1️⃣', '2️⃣'], ['✅', '\uFE0F'], ['✔️', '\u200F'], ['✔️', ''],
		['Có', 'cô'], ['हाँ', 'हो'], ['ดี', 'ดู'], ['ดี', 'ด'], ['はい', 'ばい'], ['がい', 'かい'], ['Sí', 'sì'], ['Sí', 's'], ['1', '٢'], ['1', '١١'],
		['🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
	])('as %s is not another one, such as %j', (label, written) => {
		expect(said(label, written)).toBeUndefined();
	});

	test.each([
		['Approve', 'Approve?'], ['Approve', 'approve ?!'], ['Yes', 'Yes ❓'], ['Yes', '¿Yes'], ['نعم', 'نعم؟'], ['はい', 'はい？'], ['Ναι', 'Ναι;'], ['Ναι', 'Ναι ; !'], ['Ναί', 'Ναι\u0301;'], ['Ναι', 'ΝΑΙ\u037E'], ['Այո', 'Այո՞'], ['አዎ', 'አዎ፧'], ['Yes', 'yes⁉️'],
	])('as %s is not asked for, as in %j', (label, written) => {
		expect(said(label, written)).toBeUndefined();
	});

	test.each([['Ναι', 'Ναι ;)'], ['Ναι', 'ναι;-)'], ['Yes', 'yes;']])('as %s winked at, as in %j, is the label', (label, written) => {
		expect(said(label, written)).toEqual({ approved: true });
	});

	test.each([['Pay it?', 'pay it'], ['Pay it?', 'Pay it?'], ['Pay it;', 'pay it;'], ['❓', '❓']])('as %s may be a question itself, and is answered by %j', (label, written) => {
		expect(said(label, written)).toEqual({ approved: true });
	});

	test('with a hand in it is the label of that colour, where labels differ in it, and none where it is neither', () => {
		const of = (written: string) => saidBy(reply(written), { answerBy: 'reply', labels: ['👍', '👍🏽'] });
		expect([of('👍'), of('👍🏽'), of('👍🏿')]).toEqual([{ approved: true }, { approved: false }, undefined]);
	});

	test('without its marks is none where labels differ in them alone', () => {
		const of = (written: string) => saidBy(reply(written), { answerBy: 'reply', labels: ['Péché', 'Pêche'] });
		expect([of('péché'), of('PÊCHE'), of('peche')]).toEqual([{ approved: true }, { approved: false }, undefined]);
	});

	test.each(['!', ' ', '.', '\u0001', '🙂', '﷽', '\u0301'])('is told in no time from a long text with many a %j in its midst', (sign) => {
		const begun = performance.now();
		expect(said('Yes', `a${sign.repeat(60_000)}a`)).toBeUndefined();
		expect(performance.now() - begun).toBeLessThan(1000);
	});
});
