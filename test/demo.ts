/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a command line, never in n8n */
import './support/env.js';

import { existsSync } from 'node:fs';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import type { Moment } from './demo/recovery';

/**
 * `npm run demo`: the built package in n8n's real engine against a local Wawp. A workflow logs a WhatsApp session in,
 * is told by a webhook that it dropped, brings it back, and asks a person when only a scan helps. Ends with 0 only if that is
 * what happened.
 */
async function demo(): Promise<void> {
	if (!existsSync('dist/nodes')) throw new Error('Run "npm run build" first');
	// Loaded late: n8n reads its environment when it is loaded.
	const { missingScene, recoverSession } = await import('./demo/recovery');
	const { Wawp, WawpTrigger, WawpApi } = await built();
	console.log('\nA local Wawp, n8n\'s engine, and examples/session-auto-recovery.json:\n');
	const story = await recoverSession(
		{
			nodeTypes: () => ({ 'n8n-nodes-wawp.wawp': new Wawp(), 'n8n-nodes-wawp.wawpTrigger': new WawpTrigger() }),
			credentialType: new WawpApi(),
		},
		timeLine(Date.now()),
	);
	const missing = missingScene(story.moments);
	console.log(missing ? `\nThis did not happen: ${missing}` : '\nThe session was logged in, lost and brought back, logged out and scanned again.');
	process.exitCode = missing ? 1 : 0;
}

interface Built {
	Wawp: new () => INodeType;
	WawpTrigger: new () => INodeType;
	WawpApi: new () => ICredentialType;
}

/** The files that n8n would load. */
async function built(): Promise<Built> {
	const files = ['nodes/Wawp/Wawp.node.js', 'nodes/Wawp/WawpTrigger.node.js', 'credentials/WawpApi.credentials.js'];
	const modules = await Promise.all(files.map(async (file) => (await import(`../dist/${file}`)) as Partial<Built>));
	return Object.assign({}, ...modules) as Built;
}

const timeLine = (start: number) => ({ at, who, text }: Moment) =>
	console.log(`${((at - start) / 1000).toFixed(1).padStart(6)} s  ${who.padEnd(5)}  ${text}`);

demo().catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});
