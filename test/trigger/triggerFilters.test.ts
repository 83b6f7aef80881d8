import { type IDataObject, NodeHelpers } from 'n8n-workflow';

import { filters } from '../../nodes/Wawp/fields/triggers/filters';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { TriggerRig, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start({ quick: true, ...given }));

const ANN = '201145202826@c.us';
const HIDDEN = '123456789012345@lid';
const GROUP = '1234567890@g.us';

const message = (payload: IDataObject): [string, IDataObject] => ['message.any', { fromMe: false, from: ANN, body: '', hasMedia: false, ...payload }];

/** What happens, by a name for it. */
const HAPPENS: Record<string, [string, IDataObject]> = {
	hello: message({ id: `false_${ANN}_1`, body: '  Hello, what is the PRICE of tea?' }),
	picture: message({ id: `false_${ANN}_2`, body: 'my order 1234', hasMedia: true, media: { mimetype: 'image/jpeg' } }),
	own: message({ id: `true_${ANN}_3`, fromMe: true, from: '201000000001@c.us', to: ANN, body: 'The price is 3' }),
	inGroup: message({ id: `false_${GROUP}_4_${ANN}`, from: GROUP, participant: ANN, body: 'Order 77 please' }),
	hidden: message({ id: `false_${HIDDEN}_5`, from: HIDDEN, body: '/help', _data: { Info: { Sender: HIDDEN, SenderAlt: '201145202826@s.whatsapp.net' } } }),
	news: message({ id: 'false_120363041234567890@newsletter_6', from: '120363041234567890@newsletter', body: 'Tea is cheap' }),
	story: message({ id: `false_status@broadcast_7_${ANN}`, from: 'status@broadcast', participant: ANN }),
	read: ['message.ack', { id: `true_${ANN}_8`, ack: 3 }],
	failed: ['message.ack', { id: `true_${GROUP}_9`, ack: -1 }],
	vote: ['poll.vote', { vote: { from: ANN, fromMe: false, selectedOptions: ['Tea'] }, poll: { id: `true_${GROUP}_10` } }],
	call: ['call.received', { id: 'CALL', from: ANN }],
	bareCall: ['call.rejected', { id: 'CALL' }],
	label: ['label.upsert', { id: '1', name: 'Lead' }],
};
const EVENTS = [...new Set(Object.values(HAPPENS).map(([event]) => event))];

const MESSAGES = ['hello', 'picture', 'own', 'inGroup', 'hidden', 'news', 'story'];
const NO_MESSAGES = ['read', 'failed', 'vote', 'call', 'bareCall', 'label'];

/** The names of what starts the workflow, of all that happens. */
async function passing(given: IDataObject): Promise<string[]> {
	await start();
	await rig.activate({ events: EVENTS, filters: given as never });
	const statuses = await rig.deliver(...Object.entries(HAPPENS).map(([id, [event, payload]]) => ({ id, event, payload })));
	expect(statuses).toEqual(statuses.map(() => 200));
	return (await rig.started()).map(({ id }) => id as string);
}

const inOrder = (names: string[]): string[] => Object.keys(HAPPENS).filter((name) => names.includes(name));

