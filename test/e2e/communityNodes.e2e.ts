/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { type Account, type Instance, type Wawp, startWawp } from '../simulator';
import { eventually } from './eventually';
import { prepared } from './live';
import { N8nClient, type SavedWorkflow } from './n8n/client';
import { N8nServer } from './n8n/server';
import { timed } from './timings';
import { writtenDown } from './triggered';
import { PACKAGE, repackedAs } from './wawpPackage';

/*
 * n8n's own installer, behind Settings > Community nodes. It unpacks the tarball, removes the dev, peer and optional
 * dependencies from its package.json, runs `npm install --ignore-scripts --install-strategy=shallow`, and loads it.
 * Only where the tarball comes from is ours.
 */

const NEXT_VERSION = '99.0.0';

let registry: string;
let server: N8nServer;
let n8n: N8nClient;
let wawp: Wawp;
let account: Account;
let instance: Instance;
let workflow: SavedWorkflow;

beforeAll(async () => {
	registry = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-registry-'));
	server = await N8nServer.prepare(prepared().n8n, { programs: join(__dirname, 'n8n/registry') });
	wawp = await startWawp();
	account = wawp.addAccount();
	instance = wawp.addInstance(account, { status: 'WORKING' });
	await start();
	n8n = new N8nClient(server.url);
	await n8n.setUpOwner();
});

afterAll(async () => {
	await server?.remove();
	await wawp?.stop();
	rmSync(registry, { recursive: true, force: true });
});

const start = async () => await server.start({ E2E_REGISTRY: registry });

function released(tarball: string): string {
	const folder = join(registry, PACKAGE);
	mkdirSync(folder, { recursive: true });
	copyFileSync(tarball, join(folder, basename(tarball)));
	const [, version] = /-(\d+\.\d+\.\d+)\.tgz$/.exec(tarball)!;
	writeFileSync(join(folder, 'latest'), version!);
	return version!;
}

async function startedBy(id: string): Promise<void> {
	wawp.emit(instance.id, 'message', { body: id }, { id });
	await eventually(`an execution started by ${id}`, async () => {
		const executions = await n8n.executions(workflow.id);
		return executions.some((execution) => execution.status === 'success' && execution.items('Wawp Trigger').some(({ json }) => json.id === id));
	});
}

/** The tests are steps of one story. */
test('installs the package, and loads its nodes at once', async () => {
	const version = released(prepared().tarball);
	const installed = await timed("Install the package by n8n's page", async () => await n8n.installPackage(PACKAGE));
	expect(installed).toMatchObject({ packageName: PACKAGE, installedVersion: version });
	expect(installed.installedNodes.map(({ type }) => type).sort()).toEqual([
		'n8n-nodes-wawp.wawp',
		'n8n-nodes-wawp.wawpSessionWatcher',
		'n8n-nodes-wawp.wawpTrigger',
	]);
	expect(await n8n.nodeTypes()).toEqual(expect.arrayContaining(['n8n-nodes-wawp.wawp', 'n8n-nodes-wawp.wawpTrigger']));
	const folder = join(server.nodesFolder, 'node_modules', PACKAGE);
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
	expect(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].filter((key) => key in manifest)).toEqual([]);
	expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});

test('runs a workflow with it', async () => {
	const wawpApi = await n8n.addCredential('Wawp', { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url });
	workflow = await n8n.addWorkflow({
		name: 'Before and after an update',
		nodes: [
			{ id: randomUUID(), name: 'Wawp Trigger', type: 'n8n-nodes-wawp.wawpTrigger', typeVersion: 2, position: [0, 0], webhookId: randomUUID(), parameters: { events: ['message'] }, credentials: { wawpApi } },
			{ id: randomUUID(), name: 'Get Info', type: 'n8n-nodes-wawp.wawp', typeVersion: 2, position: [200, 0], parameters: { resource: 'session', operation: 'getInfo' }, credentials: { wawpApi } },
		],
		connections: { 'Wawp Trigger': { main: [[{ node: 'Get Info', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	expect(await n8n.publish(workflow.id)).toMatchObject({ status: 'published' });
	await startedBy('evt_before');
	// A version that is loaded before that knows nothing of it.
	await writtenDown();
});

test('updates it while the workflow is published: the workflow goes on, and repeats nothing', async () => {
	released(await repackedAs(NEXT_VERSION, prepared().tarball, registry));
	const updated = await timed("Update the package by n8n's page", async () => await n8n.updatePackage(PACKAGE));
	expect(updated.installedVersion).toBe(NEXT_VERSION);
	// A run that a repeat had started would come before that of the next event.
	await wawp.redeliver('evt_before', 1);
	await startedBy('evt_after');
	await server.kill();
	await start();
	await wawp.redeliver('evt_before', 1);
	await startedBy('evt_restarted');
	const ids = (await n8n.executions(workflow.id)).flatMap((execution) => execution.items('Wawp Trigger').map(({ json }) => json.id));
	expect(ids).toEqual(['evt_before', 'evt_after', 'evt_restarted']);
	expect(instance.webhooks).toHaveLength(1);
});

test('uninstalls it and leaves n8n healthy, though the workflow is still published', async () => {
	await n8n.uninstallPackage(PACKAGE);
	expect((await n8n.nodeTypes()).filter((type) => type.startsWith(PACKAGE))).toEqual([]);
	expect(readdirSync(join(server.nodesFolder, 'node_modules')).filter((name) => name.startsWith(PACKAGE))).toEqual([]);
	await server.kill();
	await start();
	expect(await n8n.packages()).toEqual([]);
	const other = await n8n.addWorkflow({
		name: 'Without Wawp',
		nodes: [{ id: randomUUID(), name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} }],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	expect(await n8n.execute(other.id, 'Start')).toMatchObject({ status: 'success' });
});

// An n8n 2.41 that starts without the package takes workflows with its polling nodes off, and does not put them back by itself.
test('installed again, and the workflow published again, it takes the events that came meanwhile', async () => {
	instance.webhooks[0]!.retries = { delay: 2, attempts: 1000 };
	wawp.emit(instance.id, 'message', { body: 'Anybody there?' }, { id: 'evt_meanwhile' });
	await eventually('an attempt that n8n does not take', () => wawp.deliveries.some(({ id, status }) => id === 'evt_meanwhile' && status !== null && status >= 400));
	await n8n.installPackage(PACKAGE);
	await n8n.unpublish(workflow.id);
	expect(await n8n.publish(workflow.id)).toMatchObject({ status: 'published' });
	await wawp.settled();
	await startedBy('evt_at_last');
	const ids = (await n8n.executions(workflow.id)).flatMap((execution) => execution.items('Wawp Trigger').map(({ json }) => json.id));
	expect(ids).toContain('evt_meanwhile');
});
