import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';

/** An address on the internet. */
export const webAddress = (field: INodeProperties): FieldGroup => ({
	properties: [field],
	read: (get, item) => addressIn(get(field), field, item),
});

export function addressIn(given: unknown, field: INodeProperties, item: Item): string {
	const address = String(given ?? '').trim();
	if (/^https?:\/\/[^\s/]+\S*$/i.test(address)) return address;
	const advice = /^https?:\/\/\S+\s/i.test(address) ? 'Write %20 for each blank in it.' : 'It begins with https:// and is reachable from the internet.';
	throw inputError(item, field, `is not a web address: ${address}`, advice);
}
