/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { existsSync, readFileSync, readdirSync } from 'node:fs';

import { explain } from '../nodes/Wawp/engine/errors';
import { events } from '../nodes/Wawp/events';
import { resources } from '../nodes/Wawp/resources';
import { shapes } from '../nodes/Wawp/trigger/shape';
import { scripts } from '../package.json';
import { eventTable } from './readme/events';
import { table } from './readme/table';

const readme = readFileSync('README.md', 'utf8');

test('README.md lists every operation as it is', () => {
	expect(readme).toContain(table(resources));
});

test('README.md lists the fields of every event as they are', () => {
	expect(readme).toContain(eventTable(events, shapes));
});

test('README.md names scripts and files that exist', () => {
	const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script!);
	expect(named.filter((script) => !(script in scripts))).toEqual([]);
	const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => file!);
	expect(linked.filter((file) => !existsSync(file))).toEqual([]);
});

test('README.md has a chapter for every link into it', () => {
	const chapters = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-'));
	const linked = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!);
	const fromNodes = ['the-credential', 'wawp-trigger'];
	expect([...linked, ...fromNodes].filter((anchor) => !chapters.includes(anchor))).toEqual([]);
});

test('README.md describes every example', () => {
	for (const file of readdirSync('examples')) expect(readme).toContain(`examples/${file}`);
});

test.each([
	[401, 'invalid_access_token'],
	[404, 'invalid_session'],
	[403, 'subscription_required'],
	[429, undefined],
	[502, 'wawp_upstream_error'],
])('README.md explains the message for %s %s', (status, code) => {
	expect(readme).toContain(explain({}, { status, code, body: null }).message);
});
