import { type INodeParameters, type INodePropertyOptions, NodeHelpers } from 'n8n-workflow';

import { events } from '../nodes/Wawp/events';
import { Wawp } from '../nodes/Wawp/Wawp.node';
import { WawpTrigger } from '../nodes/Wawp/WawpTrigger.node';
import { type Wawp as LocalWawp, startWawp } from './simulator';
import { panelsOf } from './support/panels';
import { WawpRig } from './support/wawpRig';

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

describe('the trigger', () => {
	const trigger = new WawpTrigger();

	test('opens on Session Status Changed with all states, as one chip', () => {
		expect(opened(trigger, 2)).toMatchObject({ events: ['session.status'], states: ['*'] });
		const states = trigger.description.properties.find(({ name }) => name === 'states')!;
		expect(namesOf(states.options)[0]).toBe('All States');
	});
});
