/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs by hand, never in n8n */
import { readFileSync, writeFileSync } from 'node:fs';

import { events } from '../../nodes/Wawp/webhooks/events';
import { resources } from '../../nodes/Wawp/resources';
import { shapes } from '../../nodes/Wawp/delivery/shape';
import { engineTable } from './engines';
import { eventTable } from './events';
import { table } from './table';

/* Writes the tables of docs/ anew, where rows, events or their fields have changed. */

const TABLES: Array<[file: string, made: string]> = [
	['docs/operations.md', table(resources)],
	['docs/events.md', eventTable(events, shapes)],
	['docs/events.md', engineTable(events)],
];

for (const [file, made] of TABLES) {
	const lines = readFileSync(file, 'utf8').split('\n');
	const start = lines.indexOf(made.split('\n')[0]!);
	if (start < 0) throw new Error(`${file} has no table to replace`);
	const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
	lines.splice(start, length, made);
	writeFileSync(file, lines.join('\n'));
}
