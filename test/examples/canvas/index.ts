import type { IConnections, INode, INodeParameters } from 'n8n-workflow';

import { session } from '../../../nodes/Wawp/resources/session';
import { broken, heightOfText } from './noteText';

/* Where n8n 2.41 draws what a workflow holds, in pixels at zoom 1: measured in its editor. */

export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

export interface Line {
	from: string;
	to: string;
	/** What n8n writes at its ends, of an output first. */
	names: string[];
	points: Array<[number, number]>;
}

interface Workflow {
	nodes: INode[];
	connections: IConnections;
}

/** n8n puts what it opens on this grid. */
export const GRID = 16;
const SIZE = 96;
const AGENT = 224;
/** Between two handles of a side, and between a node and its handle. */
const HANDLES = 32;
const HANDLE = 8;
const LABEL = { below: 7, width: 192, line: 20, subtitle: 20, style: { size: 16, isBold: true } };
/** What says below its name what it does. */
const WITH_SUBTITLE = /\.(wawp|wawpTool|wawpTrigger|set|switch|merge|extractFromFile)$/;
const ENSURED = session.operations.ensureWorking.outputs;
/** Of an input or an output, beside its handle. */
const NAME = { around: 12, style: { size: 12, isBold: false } };
/** Of a line that leads back: how far it goes out beside both ends, and below its start. */
const BACK = { beside: 40, below: 130 };
/** From an open output to the far side of its plus. */
const PLUS = 72;
/** What a window of 1440 x 900 leaves for a workflow that is fitted into it. */
const WINDOW = { width: 1165, height: 662 };

export const isNote = ({ type }: INode): boolean => type === 'n8n-nodes-base.stickyNote';

const isAgent = ({ type }: INode): boolean => type === '@n8n/n8n-nodes-langchain.agent';

const isSubNode = ({ type }: INode, { connections }: Workflow, name: string): boolean => Boolean(type) && Object.keys(connections[name] ?? {}).some((kind) => kind.startsWith('ai_'));

/** The node itself, or the note. */
export function boxOf(node: INode, workflow: Workflow): Box {
	const [left, top] = node.position;
	const { width, height } = isNote(node) ? (node.parameters as unknown as { width: number; height: number }) : sizeOf(node, workflow);
	return { left, top, right: left + width, bottom: top + height };
}

/** The name below the node, with the line that says what the node does. */
export function labelOf(node: INode, workflow: Workflow): Box {
	const { left, top, right, bottom } = boxOf(node, workflow);
	if (isAgent(node)) return { left: left + AGENT / 3, top, right, bottom };
	const { lines, widest } = broken(node.name, LABEL.width, LABEL.style);
	const middle = (left + right) / 2;
	const subtitle = WITH_SUBTITLE.test(node.type) ? LABEL.subtitle : 0;
	return { left: middle - widest / 2, top: bottom + LABEL.below, right: middle + widest / 2, bottom: bottom + LABEL.below + lines * LABEL.line + subtitle };
}

/** Those of the connections, and the short ones that end in a plus, of outputs without any. */
export const linesOf = (workflow: Workflow): Line[] => [...connected(workflow), ...open(workflow)];

const open = (workflow: Workflow): Line[] =>
	workflow.nodes
		.filter((node) => !isNote(node) && !isSubNode(node, workflow, node.name))
		.flatMap((node) =>
			Array.from({ length: outputsOf(node) }, (_, output) => output)
				.filter((output) => !workflow.connections[node.name]?.main?.[output]?.length)
				.map((output) => {
					const start = handle(node, workflow, 'output', output);
					return { from: node.name, to: 'the plus', names: [], points: straight([start, [start[0] + PLUS, start[1]]]) };
				}),
		);

function connected(workflow: Workflow): Line[] {
	const named = new Map(workflow.nodes.map((node) => [node.name, node]));
	return Object.entries(workflow.connections).flatMap(([from, byType]) =>
		Object.entries(byType).flatMap(([type, outputs]) =>
			outputs.flatMap((ends, output) =>
				(ends ?? []).map((end) => {
					const [source, target] = [named.get(from)!, named.get(end.node)!];
					const points = type === 'main' ? across(handle(source, workflow, 'output', output), handle(target, workflow, 'input', end.index)) : upwards(source, target, type, workflow);
					return { from, to: end.node, names: type === 'main' ? [nameOfOutput(source, output), nameOfInput(target, end.index)].filter(Boolean) : [], points };
				}),
			),
		),
	);
}

