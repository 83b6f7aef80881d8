import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { instanceId as instanceIdField } from '../fields/instance';
import type { WawpAccount } from './account';
import { apiError } from './errors';
import { inRange } from './inRange';
import { inputError } from './input';
import { instanceIdOf } from './instance';
import { type Field, type Fields, type Get, type Item, type Job, type Operation, type Resource, type Target, propertiesOf, settingsOf } from './operation';
import { resultsOf } from './output';
import { ask, call } from './transport';

type Resources = Record<string, Resource>;

/** The row under a key such as 'session.start', with what its resource says for all of its rows. */
export function operationOf(resources: Resources, key: string): Operation {
	const [resource = '', name = ''] = key.split('.');
	const { needs, lookAt, operations } = resources[resource]!;
	return { ...(needs && { needs }), lookAt, ...operations[name]! };
}

/** The instance that the item names, or else its credential. */
export function addressedBy({ needsInstance }: Operation, { context, index }: Item, account: WawpAccount): string {
	if (needsInstance === false) return '';
	return instanceIdOf(context, context.getNodeParameter(instanceIdField.name, index), account, index);
}

/** Reads what the user entered. Throws when it is not what the operation needs. */
export async function jobOf(resources: Resources, operation: Operation, item: Item, target: Target): Promise<Job> {
	const { context } = item;
	const entered = new Entered(operation, item);
	const job: Job = {
		operation,
		item,
		account: target.account,
		instanceId: target.instanceId,
		values: await entered.values(),
		get: (property) => entered.get(property),
		call: async (key, values = {}) => await call(context, operationOf(resources, key), values, target),
		callSelf: async (values, variant) => await call(context, { ...operation, ...variant }, values, target),
		ask: async (key, values = {}) => await ask(context, operationOf(resources, key), values, target),
		errorOf: (key, answer, words) => apiError(context.getNode(), { ...operationOf(resources, key), ...words }, answer, target),
		output: async (body) => await resultsOf(job, body),
	};
	return job;
}

/** What the user entered for one item. */
class Entered {
	private readonly chosen: IDataObject;

	private readonly settings: INodeProperties[];

	constructor(
		private readonly operation: Operation,
		private readonly item: Item,
	) {
		const { fields = {}, settings = [] } = operation;
		this.chosen = item.context.getNodeParameter('options', item.index, {}) as IDataObject;
		this.settings = [...settings, ...Object.values(fields).flatMap(settingsOf)];
	}

	/** What is sent, by its names on the wire. */
	async values(): Promise<IDataObject> {
		const { fields = {}, options = {} } = this.operation;
		const added = Object.entries(options).filter(([, field]) => propertiesOf(field).some(({ name }) => name in this.chosen));
		return {
			...(await this.read(fields, (property) => this.required(property))),
			...(await this.read(Object.fromEntries(added), (property) => this.option(property))),
		};
	}

	get(property: INodeProperties): unknown {
		if (this.settings.includes(property)) return this.option(property);
		const { context, index } = this.item;
		return context.getNodeParameter(property.name, index, property.default, { extractValue: property.type === 'resourceLocator' });
	}

	private option(property: INodeProperties): unknown {
		return inRange(property, this.chosen[property.name]);
	}

	private required(property: INodeProperties): unknown {
		const value = this.get(property);
		if (!isBlank(value)) return value;
		if (property.required) throw inputError(this.item, property, 'is empty');
		return undefined;
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

const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
