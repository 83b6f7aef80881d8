import type { INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import type { Item } from '../../nodes/Wawp/engine/operation';
import { addsOnly, judgedByReader, mayBeEmpty, plainValue } from '../../nodes/Wawp/engine/plainValue';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { time } from '../../nodes/Wawp/time/time';
import { type Wawp as LocalWawp, startWawp } from '../simulator';
import { SAMPLES } from '../simulator/world/files';
import { type Panel, choicesFor, filledIn, panelsOf } from '../support/panels';
import { isThorough, share } from '../support/thorough';
import { WawpRig } from '../support/wawpRig';
import { byId, fileItem } from '../wire/entered';

let wawp: LocalWawp;
beforeAll(async () => {
	wawp = await startWawp();
	// Some of the values are the longest that somebody may be seen typing.
	time.speed = 10_000;
});
afterAll(async () => {
	time.speed = 1;
	await wawp.stop();
});

const input = fileItem(SAMPLES.jpeg, 'image/jpeg', 'cat.jpg');

/** What expressions give where a text, a number, a choice or a date is meant. */
const OBJECT = '={{ ({ name: "Ann" }) }}';
const KINDS = [
	'={{ 1042 }}', '={{ true }}', '={{ null }}', '={{ $json.missing }}', OBJECT, '={{ [] }}', '={{ [{ name: "Ann" }] }}', '={{ [null, undefined] }}', '={{ ["a", "b"] }}', '={{ NaN }}',
	'={{ Infinity }}', '={{ -0.5 }}', '={{ 1e21 }}', '={{ new Date(1798128000000) }}', '={{ $now }}', '={{ "" }}', '=Hello {{ ({ a: 1 }) }}', '={{ "text" }}', '={{ false }}', '={{ 0 }}', '={{ [[]] }}', '={{ new Date(NaN) }}',
];

const ITEM = { context: { getNode: () => ({ name: 'Wawp', parameters: {} }) }, index: 0 } as unknown as Item;
const read = (type: INodeProperties['type'], given: unknown): unknown => plainValue(given, { displayName: 'It', name: 'it', type, default: '' }, ITEM);

test.each<[INodeProperties['type'], unknown, unknown]>([
	['boolean', 'false', false],
	['boolean', ' False ', false],
	['boolean', 'TRUE', true],
	['boolean', false, false],
	['boolean', 0, false],
	['boolean', 1, true],
	['boolean', '0', false],
	['boolean', ' 1\n', true],
	...['', ' ', '\t\n', '\u00a0'].flatMap((blank) => (['boolean', 'number', 'options'] as const).map((type): [INodeProperties['type'], unknown, unknown] => [type, blank, undefined])),
	['number', '0', 0],
	['number', ' -2.5 ', -2.5],
	['string', 9007199254740991, '9007199254740991'],
	['string', 0, '0'],
	['string', false, 'false'],
	['string', 12345678901234567890n, '12345678901234567890'],
	['string', new Date('2026-12-24T16:00:00Z'), '2026-12-24T16:00:00.000Z'],
	['string', { toISO: () => '2026-12-24T18:00:00.000+02:00' }, '2026-12-24T18:00:00.000+02:00'],
	['number', 5n, 5],
	...[null, undefined].flatMap((nothing) => (['string', 'resourceLocator', 'number', 'boolean', 'options', 'fixedCollection', 'json'] as const).map((type): [INodeProperties['type'], unknown, unknown] => [type, nothing, undefined])),
])('a %s of %p is %p', (type, given, value) => {
	expect(read(type, given)).toBe(value);
});

test.each<[INodeProperties['type'], unknown, string]>([
	['boolean', 'yes', "'It' is neither true nor false: yes"],
	['boolean', 2, "'It' is neither true nor false: 2"],
	['boolean', '01', "'It' is neither true nor false: 01"],
	['boolean', [], "'It' is neither true nor false: a list"],
	['number', true, "'It' is no number: true"],
	['number', '1,5', "'It' is no number: 1,5"],
	['number', {}, "'It' is no number: an object"],
	['number', 'x'.repeat(101), `'It' is no number: ${'x'.repeat(100)}`],
	['string', { toISO: () => null }, "'It' is a date that is none"],
	['string', [], "'It' is a list, where a text is meant"],
	['fixedCollection', 'x', "'It' is not what the fields below it give"],
	['fixedCollection', [{}], "'It' is not what the fields below it give"],
	['string', 2 ** 53, "'It' is a number too long to be kept exactly: 9007199254740992"],
	['string', 120363041234567890, "'It' is a number too long to be kept exactly: 120363041234567890"],
	['resourceLocator', 1e21, "'It' is a number too long to be kept exactly: 1e+21"],
])('a %s of %p is refused: %s', (type, given, message) => {
	expect(() => read(type, given)).toThrow(expect.objectContaining({ message }));
});

const named = (name: string, type: INodeProperties['type'], more: Partial<INodeProperties> = {}): INodeProperties => ({ displayName: name.toUpperCase(), name, type, default: '', ...more });

test('each inner field of a row is read by its own kind, and refused by its own name', () => {
	const whole = judgedByReader(named('whole', 'string'));
	const groups = [{ name: 'a', displayName: 'A', values: [named('text', 'string'), named('count', 'number'), whole] }, { name: 'b', displayName: 'B', values: [named('text', 'number')] }];
	const rows = (given: unknown): unknown => plainValue(given, named('rows', 'fixedCollection', { options: groups, typeOptions: { multipleValues: true } }), ITEM);
	expect(rows({ a: [{ text: 5, count: '3', whole: [1], other: true }, { text: null }], b: { text: '7' }, c: [{ text: 5 }], d: 'x' })).toEqual({ a: [{ text: '5', count: 3, whole: [1], other: true }, {}], b: { text: 7 }, c: [{ text: 5 }], d: 'x' });
	expect(() => rows({ a: [{ text: 'x' }, { text: {} }] })).toThrow("'ROWS > TEXT' is an object, where a text is meant");
	expect(() => rows([])).toThrow("'ROWS' is not what the fields below it give");
});

test('a field of several texts takes one, or a list of which none may be nothing', () => {
	const texts = (given: unknown): unknown => plainValue(given, named('texts', 'string', { typeOptions: { multipleValues: true } }), ITEM);
	expect([texts('a'), texts(['a', 5, '']), texts([]), texts(null)]).toEqual([['a'], ['a', '5', ''], [], undefined]);
	for (const nothing of [null, undefined]) expect(() => texts(['a', nothing])).toThrow("'TEXTS' holds an entry of which nothing came");
});

test('what a reader judges comes to it as it is, and as nothing where it is nothing', () => {
	const judged = judgedByReader(named('judged', 'string'));
	expect([[1], {}, 5, '', null, undefined].map((given) => plainValue(given, judged, ITEM))).toEqual([[1], {}, 5, '', undefined, undefined]);
	expect([mayBeEmpty(addsOnly(named('more', 'string'))), mayBeEmpty(judged)]).toEqual([true, false]);
});

test('an object names five of its fields, and no more', () => {
	expect(() => read('string', { a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 })).toThrow(expect.objectContaining({ description: expect.stringMatching(/It has: a, b, c, d, e\.$/) }));
});

interface Place {
	panel: Panel;
	label: string;
	/** The parameters with this value in its place. */
	enter: (value: string) => INodeParameters;
}

const placesOf = (panel: Panel): Place[] =>
	panel.shown.flatMap((property) => {
		if (property.name === 'options') return (property.options as INodeProperties[]).flatMap((option) => placesIn(panel, option, (value) => ({ options: { [option.name]: value } })));
		return placesIn(panel, property, (value) => ({ [property.name]: value }), choicesFor(property, panel));
	});

function placesIn(panel: Panel, property: INodeProperties, put: (value: NodeParameterValueType) => INodeParameters, choices: INodeParameters = {}): Place[] {
	const place = (enter: (value: string) => NodeParameterValueType, inner = ''): Place => ({
		panel,
		label: `${panel.key}: ${property.displayName}${inner}`,
		enter: (value) => ({ ...filledIn(panel, choices), ...choices, ...put(enter(value)) }),
	});
	if (property.type === 'notice') return [];
	if (property.type === 'resourceLocator') return [place((value) => ({ __rl: true, mode: 'id', value }))];
	if (property.type === 'json') return [place((value) => value), ...leavesOf(JSON.parse(String(property.default))).map((leaf) => place((value) => `={{ ${leaf.replace('LEAF', value.startsWith('={{') ? value.slice(3, -2) : '({})')} }}`, ` ${leaf}`))];
	if (property.type !== 'fixedCollection') return [place((value) => value)];
	return innerPlaces(property).map(({ name, enter }) => place(enter, ` > ${name}`));
}

/** The inner fields of rows, at any depth. */
function innerPlaces({ options }: INodeProperties): Array<{ name: string; enter: (value: string) => NodeParameterValueType }> {
	return (options as Array<{ name: string; values: INodeProperties[] }>).flatMap(({ name: group, values }) =>
		values.flatMap((inner) => {
			const others = Object.fromEntries(values.map((each) => [each.name, each.type === 'string' ? each.placeholder?.replace(/^e\.g\. /, '') || 'Text' : each.default])) as INodeParameters;
			const within = inner.type === 'fixedCollection' ? innerPlaces(inner) : [{ name: inner.displayName, enter: (value: string): NodeParameterValueType => value }];
			return within.map(({ name, enter }) => ({ name, enter: (value: string) => ({ [group]: [{ ...others, [inner.name]: enter(value) }] }) as NodeParameterValueType }));
		}),
	);
}

/** `["Yes", "No"]` → `["Yes", LEAF]` and the like. */
function leavesOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap((entry, at) => leavesOf(entry).map((leaf) => `[${value.map((other, index) => (index === at ? leaf : JSON.stringify(other))).join(', ')}]`));
	if (typeof value !== 'object' || value === null) return ['LEAF'];
	return Object.entries(value).flatMap(([key, entry]) =>
		leavesOf(entry).map((leaf) => `({ ${Object.entries(value).map(([other, own]) => `${JSON.stringify(other)}: ${other === key ? leaf : JSON.stringify(own)}`).join(', ')} })`),
	);
}

