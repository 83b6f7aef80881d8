import type { INodeExecutionData } from 'n8n-workflow';

import { operationOf } from '../../nodes/Wawp/engine/job';
import { call } from '../../nodes/Wawp/engine/transport';
import { resources } from '../../nodes/Wawp/resources';
import { type Wawp, startWawp } from '../simulator';
import { type Instead, StandIn } from '../support/standIn';
import { share } from '../support/thorough';
import { WawpRig } from '../support/wawpRig';
import { wires } from '../wire';

/* What is told of a refusal whose reason may be the state of the session: the state, and the way out of it. */

type Told = Instead & { status: number };

/** Refusals that do not say what is wrong. */
const SILENT: Record<string, Told> = {
	'an unknown session': { status: 404, body: { code: 'invalid_session', message: 'No' } },
	'an unknown instance': { status: 404, body: { code: 'invalid_instance' } },
	'an unknown session in words': { status: 404, body: { message: 'Please verify your instance_id or session_name' } },
	'not connected': { status: 401, body: { code: 'session_not_connected', message: 'No' } },
	'not ready': { status: 400, body: { code: 'session_not_ready', message: 'No' } },
	'not allowed, without a word': { status: 401, body: {} },
	'not understood, without a word': { status: 400, body: {} },
	'not found, as a page': { status: 404, body: '<html><title>Not Found</title></html>' },
	'another state, without saying which': { status: 422, body: { message: 'Session status is not as expected', expected: ['WORKING'] } },
	'a conflict': { status: 409, body: { message: 'No' } },
	'under status 200': { status: 200, body: { success: false, message: 'No' } },
	'an unknown session under status 200': { status: 200, body: { code: 'invalid_session', message: 'No', data: { status: 404 } } },
	'a fault of the server': { status: 500, body: { statusCode: 500, exception: { message: 'Evaluation failed' } } },
	'a session that is not found': { status: 404, body: { code: 'session_not_found' } },
	'an instance that is not found': { status: 400, body: { code: 'instance_not_found' } },
};

/** Refusals that say it themselves. */
const PLAIN: Record<string, Told> = {
	'a wrong token': { status: 401, body: { code: 'invalid_access_token' } },
	'a free plan': { status: 403, body: { code: 'subscription_required' } },
	'no right': { status: 403, body: {} },
	'too many': { status: 429, body: {} },
	'the lock of strangers': { status: 400, body: { code: 463 } },
	'an engine that cannot': { status: 501, body: {} },
	'another state, by its name': { status: 422, body: { status: 'STARTING', expected: ['WORKING'] } },
	'no engine': { status: 502, body: { code: 'wawp_upstream_error' } },
	'too much': { status: 413, body: {} },
	'a value that is missing': { status: 400, body: { code: 'missing_chat_id' } },
	'a message that is not found': { status: 404, body: { code: 'message_not_found' } },
	'a plan that is used up': { status: 200, body: { status: 'success', message: 'This instance has exceeded the maximum limit' } },
};

