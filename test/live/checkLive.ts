/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a command line, never in n8n */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';

import type { Account } from './ask';
import { check } from './check';
import { register } from './register';
import { countOf, lineOf, reportOf } from './report';

const REPORT = 'wawp-report.md';

/**
 * `npm run check-live`: asks the real Wawp all that changes nothing, and says what is as the reference has it and what is not.
 * With `-- --register <address> --listen <port>` it also sets a webhook and takes it away again: the address is one that leads
 * from the internet to that port of this machine. `--pause` is the time between two requests, in milliseconds.
 */
async function checkLive(): Promise<void> {
	const { values } = parseArgs({ options: { register: { type: 'string' }, listen: { type: 'string' }, pause: { type: 'string' } } });
	const pauseMs = values.pause === undefined ? undefined : Number(values.pause);
	if (Number.isNaN(pauseMs)) throw new Error('--pause takes a number of milliseconds');
	const port = values.register === undefined ? 0 : Number(values.listen ?? (URL.canParse(values.register) ? new URL(values.register).port : 0));
	if (values.register !== undefined && !(URL.canParse(values.register) && port > 0)) throw new Error('--register takes a whole address, and --listen the port of this machine to which it leads');
	const account = await accountOf(process.env);
	console.log(`Asking ${new URL(account.baseUrl).host} what changes nothing, one request a second.\n`);
	const findings = await check({ account, pauseMs, tell: (finding) => console.log(lineOf(finding)) });
	console.log(`\n${countOf(findings)}`);
	const write = () => writeFileSync(REPORT, reportOf(findings, [account.token, account.instanceId], new Date().toISOString().slice(0, 10)));
	// before what may end it: a port that is taken, Ctrl-C at the question
	write();
	if (values.register) {
		const agrees = await question(`\nA webhook to ${values.register} will be added to the instance, which may restart its session, and be removed again after a message has come. Type "register" to go on: `);
		if (agrees === 'register') findings.push(...(await register({ account, address: values.register, port, tell: console.log, signal: interruption() })));
	}
	write();
	console.log(`\n${REPORT} holds shapes, no values: look through it, and paste it into an issue "Wawp differs from the reference".`);
}

/** From WAWP_ACCESS_TOKEN, WAWP_INSTANCE_ID and WAWP_BASE_URL; what is not there is asked for. */
async function accountOf(env: NodeJS.ProcessEnv): Promise<Account> {
	return {
		token: env.WAWP_ACCESS_TOKEN ?? (await question('Access token: ')),
		instanceId: env.WAWP_INSTANCE_ID ?? (await question('Instance ID: ')),
		baseUrl: env.WAWP_BASE_URL ?? 'https://api.wawp.net',
	};
}

const PRESSED_AGAIN_MS = 1_000;

/** Ctrl-C has the webhook removed before the end; pressed again it ends all. The terminal and npm both tell of one press. */
function interruption(): AbortSignal {
	const interrupted = new AbortController();
	let pressedAt = Infinity;
	process.on('SIGINT', () => {
		if (Date.now() - pressedAt > PRESSED_AGAIN_MS) process.exit(130);
		pressedAt = Math.min(pressedAt, Date.now());
		interrupted.abort();
	});
	return interrupted.signal;
}

async function question(text: string): Promise<string> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	try {
		return (await terminal.question(text)).trim();
	} finally {
		terminal.close();
	}
}

checkLive().catch(({ message }: Error) => {
	console.error(`\n${message}`);
	process.exitCode = 1;
});
