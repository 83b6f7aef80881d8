/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { inspect } from 'node:util';
import { ESLint } from 'eslint';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { WawpApi } from '../credentials/WawpApi.credentials';
import { propertiesOf } from '../nodes/Wawp/engine/operation';
import { resources } from '../nodes/Wawp/resources';
import { Wawp } from '../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../nodes/Wawp/WawpTrigger.node';
import { panelsOf } from './support/panels';

const { properties } = new Wawp().description;
const panels = panelsOf(properties);

/** What the lint of the sources cannot see: the parameters as the table of operations builds them. */
test.each([
	['Wawp', properties],
	['Wawp Session Watcher', new WawpSessionWatcher().description.properties],
	['Wawp Trigger', new WawpTrigger().description.properties],
])('the parameters of %s obey the UX rules of n8n', async (_name, built) => {
	const plugin = (await import('eslint-plugin-n8n-nodes-base')) as unknown as NodesBasePlugin;
	const eslint = new ESLint({
		overrideConfigFile: true,
		overrideConfig: [{ plugins: { 'n8n-nodes-base': plugin }, rules: { ...plugin.configs.nodes.rules, ...ALPHABETICAL } }],
	});
	const source = inspect(built, { depth: null, maxArrayLength: null, maxStringLength: null, breakLength: 120 });
	const [result] = await eslint.lintText(`const properties = ${source};`, { filePath: 'description.js' });
	expect(result!.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
	// What the two rules ask for, of all lists but those in the order of use.
	const unsorted = choosers(built).filter(({ name, options = [] }) => !BY_USE.includes(name) && !isSorted(options as INodePropertyOptions[]));
	expect(unsorted.map(({ displayName }) => displayName)).toEqual([]);
});

/** What n8n goes by before it runs a node: where it may stand, what it is run by, and that nothing is published without a credential. */
test.each([
	[new Wawp(), { group: ['output'], version: 2, inputs: ['main'], usableAsTool: true }],
	[new WawpTrigger(), { group: ['trigger'], version: 2, inputs: [], outputs: ['main'] }],
	[new WawpSessionWatcher(), { group: ['trigger'], version: 2, inputs: [], outputs: ['main'], polling: true }],
].map(([node, expected]) => [(node as Wawp).description.displayName, (node as Wawp).description, expected] as const))('n8n takes %s for what it is', (_name, description, expected) => {
	expect(description).toMatchObject({ ...expected, credentials: [{ name: new WawpApi().name, required: true }] });
});

test('the action node has one output, but for the operations that name theirs', () => {
	const [, named = '', others] = /^=\{\{ \((.*)\)\[\$parameter\.resource \+ '\.' \+ \$parameter\.operation\] \?\? (.*) \}\}$/.exec(new Wawp().description.outputs as string) ?? [];
	expect(others).toBe("['main']");
	const own = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).flatMap(([operation, { outputs }]) => (outputs ? [[`${resource}.${operation}`, outputs.map((displayName) => ({ type: 'main', displayName }))]] : [])),
	);
	expect(JSON.parse(named)).toEqual(Object.fromEntries(own));
});

test('no operation shows a parameter twice', () => {
	for (const { key, shown } of panels) {
		const twice = shown.flatMap((one, index) => shown.slice(index + 1).filter((other) => other.name === one.name && !excludeEachOther(one, other)));
		expect({ key, twice: twice.map(({ name }) => name) }).toEqual({ key, twice: [] });
	}
});

/** They hang on the same choice, and on no value of it do both. */
const excludeEachOther = ({ displayOptions: one }: INodeProperties, { displayOptions: other }: INodeProperties): boolean =>
	Object.entries(one?.show ?? {}).some(([name, values]) => other?.show?.[name] && !values!.some((value) => other.show![name]!.includes(value as never)));

test.each([new Wawp(), new WawpTrigger(), new WawpSessionWatcher()].map(({ description }) => [description.displayName, description] as const))('the line under %s is made of parameters that it has', (_name, { subtitle = '', properties: own }) => {
	const named = [...subtitle.matchAll(/\$parameter\["(\w+)"\]/g)].map(([, name]) => name);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter((name) => !own.some((property) => property.name === name))).toEqual([]);
});

test('no field has a rule that n8n would check at a run: the node asks n8n not to look for one', () => {
	expect(inspect(properties, { depth: null, maxArrayLength: null })).not.toContain('validateType');
});