const STATES = ['STOPPED', 'FAILED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'PASSKEY_REQUIRED'];

/** What Get Info answers: a state, that there is no such session, or nothing of use. */
const NO_SESSION: Told = { status: 404, body: { code: 'invalid_session', message: 'No' } };
const NOTHING: Told[] = [{ status: 503, body: 'Busy' }, { status: 200, body: {} }, { status: 404, body: {} }];

/** Each instance is answered in its own way: its ID says how. */
function answerFor(instanceId: string, path: string): Told {
	const isInfo = path.startsWith('/v2/session/info');
	heard.push({ instanceId, isInfo });
	const { refusal, info } = cases[Number(instanceId.slice(1))]!;
	return isInfo ? info : refusal;
}

interface Case {
	what: string;
	refusal: Told;
	info: Told;
	/** Of Get Info, where it tells one. */
	state?: string;
	isUnknown?: boolean;
	isPlain?: boolean;
}

const ofState = (state: string): Told => ({ status: 200, body: { name: 'wawp-1', status: state } });

const cases: Case[] = [
	...Object.entries(SILENT).flatMap(([what, refusal]) => [
		...STATES.map((state) => ({ what: `${what}, ${state}`, refusal, info: ofState(state), state })),
		{ what: `${what}, no such session`, refusal, info: NO_SESSION, isUnknown: true },
		...NOTHING.map((info) => ({ what: `${what}, and Get Info says ${info.status}`, refusal, info })),
	]),
	...Object.entries(PLAIN).map(([what, refusal]) => ({ what, refusal, info: ofState('STOPPED'), isPlain: true })),
];
let heard: Array<{ instanceId: string; isInfo: boolean }> = [];

let wawp: Wawp;
let standIn: StandIn;
beforeAll(async () => {
	wawp = await startWawp();
	standIn = await StandIn.start(wawp, answerFor);
});
afterAll(async () => {
	standIn.stop();
	await wawp.stop();
});

/** What came of each case, by one run of the operation. */
async function outcomesOf(key: string, chosen: Case[]) {
	heard = [];
	const ids = chosen.map((each) => `C${cases.indexOf(each)}`);
	const told = await standIn.itemsOf(key, ids);
	return chosen.map((one, index) => ({ ...one, ...shown(told[index]![0]!), looks: heard.filter(({ instanceId, isInfo }) => isInfo && instanceId === ids[index]).length }));
}

/** A change of which nobody knows whether it was made is told without an error beside it. */
function shown({ json, error }: INodeExecutionData): { message: string; description: string } {
	if (error) return { message: error.message, description: String(error.description ?? '') };
	return { message: String(json.error), description: (json.details as { advice: string }).advice };
}

const rows = Object.entries(resources)
	.flatMap(([resource, { operations }]) => Object.keys(operations).map((name) => `${resource}.${name}`))
	// What is more than one request has words of its own.
	.filter((key) => wires.some(({ operation }) => operation === key) || !operationOf(resources, key).needs);
/** Get Connected Account looks at the session by itself, for as long as it may be too early. */
const stateful = rows.filter((key) => operationOf(resources, key).needs && key !== 'session.getMe');
const others = rows.filter((key) => {
	const { needs, flow, request, needsInstance } = operationOf(resources, key);
	return !needs && !flow && needsInstance !== false && !request.endsWith('/session/info');
});

const NAMED = /^The session is ([A-Z_]+)[:,] /;
const TO_DO: Record<string, RegExp> = {
	STOPPED: /: run 'Session > Start', then try again$/,
	FAILED: /: run 'Session > Restart', then try again$/,
	STARTING: /: wait some seconds, then try again$/,
	SCAN_QR_CODE: /: link its phone, then try again$/,
	WORKING: /: its phone is linked, and there is nothing to scan$/,
	PASSKEY_REQUIRED: /, and this works only while it is (WORKING|SCAN_QR_CODE)$/,
};

/**
 * Each operation meets every state, every refusal and every silence of Get Info; which of them meet each other, turns from one
 * to the next. Before a push each meets every other of them, and the next operation the rest.
 */
function met(key: string): Case[] {
	const turn = rows.indexOf(key);
	const kinds = Object.keys(SILENT).length;
	const silent = cases.filter(({ isPlain }) => !isPlain);
	const each = silent.length / kinds;
	const all = [...silent.filter((_case, index) => index % each === 0 || Math.floor(index / each) === (turn + (index % each)) % kinds), ...cases.filter(({ isPlain }) => isPlain)];
	return share(all, 2, turn);
}

describe.each(stateful)('%s', (key) => {
	const { needs } = operationOf(resources, key);
	let outcomes: Awaited<ReturnType<typeof outcomesOf>>;
	beforeAll(async () => void (outcomes = await outcomesOf(key, met(key))));

	test('is told by the state of the session, whatever Wawp calls it, for one look at the session', () => {
		for (const { what, state, message, looks } of outcomes.filter((one) => one.state && one.state !== needs && !one.isPlain)) {
			expect({ what, named: NAMED.exec(message)?.[1], looks }).toEqual({ what, named: state, looks: 1 });
			expect(message).toMatch(TO_DO[state!]!);
		}
	});

	test('tells a wrong Instance ID from a session that is not connected, and only there that a new session can be made', () => {
		for (const { what, message, looks } of outcomes.filter(({ isUnknown }) => isUnknown)) {
			expect({ what, message, looks }).toEqual({ what, message: 'Wawp finds no session with this Instance ID', looks: 1 });
		}
		for (const { what, message, description } of outcomes.filter(({ isUnknown, isPlain }) => !isUnknown && !isPlain)) {
			expect({ what, costs: /Session > Create/.test(`${message} ${description}`) }).toEqual({ what, costs: false });
		}
	});

	test('is not told by the state where that is as it should be, or where nothing of it is known', () => {
		for (const { what, message, description, looks } of outcomes.filter(({ state, isUnknown, isPlain }) => !isUnknown && !isPlain && (!state || state === needs))) {
			expect({ what, looks, named: NAMED.test(message) && !/^The session is in another state/.test(message) }).toEqual({ what, looks: 1, named: false });
			if (what.endsWith(`, ${needs}`)) expect({ what, description }).toEqual({ what, description: expect.not.stringContaining('works only while the session is in the state') });
		}
	});

	test('says that the session is as it should be, where Wawp says that it is not, or takes the token elsewhere', () => {
		const denied = outcomes.filter(({ what, isPlain }) => !isPlain && what.endsWith(`, ${needs}`) && /^(an unknown|not (connected|ready|allowed)|a session that is not found|an instance)/.test(what));
		for (const { what, message, description } of denied) {
			expect({ what, message, description }).toEqual({ what, message: `Wawp refuses this, though the session is ${needs}`, description: expect.stringMatching(/^Where it came to that only now, try again in half a minute\. If it stays, run 'Session > Restart'\. /) });
		}
	});

	test('is not looked into where Wawp says the cause', () => {
		for (const { what, looks } of outcomes.filter(({ isPlain }) => isPlain)) expect({ what, looks }).toEqual({ what, looks: 0 });
	});
});

test.each(others)('%s, which needs no state, is told without a look at the session', async (key) => {
	const stopped = cases.filter(({ state }) => state === 'STOPPED');
	for (const { what, looks } of await outcomesOf(key, share(stopped, 2, rows.indexOf(key)))) expect({ what, looks }).toEqual({ what, looks: 0 });
});

describe('of the local Wawp', () => {
	test.each(['auth.getQrImage', 'auth.getQr', 'auth.requestCode', 'message.sendText', 'chat.getAll', 'group.getAll', 'auth.sendOtp'])('%s on a session that was never started says to start it', async (key) => {
		const local = new WawpRig(wawp, { instance: { status: 'STOPPED' } });
		const { given, input } = wires.find(({ operation }) => operation === key)!;
		const error = await local.error(key, given, { input });
		expect(error.message).toBe("The session is STOPPED: run 'Session > Start', then try again");
		expect(local.calls.map(({ operation }) => operation)).toEqual([key, 'session.getInfo']);
	});

	test('what is done before a message is sent looks at the session once too, and says that nothing was sent', async () => {
		const local = new WawpRig(wawp, { instance: { status: 'STOPPED' } });
		for (const options of [{ markSeenFirst: true }, { checkNumberFirst: 'fail' }, { typingSeconds: 1 }]) {
			const before = local.calls.length;
			const { given } = wires.find(({ operation }) => operation === 'message.sendText')!;
			const error = await local.error('message.sendText', { ...given, options });
			expect(error.message).toBe("The session is STOPPED: run 'Session > Start', then try again");
			expect(error.description).toMatch(/The message itself was not sent\.$|Nothing was sent/);
			expect(local.calls.slice(before).filter(({ operation }) => operation === 'session.getInfo')).toHaveLength(1);
		}
	});

	test('a picker names the state too', async () => {
		const local = new WawpRig(wawp, { instance: { status: 'STOPPED' } });
		const spec = { type: 'n8n-nodes-wawp.wawp', credentials: ['wawpApi'], parameters: { resource: 'message', operation: 'sendText' } };
		const { results } = await local.rig.listSearch(spec, 'searchChats');
		expect(results[0]!.name).toContain('STOPPED');
		expect(local.calls.map(({ operation }) => operation)).toEqual(['chat.getAll', 'session.getInfo']);
	});
});

test('of all refusals of one item the state is asked for once, and for the next item anew', async () => {
	const paths: string[] = [];
	const httpRequestWithAuthentication = async (_type: string, { url }: { url: string }) => {
		paths.push(new URL(url).pathname);
		const [statusCode, body] = paths.at(-1) === '/v2/session/info' ? [200, { status: 'STOPPED' }] : [400, {}];
		return { statusCode, headers: {}, body: Buffer.from(JSON.stringify(body)) };
	};
	const context = { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequestWithAuthentication } };
	const account = { baseUrl: 'https://api.wawp.net', instanceId: 'A', accessToken: 'wp-token', secrets: [], login: {} };
	for (const itemIndex of [0, 1]) {
		const target = { account, instanceId: 'A', itemIndex };
		for (const key of ['message.markSeen', 'message.sendText']) await expect(call(context as never, operationOf(resources, key), {}, target)).rejects.toThrow('The session is STOPPED');
	}
	expect(paths.map((path) => path.replace('/v2/', ''))).toEqual(['send/seen', 'session/info', 'send/text', 'send/seen', 'session/info', 'send/text']);
});
