/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { readFileSync, readdirSync } from 'node:fs';
import type { INode, IWorkflowBase } from 'n8n-workflow';

import { aiNodes } from '../support/aiNodes';
import { TRIGGERS } from '../samples/taken';
import { TestNodeTypes } from '../support/nodeTypes';
import { savedNode } from '../support/savedNode';
import { nodeTypes } from '../support/wawpRig';

const NODE = { width: 100, height: 100 };

const types = new TestNodeTypes({ ...nodeTypes(), ...aiNodes() });

const examples = readdirSync('examples').map((file) => [file, JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as IWorkflowBase] as const);

const e2e = readdirSync('test/e2e').filter((file) => file.endsWith('.e2e.ts')).map((file) => readFileSync(`test/e2e/${file}`, 'utf8'));

describe.each(examples)('%s', (file, workflow) => {
	const { nodes, connections } = workflow;
	const notes = nodes.filter(isNote);
	const steps = nodes.filter((node) => !isNote(node));

	test('has a test in the real n8n', () => {
		expect(e2e.filter((source) => source.includes(`'${file.replace('.json', '')}'`))).not.toEqual([]);
	});

	// With a name in their place n8n 2.41 fills in what is selected, and does not save it: publishing it is refused.
	test('is no live workflow, and holds no credential, and no data but what is pinned to a trigger', () => {
		expect(workflow).toMatchObject({ active: false, settings: { executionOrder: 'v1' } });
		const triggers = nodes.filter(({ type }) => TRIGGERS.includes(type)).map(({ name }) => name);
		expect(Object.keys(workflow.pinData!)).toEqual(triggers);
		expect(workflow.name).not.toBe('');
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
	});

	test('names each node once, and connects nodes that exist', () => {
		const names = nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(names.length);
		const linked = Object.values(connections).flatMap((byType) => Object.values(byType).flat().flatMap((ends) => (ends ?? []).map(({ node }) => node)));
		expect([...Object.keys(connections), ...linked].filter((name) => !names.includes(name))).toEqual([]);
	});

	test('uses the newest version of each node, with settings that it has', () => {
		const outdated = nodes.filter(({ name, type, typeVersion }) => savedNode({ name, type }, types).typeVersion !== typeVersion);
		expect(outdated.map(({ name }) => name)).toEqual([]);
		const unknown = nodes.flatMap((node) => {
			const { parameters } = savedNode(node, types);
			return Object.keys(node.parameters).filter((key) => !(key in parameters)).map((key) => `${node.name}: ${key}`);
		});
		expect(unknown).toEqual([]);
	});

	test('says in a note which credential to select', () => {
		expect(notes.map(({ parameters }) => parameters.content).join('\n')).toContain('**Wawp API**');
	});

	test('has no node on another one, and no note on another one', () => {
		expect([...overlaps(steps), ...overlaps(notes)]).toEqual([]);
	});
});

function isNote({ type }: INode): boolean {
	return type === 'n8n-nodes-base.stickyNote';
}

function overlaps(nodes: INode[]): string[] {
	return nodes.flatMap((a, index) => nodes.slice(index + 1).filter((b) => isOn(a, b)).map((b) => `${a.name} and ${b.name}`));
}

function isOn(a: INode, b: INode): boolean {
	const [left, right] = a.position[0] < b.position[0] ? [a, b] : [b, a];
	const [upper, lower] = a.position[1] < b.position[1] ? [a, b] : [b, a];
	return left.position[0] + sizeOf(left).width > right.position[0] && upper.position[1] + sizeOf(upper).height > lower.position[1];
}

/** A node's label is wider than the node; the grid of 200 leaves it room. */
function sizeOf(node: INode): typeof NODE {
	return isNote(node) ? (node.parameters as unknown as typeof NODE) : NODE;
}