const places = panelsOf(new Wawp().description.properties).flatMap(placesOf);

/** Raw answers that operations wait for are no matter here. */
const WAITS = ['session.ensureWorking', 'session.waitForStatus'];

async function send({ panel, enter, label }: Place, kinds: string[]): Promise<void> {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	for (const kind of kinds) {
		// What the panel itself would not allow, n8n refuses.
		const run = await rig.run(panel.key, enter(kind), { input }).catch((refused: Error) => {
			expect(refused.name).toBe('WorkflowHasIssuesError');
		});
		const error = run?.data.resultData.error;
		const heard = rig.calls.map(({ path, query, body }) => ({ path, query, body }));
		expect({ label, kind, strange: strangeIn(heard) }).toEqual({ label, kind, strange: [] });
		// What is wrong is said in words of the panel, not of JavaScript.
		if (error) expect({ label, kind, message: error.message }).toEqual({ label, kind, message: expect.not.stringMatching(/cannot read|is not a function|is not iterable|of undefined|unexpected token/i) });
	}
}

/** Values on the wire that nobody meant. */
function strangeIn(value: unknown, at = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((entry, index) => strangeIn(entry, `${at}[${index}]`));
	if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, entry]) => strangeIn(entry, `${at}.${key}`));
	return value === null || (typeof value === 'string' && /\[object|^(null|undefined|NaN|Infinity)$|\/(null|undefined|NaN|%5Bobject)/.test(value)) ? [`${at}: ${String(value)}`] : [];
}

