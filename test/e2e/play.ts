/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- a command line, never in n8n */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';

import { startWawp } from '../simulator';
import { N8nClient, OWNER, type SavedCredential, type SavedWorkflow } from './n8n/client';
import { installedN8n } from './n8n/installed';
import { N8nServer } from './n8n/server';
import { QueueMode } from './queue/queueMode';
import { installByHand, packInto } from './wawpPackage';

const N8N_PORT = 5678;
const WAWP_PORT = 3333;

/**
 * `npm run n8n`: a real n8n with the packed package, a local Wawp with a session that waits for its scan, a credential
 * that fits, and the examples, the first one in front. With `-- --queue` it is n8n in queue mode, with two workers and
 * two webhook processes.
 */
async function play(): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-'));
	const ends: Array<() => Promise<void> | void> = [() => rmSync(scratch, { recursive: true, force: true })];
	const end = async () => {
		for (const each of ends.splice(0).reverse()) await each();
	};
	let stopped = false;
	const stop = () => {
		if (stopped) return;
		stopped = true;
		console.log('\nStopping n8n and the local Wawp ...');
		void end();
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	try {
		const n8n = await installedN8n(tell);
		const port = await freeOr(N8N_PORT);
		const server = process.argv.includes('--queue') ? await QueueMode.prepare(n8n, { port, tell }) : await N8nServer.prepare(n8n, { port });
		ends.push(async () => await server.remove());
		if (stopped) return await end();
		tell('Packing the package and installing it into n8n');
		await installByHand(await packInto(scratch), server.nodesFolder);
		tell('Starting the local Wawp and n8n');
		const wawp = await startWawp({ port: await freeOr(WAWP_PORT) });
		ends.push(async () => await wawp.stop());
		await server.start();
		const account = wawp.addAccount();
		const instance = wawp.addInstance(account);
		const client = new N8nClient(server.url);
		await client.setUpOwner();
		const credential = await client.addCredential('Local Wawp', { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url });
		// n8n lists what was added last first
		let first: SavedWorkflow | undefined;
		for (const file of inOrder().reverse()) first = await client.addWorkflow(withCredential(file, credential));
		await wawpDoes('start', wawp.url, account.token, instance.id);
		// codes end after some minutes; whoever comes later finds one too
		const again = setInterval(() => {
			if (instance.status === 'FAILED' && !instance.linked) void wawpDoes('restart', wawp.url, account.token, instance.id);
		}, 5_000);
		ends.push(() => clearInterval(again));
		console.log(`
n8n is ready, with the package, a credential and the examples.

  n8n           ${server.url}/signin?redirect=${encodeURIComponent(`/workflow/${first!.id}`)}
                leads to the first example, keyword-auto-reply
  E-mail        ${OWNER.email}
  Password      ${OWNER.password}

  Phone         ${wawp.url}/       (its QR code waits: scan it; write, lose the connection, log out)
  Base URL      ${wawp.url}
  Access token  ${account.token}
  Instance ID   ${instance.id}

All of it is made anew at each start. Ctrl-C ends it.`);
	} catch (error) {
		await end();
		if (!stopped) throw error;
	}
}

const tell = (what: string) => console.log(`${what} ...`);

/** The examples as README.md puts them in order. */
const inOrder = (): string[] => [...readFileSync('README.md', 'utf8').matchAll(/^\| \[[\w-]+\]\(examples\/([\w-]+\.json)\)/gm)].map(([, file]) => file!);

/** What Session > Start and Session > Restart do. */
async function wawpDoes(what: 'start' | 'restart', url: string, accessToken: string, instanceId: string): Promise<void> {
	const body = JSON.stringify({ access_token: accessToken, instance_id: instanceId });
	const { ok, status } = await fetch(`${url}/v2/session/${what}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
	if (!ok) throw new Error(`The local Wawp does not ${what} the session: ${status}`);
}

function withCredential(file: string, credential: SavedCredential): IWorkflowBase {
	const workflow = JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as IWorkflowBase;
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-wawp.') ? { ...node, credentials: { wawpApi: credential } } : node,
	);
	return { ...workflow, nodes };
}

/** The port itself, so that addresses stay the same from start to start, unless somebody else has it. */
async function freeOr(port: number): Promise<number> {
	const server = createServer();
	const isFree = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
	});
	if (!isFree) return await freeOr(port + 1);
	await new Promise((resolve) => server.close(resolve));
	return port;
}

play().catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});
