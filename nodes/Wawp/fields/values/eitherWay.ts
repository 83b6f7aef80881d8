import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Get, Item } from '../../engine/operation';

/** A value of many parts, which people fill in below or hand over as JSON. */
export interface EitherWay<Value> {
	/** The choice between the two, whose values are `fields` and `json`: the other properties are shown by it. */
	way: INodeProperties;
	below: INodeProperties;
	json: INodeProperties;
	/** The value as Wawp takes it, of what was filled in. */
	fromBelow: (get: Get, item: Item) => Value;
	/** The same of JSON, which may be anything. Undefined when it cannot be one. */
	fromJson: (given: unknown, get: Get, item: Item) => Value | undefined;
	/** What the JSON must be. */
	shape: string;
	/** Throws at what Wawp would refuse, in the name of the field that it was entered in. */
	check?: (value: Value, field: INodeProperties, item: Item) => void;
}

export function eitherWay<Value>({ way, below, json, fromBelow, fromJson, shape, check }: EitherWay<Value>): FieldGroup {
	return {
		properties: [way, below, json],
		read(get, item) {
			const isJson = get(way) === 'json';
			const value = isJson ? fromJson(parsed(get(json), json, item), get, item) : fromBelow(get, item);
			if (value === undefined) throw inputError(item, json, `is not ${shape}`);
			check?.(value, isJson ? json : below, item);
			return value;
		},
	};
}

/** `Options Input`: how the options of a poll are given. */
export const wayOf = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	options: [
		{ name: 'Define Below', value: 'fields', description: 'Fill them in one by one' },
		{ name: 'JSON', value: 'json', description: 'Take them from an expression' },
	],
	default: 'fields',
});

/** An expression gives the thing itself, an editor its text. */
function parsed(given: unknown, field: INodeProperties, item: Item): unknown {
	if (typeof given !== 'string') return given;
	try {
		return JSON.parse(given);
	} catch {
		throw inputError(item, field, 'is not valid JSON');
	}
}