const testedPlaces = places.filter(({ panel }) => !WAITS.includes(panel.key));
const distinct = [...new Map(testedPlaces.map((place) => [place.label.replace(/^[^:]*: /, ''), place])).values()];
const byPanel = [...new Set(testedPlaces.map(({ panel }) => panel.key))].map((key) => ({ key, own: testedPlaces.filter(({ panel }) => panel.key === key) }));

describe('every kind of value in every field', () => {
	test('there are many', () => {
		expect(distinct.length).toBeGreaterThan(100);
		expect(byPanel.length).toBeGreaterThan(125);
	});

	test.each(distinct.map((place, index) => ({ ...place, kinds: share(KINDS, 3, index) })))('$label: none goes out as what it is not', async ({ kinds, ...place }) => {
		await send(place, kinds);
	});

	test.each(byPanel.map((panel, turn) => ({ ...panel, turn })))('$key: none goes out as what it is not, whichever field it is in', async ({ own, turn }) => {
		for (const [index, place] of share([...own.entries()], 2, own.length > 1 ? turn : 0)) await send(place, isThorough ? [OBJECT, KINDS[index % KINDS.length]!] : [OBJECT]);
	});
});

test.each([['0', 0], ['"0"', 0], ['"False"', 0], ['1', 1], ['"1"', 1], ['"true"', 1]])('a webhook that is to be active by the expression %s goes out with %d', async (given, sent) => {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	const webhookUrl = 'https://example.com/hook';
	rig.instance.webhooks.push({ url: webhookUrl, events: ['message'], is_active: sent ? 0 : 1, retries: { delay: 2, attempts: 15 } });
	await rig.items('webhook.update', { webhookUrl, options: { isActive: `={{ ${given} }}` } });
	expect(rig.instance.webhooks).toMatchObject([{ is_active: sent }]);
});

