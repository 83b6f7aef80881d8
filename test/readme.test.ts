/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs in jest, never in n8n */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

import { WawpApi } from '../credentials/WawpApi.credentials';
import { explain } from '../nodes/Wawp/engine/errors';
import { adviceOnState } from '../nodes/Wawp/engine/sessionState';
import { defaultCountryCode } from '../nodes/Wawp/fields/values/ids';
import { events } from '../nodes/Wawp/webhooks/events';
import { resources } from '../nodes/Wawp/resources';
import { shapes } from '../nodes/Wawp/delivery/shape';
import { repository, scripts } from '../package.json';
import { engineTable } from './readme/engines';
import { eventTable } from './readme/events';
import { dead, pageAt, pages } from './readme/pages';
import { table } from './readme/table';

const readme = pageAt('README.md');
const source = repository.url.replace(/^git\+|\.git$/g, '');

test('docs/operations.md lists every operation as it is', () => {
	expect(pageAt('docs/operations.md').text).toContain(table(resources));
});

test('docs/events.md lists the fields of every event as they are', () => {
	expect(pageAt('docs/events.md').text).toContain(eventTable(events, shapes));
});

test('docs/events.md says what each engine never tells', () => {
	expect(pageAt('docs/events.md').text).toContain(engineTable(events));
});

test.each(pages)('$file names scripts, files and chapters that exist', (page) => {
	const named = [...page.text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!);
	expect(named.filter((script) => !(script in scripts))).toEqual([]);
	expect(dead(page)).toEqual([]);
});

test('README.md stays short, and leads to every page', () => {
	expect(readme.text.split('\n').length).toBeLessThanOrEqual(150);
	expect(pages.map(({ file }) => file).filter((file) => file !== 'README.md' && !readme.links.some((link) => link.file === file))).toEqual([]);
});

// GitHub shows relative links as they are, and npm as those of the repository that package.json names: whole addresses would name it in a hundred places.
test('every picture is shown by a page', () => {
	const shown = new Set(pages.flatMap(({ links }) => links.map(({ file }) => file)));
	expect(readdirSync('docs/images').filter((picture) => !shown.has(`docs/images/${picture}`))).toEqual([]);
});

test('no page spells out the address of the repository', () => {
	expect(pages.flatMap(({ links }) => links.map(({ as }) => as)).filter((link) => link.startsWith(source))).toEqual([]);
});

test("n8n's links to the documentation lead to pages of the repository, without an anchor, behind which n8n would put its own parameters", () => {
	const fromNodes = readdirSync('nodes/Wawp')
		.filter((file) => file.endsWith('.node.json'))
		.flatMap((file) => {
			const { credentialDocumentation, primaryDocumentation } = (JSON.parse(readFileSync(`nodes/Wawp/${file}`, 'utf8')) as Codex).resources;
			return [...credentialDocumentation, ...primaryDocumentation].map(({ url }) => url);
		});
	const links = [...fromNodes, new WawpApi().documentationUrl];
	expect(links).toHaveLength(7);
	expect(links.filter((url) => !pages.some(({ file }) => url === `${source}/blob/HEAD/${file}`))).toEqual([]);
});

test('README.md describes every example once, in a row of one of its groups', () => {
	const chapter = readme.text.split('\n## Examples\n')[1]!.split('\n## ')[0]!;
	const described = [...chapter.matchAll(/^\| \[([\w-]+)\]\(examples\/([\w-]+)\.json\) \|/gm)].map(([, name, file]) => ({ name, file }));
	expect(described.filter(({ name, file }) => name !== file)).toEqual([]);
	expect(described.map(({ file }) => `${file}.json`).sort()).toEqual(readdirSync('examples').sort());
	expect(described[0]!.name).toBe('keyword-auto-reply');
});

test('README.md marks the commands that CI runs', () => {
	const [, program] = /awk '(.+)' README\.md/.exec(readFileSync('.ci/run', 'utf8'))!;
	expect(execFileSync('awk', [program!, 'README.md'], { encoding: 'utf8' })).toBe('npm ci && npm test\nnpm run test:e2e\nnpm run test:oldest\n');
});

test.each([
	[401, 'invalid_access_token'],
	[404, 'invalid_session'],
	[403, 'subscription_required'],
	[429, undefined],
	[502, 'wawp_upstream_error'],
])('docs/troubleshooting.md explains the message for %s %s', (status, code) => {
	expect(pageAt('docs/troubleshooting.md').text).toContain(explain({}, { status, code, body: null }).message);
});

test('docs/troubleshooting.md explains what a new user meets first: a session that was never started, and what names nobody', () => {
	const { text } = pageAt('docs/troubleshooting.md');
	expect(text).toContain(adviceOnState('STOPPED', 'WORKING').message);
	for (const told of ["'To' is empty", "'To' is neither a phone number nor a chat ID", defaultCountryCode.displayName]) expect(text).toContain(told);
});

interface Codex {
	resources: Record<'credentialDocumentation' | 'primaryDocumentation', Array<{ url: string }>>;
}
