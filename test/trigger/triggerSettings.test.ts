import type { IDataObject } from 'n8n-workflow';

import { mayPass, passes } from '../../nodes/Wawp/trigger/filters';
import { settingsOf } from '../../nodes/Wawp/trigger/settings';

/* How the trigger's settings are read, which may come from expressions: rules without a server. */

/** What the parameters give, and what was written into them where that is an expression. */
const settings = (given: IDataObject, written: IDataObject = {}) => settingsOf({ getNode: () => ({ name: 'Wawp Trigger', type: 'wawpTrigger', parameters: written }) as never, parameter: (name, fallback) => (Object.hasOwn(given, name) ? given[name] : fallback) });

describe.each([
	['events', ['message.ack', 'message', 'call.received']],
	['states', ['FAILED', 'WORKING', 'OTHER']],
] as const)('%s', (name, [a, b, c]) => {
	test.each<[given: unknown]>([
		[[a, b, c]],
		[`${a},${b},${c}`],
		[`${a} ${b} ${c}`],
		[`${a};${b};${c}`],
		[`${a}\n${b}\r\n${c}`],
		[`\t${a}\t${b}\t${c}\n`],
		[` , ${a}; ${b} ,,\n ${c} ; `],
		[JSON.stringify([a, b, c])],
		[[a.toUpperCase(), b.toLowerCase(), c]],
	])('may be %j', (given) => {
		expect(settings({ [name]: given as never })[name]).toEqual([a, b, c]);
	});

	test.each<[given: unknown]>([[[a, 7]], [[[a]]], [{ 0: a }], [7], [true], [`${a}, mesage`], [[a, 'mesage']]])('are not %j', (given) => {
		expect(() => settings({ [name]: given as never })).toThrow(/holds what is none of its choices: .*of these: .*/);
		expect(() => settings({ [name]: given as never })).toThrow(a);
	});

	test.each<[given: unknown]>([[[a, '']], [[a, null]], [`["${a}", ""]`]])('have nothing empty in them: %j', (given) => {
		expect(() => settings({ [name]: given as never })).toThrow('holds an entry of which nothing came');
	});
});

describe('filters', () => {
	const types = (filter: IDataObject) => (type: string) => passes(filter, { type, chatType: type, ack: Number(type), fromMe: type === 'me', hasMedia: type === 'file' });

	test.each<[filter: IDataObject, passing: string[]]>([
		[{ messageTypes: 'image, video' }, ['image', 'video']],
		[{ messageTypes: '["image"]' }, ['image']],
		[{ messageTypes: ['Voice Note'] }, ['voice']],
		[{ messageTypes: 'Voice Note, image' }, ['image', 'voice']],
		[{ chatTypes: 'Direct' }, ['direct']],
		[{ chatTypes: 'direct;group' }, ['direct', 'group']],
		[{ ackLevels: '3, 4' }, ['3', '4']],
		[{ ackLevels: ['Read'] }, ['3']],
		[{ ackLevels: 3 }, ['3']],
		[{ from: 'Me' }, ['me']],
		[{ hasMedia: 'true' }, ['file']],
		[{ hasMedia: 1 }, ['file']],
		[{ hasMedia: ' FALSE ' }, ['image', 'video', 'voice', 'text', 'direct', 'group', 'channel', '2', '3', '4', 'me']],
	])('%j pass %j alone', (filter, passing) => {
		expect(settings({ filters: filter }).filters).toEqual(filter);
		const all = ['image', 'video', 'voice', 'text', 'direct', 'group', 'channel', '2', '3', '4', 'me', 'file'];
		expect(all.filter(types(filter))).toEqual(passing);
	});

	test.each([[true, true], ['true', true], [' True ', true], [1, true], ['1', true], [false, false], ['false', false], [0, false], ['0', false]])('Match Case by an expression that gives %j tells capitals: %p', (matchCase, tells) => {
		for (const [name, wanted] of [['textContains', 'Tea'], ['textStartsWith', 'Tea'], ['textMatches', '^Tea']] as const) {
			const filter = { [name]: wanted, matchCase };
			expect(settings({ filters: filter }).filters).toEqual(filter);
			expect([name, passes(filter, { text: 'Tea' }), passes(filter, { text: 'tea' })]).toEqual([name, true, !tells]);
		}
	});

	test.each<[filter: IDataObject]>([[{ messageTypes: 'picture' }], [{ messageTypes: ['image', 'picture'] }], [{ chatTypes: ['person'] }], [{ ackLevels: [7] }], [{ ackLevels: 'read, seen' }], [{ from: 'everybody' }], [{ chatTypes: { 0: 'group' } }]])('%j are refused, with what there is', (filter) => {
		expect(() => settings({ filters: filter })).toThrow(/in the filters holds what is none of its choices: .*of these: /);
	});

	test.each<[filter: IDataObject]>([[{ textContains: ' \u200f ' }], [{ textStartsWith: ['', ' '] }], [{ senders: [] }], [{ chats: null }], [{ hasMedia: '' }], [{ matchCase: null, textContains: 'x' }]])('%j name nothing, and are refused', (filter) => {
		expect(() => settings({ filters: filter as never })).toThrow(/in the filters was added, but is empty/);
	});

	test('blanks before a text count neither in the message nor in the filter', () => {
		for (const textStartsWith of ['  tea', 'tea']) expect(['  Tea', 'Tea please', 'my tea'].map((text) => passes({ textStartsWith }, { text }))).toEqual([true, true, false]);
		expect(passes({ textStartsWith: 'tea ' }, { text: 'teapot' })).toBe(false);
	});

	test.each<[filter: IDataObject, wrong: RegExp]>([
		[{ messageTypes: ['image', ''] }, /'Message Types' in the filters holds an entry of which nothing came/],
		[{ hasMedia: 'perhaps' }, /'Has Media' in the filters is neither true nor false: perhaps/],
		[{ textContains: 'Tea', matchCase: 'perhaps' }, /'Match Case' in the filters is neither true nor false: perhaps/],
	])('%j are refused', (filter, wrong) => {
		expect(() => settings({ filters: filter })).toThrow(wrong);
	});
});

