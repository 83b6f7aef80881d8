import { type INodeParameters, type INodePropertyOptions, NodeHelpers } from 'n8n-workflow';

import { events } from '../nodes/Wawp/events';
import { Wawp } from '../nodes/Wawp/Wawp.node';
import { WawpTrigger } from '../nodes/Wawp/WawpTrigger.node';
import { type Wawp as LocalWawp, startWawp } from './simulator';
import { panelsOf } from './support/panels';
import { WawpRig } from './support/wawpRig';
import { prepare } from './wire';

/* What a person sees first: lists in the order of use, and nodes that open on what most people want. */

const { description } = new Wawp();
const namesOf = (options: unknown): string[] => (options as INodePropertyOptions[]).map(({ name }) => name);
const operationsOf = (resource: string) => panelsOf(description.properties).filter((panel) => panel.resource === resource).map(({ option }) => option.name);

/** What n8n makes of a node that was just added, or stored with these parameters. */
const opened = ({ description: type }: Pick<Wawp | WawpTrigger, 'description'>, typeVersion: number, parameters: INodeParameters = {}) =>
	NodeHelpers.getNodeParameters(type.properties, parameters, true, false, { typeVersion }, type)!;

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
		expect(opened({ description }, description.defaultVersion!)).toMatchObject({ resource: 'message', operation: 'sendText' });
	});

	test('opens on Send Text as a tool of an AI agent too', () => {
		const tool = new WawpRig(wawp).rig.nodeTypes.getByNameAndVersion('n8n-nodes-wawp.wawpTool');
		expect(opened(tool, description.defaultVersion!)).toMatchObject({ resource: 'message', operation: 'sendText' });
	});

	test.each<[string, INodeParameters, INodeParameters]>([
		['without both', {}, { resource: 'session', operation: 'getInfo' }],
		['with an operation alone', { operation: 'start' }, { resource: 'session', operation: 'start' }],
		['with a resource alone', { resource: 'message' }, { resource: 'message', operation: 'sendText' }],
		['with both', { resource: 'chat', operation: 'archive' }, { resource: 'chat', operation: 'archive' }],
	])('a workflow that version 1 stored %s means what it meant, also when it is stored again', (_name, stored, meant) => {
		expect(opened({ description }, 1, stored)).toMatchObject(meant);
		const again = NodeHelpers.getNodeParameters(description.properties, opened({ description }, 1, stored), false, false, { typeVersion: 1 }, description)!;
		expect(opened({ description }, 1, again)).toMatchObject(meant);
	});

	test('a stored node of version 1 without a resource runs Get Info of its session', async () => {
		const rig = new WawpRig(wawp);
		const run = await rig.rig.runNode({ type: 'n8n-nodes-wawp.wawp', typeVersion: 1, credentials: ['wawpApi'], parameters: {} });
		expect(run.data.resultData.error).toBeUndefined();
		expect(rig.calls.map(({ operation }) => operation)).toEqual(['session.getInfo']);
	});
});

describe('what the first version of the node stored goes on meaning what it meant', () => {
	let wawp: LocalWawp;
	let rig: WawpRig;
	beforeAll(async () => {
		wawp = await startWawp();
		rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		prepare(rig, { operation: 'message.sendImage' });
	});
	afterAll(async () => await wawp.stop());

	const sent = async (typeVersion: number, operation: string, parameters: INodeParameters) => {
		const run = await rig.run(operation, parameters, { typeVersion });
		expect(run.data.resultData.error?.message).toBeUndefined();
		return rig.calls.at(-1)!.params;
	};
	const image = { to: { __rl: true, mode: 'id', value: '+20 114 520 2826' }, fileSource: 'url', fileUrl: 'https://example.com/picture.jpg' };

	test('a caption under Options, and a number in the mode that was called id', async () => {
		expect(await sent(1, 'message.sendImage', { ...image, options: { caption: 'A cat' } })).toMatchObject({ chatId: '201145202826@c.us', caption: 'A cat' });
		expect(await sent(2, 'message.sendImage', { ...image, caption: 'A cat' })).toMatchObject({ chatId: '201145202826@c.us', caption: 'A cat' });
		expect(await sent(2, 'message.sendImage', image)).not.toHaveProperty('caption');
	});

	test('lists that said nothing', async () => {
		const chat = { __rl: true, mode: 'id', value: '+20 114 520 2826' };
		expect(await sent(1, 'label.setForChat', { chat })).toMatchObject({ labels: [] });
		const { message } = (await rig.error('label.setForChat', { chat })) as Error;
		expect(message).toBe("'Labels' holds an entry without a label");
	});
});

describe('a panel shows a parameter once, with the words that fit', () => {
	const shownOf = (type: Pick<Wawp, 'description'>, typeVersion: number) => {
		const parameters = opened(type, typeVersion, { resource: 'message', operation: 'sendText' });
		const shown = type.description.properties.filter((property) => NodeHelpers.displayParameter(parameters, property, { typeVersion }, type.description));
		return { parameters, shown };
	};
	const tool = () => new WawpRig({ addAccount: () => ({}), addInstance: () => ({}) } as unknown as LocalWawp).rig.nodeTypes.getByNameAndVersion('n8n-nodes-wawp.wawpTool');

	test.each([1, 2])('in version %d, as a node and as a tool', (typeVersion) => {
		for (const type of [{ description }, tool()]) {
			const names = shownOf(type, typeVersion).shown.filter(({ type: kind }) => kind !== 'hidden').map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
			expect(names).toContain('to');
		}
	});

	test('a tool is never told to take the chat from the item that a model writes', () => {
		const hints = (type: Pick<Wawp, 'description'>) => shownOf(type, 2).shown.map(({ hint }) => hint).filter(Boolean);
		expect(hints({ description }).join()).toContain('{{ $json.chatId }}');
		expect(hints(tool()).join()).toContain("{{ $('Wawp Trigger').first().json.chatId }}");
		const everywhere = tool().description.properties.filter((property) => !property.displayOptions?.hide?.['@tool']);
		// What comes of the node is another matter: those behind it read it from their own input.
		expect(JSON.stringify(everywhere.map(({ hint }) => hint))).not.toMatch(/\$json\.(chatId|messageId|callId|from|text)\b/);
	});

	test('a number or an ID is entered in a mode of that name, which n8n does not rename', () => {
		const located = description.properties.filter((property) => property.type === 'resourceLocator' && !property.displayOptions?.show?.['@version']?.includes(1));
		for (const { modes } of located) for (const { name, displayName } of modes!) expect(displayName).toBe({ id: 'By ID', list: 'From List' }[name] ?? 'Number or ID');
	});
});

describe('the trigger', () => {
	const trigger = new WawpTrigger();

	test('opens on Session Status Changed with all states, as one chip', () => {
		expect(opened(trigger, 2)).toMatchObject({ events: ['session.status'], states: ['*'] });
		const states = trigger.description.properties.find(({ name }) => name === 'states')!;
		expect(namesOf(states.options)[0]).toBe('All States');
	});
});
