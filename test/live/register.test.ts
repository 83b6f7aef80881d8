/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createServer } from 'node:net';

import { type Instance, type Switches, type Wawp, startWawp } from '../simulator';
import type { Finding } from './check';
import { register } from './register';

const FOREIGN = { url: 'http://127.0.0.1:9/foreign', events: ['group.v2.join'], is_active: 1 as const, retries: { delay: 1, attempts: 1 } };

let wawp: Wawp;
let instance: Instance;
afterEach(async () => await wawp.stop());

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** A person writes as soon as they are told to, unless they are `silent`. */
async function registered(switches: Partial<Switches> = {}, { plan = 'paid' as 'paid' | 'free', silent = false, interruptedAt = '', before = [] as string[], after = [] as string[] } = {}): Promise<{ of: (what: string) => Finding | undefined; text: string }> {
	const isRestarted = switches.webhookChange === 'restarts the session';
	// A restart lasts long enough to be seen on a busy machine, and is watched to its end.
	wawp = await startWawp({ switches, speed: isRestarted ? 10 : 100 });
	const account = wawp.addAccount({ plan });
	instance = wawp.addInstance(account, { status: 'WORKING' });
	if (plan === 'paid') instance.webhooks.push({ ...FOREIGN });
	const fail = (operations: string[]) => operations.forEach((operation) => wawp.failNext({ status: 500, body: { code: 'engine_error', message: 'No' } }, { operation }));
	fail(before);
	const port = await freePort();
	const interrupted = new AbortController();
	const findings = await register({
		account: { baseUrl: wawp.url, token: account.token, instanceId: instance.id },
		address: `http://127.0.0.1:${port}/from-wawp`,
		port,
		watchMs: isRestarted ? 1500 : interruptedAt ? 60_000 : 60,
		lookMs: 5,
		waitMs: interruptedAt ? 60_000 : 500,
		signal: interrupted.signal,
		tell: (line) => {
			if (/write a message/.test(line)) fail(after);
			if (interruptedAt && line.includes(interruptedAt)) interrupted.abort();
			else if (/write a message/.test(line) && !silent) wawp.emit(instance.id, 'message');
		},
	});
	return { of: (name) => findings.find(({ what }) => what === name), text: JSON.stringify(findings) };
}

test.each<[Switches['signature'], string[], string]>([
	['sha512', [], 'x-webhook-hmac: HMAC sha512 in hex'],
	['sha256', ['x-wawp-signature: HMAC sha256 in hex'], 'x-wawp-signature: HMAC sha256 in hex'],
	['sha256 prefixed', ['x-wawp-signature: HMAC sha256 in hex, with its name in front'], 'x-wawp-signature: HMAC sha256 in hex, with its name in front'],
	['plain secret', ['x-wawp-signature: the secret itself'], 'x-wawp-signature: the secret itself'],
	['none', ['no signature came'], 'headers: '],
])('tells which signature came, and how it is made: %s', async (signature, details, came) => {
	const { of } = await registered({ signature });
	expect(of('the signature of a delivery')!.details).toEqual(details);
	expect(of('the signature of a delivery')!.came.join('\n')).toContain(came);
});

test.each<[Switches['webhookChange'], string[]]>([
	['goes unnoticed', []],
	['restarts the session', [expect.stringMatching(/^it changes its state: .*STARTING/)]],
])('tells what a registration does to the session: %s', async (webhookChange, details) => {
	const { of } = await registered({ webhookChange });
	expect(of('the session after a registration')!.details).toEqual(details);
});

test.each<Partial<Switches>>([{}, { systemWebhook: 'in webhooks' }, { webhookList: 'numeric keys' }, { deliveryShape: 'array' }, { webhookAddresses: 'kept with a parameter more' }, { webhookAddresses: 'written in another way' }])('leaves the webhooks of others as they were, and takes its own away (%j)', async (switches) => {
	const { of } = await registered(switches);
	expect(of('webhook.delete')).toMatchObject({ result: 'confirmed' });
	expect(instance.webhooks).toEqual([FOREIGN]);
});

test('takes its own away where no message comes', async () => {
	const { of } = await registered({}, { silent: true });
	expect(of('the signature of a delivery')!.details).toEqual(['no delivery came in time']);
	expect(instance.webhooks).toEqual([FOREIGN]);
});

test('takes its own away at once where it is interrupted', async () => {
	const { of } = await registered({}, { interruptedAt: 'is watched' });
	expect(of('webhook.delete')).toMatchObject({ result: 'confirmed' });
	expect(instance.webhooks).toEqual([FOREIGN]);
});

test.each(['404', '405'] as const)('writes no list where single webhooks cannot be set (%s)', async (singleWebhookRoutes) => {
	const { of } = await registered({ singleWebhookRoutes });
	expect(of('webhook.set')!.details).toEqual([`it is refused with ${singleWebhookRoutes}`]);
	expect(instance.webhooks).toEqual([FOREIGN]);
	expect(wawp.calls.some(({ method, path }) => method === 'POST' && path.startsWith('/v2/session/webhook'))).toBe(false);
});

test('tells of a free plan, and waits for nothing', async () => {
	const { of } = await registered({}, { plan: 'free' });
	expect(of('webhook.set')!.details).toEqual(['it is refused with 403']);
	expect(of('the signature of a delivery')).toBeUndefined();
});

test('tells no address, no secret and no words of a message', async () => {
	const { text } = await registered({ metadata: 'with token', signature: 'plain secret' });
	expect(text).not.toMatch(/127\.0\.0\.1|from-wawp|check=|\d{6}/);
	const [own] = wawp.deliveries.filter(({ url }) => url.includes('from-wawp'));
	expect(text).not.toContain(new URL(own!.url).searchParams.get('check'));
});

test.each([
	['none of it, nor takes the webhook away', ['webhook.getAll'], ['webhook.getAll', 'webhook.delete', 'webhook.getAll'], 'does not tell'],
	['the one before', ['webhook.getAll'], [], 'does not tell'],
	['the one afterwards', [], ['webhook.getAll', 'webhook.getAll'], 'does not tell'],
	['all, and does not take the webhook away', [], ['webhook.delete'], 'is not what it was'],
])('does not say that the list is as before where Wawp tells %s', async (_what, before, after, words) => {
	const { of } = await registered({}, { silent: true, before, after });
	expect(of('webhook.delete')).toMatchObject({ result: 'differs', details: [expect.stringContaining(words)] });
});
