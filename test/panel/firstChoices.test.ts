import { type INodeParameters, type INodePropertyOptions, NodeHelpers } from 'n8n-workflow';

import { events } from '../../nodes/Wawp/webhooks/events';
import { resources } from '../../nodes/Wawp/resources';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { type Wawp as LocalWawp, startWawp } from '../simulator';
import { panelsOf } from '../support/panels';
import { WawpRig } from '../support/wawpRig';

/* What a person sees first: lists in the order of use, and nodes that open on what most people want. */

const { description } = new Wawp();
const namesOf = (options: unknown): string[] => (options as INodePropertyOptions[]).map(({ name }) => name);
const operationsOf = (resource: string) => panelsOf(description.properties).filter((panel) => panel.resource === resource).map(({ option }) => option.name);

/** What n8n makes of a node that was just added, or stored with these parameters. */
const opened = ({ description: type }: Pick<Wawp | WawpTrigger, 'description'>, parameters: INodeParameters = {}) =>
	NodeHelpers.getNodeParameters(type.properties, parameters, true, false, { typeVersion: 2 }, type)!;

describe('lists stand in the order of use', () => {
	test('resources', () => {
		const [resource] = description.properties;
		expect(namesOf(resource!.options).slice(0, 6)).toEqual(['Message', 'Session', 'Authentication', 'Chat', 'Contact', 'Group']);
	});

	test('operations', () => {
		expect(operationsOf('message').filter((name) => !/Wait/.test(name)).slice(0, 4)).toEqual(['Send Text', 'Send Image', 'Send Document', 'Send Video']);
		expect(operationsOf('session').slice(0, 4)).toEqual(['Get Info', 'Ensure Working', 'Create', 'Start']);
		for (const { resource } of panelsOf(description.properties)) expect(operationsOf(resource)[0]).not.toMatch(/Delete|Legacy|Count|Block/);
	});

	test('events', () => {
		expect(namesOf(events).slice(0, 4)).toEqual(['Session Status Changed', 'Message Received', 'Message Reaction', 'Message Sent or Received']);
		expect(namesOf(events).at(-1)).toBe('Engine Event');
	});

	test('what may never come stands behind what does, and is named as plainly', () => {
		expect(namesOf(events).filter((name) => /\(/.test(name))).toEqual([]);
		const isDoubted = events.map((event) => /may never|choose .* beside it|never tells/.test(event.description ?? ''));
		expect(isDoubted.lastIndexOf(false)).toBe(events.length - 1);
		expect(isDoubted.indexOf(true)).toBeGreaterThan(events.findIndex(({ value }) => value === 'label.deleted'));
	});
});

describe('the action node', () => {
	let wawp: LocalWawp;
	beforeAll(async () => {
		wawp = await startWawp();
	});
	afterAll(async () => await wawp.stop());

	test('opens on Send Text', () => {
		expect(opened({ description })).toMatchObject({ resource: 'message', operation: 'sendText' });
	});

	test('opens on Send Text as a tool of an AI agent too', () => {
		const tool = new WawpRig(wawp).rig.nodeTypes.getByNameAndVersion('n8n-nodes-wawp.wawpTool');
		expect(opened(tool)).toMatchObject({ resource: 'message', operation: 'sendText' });
	});

	test('has one version, which every node that is added gets', () => {
		for (const type of [new Wawp(), new WawpTrigger(), new WawpSessionWatcher()]) expect(type.description).toMatchObject({ version: 2 });
		expect(JSON.stringify(description)).not.toContain('@version');
	});
});

test('the empty row that is ready in a list is not sent as a list of nothing, which would take every label off', async () => {
	const wawp = await startWawp();
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	const { message } = (await rig.error('label.setForChat', { chat: { __rl: true, mode: 'number', value: '+20 114 520 2826' } })) as Error;
	expect(message).toBe("'Labels' holds an entry without a label");
	expect(rig.calls).toEqual([]);
	await wawp.stop();
});

describe('a panel shows a parameter once, with the words that fit', () => {
	const shownOf = (type: Pick<Wawp, 'description'>) => {
		const parameters = opened(type, { resource: 'message', operation: 'sendText' });
		const shown = type.description.properties.filter((property) => NodeHelpers.displayParameter(parameters, property, { typeVersion: 2 }, type.description));
		return { parameters, shown };
	};
	const tool = () => new WawpRig({ addAccount: () => ({}), addInstance: () => ({}) } as unknown as LocalWawp).rig.nodeTypes.getByNameAndVersion('n8n-nodes-wawp.wawpTool');

	test('as a node and as a tool', () => {
		for (const type of [{ description }, tool()]) {
			const names = shownOf(type).shown.filter(({ type: kind }) => kind !== 'hidden').map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
			expect(names).toContain('to');
		}
	});

	test('a tool is never told to take the chat from the item that a model writes', () => {
		const hints = (type: Pick<Wawp, 'description'>) => shownOf(type).shown.map(({ hint }) => hint).filter(Boolean);
		expect(hints({ description }).join()).toContain('{{ $json.chatId }}');
		expect(hints(tool()).join()).toContain("{{ $('Wawp Trigger').first().json.chatId }}");
		const everywhere = tool().description.properties.filter((property) => !property.displayOptions?.hide?.['@tool']);
		// What comes of the node is another matter: those behind it read it from their own input.
		expect(JSON.stringify(everywhere.map(({ hint }) => hint))).not.toMatch(/\$json\.(chatId|messageId|callId|from|text)\b/);
	});

	test('a number or an ID is entered in a mode of that name, which n8n does not rename', () => {
		const located = description.properties.filter((property) => property.type === 'resourceLocator');
		for (const { modes } of located) for (const { name, displayName } of modes!) expect(displayName).toBe({ id: 'By ID', list: 'From List' }[name] ?? 'Number or ID');
	});
});

describe("what n8n's AI builder is told", () => {
	const nodes = [new Wawp(), new WawpTrigger(), new WawpSessionWatcher()];
	const told = nodes.map(({ description: { builderHint } }) => builderHint!.searchHint!);

	test('names operations, options and events that exist', () => {
		const operations = told.flatMap((hint) => [...hint.matchAll(/(\w+) > (\w+(?:(?:, | and )\w+)*)/g)].flatMap(([, resource, names]) => names!.split(/, | and /).map((name) => `${resource!.toLowerCase()}.${name}`)));
		const known = panelsOf(description.properties).map(({ key }) => key);
		expect(operations).toEqual(expect.arrayContaining(['message.sendImage', 'message.sendDocument', 'message.sendVoice', 'auth.verifyOtp', 'contact.checkExists', 'session.ensureWorking']));
		expect(operations.filter((key) => !known.includes(key) && !/\.then$/.test(key))).toEqual([]);
		expect(told[0]).toMatch(/resource 'message', operation 'sendText', and 'to' in mode 'number'/);
		expect(JSON.stringify(description.properties)).toContain('"name":"pauseAtLeast"');
		const chosen = [...told[1]!.matchAll(/'(session\.status|message(?:\.\w+)?)'/g)].map(([, event]) => event!);
		expect(chosen).toEqual(['message', 'message.any', 'session.status']);
		expect(chosen.filter((event) => !events.some(({ value }) => value === event))).toEqual([]);
	});

	test('numbers the outputs of Ensure Working as they are', () => {
		const outputs = resources.session!.operations.ensureWorking!.outputs!;
		expect(told[0]).toContain(outputs.map((name, index) => `${index} ${name}`).join(', '));
	});

	test('leads from each node to others of this package', () => {
		const names = nodes.map(({ description: { name } }) => `n8n-nodes-wawp.${name}`);
		nodes.forEach(({ description: { builderHint } }, index) => {
			const related = builderHint!.relatedNodes!.map((node) => (typeof node === 'string' ? node : node.nodeType));
			expect(related).not.toEqual([]);
			expect(related.filter((name) => !names.includes(name) || name === names[index])).toEqual([]);
		});
	});
});

describe('the trigger', () => {
	const trigger = new WawpTrigger();

	test('opens on Session Status Changed with all states, as one chip', () => {
		expect(opened(trigger)).toMatchObject({ events: ['session.status'], states: ['*'] });
		const states = trigger.description.properties.find(({ name }) => name === 'states')!;
		expect(namesOf(states.options)[0]).toBe('All States');
	});
});