test.each<[string, IDataObject, string[]]>([
	['no filter', {}, [...MESSAGES, ...NO_MESSAGES]],
	['direct chats', { chatTypes: ['direct'] }, ['hello', 'picture', 'own', 'hidden', 'read', 'call', 'bareCall', 'label']],
	['groups and stories', { chatTypes: ['group', 'status'] }, ['inGroup', 'story', 'failed', 'vote', 'bareCall', 'label']],
	['others', { from: 'others' }, ['hello', 'picture', 'inGroup', 'hidden', 'news', 'story', 'vote', 'call', 'bareCall', 'label']],
	['me', { from: 'me' }, ['own', 'read', 'failed', 'call', 'bareCall', 'label']],
	['anyone', { from: 'anyone' }, [...MESSAGES, ...NO_MESSAGES]],
	['a chat by its number, as people write it', { chats: ['+20 (114) 520-2826'] }, ['hello', 'picture', 'own', 'hidden', 'read', 'call', 'bareCall', 'label']],
	['a chat by its number at home', { chats: ['0114 520 2826'], defaultCountryCode: '+20' }, ['hello', 'picture', 'own', 'hidden', 'read', 'call', 'bareCall', 'label']],
	['the chat with this number, in which what it writes to others is not', { chats: ['201000000001'] }, ['bareCall', 'label']],
	['chats by their IDs', { chats: [GROUP, '120363041234567890@newsletter'] }, ['inGroup', 'news', 'failed', 'vote', 'bareCall', 'label']],
	['a sender, wherever they write', { senders: ['0020 114 520 2826'] }, ['hello', 'picture', 'inGroup', 'hidden', 'story', 'read', 'failed', 'vote', 'call', 'bareCall', 'label']],
	['a sender by the hidden identity', { senders: [HIDDEN] }, ['hidden', 'read', 'failed', 'bareCall', 'label']],
	['not a chat, by its number', { notChats: ['+20 114 520 2826'] }, ['inGroup', 'news', 'story', 'failed', 'vote', 'bareCall', 'label']],
	['not a chat, by its ID', { notChats: [GROUP, ''] }, ['hello', 'picture', 'own', 'hidden', 'news', 'story', 'read', 'call', 'bareCall', 'label']],
	['not a sender, by the number', { notSenders: ['0114 520 2826'], defaultCountryCode: '20' }, ['own', 'news', 'read', 'failed', 'bareCall', 'label']],
	['not a sender, by the hidden identity', { notSenders: [HIDDEN] }, [...MESSAGES.filter((name) => name !== 'hidden'), ...NO_MESSAGES]],
	['all of a chat but one sender', { chats: [GROUP], notSenders: [ANN] }, ['failed', 'bareCall', 'label']],
	['a text in it', { textContains: ['price', 'cheap'] }, ['hello', 'own', 'news', 'read', 'failed', 'call', 'bareCall', 'label']],
	['a text in it, with its capitals', { textContains: ['price'], matchCase: true }, ['own', 'read', 'failed', 'call', 'bareCall', 'label']],
	['a text in front', { textStartsWith: ['hello', '/HELP'] }, ['hello', 'hidden', 'read', 'failed', 'call', 'bareCall', 'label']],
	['a pattern', { textMatches: '^order \\d+|^tea$' }, ['inGroup', 'read', 'failed', 'vote', 'call', 'bareCall', 'label']],
	['several texts at once', { textContains: ['order'], textMatches: '\\d{4}' }, ['picture', 'read', 'failed', 'call', 'bareCall', 'label']],
	['kinds of message', { messageTypes: ['image', 'other'] }, ['picture', 'story', ...NO_MESSAGES]],
	['media', { hasMedia: true }, ['picture', ...NO_MESSAGES]],
	['no media', { hasMedia: false }, [...MESSAGES.filter((name) => name !== 'picture'), ...NO_MESSAGES]],
	['levels', { ackLevels: [-1, 4] }, [...MESSAGES, 'failed', 'vote', 'call', 'bareCall', 'label']],
	['all of several', { chatTypes: ['direct'], from: 'others', hasMedia: false, senders: ['201145202826'] }, ['hello', 'hidden', 'call', 'bareCall', 'label']],
])('%s', async (_what, given, expected) => {
	expect(await passing(given)).toEqual(inOrder(expected));
});

