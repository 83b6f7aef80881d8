/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a command line, never in n8n */
import './support/env.js';

import { existsSync } from 'node:fs';

import { builtNodes } from './bench/built';
import { BRIEF, WHOLE } from './bench/extent';
import { load, loading, memory, recovering, sending, webhookProcesses } from './bench/parts';
import { started } from './bench/processes';

/**
 * `npm run bench`: what the built nodes cost in n8n's real engine, beside the least that a node can do. All of it is measured in this
 * run, on this machine: the ratios tell more than the times. With `-- --webhooks` it is queue mode alone that is measured, as
 * that takes long; `-- --briefly` goes through all parts once.
 */
async function bench(): Promise<void> {
	if (!existsSync('dist/nodes')) throw new Error('Run "npm run build" first');
	const extent = process.argv.includes('--briefly') ? BRIEF : WHOLE;
	if (process.argv.includes('--webhooks')) return await webhookProcesses(extent);
	const { child: server, message: urls } = await started<Record<number, string>>('server', ['0', '50']);
	try {
		await loading();
		const nodes = await builtNodes();
		await sending(nodes, urls, extent);
		await memory(urls[0]!, extent);
		await recovering(nodes, extent);
	} finally {
		server.disconnect();
	}
	await load(extent);
}

bench().catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});
