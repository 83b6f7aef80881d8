import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/*
 * The same parameter, as an AI tool shows it and as the first version of the node did. n8n leaves a default out of what it stores
 * and takes the mode of a locator by its name, so that stored workflows need the old ones to mean what they meant.
 */

interface Variants {
	/** In place of the hint, which names the item that came in: in a tool a model can write that item. */
	toolHint?: string;
	version1?: Partial<INodeProperties>;
}

const known = new Map<INodeProperties, Variants>();

export function withVariants(property: INodeProperties, variants: Variants): INodeProperties {
	known.set(property, variants);
	return property;
}

/** The mode in which people enter a number or an ID. n8n calls each mode `id` 'By ID', whatever its name. */
export const NUMBER_OR_ID = 'number';

/** One parameter for each of the ways in which it is shown, each with its condition. */
export function variantsOf(property: INodeProperties): INodeProperties[] {
	const { toolHint, version1 } = known.get(property) ?? {};
	const now = version1 ? shownIf(property, { show: { '@version': [{ _cnd: { gte: 2 } }] } }) : property;
	const before = version1 ? [shownIf({ ...property, ...version1 }, { show: { '@version': [1] } })] : [];
	return [now, ...before].flatMap((one) => (toolHint ? [shownIf(one, { hide: { '@tool': [true] } }), shownIf({ ...one, hint: toolHint }, { show: { '@tool': [true] } })] : [one]));
}

export function shownIf(property: INodeProperties, { show, hide }: IDisplayOptions): INodeProperties {
	const { displayOptions = {} } = property;
	return {
		...property,
		displayOptions: {
			...displayOptions,
			...(show && { show: { ...show, ...displayOptions.show } }),
			...(hide && { hide: { ...hide, ...displayOptions.hide } }),
		},
	};
}
