import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

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