test('every operation takes an Instance ID of its own, but for the one that makes a new instance', () => {
	const without = panels.filter(({ shown }) => !shown.some(({ name }) => name === 'instanceId'));
	expect(without.map(({ key }) => key)).toEqual(['session.create']);
});

test('every operation asks in the order of its row, then what becomes of the answer, then for the Instance ID, and offers its options last', () => {
	for (const { key, resource, operation, shown } of panels) {
		const names = shown.filter(({ type }) => type !== 'notice').map(({ name }) => name);
		const asked = Object.values(resources[resource]!.operations[operation]!.fields ?? {}).flatMap(propertiesOf);
		const last = ['instanceId', 'options'].filter((name) => names.includes(name));
		expect({ key, asked: names.slice(0, asked.length) }).toEqual({ key, asked: asked.map(({ name }) => name) });
		expect({ key, last: names.slice(names.length - last.length) }).toEqual({ key, last });
	}
});

test('every operation says what it does, in a sentence for people and one for agents', () => {
	for (const { option } of panels) {
		expect(option.action).toMatch(/^[A-Z][^.]+$/);
		expect(option.description).toMatch(/^[A-Z].{20,}/);
	}
});

test('a list never cuts what it says of a choice', () => {
	const all = [new Wawp(), new WawpTrigger(), new WawpSessionWatcher(), { description: new WawpApi() }].flatMap(({ description }) => choosers(description.properties));
	const long = all.flatMap(({ options = [] }) => (options as INodePropertyOptions[]).filter(({ description = '' }) => description.length > LONGEST_DESCRIPTION));
	expect([...new Set(long.map(({ name, description }) => `${name}: ${description} (${description!.length})`))]).toEqual([]);
});

test.each(['session.ensureWorking', 'session.create', 'session.delete', 'session.logout', 'session.createTempLink', 'webhook.replaceAll'])('the panel of %s warns above its fields', (key) => {
	const { shown } = panels.find((panel) => panel.key === key)!;
	expect(shown[0]).toMatchObject({ type: 'notice', displayName: expect.stringMatching(/^[A-Z].{30,}\.$/) });
});

test('what cannot be undone says so', () => {
	expect(optionOf('session.delete').description).toMatch(/for good/);
	expect(optionOf('session.logout').description).toMatch(/offline until a person scans/);
	expect(optionOf('webhook.replaceAll').description).toMatch(/Overwrite the whole list/);
	expect(optionOf('message.delete').description).toMatch(/Cannot be undone/);
	expect(optionOf('chat.delete').description).toMatch(/for good/);
	expect(optionOf('chat.clearMessages').description).toMatch(/for good/);
	expect(optionOf('group.delete').description).toMatch(/for good/);
	expect(optionOf('group.leave').description).toMatch(/only they can bring it back/);
	expect(optionOf('label.delete').description).toMatch(/for good/);
	expect(optionOf('label.setForChat').description).toMatch(/not named here are taken off/);
	expect(optionOf('channel.delete').description).toMatch(/for good/);
});

test('legacy operations say so', () => {
	for (const key of ['message.star', 'auth.getScreenshot']) {
		expect(optionOf(key).name).toMatch(/ \(Legacy\)$/);
		expect(optionOf(key).description).toMatch(/first API only/);
	}
});

/** n8n shows two lines of it. */
const LONGEST_DESCRIPTION = 95;

const ALPHABETICAL = { 'n8n-nodes-base/node-param-options-type-unsorted-items': 'off', 'n8n-nodes-base/node-param-multi-options-type-unsorted-items': 'off' } as const;

/** People look for the few that all need, not for a letter: n8n shows them as they are given. */
const BY_USE = ['resource', 'operation', 'events'];

/** All fields with a list of choices, in collections too. */
function choosers(given: INodeProperties[]): INodeProperties[] {
	return given.flatMap((property) => {
		const entries = property.options ?? [];
		const inside = entries.flatMap((entry) => ('values' in entry ? entry.values : 'type' in entry ? [entry] : []));
		return [...(/ptions$/.test(property.type) ? [property] : []), ...choosers(inside)];
	});
}

function isSorted(options: INodePropertyOptions[]): boolean {
	const names = options.map(({ name }) => name);
	const sorted = [...names].sort((a, b) => a.localeCompare(b));
	return names.length < 5 || /^\d/.test(names[0]!) || inspect(names) === inspect(sorted);
}

interface NodesBasePlugin {
	configs: { nodes: { rules: Record<string, 'error'> } };
	rules: Record<string, never>;
}

const optionOf = (key: string): INodePropertyOptions => panels.find((panel) => panel.key === key)!.option;
