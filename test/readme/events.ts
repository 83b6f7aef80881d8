import type { INodePropertyOptions } from 'n8n-workflow';

import type { Shape } from '../../nodes/Wawp/delivery/shape/told';

/** The fields that the items of each event have, as docs/events.md lists them: events of the same fields stand together. */
export function eventTable(events: INodePropertyOptions[], shapes: Record<string, Shape>): string {
	const alike = new Map<Shape, string[]>();
	for (const { name, value } of events) {
		const shape = shapes[value as string];
		if (shape && Object.keys(shape).length > 0) alike.set(shape, [...(alike.get(shape) ?? []), `*${name}*`]);
	}
	const rows = [...alike].flatMap(([shape, names]) =>
		Object.entries(shape).map(([field, { description }], index) => `| ${index === 0 ? names.join(', ') : ''} | \`${field}\` | ${description} |`),
	);
	return ['| Events | Field | What it holds |', '| --- | --- | --- |', ...rows].join('\n');
}
