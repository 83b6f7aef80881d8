import type { IDataObject } from 'n8n-workflow';

import { mayTake, takesOf } from '../../nodes/Wawp/ask/takes';
import type { Question } from '../../nodes/Wawp/ask/question';
import { type Asked, areRivals, askedIn, askedLater, questionIn, isOver, n8nOf, pageQueryOf, queryOf, rivalsOf } from '../../nodes/Wawp/delivery/asked';
import { isComplete, isOfN8n } from '../../nodes/Wawp/delivery/addresses';
import { isSameAddress, isSamePlace } from '../../nodes/Wawp/delivery/sameAddress';
import { sayOnce } from '../../nodes/Wawp/delivery/refusals';
import { fingerprintOf, sealed, unsealed, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { allWebhooksIn, isSystemWebhook, wholeListIn, withoutUrlSecrets } from '../../nodes/Wawp/webhooks/webhooks';
import { foreignWebhook } from '../support/triggerRig';

/* What an address says of itself, and what is made of lists of them: rules without a server. */

afterEach(() => jest.restoreAllMocks());

const NOW = 1_790_000_000_000;
const at = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(ms);

describe('the address of a question', () => {
	const asked: Asked = { id: 'a'.repeat(32), at: NOW, until: NOW + 3_600_000, rivals: 'b'.repeat(16) };
	const address = (query: Record<string, string> = queryOf(asked), path = '/webhook-waiting/7/node') => `https://n8n.example.com${path}?${String(new URLSearchParams({ ...query, signature: 'x' }))}`;

	test('says what was written into it', () => {
		expect(askedIn(address())).toEqual(asked);
		expect(questionIn(queryOf(asked))).toBe(asked.id);
		expect(questionIn(pageQueryOf(asked.id))).toBe(asked.id);
		expect(askedIn(address(queryOf(asked), '/webhook-waiting/42/node'))).toEqual(asked);
	});

	test('says it under the names of earlier versions, whose questions still wait', () => {
		expect(queryOf(asked)).toEqual({ wawpQuestion: asked.id, wawpAsked: '1790000000000', wawpUntil: '1790003600000', wawpRivals: asked.rivals });
		expect(askedIn(address().replace(/wawpRivals=\w+&/, ''))).toEqual({ ...asked, rivals: '' });
	});

	test('names no question where it names several, or none', () => {
		expect([{}, { wawpQuestion: ['a', 'b'] }, { wawpQuestion: {} }].map(questionIn)).toEqual(['', '', '']);
	});

	test.each<[what: string, url: string]>([
		['without a signature', address().replace(/&signature=x$/, '')],
		['without a moment', address({ ...queryOf(asked), wawpAsked: '' })],
		['with an end that is none', address({ ...queryOf(asked), wawpUntil: 'never' })],
		['with an end in seconds', address({ ...queryOf(asked), wawpUntil: '1790000000' })],
		['with an end in microseconds', address({ ...queryOf(asked), wawpUntil: '1790000000000000' })],
		['with a longer ID', address({ ...queryOf(asked), wawpQuestion: 'a'.repeat(33) })],
		['with more in its path', address(queryOf(asked), '/webhook-waiting/7/node/more')],
		['with another ID', address({ ...queryOf(asked), wawpQuestion: 'A'.repeat(32) })],
		['of another kind', address(queryOf(asked), '/webhook/abc/wawp')],
		['of a page', address(pageQueryOf(asked.id))],
		['that is none', 'wawpQuestion='],
	])('%s is none', (_what, url) => {
		expect(askedIn(url)).toBeUndefined();
		expect(isOver(url)).toBe(false);
	});

	test('is over half a minute after its time, as clocks differ', () => {
		for (const [late, over] of [[-1, false], [29_999, false], [30_000, false], [30_001, true]] as const) {
			at(asked.until + late);
			expect(isOver(address())).toBe(over);
		}
	});

	const [ANN, BOB, GROUP] = [['201145202826@c.us', '5551@lid'], ['201012345678@c.us'], ['120363041234567890@g.us']] as const;
	const own = rivalsOf('key', [...GROUP], [[...ANN], [...BOB]]);

	test.each<[what: string, chat: readonly string[], who: Array<readonly string[]>, are: boolean]>([
		['the same people in the same chat', GROUP, [ANN, BOB], true],
		['them in another order', GROUP, [BOB, ANN], true],
		['them by one of their names', GROUP, [[ANN[0]], BOB], true],
		['them by the other one', GROUP, [[ANN[1]], BOB], true],
		['one of them by each of two names', GROUP, [[ANN[0]], [ANN[1]], BOB], true],
		['one of them', GROUP, [ANN], false],
		['others as well', GROUP, [ANN, BOB, ['777@lid']], false],
		['everybody there', GROUP, [], false],
		['them elsewhere', ['120363041234567891@g.us'], [ANN, BOB], false],
		['one of them in the direct chat', ANN, [], false],
	])('has a rival that asks %s: %#', (_what, chat, who, are) => {
		const other = rivalsOf('key', [...chat], who.map((names) => [...names]));
		expect([areRivals(own, other), areRivals(other, own)]).toEqual([are, are]);
		expect(other).toMatch(/^[0-9a-f.-]+$/);
	});

	test('has in a direct chat those who ask its person, named or not, by any name and form of the number', () => {
		const chat = rivalsOf('key', ['5215512345678@c.us'], []);
		for (const other of [rivalsOf('key', ['525512345678@c.us'], [['525512345678@c.us']]), rivalsOf('key', ['9@lid', '525512345678@c.us'], [['9@lid']])]) expect(areRivals(chat, other)).toBe(true);
		expect(areRivals(chat, rivalsOf('key', ['5215512345678@c.us'], [[...BOB]]))).toBe(false);
		expect(areRivals(chat, rivalsOf('another key', ['5215512345678@c.us'], []))).toBe(false);
	});

	test('says what it takes of what quotes nothing, and one of before this was told may take anything', () => {
		const takes = (asked: Partial<Question>, isQuoted = false) => takesOf({ responseType: 'freeText', answerBy: 'reply', labels: [], ...asked }, isQuoted, 'key');
		const approval = takes({ responseType: 'approval', labels: ['Yes', 'No'] });
		expect(askedIn(address(queryOf({ ...asked, takes: approval })))).toEqual({ ...asked, takes: approval });
		const [written, document, yes] = [{ text: 'Max', type: 'text' }, { text: '', type: 'document', hasMedia: true }, { text: '*YES*!', type: 'text' }];
		const may = (what: string | undefined, key = 'key') => [written, document, yes].map((fields) => mayTake(what, fields, key));
		expect(may(undefined)).toEqual([true, true, true]);
		expect(may(takes({}))).toEqual([true, false, true]);
		expect(may(takes({ responseType: 'file' }))).toEqual([false, true, false]);
		expect(may(approval)).toEqual([false, false, true]);
		expect(mayTake(takes({ responseType: 'approval', labels: ['👍', '👎'] }), { text: '👍🏽', type: 'text' }, 'key')).toBe(true);
		expect(may(approval, 'another key')).toEqual([false, false, false]);
		for (const nothing of [takes({}, true), takes({ answerBy: 'poll' }), takes({ answerBy: 'webPage' })]) expect(may(nothing)).toEqual([false, false, false]);
		expect(approval).not.toMatch(/yes/i);
	});

	test.each<[what: string, change: Partial<Asked>, path: string | undefined, isLater: boolean]>([
		['a moment later', { at: NOW + 1 }, undefined, true],
		['as late as the second of the message', { at: NOW + 5_999 }, undefined, true],
		['after the message', { at: NOW + 6_000 }, undefined, false],
		['at the same moment', { at: NOW }, undefined, false],
		['before', { at: NOW - 1 }, undefined, false],
		['later, of other people or in another chat', { at: NOW + 1, rivals: 'c'.repeat(16) }, undefined, false],
		['later, and over', { at: NOW + 1, until: NOW + 6_000 }, undefined, false],
		['later, in another n8n', { at: NOW + 1 }, '/n8n/webhook-waiting/8/node', false],
	])('one that was asked %s: whether it is answered by a message that quotes nothing', (_what, change, path, isLater) => {
		at(NOW + 6_000);
		const [own, other] = [address(), address(queryOf({ ...asked, id: 'd'.repeat(32), ...change }), path)];
		const foreign = foreignWebhook().url;
		expect(askedLater([foreign, other, own], asked, NOW + 5_000)).toEqual(isLater ? [other] : []);
		expect(askedLater([foreign, other], asked, NOW + 5_000)).toEqual([]);
	});

	test('of several that were asked later the newest comes first, however they are listed', () => {
		at(NOW + 6_000);
		const [own, ...later] = [0, 1, 3, 2].map((ms) => address(queryOf({ ...asked, id: String(ms).repeat(32), at: NOW + ms })));
		expect(askedLater([...later, own!], { ...asked, id: '0'.repeat(32) }, NOW + 5_000)).toEqual([later[1], later[2], later[0]]);
	});

	test('tells its n8n, and so does that of a trigger', () => {
		const trigger = (n8n: string) => `${n8n}webhook/0a1b/wawp?secret=${'0'.repeat(48)}`;
		for (const n8n of ['https://n8n.example.com/', 'https://example.com/n8n/']) {
			expect(n8nOf(trigger(n8n))).toBe(n8n);
			expect(isOfN8n(trigger(n8n), n8n)).toBe(true);
			expect(isOfN8n(trigger(n8n), 'https://other.example.com/')).toBe(false);
			expect(isOfN8n(trigger(n8n).slice(0, -1), n8n)).toBe(false);
			// As Wawp may keep it.
			const { host } = new URL(n8n);
			for (const kept of [trigger(n8n).replace(host, host.toUpperCase()), trigger(n8n).replace('?', '?source=wawp&'), `${trigger(n8n)}&source=wawp`, trigger(n8n).replace(/^https:\/\/([^/:]+)\//, 'https://$1:443/'), trigger(n8n).replace('?', '/?')]) {
				expect([n8nOf(kept), isOfN8n(kept, n8n)]).toEqual([n8n, true]);
			}
		}
		expect(isOfN8n(address(), 'https://n8n.example.com/')).toBe(true);
		expect(isOfN8n(address(), 'https://example.com/')).toBe(false);
	});
});

describe('the secret in the address of a trigger', () => {
	const purpose = { workflowId: 'w', nodeId: 'n', instanceId: 'i', isTest: false, isSigned: false };

	test('is the same for the same purpose, and another one for any other', () => {
		const others = [{ workflowId: 'x' }, { nodeId: 'x' }, { instanceId: 'x' }, { isTest: true }, { isSigned: true }].map((change) => urlSecretOf('token', { ...purpose, ...change }));
		const all = [urlSecretOf('token', purpose), urlSecretOf('other', purpose), ...others];
		expect(all).toEqual(all.map(() => expect.stringMatching(/^[0-9a-f]{48}$/)));
		expect(new Set([...all, ...all.map(fingerprintOf)]).size).toBe(14);
		expect(urlSecretOf('token', { ...purpose })).toBe(all[0]);
	});

	test('and what is saved of it, is what earlier versions made of it: an update finds what they registered', () => {
		expect([false, true].map((isTest) => urlSecretOf('token', { ...purpose, isTest }))).toEqual(['0961a44aaa105ee605c08bd3aecd478e10fa899869b67d00', '79b9e5d7c56a8a99b66c1fddbb9063de23966b751b17513d']);
		expect(fingerprintOf('secret')).toBe('0c0b7041fdbeaea2cf4e2850f0409aa23c37014eb9bec5fad1069192eab81fc2');
		expect(unsealed('BwcHBwcHBwcHBwcH58Y/9FmnxjhquowMrbil9568nN3YJSTxUfU=', 'token')).toBe('a+b/c=d%é');
	});

	test('is not unsealed from a seal of which a part is missing or changed', () => {
		const seal = Buffer.from(sealed('', 'token'), 'base64');
		expect(unsealed(seal.toString('base64'), 'token')).toBe('');
		for (const length of [16, 24, 27]) expect(unsealed(seal.subarray(0, length).toString('base64'), 'token')).toBeUndefined();
		seal[0]! ^= 1;
		expect(unsealed(seal.toString('base64'), 'token')).toBeUndefined();
	});

	test('is sealed for the holder of the token, each time in other words', () => {
		const seals = [sealed('a+b/c=d%', 'token'), sealed('a+b/c=d%', 'token')];
		expect(seals[0]).not.toBe(seals[1]);
		expect(seals.map((seal) => unsealed(seal, 'token'))).toEqual(['a+b/c=d%', 'a+b/c=d%']);
		expect(seals.map((seal) => unsealed(seal, 'other'))).toEqual([undefined, undefined]);
		expect(unsealed('', 'token')).toBeUndefined();
	});
});

describe('an address of a list', () => {
	const given = 'https://N8N.example.com:443/webhook/0a1b/wawp?secret=abc';

	test.each<[listed: string, isSame: boolean, isThere: boolean]>([
		[given, true, true],
		['https://n8n.example.com/webhook/0a1b/wawp?secret=abc', true, true],
		['https://n8n.example.com/webhook/0a1b/wawp/?secret=abc', true, true],
		['https://n8n.example.com/webhook/0a1b/wawp?source=wawp&secret=abc', true, true],
		['https://n8n.example.com/webhook/0a1b/wawp?secret=abd', false, true],
		['https://n8n.example.com/webhook/0a1b/wawp?secret=ABC', false, true],
		['https://n8n.example.com/webhook/0a1b/wawp', false, true],
		['https://n8n.example.com/webhook/0A1B/wawp?secret=abc', false, false],
		['https://n8n.example.com/webhook/0a1b/wawp/more?secret=abc', false, false],
		['https://n8n.example.com:8443/webhook/0a1b/wawp?secret=abc', false, false],
		['http://n8n.example.com/webhook/0a1b/wawp?secret=abc', false, false],
		['https://other.example.com/webhook/0a1b/wawp?secret=abc', false, false],
		['no address', false, false],
		['', false, false],
	])('%s is the one that was given: %p, and at the same place: %p', (listed, isSame, isThere) => {
		expect([isSameAddress(listed, given), isSamePlace(listed, given)]).toEqual([isSame, isThere]);
	});

	test.each<[listed: string, isSame: boolean]>([
		['?a=1&b=2', true],
		['?b=2&c=3&a=1', true],
		['?a=0&a=1&b=2', true],
		['?a=1', false],
		['?b=2', false],
		['?a=1&b=3', false],
		['?a=0&b=2', false],
		['?a=2&b=1', false],
		['?A=1&b=2', false],
	])('with %j is that of ?a=1&b=2 where it says all of it: %p', (query, isSame) => {
		const place = 'https://n8n.example.com/webhook-waiting/7/node';
		expect(isSameAddress(place + query, `${place}?a=1&b=2`)).toBe(isSame);
	});

	test('that is none is the same as itself', () => {
		expect([isSameAddress('no address', 'no address'), isSameAddress('no address', 'no other')]).toEqual([true, false]);
	});
});

test('a refusal is logged once a minute for each trigger and reason', () => {
	const lines: string[] = [];
	const say = (words: string, workflow = 'w1', node = 'n1') =>
		sayOnce({ getNode: () => ({ id: node, name: node, type: 'x.wawpTrigger' }), getWorkflow: () => ({ id: workflow }), logger: { warn: (line: string) => lines.push(line) } } as never, words);
	const all = () => {
		say('one');
		say('two');
		say('one', 'w2');
		say('one', 'w1', 'n2');
	};
	at(NOW);
	all();
	expect(lines).toEqual(["Wawp Trigger: the node 'n1' of workflow w1 one", "Wawp Trigger: the node 'n1' of workflow w1 two", "Wawp Trigger: the node 'n1' of workflow w2 one", "Wawp Trigger: the node 'n2' of workflow w1 one"]);
	at(NOW + 59_999);
	all();
	expect(lines).toHaveLength(4);
	at(NOW + 60_000);
	all();
	expect(lines).toHaveLength(8);
});

test('a thousand reasons are remembered, and the oldest is told again after that', () => {
	const lines: string[] = [];
	const say = (words: string) => sayOnce({ getNode: () => ({ id: 'n1', name: 'n1', type: 'x.wawp' }), getWorkflow: () => ({ id: 'w3' }), logger: { warn: (line: string) => lines.push(line) } } as never, words);
	at(NOW);
	for (let n = 0; n < 1_000; n++) say(`${n}`);
	lines.length = 0;
	for (const words of ['0', '1000', '1', '0']) say(words);
	expect(lines).toEqual(["Wawp: the node 'n1' of workflow w3 1000", "Wawp: the node 'n1' of workflow w3 0"]);
});

describe('a list of webhooks', () => {
	const one = foreignWebhook();
	const two = { ...foreignWebhook(), url: 'https://two.example.com' };

	test('is whole in each way of printing, and none where it may not be all', () => {
		for (const list of [[one, two], { 0: one, 1: two }, { webhooks: [one, two] }, { data: { webhooks: { 0: one, 1: two } } }]) expect(wholeListIn(list)).toEqual([one, two]);
		for (const list of [{ webhooks: { 0: one, more: two } }, { webhooks: { 0: one, page2: two } }, { 0: one, next: 'page' }, { webhooks: null }, {}, null, 'x']) expect(wholeListIn(list)).toBeUndefined();
	});

	test("holds Wawp's own once, wherever it stands", () => {
		const own = { url: 'https://app.wawp.net/api/webhook/abc', events: ['message'] };
		for (const body of [{ webhooks: [one, own] }, { webhooks: [one], systemConfig: own }, { webhooks: [one], systemConfig: { main: own } }, { webhooks: [one, own], systemConfig: own }]) {
			expect(wholeListIn(body)).toEqual([one, own]);
			expect(allWebhooksIn(body).map(({ url }) => url)).toEqual([one.url, own.url]);
		}
		// Who else is in the list is not known then.
		for (const body of [{ systemConfig: own }, { webhooks: 'soon', systemConfig: own }, { webhooks: { page2: one }, systemConfig: { main: own } }]) expect(wholeListIn(body)).toBeUndefined();
	});

	test("holds none of Wawp's own in an address that only speaks of it, and the names of events as texts", () => {
		const other = { url: 'https://other.example.com/?to=https://app.wawp.net/api/webhook/abc', events: [7, 'message'] };
		expect([isSystemWebhook(other.url), isSystemWebhook('https://app.wawp.net/api/webhook/abc')]).toEqual([false, true]);
		expect(allWebhooksIn([other])).toEqual([{ ...other, events: ['7', 'message'] }]);
	});

	test.each<[wanted: string[], entry: IDataObject, isComplete: boolean]>([
		[['a', 'b'], { events: ['b', 'a'] }, true],
		[['a', 'b'], { events: ['a'] }, false],
		[['a', 'a'], { events: ['a'] }, true],
		[['a'], { events: ['a', 'a'] }, true],
		[['a'], { events: ['a', 'b'] }, false],
		[['a'], { events: ['a'], is_active: 0 }, false],
		[['a'], { events: ['a'], is_active: '0' }, false],
		[['a'], { events: ['a'], is_active: false }, false],
		[['a'], { events: ['a'], is_active: true }, true],
		[['a'], { events: ['a'], is_active: '1' }, true],
	])('%j are all that is delivered to %j: %p', (wanted, entry, complete) => {
		expect(isComplete({ url: 'x', ...entry } as never, wanted)).toBe(complete);
	});

	test('shows no secret of an address: not behind other parameters, not of the second, not in a key', () => {
		const url = (secret: string) => `https://n8n.example.com/wawp?a=1&secret=${secret}&b=2 https://n8n.example.com/wawp?secret=${secret}#c`;
		const masked = url('***');
		const shown = withoutUrlSecrets({ name: 'show' } as never)({ get: () => false } as never, [{ json: { [url('abc')]: [url('def')] } }]);
		expect(shown).toEqual([{ json: { [masked]: [masked] } }]);
	});
});