describe('of a sender whom WhatsApp hides', () => {
	const NUMBER = '+20 114 520 2826';
	const HIDDEN = { senderId: '9@lid', senderPhone: null, chatId: '9@lid', chatType: 'direct', fromMe: false, text: 'Tea' };
	const GROUP = { ...HIDDEN, chatId: '1-1@g.us', chatType: 'group' };

	test.each<[what: string, filter: IDataObject, fields: IDataObject, may: boolean]>([
		['a number of Senders', { senders: NUMBER }, HIDDEN, true],
		['a number of Senders in a group', { senders: [NUMBER] }, GROUP, true],
		['a number of Chats', { chats: [NUMBER] }, HIDDEN, true],
		['numbers of both', { chats: [NUMBER], senders: [NUMBER] }, HIDDEN, true],
		['a number beside another identity', { senders: ['77@lid', NUMBER] }, HIDDEN, true],
		['no number where a group is asked for', { chats: [NUMBER] }, GROUP, false],
		['no number where an identity is', { senders: ['77@lid'] }, HIDDEN, false],
		['nor where a chat is', { chats: ['1-2@g.us'] }, HIDDEN, false],
		['no number that is left out', { notSenders: [NUMBER] }, HIDDEN, true],
		['nothing where its own identity is left out', { notSenders: ['9@lid'], senders: [NUMBER] }, HIDDEN, false],
		['nothing where the text is another', { senders: [NUMBER], textContains: 'Coffee' }, HIDDEN, false],
		['nothing where the number is told', { senders: [NUMBER] }, { ...HIDDEN, senderPhone: '201000000002' }, false],
		['nothing of what this number wrote', { senders: [NUMBER] }, { ...HIDDEN, fromMe: true }, false],
		['nothing of one who is not hidden', { senders: [NUMBER] }, { ...HIDDEN, senderId: '201000000002@c.us' }, false],
	])('%s is waited for: %j', (_what, filter, fields, may) => {
		expect(mayPass(filter, fields)).toBe(may);
	});
});

test('States That Count are read the same way', () => {
	const states = (outageStates: unknown) => settings({ startOn: 'outage', outageStates: outageStates as never }).outages?.states;
	expect([states('failed, Scan QR Code'), states(['FAILED']), states('["WORKING"]')]).toEqual([['FAILED', 'SCAN_QR_CODE'], ['FAILED'], ['WORKING']]);
	for (const wrong of ['BROKEN', ['FAILED', 'BROKEN'], ['FAILED', '']]) expect(() => states(wrong)).toThrow(/^'States That Count' holds /);
	for (const nothing of ['', null, []]) expect(() => states(nothing)).toThrow("'States That Count' is empty");
});

