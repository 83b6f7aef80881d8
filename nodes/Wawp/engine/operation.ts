import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, NodeApiError } from 'n8n-workflow';

import type { WawpAccount } from './account';
import type { Answer, Holds } from './answer';

/** The line that Wawp's documentation prints. Each `{name}` in the path, or in a query behind it, is filled from the field of that name. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** One API resource: a line in the "Resource" dropdown. */
export interface Resource {
	name: string;
	description: string;
	/** The state outside of which Wawp refuses all of its operations. */
	needs?: Operation['needs'];
	/** Where a user sees whether a change happened. */
	lookAt: string;
	operations: Record<string, Operation>;
}

/** One API operation: everything n8n shows and everything that goes over the wire. */
export interface Operation {
	name: string;
	/** Shown in the node creator; an AI agent reads it as the description of the tool. */
	action: string;
	/** A list shows two lines of it: at most 95 characters. What else matters is the `notice`. */
	description: string;
	/** Shown in the panel, above the fields. */
	notice?: string;
	request: Route;
	/** Tried when Wawp does not know `request` (405, or a 404 without a code of Wawp's). Only for what may be asked twice, never for a create or a send. */
	fallback?: Route;
	/** The same in words that are not documented, where Wawp refuses those that are (400, 415, 422): what it refuses was not carried out. */
	otherwise?: (values: IDataObject) => IDataObject | undefined;
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
	/** The same of the whole resource, for what may safely be done twice. */
	lookAt?: string;
	/** Nobody sees whether it was done once or twice, so that there is nothing to look for before it is run again. */
	idempotent?: true;
	/** A file travels along, or is fetched by Wawp: the answer may take minutes. */
	uploads?: true;
	/** Not repeated, whatever comes of it. */
	once?: true;
	/** How long an answer may take, where that is less than usual. */
	timeoutMs?: number;
	/** How long Wawp may ask to be left alone, where that is less than usual: whoever looks again and again waits by himself. */
	longestRestMs?: number;
	/** Key: name on the wire. Value: what the user fills in. */
	fields?: Fields;
	/** The same, but shown under "Options" and sent only when the user adds them. */
	options?: Fields;
	/** Shown beside the fields and read by `before` or `run`; never sent. */
	switches?: INodeProperties[];
	/** The same under "Options". */
	settings?: INodeProperties[];
	/** What happens before the request. Throws at what Wawp would take and the user would regret; results end the item without a request. */
	before?: (job: Job) => Promise<Result[] | void>;
	/** What the answer becomes; the body as one item if left out. */
	output?: Output;
	/** The last word on what comes out. */
	after?: (job: Job, results: Result[]) => Result[];
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
export type Call = Pick<Operation, 'request' | 'fallback' | 'otherwise' | 'reads' | 'needs' | 'refusals' | 'ifUnsure' | 'lookAt' | 'idempotent' | 'uploads' | 'once' | 'timeoutMs' | 'longestRestMs' | 'output'>;

/** On whose behalf a call is made. */
export interface Target {
	/** Read once for all calls of an item: n8n fetches it from its database each time. */
	account: WawpAccount;
	/** '' for the one call that addresses no instance. */
	instanceId: string;
	itemIndex?: number;
}

export interface Output {
	/** One item a row; undefined for what holds no list. Comes with "Return All" and "Limit". */
	list?: (body: unknown) => IDataObject[] | undefined;
	/** What an answer must hold to be one; derived from the rest of the row if left out, see `holds.ts`. */
	holds?: Holds;
	/** How Wawp hands out a list in parts; it comes as a whole if left out. */
	pages?: Pages;
	/** The answer as users want it, whatever shape Wawp gave it. */
	json?: Shape;
	/** The same, with a "Simplify" switch: off, the whole answer comes along as `raw`. */
	simplify?: Shape;
	/** What is said of an order that Wawp carries out later. */
	queued?: Shape;
	/** The picture or the media in the answer, or in each row, as binary data. */
	file?: FileOutput;
}

/** `sent` holds the values of the request. */
export type Shape = (body: IDataObject, instanceId: string, sent: IDataObject) => IDataObject;

/** What to send for the next part of a list, given the part that came and how many rows it held; undefined after the last one. */
export interface Pages {
	/** What to send for the first part of at most so many rows. */
	first: (rows: number) => IDataObject;
	next: (sent: IDataObject, body: unknown, received: number) => IDataObject | undefined;
	/** As many rows as Wawp gives at once without complaint. */
	largest: number;
	/** The names on the wire. */
	sends: readonly string[];
}

export interface FileOutput {
	/** Bytes that came along, or where to get them. */
	read: (body: unknown) => Buffer | FileBytes | FileLink | undefined;
	fileName: string;
	/** Of bytes that do not tell. */
	mimeType: string;
	/** Where the answer holds it as a text, the item does so no longer. */
	isLarge?: true;
	/** The switch that asks for it; without one the file always comes, and its absence is an error. */
	onRequest?: INodeProperties;
}

export interface FileLink {
	url: string;
	fileName?: string;
	mimeType?: string;
}

export interface FileBytes {
	bytes: Buffer;
	fileName?: string;
	mimeType?: string;
}

export type Fields = Record<string, Field>;
export type Field = INodeProperties | FieldGroup;

/** Inputs that become a value on the wire in more than a copy. */
export interface FieldGroup {
	properties: INodeProperties[];
	/** Inputs under "Options". */
	settings?: INodeProperties[];
	/** Where the value is an object that travels as several flat keys: their names on the wire. */
	sends?: readonly string[];
	read(get: Get, item: Item): unknown;
}

/** What the user entered beside the fields, or under "Options": there, undefined while it is not added. */
export type Get = (property: INodeProperties) => unknown;

export interface Item {
	context: IExecuteFunctions;
	index: number;
}

/** What a `run` works with: one item, its values, and calls in the name of its instance. */
export interface Job {
	operation: Operation;
	item: Item;
	account: WawpAccount;
	instanceId: string;
	/** What is sent. `before` may change it. */
	values: IDataObject;
	/** A switch or a setting of the panel, which is not sent to Wawp. */
	get: Get;
	/** The body of the answer of an operation such as 'session.start'; throws when Wawp refuses, or says neither yes nor no. */
	call: (key: string, values?: IDataObject) => Promise<unknown>;
	/** The same for the operation that runs, or for a variant of it. */
	callSelf: (values: IDataObject, variant?: Partial<Call>) => Promise<unknown>;
	/** The answer, whatever it says; of another instance where one is named. */
	ask: (key: string, values?: IDataObject, how?: { instanceId?: string; timeoutMs?: number }) => Promise<Answer>;
	/** What such an answer means, in words. Where the state of the session may be the reason, it is looked at. */
	errorOf: (key: string, answer: Answer, words?: Partial<Call>) => Promise<NodeApiError>;
	/** What the row's `output` makes of an answer. */
	output: (body: unknown) => Promise<Result[]>;
}

export const propertiesOf = (field: Field): INodeProperties[] =>
	'properties' in field ? field.properties : [field];

/** What a field shows under "Options". */
export const settingsOf = (field: Field): INodeProperties[] => ('read' in field ? (field.settings ?? []) : []);

/** A write changes something: it is never repeated on a fault, and writes keep their order. */
export const isRead = ({ request, reads }: Pick<Operation, 'request' | 'reads'>): boolean => reads === true || request.startsWith('GET ');
