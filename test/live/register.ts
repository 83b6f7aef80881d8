/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command line, never in n8n */
import { createHmac, randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { type Account, type Answer, ask } from './ask';
import type { Finding } from './check';
import { linesOf, shapeOf } from './shape';

export interface Registering {
	account: Account;
	/** Leads from Wawp to the port. */
	address: string;
	port: number;
	tell?: (line: string) => void;
	/** How long the session is watched, and how often looked at. */
	watchMs?: number;
	lookMs?: number;
	/** How long a message is waited for. */
	waitMs?: number;
	/** Ends what is waited for, and nothing else: what was added is removed. */
	signal?: AbortSignal;
}

interface Delivery {
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** Adds one webhook beside those that are there, looks at what it does to the session, waits for a message, and removes it. */
export async function register({ account, address, port, tell = () => {}, watchMs = 60_000, lookMs = 3_000, waitMs = 300_000, signal = new AbortController().signal }: Registering): Promise<Finding[]> {
	const secret = randomBytes(24).toString('base64url');
	const url = new URL(address);
	const mark = randomBytes(12).toString('hex');
	url.searchParams.set('check', mark);
	const inbox = await listen(port, mark);
	const before = await webhooksOf(account);
	const findings: Finding[] = [];
	const set = await ask(account, { method: 'POST', path: '/v2/webhook/set', params: { url: url.href, events: ['message', 'session.status'], hmac: secret } });
	try {
		findings.push(finding('webhook.set', isGood(set) ? [] : [`it is refused with ${set.status}`], cameOf(set)));
		if (!isGood(set)) return findings;
		tell('The webhook is set. The session is watched for a minute ...');
		findings.push(restartedOr(await statesFor(account, watchMs, lookMs, signal)));
		tell('Now write a message to the number from another phone.');
		findings.push(signatureOf(await inbox.next(waitMs, signal), secret));
	} finally {
		const listed = addressIn((await webhooksOf(account)).body, mark) ?? url.href;
		const removed = await ask(account, { method: 'DELETE', path: '/v2/webhook/delete', params: { url: listed } });
		findings.push(finding('webhook.delete', wrongWith(before, await webhooksOf(account)), cameOf(removed)));
		await inbox.close();
	}
	return findings;
}

const finding = (what: string, details: string[], came: string[]): Finding => ({ what, result: details.length > 0 ? 'differs' : 'confirmed', details, came, open: [] });

const cameOf = ({ status, type, body, fault }: Answer): string[] => (fault ? [`no answer: ${fault}`] : [`${status} ${type}`, ...linesOf(shapeOf(body))]);

const webhooksOf = async (account: Account): Promise<Answer> => await ask(account, { method: 'GET', path: '/v2/session/webhook' });

/** Two refusals are alike too, and say nothing of a list. */
function wrongWith(before: Answer, after: Answer): string[] {
	if (!isGood(before) || !isGood(after)) return ['Wawp does not tell whether the list is what it was before: look at it in the dashboard'];
	return isDeepStrictEqual(after.body, before.body) ? [] : ['the list is not what it was before: look at it in the dashboard'];
}

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** The own address as Wawp lists it, which may be in another way than it was given. */
function addressIn(list: unknown, mark: string): string | undefined {
	if (typeof list === 'string') return list.includes(mark) ? list : undefined;
	if (typeof list !== 'object' || list === null) return undefined;
	return Object.values(list).map((each) => addressIn(each, mark)).find((address) => address !== undefined);
}

/** The states one after the other, as often as they change. */
async function statesFor(account: Account, watchMs: number, lookMs: number, signal: AbortSignal): Promise<string[]> {
	const states: string[] = [];
	for (const end = Date.now() + watchMs; Date.now() < end && !signal.aborted; await sleep(lookMs, undefined, { signal }).catch(() => undefined)) {
		const { status, body } = await ask(account, { method: 'POST', path: '/v2/session/info' });
		const state = (body as { status?: unknown } | null)?.status;
		const word = typeof state === 'string' && /^[A-Z_]{3,40}$/.test(state) ? state : `an answer with ${status}`;
		if (word !== states.at(-1)) states.push(word);
	}
	return states;
}

const restartedOr = (states: string[]): Finding => finding('the session after a registration', states.length > 1 ? [`it changes its state: ${states.join(', ')}`] : [], [`states: ${states.join(', ')}`]);

const HASHES = ['sha256', 'sha512'];

/** Which header came, and what is in it. */
function signatureOf(delivery: Delivery | undefined, secret: string): Finding {
	if (!delivery) return finding('the signature of a delivery', ['no delivery came in time'], []);
	const { headers, body } = delivery;
	const hmacs = HASHES.flatMap((hash) => {
		const hex = createHmac(hash, secret).update(body).digest('hex');
		return [[hex, `HMAC ${hash} in hex`], [`${hash}=${hex}`, `HMAC ${hash} in hex, with its name in front`], [createHmac(hash, secret).update(body).digest('base64'), `HMAC ${hash} in Base64`]] as const;
	});
	const schemes = new Map<unknown, string>([[secret, 'the secret itself'], ...hmacs]);
	const signatures = Object.entries(headers).filter(([name, value]) => /signature|hmac/i.test(name) && !/algorithm/i.test(name) && value !== undefined);
	const told = signatures.map(([name, value]) => `${name}: ${schemes.get(value) ?? 'something else'}`);
	const fits = headers['x-webhook-hmac'] !== undefined && schemes.get(headers['x-webhook-hmac']) === 'HMAC sha512 in hex';
	const names = Object.keys(headers).filter((name) => /^x-/.test(name) && !/^x-(forwarded|real)/.test(name)).sort();
	return finding('the signature of a delivery', fits ? [] : [told.length > 0 ? told.join(', ') : 'no signature came'], [...told, `headers: ${names.join(', ')}`, ...linesOf(shapeOf(parsed(body)))]);
}

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString());
	} catch {
		return body.toString();
	}
}

/** What Wawp delivers to the address, and nobody else's calls. The first that tells of a message counts. */
async function listen(port: number, mark: string) {
	const deliveries: Delivery[] = [];
	let woken = () => {};
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
			response.writeHead(200).end();
			if (!request.url?.includes(mark)) return;
			deliveries.push({ headers: request.headers, body: Buffer.concat(parts) });
			woken();
		});
	});
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
	const ofMessage = () => deliveries.find(({ body }) => /"event"\s*:\s*"message"/.test(body.toString()));
	return {
		async next(waitMs: number, signal: AbortSignal): Promise<Delivery | undefined> {
			const end = sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
			let over = false;
			void end.then(() => (over = true));
			while (!ofMessage() && !over) await Promise.race([end, new Promise<void>((resolve) => (woken = resolve))]);
			return ofMessage() ?? deliveries[0];
		},
		async close(): Promise<void> {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
