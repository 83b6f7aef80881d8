/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { readFileSync, readdirSync } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';

const NODES = join(__dirname, '../nodes/Wawp');

/** From the ground up: what is in a room knows those below it, and none above. */
const ROOMS = ['time', 'phone', 'engine', 'webhooks', 'fields', 'message', 'session', 'resources', 'delivery', 'ask', 'pickers', 'trigger', 'watcher', 'nodes'];

/** The table names what each operation runs, and asking somebody needs other operations of the table. */
const UPWARDS = ['resources/message.ts -> ask/sendAndWait'];

const files = readdirSync(NODES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

/** A file that lies in no room is one of the nodes themselves. */
const roomOf = (path: string): string => (path.includes(sep) || ROOMS.includes(path) ? path.split(sep)[0]! : 'nodes');

const imports = files.flatMap((from) =>
	[...readFileSync(join(NODES, from), 'utf8').matchAll(/^(?:import|export)( type)? [^;]*? from '(\.[^']*)'/gm)].map(([, type, path]) => ({
		from,
		to: relative(NODES, normalize(join(NODES, from, '..', path!))),
		// Types are gone when it runs.
		isType: type !== undefined,
	})),
);

test('each room is known', () => {
	expect([...new Set(files.map(roomOf))].sort()).toEqual([...ROOMS].sort());
	expect(imports.length).toBeGreaterThan(files.length);
});

test('no file imports from a room above its own', () => {
	const upwards = imports.filter(({ from, to }) => ROOMS.indexOf(roomOf(from)) < ROOMS.indexOf(roomOf(to)));
	expect(upwards.map(({ from, to }) => `${from} -> ${to}`)).toEqual(UPWARDS);
});

test('no file is part of a circle of imports', () => {
	const known = new Map(files.map((from) => [from, imports.filter((each) => each.from === from && !each.isType).flatMap(({ to }) => [`${to}.ts`, join(to, 'index.ts')].filter((name) => files.includes(name)))]));
	const over = new Set<string>();
	const circles: string[] = [];
	const follow = (file: string, way: string[]): void => {
		if (way.includes(file)) return void circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
		if (over.has(file)) return;
		for (const next of known.get(file)!) follow(next, [...way, file]);
		over.add(file);
	};
	files.forEach((file) => follow(file, []));
	expect(circles).toEqual([]);
});
