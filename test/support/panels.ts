import type { INodeParameters, INodeProperties, INodePropertyOptions, NodeParameterValueType } from 'n8n-workflow';

/** What the panel shows once resource and operation are chosen. */
export interface Panel {
	/** As in 'session.start'. */
	key: string;
	resource: string;
	operation: string;
	option: INodePropertyOptions;
	shown: INodeProperties[];
}

export function panelsOf(properties: INodeProperties[]): Panel[] {
	const dropdowns = properties.filter(({ name }) => name === 'operation');
	return dropdowns.flatMap(({ displayOptions, options }) =>
		(options as INodePropertyOptions[]).map((option) => {
			const resource = displayOptions!.show!.resource![0] as string;
			const operation = option.value as string;
			const shown = properties.filter(
				(property) => property.displayOptions?.show?.resource?.includes(resource) && property.displayOptions.show.operation?.includes(operation) && isOutsideOfTools(property),
			);
			return { key: `${resource}.${operation}`, resource, operation, option, shown };
		}),
	);
}

/** Shown outside of an AI tool. */
export const isOutsideOfTools = ({ displayOptions: { show = {} } = {} }: INodeProperties): boolean => !show['@tool'];

/** What has to be chosen in the panel for the field to be shown at all. */
export function choicesFor(property: INodeProperties, panel: Panel): INodeParameters {
	const conditions = Object.entries(property.displayOptions?.show ?? {}).filter(([name]) => name !== 'resource' && name !== 'operation' && !name.startsWith('@'));
	return conditions.reduce<INodeParameters>((choices, [path, values]) => {
		// Of a field outside of the options that the property is in.
		const name = path.replace(/^\//, '');
		const chooser = panel.shown.find((each) => each.name === name)!;
		return { ...choices, ...choicesFor(chooser, panel), [name]: values?.[0] as NodeParameterValueType };
	}, {});
}

/** All required fields that are shown with these choices, filled in as their placeholders suggest. */
export function filledIn(panel: Panel, choices: INodeParameters): INodeParameters {
	const isShown = (property: INodeProperties) =>
		Object.entries(choicesFor(property, panel)).every(([name, value]) => (choices[name] ?? defaultOf(name, panel)) === value);
	const filled = panel.shown.filter((property) => property.required && isShown(property)).map((property) => [property.name, valueFor(property)]);
	return { ...Object.fromEntries(filled), ...choices };
}

const defaultOf = (name: string, { shown }: Panel) => shown.find((property) => property.name === name)?.default;

function valueFor(property: INodeProperties): NodeParameterValueType {
	const { type, placeholder, modes = [] } = property;
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: exampleIn(modes.find(({ name }) => name !== 'list')?.placeholder, 1) };
	if (type === 'fixedCollection') return entriesOf(property);
	if (type === 'dateTime') return '2026-12-24T18:00:00';
	return property.default || exampleIn(placeholder, 1);
}

/** Two of each, with texts that differ. */
function entriesOf({ options }: INodeProperties): INodeParameters {
	const [group] = options as Array<{ name: string; values: INodeProperties[] }>;
	const entry = (index: number) =>
		Object.fromEntries(
			group!.values.map((value) => [value.name, value.type === 'fixedCollection' ? entriesOf(value) : exampleIn(value.placeholder, index)]),
		);
	return { [group!.name]: [entry(1), entry(2)] };
}

const exampleIn = (placeholder: string | undefined, index: number): string => placeholder?.replace(/^e\.g\. /, '') ?? `Text ${index}`;
