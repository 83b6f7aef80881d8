/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { time } from '../../nodes/Wawp/time/time';
import { type Answering, answering } from './answers';
import { BUILT } from './built';
import { recovering, sending } from './parts';
import { documentSender } from './sendDocument';

type Asked = Answering['asked'][number];

const nodes = { Wawp, WawpTrigger, WawpSessionWatcher, WawpApi, time };

const DELAYS = [0, 5];

let server: Answering;
let printed: string[];
beforeEach(async () => {
	server = await answering(DELAYS);
	printed = [];
	jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server.stop();
});

const rowOf = (name: string): string[] => {
	const line = printed.find((each) => each.trim().startsWith(`${name} `)) ?? '';
	return line.trim().split(/\s{2,}/).slice(1);
};

test.each([...BUILT, 'test/bench/server.ts', 'test/bench/memory.ts', 'test/bench/minimalTrigger/package.json'])('the benchmark finds %s where it looks for it', (file) => {
	expect(existsSync(join(__dirname, '../..', file.replace(/\.js$/, '.ts')))).toBe(true);
});

test('the benchmark measures sends and reads, each way beside the minimal node', async () => {
	await sending(nodes, server.urls, { sends: DELAYS.map((delay) => ({ delay, count: 2, rounds: 1 })) });
	expect(printed.filter((line) => /^\n2 items, a (send|read) each/.test(line))).toHaveLength(4);
	const figures = rowOf('this node');
	expect(figures).toHaveLength(6);
	for (const each of figures) expect(each).toMatch(/^\d+\.\d\d( - \d+\.\d\d)?$/);
	expect(printed.filter((line) => / (met|NOT MET) /.test(line))).toHaveLength(3);
	expect(printed.join()).not.toMatch(/NaN|undefined|Infinity/);
});

test.each(['n8n-nodes-wawp.wawp', 'bench.file'])('the benchmark sends a document by %s', async (type) => {
	const send = documentSender(type, server.urls[0]!, nodes);
	await send(3000);
	await send(6000);
	const [first, second] = server.asked as [Asked, Asked];
	expect(server.asked.map(({ path }) => path)).toEqual(['/v2/send/pdf', '/v2/send/pdf']);
	// In Base64.
	expect(second.bytes - first.bytes).toBe(4000);
});

test('the benchmark counts the calls of a recovery beside the fewest possible', async () => {
	await recovering(nodes, { recoveries: 1 });
	expect(rowOf('it works')).toEqual(['1', '1']);
	expect(time.speed).toBe(1);
});
