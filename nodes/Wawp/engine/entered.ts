import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { emptyAdvice, inputError } from './input';
import { type Field, type Fields, type Get, type Item, type Operation, type Output, propertiesOf, settingsOf } from './operation';
import { givenIn } from './parameter';
import { limit, returnAll, simplify } from './outputFields';
import { mayBeEmpty, plainValue } from './plainValue';

/** What the user entered for one item. */
export class Entered {
	private readonly chosen: IDataObject;

	private readonly unsent: INodeProperties[];

	private readonly optional: Set<INodeProperties>;

	constructor(
		private readonly operation: Operation,
		private readonly item: Item,
	) {
		this.chosen = givenIn(item, 'options', {}) as IDataObject;
		({ unsent: this.unsent, optional: this.optional } = askedBesideOf(operation));
	}

	/** What is sent, by its names on the wire. */
	async values(): Promise<IDataObject> {
		const { fields = {}, options = {} } = this.operation;
		// What says nothing is told before anything is asked of Wawp, whoever would have read it: behind a message it would come too late.
		for (const property of this.unsent) this.get(property);
		const added = Object.entries(options).filter(([, field]) => propertiesOf(field).some((property) => this.get(property) !== undefined));
		return {
			...(await this.read(fields, (property) => this.required(property))),
			...(await this.read(Object.fromEntries(added), (property) => this.get(property))),
		};
	}

	get(property: INodeProperties): unknown {
		if (this.optional.has(property)) return property.name in this.chosen ? this.added(property) : undefined;
		const given = givenIn(this.item, property.name, property.default, property.type === 'resourceLocator');
		const value = plainValue(given, property, this.item) ?? (property.type === 'fixedCollection' ? {} : undefined);
		// The panel always shows one of them.
		if (value === undefined && CHOICES.includes(property.type)) throw inputError(this.item, property, 'is empty', emptyAdvice(property, this.item));
		return value;
	}

	/** An option that was added to narrow something, and names nothing, would widen it to everything. */
	private added(property: INodeProperties): unknown {
		const value = plainValue(this.chosen[property.name], property, this.item);
		if (!isBlank(value)) return value;
		if (mayBeEmpty(property)) return undefined;
		throw inputError(this.item, property, 'was added, but is empty', 'Give it a value, or take the option away.');
	}

	private required(property: INodeProperties): unknown {
		const value = this.get(property);
		if (!isBlank(value)) return value;
		if (property.required) throw inputError(this.item, property, 'is empty', emptyAdvice(property, this.item));
		// An empty list that an expression gives says something, as the text [] does.
		return property.type === 'json' && Array.isArray(value) ? value : undefined;
	}

	private async read(fields: Fields, get: Get): Promise<IDataObject> {
		const values: Record<string, unknown> = {};
		for (const [key, field] of Object.entries(fields)) Object.assign(values, await this.wired(key, field, get));
		return values as IDataObject;
	}

	/** One key on the wire, or the several flat ones of a group that lays its value out itself. */
	private async wired(key: string, field: Field, get: Get): Promise<object> {
		if (!('read' in field)) return { [key]: get(field) };
		const value = await field.read(get, this.item);
		return field.sends ? (value as object) : { [key]: value };
	}
}

/** What an operation asks for beside its fields: the same for all items of a run. */
interface AskedBeside {
	/** Settings, switches, and what becomes of the answer. */
	unsent: INodeProperties[];
	/** What is shown under "Options". */
	optional: Set<INodeProperties>;
}

const known = new WeakMap<Operation, AskedBeside>();

function askedBesideOf(operation: Operation): AskedBeside {
	const found = known.get(operation) ?? askedBeside(operation);
	known.set(operation, found);
	return found;
}

function askedBeside({ fields = {}, options = {}, settings: own = [], switches = [], output = {} }: Operation): AskedBeside {
	const settings = [...own, ...Object.values(fields).flatMap(settingsOf)];
	return { unsent: [...settings, ...switches, ...choicesOf(output)], optional: new Set([...settings, ...Object.values(options).flatMap(propertiesOf)]) };
}

const choicesOf = ({ simplify: simplified, list, file }: Output): INodeProperties[] => [...(simplified ? [simplify] : []), ...(list ? [returnAll, limit] : []), ...(file?.onRequest ? [file.onRequest] : [])];

const CHOICES: Array<INodeProperties['type']> = ['boolean', 'number', 'options'];

const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
