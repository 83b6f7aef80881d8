/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs in jest, never in n8n */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installedChromium } from './browser/chromium';
import type { Prepared } from './live';
import { installedN8n } from './n8n/installed';
import { timed } from './timings';
import { packInto } from './wawpPackage';

/** Before all tests: what they share is downloaded and built once. */
export default async function prepare(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-e2e-'));
	process.env.E2E_FOLDER = folder;
	process.env.E2E_TIMINGS = join(folder, 'timings.jsonl');
	const n8n = await timed('Have n8n', async () => await installedN8n((what) => console.log(what)));
	const tarball = await timed('Pack the package', async () => await packInto(folder));
	const chromium = await timed('Have Chromium', async () => await installedChromium((what) => console.log(what)));
	process.env.E2E_PREPARED = JSON.stringify({ n8n, tarball, chromium } satisfies Prepared);
}