test.each(['downloadMedia', 'resolvePhone', 'includeRaw', 'qrAsImage'] as const)('%s is on where it is switched on, and never else', (name) => {
	const read = (value: unknown) => settings({ options: { [name]: value as never } })[name];
	expect([true, 'true', ' True ', 1, '1'].map(read)).toEqual([true, true, true, true, true]);
	expect([false, 'false', 0, '0', undefined, null, ''].map(read)).toEqual(Array(7).fill(false));
	for (const neither of ['yes', 2, {}, [true]]) expect(() => read(neither)).toThrow(/^'[A-Z].*' is neither true nor false: /);
	expect(settings({})[name]).toBe(false);
	const others = (['downloadMedia', 'resolvePhone', 'includeRaw', 'qrAsImage'] as const).filter((other) => other !== name);
	expect(others.map((other) => settings({ options: { [name]: true } })[other])).toEqual([false, false, false]);
});

test('sessions are looked at as well unless that is switched off', () => {
	expect([{}, { lookToo: true }, { lookToo: null }, { lookToo: false }, { lookToo: 'false' }, { lookToo: 0 }].map((options) => settings({ options }).looks)).toEqual([true, true, true, false, false, false]);
});

test.each<[given: unknown, instances: string[]]>([
	[undefined, ['']],
	['', ['']],
	['ONE', ['ONE']],
	['ONE, TWO\nONE', ['ONE', 'TWO']],
	[['ONE', 'TWO'], ['ONE', 'TWO']],
])('Instance ID %j names %j', (instanceId, instances) => {
	expect(settings(instanceId === undefined ? {} : { instanceId: instanceId as never }).instances).toEqual(instances);
});

test.each(['events', 'states'])('where nothing came of the expression of %s it is said, and none is taken for all', (name) => {
	expect(() => settings({ [name]: [] }, { [name]: '={{ $json.nothing }}' })).toThrow(/is empty: nothing came of its expression/);
	expect(settings({ [name]: [] }, { [name]: [] })).toMatchObject({ [name]: [] });
	expect(settings({ [name]: ['message', 'FAILED'].slice(name === 'events' ? 0 : 1, name === 'events' ? 1 : 2) }, { [name]: '={{ $json.some }}' })).toBeDefined();
});

test.each([['filters', 'Filters'], ['options', 'Options']])('%s that an expression makes something else of are refused by their name', (name, label) => {
	for (const given of ['{}', 7, true, [{ text: 'Hi' }]]) expect(() => settings({ [name]: given as never })).toThrow(`'${label}' cannot be read`);
	for (const given of [null, undefined, {}]) expect(settings({ [name]: given }).filters).toEqual({});
});

test('a URL Secret that was copied from where secrets are masked is refused', () => {
	expect(() => settings({ urlSecret: '***' })).toThrow(/^'URL Secret' /);
	expect(settings({ urlSecret: 'secret' }).isGuarded).toBe(true);
});

test('Only When Changed is on unless it is switched off', () => {
	expect([{}, { onlyWhenChanged: true }, { onlyWhenChanged: 'true' }, { onlyWhenChanged: false }, { onlyWhenChanged: '0' }].map((given) => settings(given).onlyWhenChanged)).toEqual([true, true, true, false, false]);
});

test('Register Automatically that is neither on nor off is refused', () => {
	for (const registerAutomatically of ['perhaps', 2, {}]) expect(() => settings({ registerAutomatically })).toThrow(/^'Register Automatically' is neither true nor false: /);
});

test.each<[given: IDataObject, isGuarded: boolean]>([
	[{}, true],
	[{ registerAutomatically: true }, true],
	[{ registerAutomatically: false }, false],
	[{ registerAutomatically: 'false' }, false],
	[{ registerAutomatically: 0 }, false],
	[{ registerAutomatically: '1' }, true],
	[{ registerAutomatically: null }, true],
	[{ registerAutomatically: '' }, true],
	[{ registerAutomatically: false, urlSecret: '' }, false],
	[{ registerAutomatically: false, urlSecret: 'secret' }, true],
	[{ registerAutomatically: false, options: { signature: 'ignore' } }, false],
	[{ registerAutomatically: false, urlSecret: 'secret', options: { signature: 'ignore' } }, true],
	[{ registerAutomatically: false, options: { signature: 'check' } }, false],
	[{ registerAutomatically: false, options: { signature: 'plain' } }, true],
	[{ registerAutomatically: false, options: { signature: 'require' } }, true],
])('with %j whoever delivers has shown a secret: %p', (given, isGuarded) => {
	expect(settings(given).isGuarded).toBe(isGuarded);
});

test('Signature is one of its choices, and Check if Present where none is made', () => {
	for (const signature of ['check', 'require', 'plain', 'ignore']) expect(settings({ options: { signature } }).signature).toBe(signature);
	expect(settings({}).signature).toBe('check');
	for (const signature of ['', 'Require', 7, true]) expect(() => settings({ options: { signature } })).toThrow("'Signature' is none of its choices");
});