test.each<[what: string, filters: IDataObject, body: string, passes: boolean]>([
	['a mark of direction before it', { textStartsWith: ['سعر'] }, '\u200fسعر الشاي', true],
	['a mark of direction within it', { textContains: ['price list'] }, 'The price\u200e list', true],
	['a mark of direction in the filter', { textStartsWith: ['\u202bسعر'] }, 'سعر', true],
	['a letter in two signs', { textContains: ['café'], matchCase: true }, 'Le cafe\u0301', true],
	['a pattern takes a letter in two signs as it came', { textMatches: 'café' }, 'Le cafe\u0301', false],
	['a mark between the two signs of a letter', { textContains: ['café'] }, 'Le cafe\u200d\u0301', true],
	['a letter in one sign', { textContains: ['cafe\u0301'], matchCase: true }, 'Le café', true],
	['a heart in colour', { textContains: ['❤'] }, '❤\ufe0f', true],
	['a dotted capital i', { textStartsWith: ['iptal'] }, 'İPTAL et', true],
	['the capital of a dotless i', { textContains: ['kapalı'] }, 'KAPALI MI?', true],
	['the capitals of an ß', { textContains: ['straße'] }, 'HAUPTSTRASSE 7', true],
	['a Greek word within another one', { textContains: ['ΤΟΠΟΣ'] }, 'τοποσημο', true],
	['another word', { textContains: ['tea'] }, '\u200fte a', false],
	['another case', { textContains: ['Tea'], matchCase: true }, '\u200ftea', false],
])('a text is told by what people see: %s', async (_what, given, body, isWanted) => {
	await start();
	await rig.activate({ events: ['message'], filters: given as never });
	await rig.deliver({ id: 'a', event: 'message', payload: { id: `false_${ANN}_1`, from: ANN, fromMe: false, body } });
	expect((await rig.started()).map(({ id }) => id)).toEqual(isWanted ? ['a'] : []);
});

test('a filter of marks alone names nothing', async () => {
	await start();
	await expect(rig.activate({ events: ['message'], filters: { textContains: ['\u200f'] } as never })).rejects.toThrow(/was added, but is empty/);
});

test('every filter is tried above', () => {
	expect(filters.options?.map(({ name }) => name).sort()).toEqual(
		['ackLevels', 'chatTypes', 'chats', 'defaultCountryCode', 'from', 'hasMedia', 'matchCase', 'messageTypes', 'notChats', 'notSenders', 'senders', 'textContains', 'textMatches', 'textStartsWith'].sort(),
	);
});

test.each([
	[['session.status'], false],
	[['session.status', 'message'], true],
	[['message'], true],
	[[], true],
])('for the events %j the panel offers filters: %s', (events, isOffered) => {
	const { description } = new WawpTrigger();
	const offered = description.properties.filter((property) => NodeHelpers.displayParameter({ events }, property, null, description));
	expect(offered.map(({ name }) => name).includes('filters')).toBe(isOffered);
});

test.each([
	['others', 0],
	['me', 0],
	['anyone', 1],
])('what does not say whose it is passes for nobody in particular (%s)', async (from, runs) => {
	await start();
	await rig.activate({ events: ['message'], filters: { from } });
	await rig.deliver({ id: 'evt_1', event: 'message', payload: { from: ANN, body: 'x' } });
	expect(await rig.started()).toHaveLength(runs);
});

test.each<[voter: string, me: IDataObject | null, from: string, runs: number]>([
	[ANN, { id: '201000000001@c.us' }, 'others', 1],
	[ANN, { id: '201000000001@c.us' }, 'me', 0],
	['201000000001@c.us', { id: '201000000001@c.us' }, 'others', 0],
	['201000000001@c.us', { id: '201000000001@c.us' }, 'me', 1],
	[ANN, null, 'others', 0],
])('whose a vote is that could not be read is told by its voter: of %s, this number being %j, from %s', async (voter, me, from, runs) => {
	await start();
	await rig.activate({ events: ['poll.vote.failed'], filters: { from } });
	await rig.deliver({ id: 'evt_1', event: 'poll.vote.failed', me, payload: { pollId: `true_${GROUP}_P`, voter, reason: 'MSG_NOT_FOUND' } });
	expect(await rig.started()).toHaveLength(runs);
});

test.each([
	['chats', 'Chats'],
	['notChats', 'Not in Chats'],
	['senders', 'Senders'],
	['notSenders', 'Not From Senders'],
])('what is no number in %s is refused as the workflow is published, in the name of the field', async (name, label) => {
	await start({ n8n: { activationTries: 1 } });
	await expect(rig.activate({ events: ['message'], filters: { [name]: ['+20 114 520 2826', '0114 520 2826'] } as never })).rejects.toThrow(`'${label}' in the filters`);
	await rig.activate({ events: ['message'], filters: { [name]: ['+20 114 520 2826', '0114 520 2826'], defaultCountryCode: '20' } as never });
});

