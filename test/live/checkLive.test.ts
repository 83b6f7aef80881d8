/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { startWawp } from '../simulator';

test('the command asks, prints a line for each operation, and writes a report without a secret', async () => {
	const wawp = await startWawp();
	try {
		const account = wawp.addAccount();
		const { id } = wawp.addInstance(account, { status: 'STOPPED' });
		const folder = mkdtempSync(join(tmpdir(), 'check-live-'));
		const root = resolve(__dirname, '../..');
		const env = { ...process.env, WAWP_ACCESS_TOKEN: account.token, WAWP_INSTANCE_ID: id, WAWP_BASE_URL: wawp.url };
		const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'test/live/checkLive.ts'), '--pause', '0'], { cwd: folder, env });
		const report = readFileSync(join(folder, 'wawp-report.md'), 'utf8');
		expect(stdout).toMatch(/^confirmed {2}session\.getInfo$/m);
		expect(stdout).toMatch(/^not asked {2}chat\.getAll +the session is not WORKING$/m);
		expect(stdout).toMatch(/^\d+ confirmed, 0 differs, /m);
		expect(report).toContain('### session.getInfo: confirmed');
		for (const secret of [account.token, id]) expect(stdout + report).not.toContain(secret);
		expect(wawp.log.map(({ text }) => text)).toEqual(['created']);
	} finally {
		await wawp.stop();
	}
});
