/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- runs in jest, never in n8n */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installedChromium } from './browser/chromium';
import type { Prepared } from './live';
import { installedProgram } from './debian';
import { installedN8n } from './n8n/installed';
import { POSTGRES } from './queue/postgres';
import { REDIS } from './queue/redis';
import tidyUp from './tidyUp';
import { timed } from './timings';
import { packInto } from './wawpPackage';

/** Before all tests: what they share is downloaded and built once. */
export default async function prepare(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-e2e-'));
	process.env.E2E_FOLDER = folder;
	process.env.E2E_TIMINGS = join(folder, 'timings.jsonl');
	process.env.E2E_FIGURES = join(folder, 'figures.jsonl');
	const tell = (what: string) => console.log(`${what} ...`);
	try {
		const n8n = await timed('Have n8n', async () => await installedN8n(tell));
		// In a version of n8n that is named the core alone is tried.
		const isWhole = !process.env.E2E_N8N;
		const chromium = isWhole ? await timed('Have Chromium', async () => await installedChromium(tell)) : '';
		if (isWhole) await timed('Have PostgreSQL and Redis', async () => await haveAll(tell));
		const tarball = await timed('Pack the package', async () => await packInto(folder));
		process.env.E2E_PREPARED = JSON.stringify({ n8n, tarball, chromium } satisfies Prepared);
	} catch (error) {
		// jest tidies up only after a preparation that succeeded.
		await tidyUp();
		throw error;
	}
}

async function haveAll(tell: (what: string) => void): Promise<void> {
	for (const program of [POSTGRES, REDIS]) await installedProgram(program, tell);
}