test('no filter keeps a state of the session away', async () => {
	await start();
	const strict = { chatTypes: ['group'], from: 'me', chats: [GROUP], senders: [ANN], textContains: ['x'], textMatches: 'x', messageTypes: ['poll'], hasMedia: true, ackLevels: [1] };
	await rig.activate({ events: ['session.status', 'message'], filters: strict });
	await rig.announce('FAILED');
	expect(await rig.started()).toMatchObject([{ status: 'FAILED' }]);
});

test('what is filtered is not remembered, and saves nothing', async () => {
	await start();
	const id = await rig.activate({ events: ['message'], filters: { textContains: ['yes'] } });
	const before = rig.n8n.staticData(id);
	expect(await rig.deliver(...Array.from({ length: 20 }, (_, n) => ({ id: `evt_${n}`, event: 'message', payload: { body: 'no' } })))).toEqual(Array(20).fill(200));
	expect(rig.n8n.staticData(id)).toEqual(before);
	await rig.publish(id, { events: ['message'], filters: { textContains: ['no'] } });
	await rig.deliver({ id: 'evt_1', event: 'message', payload: { body: 'no' } });
	expect(await rig.started()).toMatchObject([{ id: 'evt_1' }]);
});

test('of a list that is delivered at once, each event is filtered by itself', async () => {
	await start();
	await rig.activate({ events: ['message'], filters: { textContains: ['yes'] } });
	await rig.deliver(['no', 'yes', 'no', 'oh yes'].map((body, n) => ({ id: `evt_${n}`, event: 'message', payload: { body } })));
	expect((await rig.started()).map(({ text }) => text)).toEqual(['yes', 'oh yes']);
});

test('a pattern that would keep JavaScript busy for years is answered with the others', async () => {
	await start();
	await rig.activate({ events: ['message'], filters: { textMatches: '^(a+)+$' } });
	await rig.deliver({ id: 'evt_1', event: 'message', payload: { body: `${'a'.repeat(4_000)}!` } }, { id: 'evt_2', event: 'message', payload: { body: 'aaa' } });
	expect((await rig.started()).map(({ id }) => id)).toEqual(['evt_2']);
});

describe('a workflow is not published with', () => {
	test.each<[string, IDataObject, RegExp]>([
		['a chat that is none', { chats: ['+20 114 520 2826', 'Ann'] }, /'Chats' in the filters holds neither a phone number nor a chat ID: Ann\./],
		['a chat to leave out that is none', { notChats: ['Ann'] }, /'Not in Chats' in the filters holds neither a phone number nor a chat ID: Ann\./],
		['a sender to leave out without country code', { notSenders: ['0114 520 2826'] }, /'Not From Senders'.*: 0114 520 2826 \(it has no country code\)/],
		['a sender without country code', { senders: ['0114 520 2826'] }, /'Senders'.*: 0114 520 2826 \(it has no country code\)\..*'Default Country Code'/],
		['a sender who could be two people', { senders: ['4961234567'], defaultCountryCode: '49' }, /'Senders' in the filters can be read in two ways: 4961234567 is \+494961234567 or \+4961234567\./],
		['a country code that is none', { senders: ['0114 520 2826'], defaultCountryCode: 'EG' }, /'Default Country Code' in the filters is not one: EG\./],
		['a country code of nothing', { senders: ['+20 114 520 2826'], defaultCountryCode: '' }, /'Default Country Code' in the filters was added, but is empty\./],
		['a pattern that is none', { textMatches: '(a' }, /'Text Matches' in the filters is no regular expression that can be used here: .*Unterminated group/],
		['a pattern that cannot be bounded', { textMatches: '(a)\\1' }, /refers back with \\1/],
	])('%s', async (_what, given, words) => {
		await start();
		const id = rig.save({ events: ['message'], filters: given as never });
		await expect(rig.n8n.activate(id)).rejects.toThrow(words);
		expect(rig.instance.webhooks).toEqual([]);
	});
});
