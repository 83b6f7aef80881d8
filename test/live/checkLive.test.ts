/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in jest, never in n8n */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { type Account, type Instance, type Wawp, startWawp } from '../simulator';

let wawp: Wawp;
let account: Account;
let instance: Instance;
beforeEach(async () => {
	wawp = await startWawp();
	account = wawp.addAccount({ plan: 'paid' });
	instance = wawp.addInstance(account, { status: 'STOPPED' });
});
afterEach(async () => await wawp.stop());

/** As npm starts it, in a terminal. */
async function checkLive(more: string[] = [], heard: (text: string, ctrlC: () => void) => void = () => {}): Promise<{ text: string; report: string | undefined }> {
	const folder = mkdtempSync(join(tmpdir(), 'check-live-'));
	const root = resolve(__dirname, '../..');
	const env = { ...process.env, WAWP_ACCESS_TOKEN: account.token, WAWP_INSTANCE_ID: instance.id, WAWP_BASE_URL: wawp.url };
	const child = spawn(process.execPath, ['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href, join(root, 'test/live/checkLive.ts'), ...(more.includes('--pause') ? [] : ['--pause', '0']), ...more], { cwd: folder, env });
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (part: Buffer) => {
			text += part.toString();
			if (text.includes('Type "register"') && !child.stdin.writableEnded) child.stdin.end('register\n');
			heard(text, () => child.kill('SIGINT'));
		});
	}
	await new Promise((over) => child.on('close', over));
	const path = join(folder, 'wawp-report.md');
	return { text, report: existsSync(path) ? readFileSync(path, 'utf8') : undefined };
}

async function port(): Promise<{ number: number; free: () => Promise<void> }> {
	const server = createServer();
	await new Promise<void>((listening) => server.listen(0, listening));
	return { number: (server.address() as { port: number }).port, free: async () => await new Promise((closed) => void server.close(() => closed())) };
}

test('the command asks, prints a line for each operation, and writes a report without a secret', async () => {
	const { text, report } = await checkLive();
	expect(text).toMatch(/^confirmed {2}session\.getInfo$/m);
	expect(text).toMatch(/^not asked {2}chat\.getAll +the session is not WORKING$/m);
	expect(text).toMatch(/^\d+ confirmed, 0 differs, /m);
	expect(report).toContain('### session.getInfo: confirmed');
	for (const secret of [account.token, instance.id]) expect(text + report).not.toContain(secret);
	expect(wawp.log.map(({ text: told }) => told)).toEqual(['created']);
});

test.each([[['--register', 'https://tunnel.test/hook']], [['--register', 'tunnel.test', '--listen', '8080']], [['--pause', 'short']]])('what is not said as it has to be is told before anything is asked (%j)', async (more) => {
	const { text } = await checkLive(more);
	expect(text).toMatch(/^--(register|pause) takes /m);
	expect(text).not.toContain('    at ');
	expect(wawp.calls).toEqual([]);
});

test('a port that another program has costs no report', async () => {
	const taken = await port();
	const { text, report } = await checkLive(['--register', `http://127.0.0.1:${taken.number}/hook`, '--listen', String(taken.number)]);
	await taken.free();
	expect(text).toMatch(/^listen EADDRINUSE.*$/m);
	expect(text).not.toContain('    at ');
	expect(report).toContain('### session.getInfo: confirmed');
	expect(instance.webhooks).toEqual([]);
});

test('Ctrl-C has the webhook removed and the report written, however long Wawp takes for it', async () => {
	const own = await port();
	await own.free();
	let isPressed = false;
	const { report } = await checkLive(['--register', `http://127.0.0.1:${own.number}/hook`, '--listen', String(own.number)], (text, ctrlC) => {
		if (isPressed || !text.includes('The webhook is set')) return;
		isPressed = true;
		wawp.failNext({ delayMs: 500 }, { operation: 'webhook.getAll' });
		ctrlC();
		// npm hears it too, and passes it on
		void sleep(50).then(ctrlC);
	});
	expect(instance.webhooks).toEqual([]);
	expect(report).toContain('### webhook.delete: confirmed');
});
