/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in jest, never in n8n */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Runs `npm test` with an npm that only writes down what it is asked for, and fails at one script. */
function npmTest(words: string[], failing = '', more: NodeJS.ProcessEnv = {}): { ran: string[]; status: number | null; shown: string } {
	const folder = mkdtempSync(join(tmpdir(), 'npm-'));
	const heard = join(folder, 'heard');
	const npm = `#!${process.execPath}
require('node:fs').appendFileSync(${JSON.stringify(heard)}, JSON.stringify(process.argv.slice(2)) + '\\n');
console.log('said by ' + process.argv[4]);
process.exitCode = process.argv[4] === ${JSON.stringify(failing)} ? 3 : 0;
`;
	writeFileSync(join(folder, 'npm'), npm);
	chmodSync(join(folder, 'npm'), 0o755);
	const env = { ...process.env, THOROUGH: '', ...more, PATH: `${folder}${delimiter}${process.env.PATH}` };
	const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'everything.js'), ...words], { encoding: 'utf8', env });
	const calls = readFileSync(heard, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]);
	return { ran: calls.map(([, , name, , ...given]) => [name, ...given].join('|')), status, shown: stdout + stderr };
}

test('npm test builds, runs all suites, and makes every check', () => {
	const { ran, status } = npmTest([]);
	expect([...ran].sort()).toEqual(['build', 'jest', 'lint:base', 'lint:changed', 'typecheck']);
	expect(ran.indexOf('build')).toBeLessThan(ran.indexOf('jest'));
	expect(status).toBe(0);
});

test("in CI it asks n8n's own command about style, which remembers nothing", () => {
	expect(npmTest([], '', { THOROUGH: '1' }).ran.sort()).toEqual(['build', 'jest', 'lint', 'lint:base', 'typecheck']);
});

test('with words it builds, and runs the suites that match: jest gets the words as they are', () => {
	const { ran, status } = npmTest(['trigger', '-t', 'two words']);
	expect(ran).toEqual(['build', 'jest|trigger|-t|two words']);
	expect(status).toBe(0);
});

test.each(['jest', 'lint:changed', 'lint:base', 'typecheck'])('it fails where %s does, after everything else has been run', (failing) => {
	const { ran, status, shown } = npmTest([], failing);
	expect(ran).toHaveLength(5);
	expect(status).toBe(1);
	expect(shown).toContain(`npm run ${failing} failed`);
	expect(shown).toContain(`said by ${failing}`);
});

test('without a build there are no suites', () => {
	const { ran, status, shown } = npmTest([], 'build');
	expect([...ran].sort()).toEqual(['build', 'lint:base', 'lint:changed', 'typecheck']);
	expect(status).toBe(1);
	expect(shown).toContain('said by build');
});

interface Suite {
	path: string;
	duration?: number;
	context: object;
}

test('a fresh clone tries first what takes long, however short its file is', () => {
	const LongestFirst = createRequire(__filename)('./longestFirst.js') as new () => { sort(suites: Suite[]): Suite[] };
	const root = join(__dirname, '..');
	const context = { config: { cache: false }, hasteFS: { getSize: (path: string) => statSync(path).size } };
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
	const names = new LongestFirst().sort(files.map((file) => ({ path: join(root, file), context }))).map(({ path }) => path.slice(root.length + 1, -'.test.ts'.length).replace(/\\/g, '/'));
	expect([...names.slice(0, 8)].sort()).toEqual(['demo', 'engine/answers', 'engine/longRunning', 'examples/logIn', 'examples/outages', 'leak', 'panel/schemas', 'trigger/triggerProcesses']);
	expect([...names].sort()).toEqual(files.map((file) => file.slice(0, -'.test.ts'.length).replace(/\\/g, '/')).sort());
});
