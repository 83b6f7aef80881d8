import type { INodeProperties } from 'n8n-workflow';

import { shownIf } from './shownIf';

/** In an AI tool a model can write the item that came in, so that a hint must not name it there. */
export function withToolHint(property: INodeProperties, hint: string): INodeProperties {
	toolHints.set(property, hint);
	return property;
}

const toolHints = new Map<INodeProperties, string>();

/** One parameter for each of the ways in which it is shown, each with its condition. */
export function variantsOf(property: INodeProperties): INodeProperties[] {
	const hint = toolHints.get(property);
	return hint === undefined ? [property] : [shownIf(property, { hide: { '@tool': [true] } }), shownIf({ ...property, hint }, { show: { '@tool': [true] } })];
}
