import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, NodeApiError } from 'n8n-workflow';

import type { WawpAccount } from './account';
import type { Answer } from './answer';

/** The line that Wawp's documentation prints. Each `{name}` in the path is filled from the field of that name. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** One API resource: a line in the "Resource" dropdown. */
export interface Resource {
	name: string;
	description: string;
	operations: Record<string, Operation>;
}

/** One API operation: everything n8n shows and everything that goes over the wire. */
export interface Operation {
	name: string;
	/** Shown in the node creator; an AI agent reads it as the description of the tool. */
	action: string;
	description: string;
	request: Route;
	/** Tried when Wawp does not know `request` (405, or a 404 without a code of Wawp's). Never for a create or a send. */
	fallback?: Route;
	/** A POST that changes nothing: it may be repeated, and items may overlap. */
	reads?: true;
	/** False for the one call that addresses no instance. */
	needsInstance?: false;
	/** The state outside of which Wawp refuses: the message says so. */
	needs?: 'SCAN_QR_CODE' | 'WORKING';
	/** What to say when Wawp refuses with this status and no code that says more. */
	refusals?: Record<number, Advice>;
	/** What may have happened, and how to find out, when no answer came back. */
	ifUnsure?: string;
	/** Key: name on the wire. Value: what the user fills in. */
	fields?: Fields;
	/** The same, but shown under "Options" and sent only when the user adds them. */
	options?: Fields;
	/** Shown beside the fields and read by `check` or `run`; never sent. */
	switches?: INodeProperties[];
	/** Throws, before the request, at what Wawp would take and the user would regret. */
	check?: (job: Job) => Promise<void>;
	/** What the answer becomes; the body as one item if left out. */
	output?: Output;
	/** For the few operations that are more than one call. */
	run?: (job: Job) => Promise<Result[]>;
	/** The operations that one is made of which the documentation does not have, the one of `request` first. */
	flow?: string[];
	/** Items may overlap though they change something: the operation itself keeps to one at a time per instance. */
	overlaps?: true;
	/** The names of several outputs, where the outcome decides which way an item goes. Errors leave by the last one. */
	outputs?: string[];
}

/** An item, and which of several outputs it leaves by. */
export interface Result extends INodeExecutionData {
	output?: number;
}

/** What is wrong, and what to do about it. */
export interface Advice {
	message: string;
	description: string;
}

/** The part of a row that a call needs. */
export type Call = Pick<Operation, 'request' | 'fallback' | 'reads' | 'needs' | 'refusals' | 'ifUnsure'>;

/** On whose behalf a call is made. */
export interface Target {
	/** Read once for all calls of an item: n8n fetches it from its database each time. */
	account: WawpAccount;
	/** '' for the one call that addresses no instance. */
	instanceId: string;
	itemIndex?: number;
}

export interface Output {
	/** One item a row. */
	list?: (body: unknown) => IDataObject[];
	/** The answer as users want it, whatever shape Wawp gave it. */
	json?: Shape;
	/** The same, with a "Simplify" switch: off, the whole answer comes along as `raw`. */
	simplify?: Shape;
	/** The picture in the answer, as binary data. */
	image?: ImageOutput;
}

export type Shape = (body: IDataObject, instanceId: string) => IDataObject;

export interface ImageOutput {
	read: (body: unknown) => Buffer | undefined;
	fileName: string;
	/** The switch that asks for it; without one the picture always comes, and its absence is an error. */
	onRequest?: INodeProperties;
}

export type Fields = Record<string, Field>;
export type Field = INodeProperties | FieldGroup;

/** Inputs that become a value on the wire in more than a copy. */
export interface FieldGroup {
	properties: INodeProperties[];
	read(get: Get, item: Item): unknown;
}

export type Get = (property: INodeProperties) => unknown;

export interface Item {
	context: IExecuteFunctions;
	index: number;
}

/** What a `run` works with: one item, its values, and calls in the name of its instance. */
export interface Job {
	operation: Operation;
	item: Item;
	instanceId: string;
	values: IDataObject;
	/** A switch of the panel that is not sent to Wawp. */
	get: Get;
	/** The body of the answer of an operation such as 'session.start'; throws when Wawp refuses. */
	call: (key: string, values?: IDataObject) => Promise<unknown>;
	/** The answer, whatever it says. */
	ask: (key: string, values?: IDataObject) => Promise<Answer>;
	/** What such an answer means, in words. */
	errorOf: (key: string, answer: Answer, words?: Partial<Call>) => NodeApiError;
	/** What the row's `output` makes of an answer. */
	output: (body: unknown) => Promise<Result[]>;
}

export const propertiesOf = (field: Field): INodeProperties[] =>
	'properties' in field ? field.properties : [field];