/** The zoom at which n8n shows the whole workflow in a window of 1440 x 900. */
export function zoomToFit(workflow: Workflow): number {
	const boxes = workflow.nodes.map((node) => boxOf(node, workflow));
	const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
	return Math.min(1, WINDOW.width / width, WINDOW.height / height);
}

export const textHeight = ({ parameters }: INode): number => heightOfText(parameters.content as string, parameters.width as number);

export const outputsOf = ({ type, parameters, onError }: INode): number => ownOutputs(type, parameters) + (onError === 'continueErrorOutput' ? 1 : 0);

function ownOutputs(type: string, parameters: INodeParameters): number {
	if (['n8n-nodes-base.if', 'n8n-nodes-base.splitInBatches'].includes(type)) return 2;
	if (parameters.operation === 'ensureWorking') return ENSURED.length;
	if (type !== 'n8n-nodes-base.switch') return 1;
	const { rules, options } = parameters as { rules: { values: unknown[] }; options?: { fallbackOutput?: string } };
	return rules.values.length + (options?.fallbackOutput === 'extra' ? 1 : 0);
}

function nameOfOutput(node: INode, output: number): string {
	const { type, parameters } = node;
	if (outputsOf(node) === 1) return '';
	if (parameters.operation === 'ensureWorking') return ENSURED[output] ?? 'Error';
	const { values = [] } = (parameters.rules ?? {}) as { values?: Array<{ outputKey?: string }> };
	return type === 'n8n-nodes-base.switch' ? (values[output]?.outputKey ?? 'Fallback') : 'success';
}

const nameOfInput = (node: INode, input: number): string => (inputsOf(node) > 1 ? `Input ${input + 1}` : '');

/** What the names at both ends of a line take of it. */
export const widthOfNames = (names: string[]): number => names.reduce((width, name) => width + NAME.around + broken(name, Infinity, NAME.style).widest, 0);

const inputsOf = ({ type, parameters }: INode): number => (type === 'n8n-nodes-base.merge' ? Number(parameters.numberInputs ?? 2) : 1);

function sizeOf(node: INode, workflow: Workflow): { width: number; height: number } {
	if (isSubNode(node, workflow, node.name)) return { width: 80, height: 80 };
	return { width: isAgent(node) ? AGENT : SIZE, height: Math.max(SIZE, HANDLES * (Math.max(outputsOf(node), inputsOf(node)) + 1)) };
}

function handle(node: INode, workflow: Workflow, side: 'input' | 'output', index: number): [number, number] {
	const { left, right, top, bottom } = boxOf(node, workflow);
	const count = side === 'input' ? inputsOf(node) : outputsOf(node);
	const y = (top + bottom) / 2 + (index - (count - 1) / 2) * HANDLES;
	return [side === 'input' ? left - HANDLE : right + HANDLE, y];
}

function across(start: [number, number], end: [number, number]): Line['points'] {
	if (end[0] >= start[0]) {
		const middle = (start[0] + end[0]) / 2;
		return curve(start, [middle, start[1]], [middle, end[1]], end);
	}
	const [right, below, left] = [start[0] + BACK.beside, start[1] + BACK.below, end[0] - BACK.beside];
	return straight([start, [right, start[1]], [right, below], [left, below], [left, end[1]], end]);
}

/** From a sub-node to its agent. */
function upwards(source: INode, target: INode, type: string, workflow: Workflow): Line['points'] {
	const [from, to] = [boxOf(source, workflow), boxOf(target, workflow)];
	const start: [number, number] = [(from.left + from.right) / 2, from.top - HANDLE];
	const end: [number, number] = [to.left + ({ ai_languageModel: 40, ai_memory: 136 }[type] ?? 184), to.bottom + HANDLE];
	const middle = (start[1] + end[1]) / 2;
	return curve(start, [start[0], middle], [end[0], middle], end);
}

const STEPS = 60;

function curve(...[a, b, c, d]: Array<[number, number]>): Line['points'] {
	const at = (t: number, axis: 0 | 1) => (1 - t) ** 3 * a![axis] + 3 * (1 - t) ** 2 * t * b![axis] + 3 * (1 - t) * t ** 2 * c![axis] + t ** 3 * d![axis];
	return Array.from({ length: STEPS + 1 }, (_, step) => [at(step / STEPS, 0), at(step / STEPS, 1)]);
}

const straight = (corners: Line['points']): Line['points'] =>
	corners.slice(1).flatMap((to, index) => {
		const from = corners[index]!;
		const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 8));
		return Array.from({ length: steps + 1 }, (_, step): [number, number] => [from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps]);
	});