describe('a text field', () => {
	const text = async (value: string) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const run = await rig.run('message.sendText', { to: byId('+20 114 520 2826'), text: value });
		return run.data.resultData.error ?? rig.calls[0]!.body.message;
	};

	test.each([['={{ 1042 }}', '1042'], ['={{ true }}', 'true'], ['={{ 0 }}', '0'], ['={{ false }}', 'false'], ['={{ 12.5 }}', '12.5'], ['={{ new Date(1798128000000) }}', '2026-12-24T16:00:00.000Z'], ['null', 'null'], [' Hello ', ' Hello ']])('sends %s as %j', async (value, sent) => {
		expect(await text(value)).toBe(sent);
	});

	test.each([
		['={{ null }}', "'Text' is empty", undefined],
		['={{ $json.missing }}', "'Text' is empty", undefined],
		['={{ new Date("soon") }}', "'Text' is a date that is none", 'The expression makes it of something that is missing, or is not written as a date.'],
		['={{ DateTime.fromISO("soon") }}', "'Text' is a date that is none", 'The expression makes it of something that is missing, or is not written as a date.'],
		['={{ ({ name: "Ann", age: 4 }) }}', "'Text' is an object, where a text is meant", 'Take one of its fields, as in {{ $json.object.name }}. It has: name, age.'],
		['={{ ["a"] }}', "'Text' is a list, where a text is meant", 'Take one entry of it, as in {{ $json.list[0] }}, or join them: {{ $json.list.join(", ") }}.'],
		['=Hello {{ ({ name: "Ann" }) }}', "'Text' holds [object Object]", 'An expression in it gives an object: take one of its fields, as in {{ $json.customer.name }}.'],
		['={{ NaN }}', "'Text' is no number: NaN", 'The expression calculates with something that is missing.'],
	])('refuses %s, and says what to take', async (value, message, description) => {
		const error = (await text(value)) as { message: string; description?: string };
		expect(error.message).toBe(message);
		if (description) expect(error.description).toContain(description);
	});
});

describe('what becomes a part of the path', () => {
	test.each(['.', '..', '...', '../chats/201145202826@c.us', '%2e%2e', '%2E', 'a/b', 'a\\b', 'a?b', 'a#b', '..%2f'])('%j reaches no other route', async (label) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const chat = byId('+20 114 520 2826');
		for (const [operation, given] of [['label.delete', {}], ['label.get', {}], ['label.getChats', {}], ['label.update', { options: { color: 1 } }], ['label.removeFromChat', { chat }], ['label.addToChat', { chat }]] as Array<[string, INodeParameters]>) {
			expect((await rig.error(operation, { ...given, label: byId(label) })).message).toBe(`'Label' is not an ID: ${label}`);
		}
		expect(rig.calls).toEqual([]);
	});
});
