/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { readFileSync, readdirSync } from 'node:fs';
import type { INode, IWorkflowBase } from 'n8n-workflow';

import { type Box, boxOf, GRID, isNote, labelOf, linesOf, textHeight, widthOfNames, zoomToFit } from './canvas';
import { triggersOf } from './canvas/button';

const examples = readdirSync('examples').map((file) => [file, JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as IWorkflowBase] as const);

/** Between two things that do not touch. */
const APART = 8;
/** In a window of 1440 x 900 the text of a note is 6.6 pixels high then, and its title 11. */
const READABLE = 0.47;
/** A note is as high as its text, but for the grid and one line, which another font may break earlier. */
const SPARE = GRID + 20;

describe.each(examples)('%s', (file, workflow) => {
	const { nodes } = workflow;
	const notes = nodes.filter(isNote);
	const steps = nodes.filter((node) => !isNote(node));
	const box = (node: INode) => boxOf(node, workflow);
	const label = (node: INode) => labelOf(node, workflow);

	test('stands on the grid of n8n, and is readable when it is fitted into the window', () => {
		expect(nodes.filter(({ position }) => position.some((at) => at % GRID !== 0)).map(({ name }) => name)).toEqual([]);
		expect(zoomToFit(workflow)).toBeGreaterThanOrEqual(READABLE);
	});

	test('has notes that are as high as their text', () => {
		const others = notes.filter((note) => {
			const spare = (note.parameters.height as number) - textHeight(note);
			return spare < 0 || spare > SPARE;
		});
		expect(others.map((note) => `${note.name}: ${note.parameters.height as number} for ${Math.round(textHeight(note))}`)).toEqual([]);
	});

	test("says in a note what n8n's big button starts, and from where the rest is run", () => {
		const texts = notes.map(({ parameters }) => parameters.content as string);
		const [first, ...others] = triggersOf(steps);
		const aboutButton = texts.filter((text) => text.includes('**Execute workflow**'));
		expect(aboutButton).not.toEqual([]);
		if (others.length > 0) expect(aboutButton.filter((text) => !text.includes(`**${first!.name}**`))).toEqual([]);
		const byHand = others.filter(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		expect(byHand.filter(({ name }) => !texts.some((text) => text.includes(`from **${name}**`)))).toEqual([]);
	});

	test('has no node, name or note on another one', () => {
		const things = [...nodes.map((node) => ({ name: node.name, of: node, box: box(node) })), ...steps.map((node) => ({ name: `the name of ${node.name}`, of: node, box: label(node) }))];
		const touching = things.flatMap((a, index) => things.slice(index + 1).filter((b) => a.of !== b.of && meet(a.box, b.box)).map((b) => `${a.name} and ${b.name}`));
		expect(touching).toEqual([]);
	});

	test('leaves room on each line for the names of the output and of the input that it connects', () => {
		const tight = linesOf(workflow).filter(({ names, points }) => names.length === 2 && points.at(-1)![0] - points[0]![0] < widthOfNames(names));
		expect(tight.map(({ from, to, names }) => `${from} > ${to}: ${names.join(', ')}`)).toEqual([]);
	});

	test('has no line through a node, a name or a note', () => {
		const crossed = linesOf(workflow).flatMap(({ from, to, points }) => [
			...nodes.filter(({ name }) => name !== from && name !== to).filter((node) => points.some((point) => isIn(point, box(node)))).map(({ name }) => `${from} > ${to} through ${name}`),
			...steps.filter((node) => points.some((point) => isIn(point, label(node)))).map(({ name }) => `${from} > ${to} through the name of ${name}`),
		]);
		expect(crossed).toEqual([]);
	});
});

const meet = (a: Box, b: Box): boolean => a.left < b.right + APART && b.left < a.right + APART && a.top < b.bottom && b.top < a.bottom;

const isIn = ([x, y]: [number, number], { left, right, top, bottom }: Box): boolean => x > left && x < right && y > top && y < bottom;
