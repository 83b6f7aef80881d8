import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { emptyAdvice, inputError } from './input';
import { type Field, type Fields, type Get, type Item, type Operation, propertiesOf, settingsOf } from './operation';
import { mayBeEmpty, plainValue } from './plainValue';

/** What the user entered for one item. */
export class Entered {
	private readonly chosen: IDataObject;

	private readonly settings: INodeProperties[];

	private readonly optional: INodeProperties[];

	constructor(
		private readonly operation: Operation,
		private readonly item: Item,
	) {
		const { fields = {}, options = {}, settings = [] } = operation;
		this.chosen = item.context.getNodeParameter('options', item.index, {}) as IDataObject;
		this.settings = [...settings, ...Object.values(fields).flatMap(settingsOf)];
		this.optional = [...this.settings, ...Object.values(options).flatMap(propertiesOf)];
	}

	/** What is sent, by its names on the wire. */
	async values(): Promise<IDataObject> {
		const { fields = {}, options = {} } = this.operation;
		// An option that says nothing is told before anything is asked of Wawp, whoever would have read it.
		for (const property of this.settings) this.get(property);
		const added = Object.entries(options).filter(([, field]) => propertiesOf(field).some((property) => this.get(property) !== undefined));
		return {
			...(await this.read(fields, (property) => this.required(property))),
			...(await this.read(Object.fromEntries(added), (property) => this.get(property))),
		};
	}

	get(property: INodeProperties): unknown {
		if (this.optional.includes(property)) return property.name in this.chosen ? this.added(property) : undefined;
		const { context, index } = this.item;
		const given = context.getNodeParameter(property.name, index, property.default, { extractValue: property.type === 'resourceLocator' });
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

const CHOICES: Array<INodeProperties['type']> = ['boolean', 'number', 'options'];

const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
