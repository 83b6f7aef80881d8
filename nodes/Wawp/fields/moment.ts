import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup, Item } from '../engine/operation';
import { millisecondsIn } from '../session/date';

/** A date, sent in Unix seconds. */
export function moment(field: INodeProperties): FieldGroup {
	return { properties: [field], read: (get, item) => secondsOf(get(field), field, item) };
}

/** Unix seconds. */
export function secondsOf(given: unknown, field: INodeProperties, item: Item): number {
	const ms = zonedMs(given, item.context.getTimezone());
	if (ms !== undefined) return Math.floor(ms / 1000);
	throw inputError(item, field, `is not a date: ${String(given)}`, 'Choose it in the field, or give one like 2026-12-24T18:00:00+02:00.');
}

/** Unix milliseconds. A date of the editor names no zone: it is meant in the one of the workflow. */
export function zonedMs(given: unknown, zone: string): number | undefined {
	const text = String(given ?? '').trim();
	if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/.test(text)) return millisecondsIn(text);
	const asUtc = Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);
	// Left to itself, the 30th of February would be the 2nd of March.
	if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(text.slice(0, 10))) return undefined;
	// The offset of the moment itself, which may lie on the other side of a change of clocks.
	return asUtc - offsetMs(asUtc - offsetMs(asUtc, zone), zone);
}

/** How far the clocks of a zone are ahead of UTC. */
function offsetMs(at: number, zone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
	const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
	return shown - Math.floor(at / 1000) * 1000;
}
