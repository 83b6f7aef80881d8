/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in jest, never in n8n */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { type INode, NodeOperationError } from 'n8n-workflow';

const root = join(__dirname, '../..');

test('a suite sees nothing of what another has changed in the same worker', () => {
	const jest = [join(root, 'node_modules/jest/bin/jest.js'), '-c', join(__dirname, 'suites/jest.config.js'), '--runInBand', '--json'];
	const { stdout, stderr } = spawnSync(process.execPath, jest, { cwd: root, encoding: 'utf8' });
	const { numPassedTests, numFailedTests, numTotalTestSuites } = JSON.parse(stdout || '{}') as Record<string, number>;
	expect({ stderr, numPassedTests, numFailedTests, numTotalTestSuites }).toEqual({
		stderr: expect.stringContaining('Ran all test suites'),
		numPassedTests: 10,
		numFailedTests: 0,
		numTotalTestSuites: 2,
	});
}, 120_000);

test('what goes wrong at a later moment fails the test that is under way then, and no other', () => {
	const jest = [join(root, 'node_modules/jest/bin/jest.js'), '-c', join(__dirname, 'suites/jest.config.js'), '--testMatch', '**/late/*.suite.ts', '--runInBand', '--json'];
	const { stdout } = spawnSync(process.execPath, jest, { cwd: root, encoding: 'utf8' });
	const { testResults } = JSON.parse(stdout) as { testResults: Array<{ name: string; message: string; assertionResults: Array<{ title: string; status: string; failureMessages: string[] }> }> };
	const [atOnce, late] = ['atOnce', 'late'].map((name) => testResults.find((suite) => suite.name.endsWith(`${name}.suite.ts`))!);
	expect(atOnce!.message).toContain('Tests run one after the other here');
	const told = late!.assertionResults.map(({ title, status, failureMessages: [message = ''] }) => [title, status, message.split('\n')[0]]);
	expect(told).toEqual([
		['passes before', 'passed', ''],
		['fails by what is thrown at a later moment', 'failed', 'Error: thrown later'],
		['passes between', 'passed', ''],
		['fails by what is rejected at a later moment', 'failed', 'Error: rejected later'],
		['fails by its hook', 'failed', 'Error: thrown in a hook'],
		['passes after', 'passed', ''],
	]);
}, 120_000);

test('the folder of the suites goes when they are through, and nothing else, though they be tidied up after twice', () => {
	const folder = mkdtempSync(join(tmpdir(), 'elsewhere-'));
	writeFileSync(join(folder, 'kept'), '');
	const [begin, end] = ['scratch', 'tidyUp'].map((name) => `require('./${name}')();`);
	const { stdout, stderr } = spawnSync(process.execPath, ['-p', `${begin} const { TMPDIR } = process.env; ${end} ${end} [TMPDIR, process.env.TMPDIR].join()`], { cwd: join(root, 'test/support'), encoding: 'utf8', env: { ...process.env, TMPDIR: folder } });
	expect({ stderr, stdout }).toEqual({ stderr: '', stdout: expect.stringMatching(new RegExp(`^${folder}/n8n-nodes-wawp-tests-\\w{6},${folder}\\n$`)) });
	expect(readdirSync(folder)).toEqual(['kept']);
});

test('the nodes, n8n and Node share their Error, their Array and their Date', async () => {
	const refused = await fetch('http://127.0.0.1:1').catch((error: unknown) => error);
	expect(refused).toBeInstanceOf(Error);
	expect(Buffer.from('a').buffer).toBeInstanceOf(ArrayBuffer);
	expect(JSON.parse('[]')).toBeInstanceOf(Array);
	expect(new NodeOperationError({} as INode, 'no')).toBeInstanceOf(Error);
	expect(DateTime.fromJSDate(new Date(0)).toJSDate()).toBeInstanceOf(Date);
});

test('an error is shown at its line in the source', () => {
	expect(new Error('here').stack).toContain('test/runner/runner.test.ts:59:9');
});
