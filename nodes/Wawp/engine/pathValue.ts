import type { IDataObject } from 'n8n-workflow';

import { inputError } from './input';
import { type Item, type Operation, propertiesOf } from './operation';

/** A value that becomes a part of the path must not lead to another route: `..` instead of a label would delete a chat. */
export function refuseOtherRoutes({ request, fallback = request, fields = {} }: Operation, values: IDataObject, item: Item): void {
	for (const name of new Set([...namesIn(request), ...namesIn(fallback)])) {
		const value = String(values[name] ?? '');
		if (isOnePart(value)) continue;
		throw inputError(item, propertiesOf(fields[name]!)[0]!, `is not an ID: ${value}`, 'Choose it from the list, or take it from the operation that lists them.');
	}
}

const namesIn = (route: string): string[] => (route.includes('{') ? [...route.split('?')[0]!.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!) : []);

/** Servers may decode twice, and resolve dots before they look for the route. */
const isOnePart = (value: string): boolean => /^(?!\.+$)[^\s/\\%?#]{1,200}$/.test(value) && value.trim() !== '';
