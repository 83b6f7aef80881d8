/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import { type Logs, collectLogs } from './support/logs';
import type { Fault, Wawp } from './simulator';
import { quickWawp } from './support/quickWawp';
import { FakeApi } from './support/server';
import { TriggerRig } from './support/triggerRig';
import { WawpRig } from './support/wawpRig';
import { type Wire, prepare, wires } from './wire';

let wawp: Wawp;
let logs: Logs;
beforeEach(async () => {
	wawp = await quickWawp({ switches: { quotesUrl: true, metadata: 'with token' } });
	logs = collectLogs();
});
afterEach(async () => {
	logs.stop();
	await wawp.stop();
});

/** A run of its own token: whatever n8n keeps or logs of it is searched. */
async function traces(wire: Pick<Wire, 'operation' | 'given' | 'input' | 'instance' | 'switches'>, sendAs: string, fault?: Fault) {
	const { operation, given, input, instance } = wire;
	const webhookSecret = randomBytes(16).toString('hex');
	const rig = new WawpRig(wawp, { instance: { ...instance }, credential: { sendAs, webhookSecret } });
	prepare(rig, wire);
	if (fault) for (let count = 0; count < 4; count++) wawp.failNext(fault);
	const run = await rig.run(operation, given, { input });
	const kept = `${inspect(run, { depth: 30, showHidden: true, maxStringLength: null, maxArrayLength: null })}\n${logs.text()}`;
	return { kept, run, secrets: [rig.account.token, webhookSecret, rig.account.email], heard: rig.calls };
}

describe.each(['parameters', 'headers'])('with the token as %s', (sendAs) => {
	test.each(wires)('$operation leaves no secret behind, though Wawp quotes the whole request in its answer', async (wire) => {
		const { kept, secrets, heard } = await traces(wire, sendAs);
		expect(heard.length).toBeGreaterThan(0);
		for (const secret of secrets) expect(kept).not.toContain(secret);
	});

	test.each<[string, Fault]>([
		['an error that quotes the request', { status: 400 }],
		['a fault of the server', { status: 500, headers: { 'retry-after': '0' } }],
		['too many requests', { status: 429, headers: { 'retry-after': '0' } }],
		['a refusal under status 200', { body: { success: false, message: 'No' } }],
		['a lost connection', { reset: true }],
	])('%s leaves no secret behind', async (_name, fault) => {
		for (const operation of ['session.getInfo', 'session.getRateLimit', 'session.restart', 'session.delete']) {
			const { kept, run, secrets } = await traces({ operation }, sendAs, fault);
			expect(run.status).toBe('error');
			for (const secret of secrets) expect(kept).not.toContain(secret);
		}
	});

	test('a redirect to another host is not followed, and takes no secret along', async () => {
		const elsewhere = await new FakeApi().start();
		try {
			for (const operation of ['session.getInfo', 'session.getRateLimit', 'session.restart']) {
				for (const status of [301, 302, 307, 308]) {
					const { kept, run, secrets } = await traces({ operation }, sendAs, { status, redirectTo: `${elsewhere.url}/v2/session/info` });
					expect(run.data.resultData.error!.message).toBe('The Base URL sends requests on to another address');
					for (const secret of secrets) expect(kept).not.toContain(secret);
				}
			}
			expect(elsewhere.calls).toEqual([]);
		} finally {
			await elsewhere.stop();
		}
	});
});

describe.each(['parameters', 'headers'])('a trigger, with the token as %s', (sendAs) => {
	test('puts no secret into its registration but the Webhook Secret, and none into runs, saved data or logs', async () => {
		const webhookSecret = randomBytes(16).toString('hex');
		const rig = await TriggerRig.start({
			switches: { quotesUrl: true, metadata: 'with token' },
			credential: { sendAs, webhookSecret },
		});
		try {
			const id = await rig.activate({ options: { includeRaw: true } });
			const [registered] = rig.instance.webhooks;
			expect(registered!.hmac).toBe(webhookSecret);
			expect(JSON.stringify(registered)).not.toContain(rig.account.token);

			rig.wawp.setStatus(rig.instance.id, 'FAILED');
			const { run } = await rig.n8n.nextExecution();
			await rig.n8n.deactivate(id);
			for (let count = 0; count < 20; count++) rig.wawp.failNext({ status: 401 });
			const refusal = await rig.n8n.activate(id).catch((error: Error) => error);
			expect(refusal).toBeInstanceOf(Error);

			const kept = [inspect([run, refusal], { depth: 30, showHidden: true, maxStringLength: null }), rig.n8n.logs.text()].join('\n');
			for (const secret of [rig.account.token, rig.account.email, webhookSecret]) expect(kept).not.toContain(secret);
			expect(JSON.stringify(rig.n8n.staticData(id))).not.toContain(rig.account.token);
		} finally {
			await rig.stop();
		}
	});
});

test('a temporary link is shown by the operation that makes it, and by no error', async () => {
	const rig = new WawpRig(wawp);
	await rig.items('session.createTempLink');
	const { url } = wawp.world.tempLinks[0]!;
	wawp.failNext({ status: 400, body: { code: 'bad_request', message: `The link ${url} is there already` } });
	const error = await rig.error('session.createTempLink');
	expect(inspect(error, { depth: 25 })).not.toContain(url);
	expect(error.description).toContain('/temp-qr/***');
});

test('the logger of this test hears what nodes log', async () => {
	const rig = new WawpRig(wawp);
	const node = rig.rig.node('Node', { type: 'n8n-nodes-wawp.wawpTrigger', credentials: ['wawpApi'] });
	rig.rig.hookContext(node, rig.rig.workflow([node])).logger.warn('heard', { detail: 'too' });
	expect(logs.text()).toMatch(/heard[\s\S]*too/);
});
