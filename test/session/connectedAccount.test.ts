import { type IDataObject, type INode, NodeApiError } from 'n8n-workflow';

import type { Answer } from '../../nodes/Wawp/engine/answer';
import type { Job } from '../../nodes/Wawp/engine/operation';
import { simplify } from '../../nodes/Wawp/engine/outputFields';
import { connectedAccount } from '../../nodes/Wawp/session/connectedAccount';
import { time } from '../../nodes/Wawp/time/time';

/* Who is linked, and when a no is final: right after a scan Wawp does not know yet, and a Wawp in trouble may say anything. */

const ACCOUNT = { id: '201145202826@c.us', pushName: 'Support' };
const node = { name: 'Wawp', type: 'wawp' } as INode;

let clock = 0;
beforeEach(() => {
	clock = Date.UTC(2026, 0, 1);
	jest.spyOn(time, 'now').mockImplementation(() => clock);
	jest.spyOn(time, 'pause').mockImplementation(async (ms) => void (clock += ms));
});
afterEach(() => jest.restoreAllMocks());

const said = (body: unknown): Answer => ({ status: 200, headers: {}, body });
const refused = (status: number, code?: string, body: unknown = { code }): Answer => ({ status, headers: {}, body, failure: { status, ...(code && { code }), body } });
const lost = () => new NodeApiError(node, { message: 'The connection was lost' });

type Told = Answer | Error;

interface Wawp {
	/** By the seconds that have passed. */
	me: (seconds: number) => Told;
	info?: (seconds: number) => Told;
	/** What the item in front says. */
	input?: IDataObject;
	simplified?: boolean;
	/** How long the answer to each question takes. */
	takesMs?: number;
}

/** What came of it, or the words of the error; what was asked; and the seconds that it took. */
async function asked({ me, info = () => said({ status: 'WORKING' }), input = {}, simplified = true, takesMs = 0 }: Wawp) {
	const begun = clock;
	const heard: string[] = [];
	const passed = () => (clock - begun) / 1000;
	const job = {
		instanceId: 'A',
		get: (property: unknown) => (property === simplify ? simplified : undefined),
		item: {
			index: 0,
			context: { getNode: () => node, getInputData: () => [{ json: input }], getParentNodes: () => [], getExecutionCancelSignal: () => undefined },
		},
		ask: async (key: string) => {
			heard.push(key.replace('session.', ''));
			const told = (key === 'session.getMe' ? me : info)(passed());
			clock += takesMs;
			if (told instanceof Error) throw told;
			return told;
		},
		errorOf: async (key: string, { failure }: Answer, words?: { refusals?: Record<number, { message: string }> }) => {
			const inWords = words?.refusals?.[failure!.status]?.message;
			return new Error(key === 'session.getMe' && inWords ? inWords : `${key} ${failure!.status} ${failure!.code ?? ''}`.trim());
		},
	};
	const outcome = await connectedAccount(job as unknown as Job).then(([item]) => item!.json, (error: Error) => error.message);
	return { outcome, heard, seconds: passed() };
}

const JUST_TOLD = { event: 'session.status', instanceId: 'A', status: 'WORKING' };
const NOBODY: Array<[how: string, answer: Answer]> = [
	['401', refused(401)],
	['404', refused(404)],
	['404 with a code', refused(404, 'session_not_connected')],
	['nothing', said({})],
	// What holds no account is neither yes nor no.
	['null', refused(200, undefined, null)],
	['an account of null', refused(200, undefined, { me: null })],
	['data of null', refused(200, undefined, { data: null })],
	['a result of null', refused(200, undefined, { result: null })],
	['null under another status', refused(422, undefined, null)],
];

test('who is linked is told at once, and all that Wawp said on request, with its secrets masked', async () => {
	const me = () => said({ ...ACCOUNT, platform: 'android', access_token: 'secret' });
	const account = { instanceId: 'A', ...ACCOUNT, phoneNumber: '201145202826', platform: 'android' };
	expect(await asked({ me })).toEqual({ outcome: account, heard: ['getMe'], seconds: 0 });
	expect((await asked({ me, simplified: false })).outcome).toEqual({ ...account, raw: { ...ACCOUNT, platform: 'android', access_token: '***' } });
});

describe.each(NOBODY)('where Wawp says %s', (_how, nobody) => {
	test.each(['WORKING', 'SCAN_QR_CODE', 'STARTING'])('of a session that is %s, it is asked again, as the scan may be of just now', async (status) => {
		const { outcome, seconds } = await asked({ me: (passed) => (passed < 3 ? nobody : said(ACCOUNT)), info: () => said({ status }) });
		expect([outcome, seconds]).toEqual([expect.objectContaining({ id: ACCOUNT.id }), 3]);
	});

	test.each(['FAILED', 'STOPPED'])('of a session that is %s, nobody is linked, unless it was told that it works', async (status) => {
		const me = (passed: number) => (passed < 3 ? nobody : said(ACCOUNT));
		const info = () => said({ status });
		const { outcome, heard } = await asked({ me, info });
		expect([outcome, heard]).toEqual([`The session is not connected to WhatsApp: it is ${status}`, ['getMe', 'getInfo']]);
		expect((await asked({ me, info, input: JUST_TOLD })).outcome).toMatchObject({ id: ACCOUNT.id });
		expect((await asked({ me, info, input: { ...JUST_TOLD, status: 'FAILED' } })).heard).toEqual(['getMe', 'getInfo']);
	});
});

test('a no that stays one is final after five seconds, counted by when it was asked', async () => {
	const nobody = { me: () => refused(404, 'session_not_connected'), info: () => said({ status: 'SCAN_QR_CODE' }) };
	expect(await asked(nobody)).toMatchObject({ outcome: 'The session is not connected to WhatsApp: it is SCAN_QR_CODE', seconds: 5 });
	// The fourth question is one second late for the five, and its answer takes as long as that.
	expect((await asked({ ...nobody, takesMs: 1_000 })).heard.filter((key) => key === 'getMe')).toHaveLength(3);
	// An answer that takes longer than five seconds is as old as its question: the next one is waited for.
	for (const nobody of [refused(404), said({})]) expect((await asked({ me: (passed) => (passed < 5 ? nobody : said(ACCOUNT)), takesMs: 6_000 })).outcome).toMatchObject({ id: ACCOUNT.id });
});

test('a session that works, and of which Wawp names no account all the time, has one that is not known', async () => {
	expect(await asked({ me: () => said({}) })).toMatchObject({ outcome: { instanceId: 'A', id: null, phoneNumber: null }, seconds: 5 });
	expect((await asked({ me: () => said({}), info: () => said({ status: 'SCAN_QR_CODE' }) })).outcome).toMatch('it is SCAN_QR_CODE');
	expect((await asked({ me: () => refused(404, 'session_not_connected') })).outcome).toMatch('it is WORKING');
});

describe('what is refused for another reason', () => {
	test.each(['invalid_access_token', 'invalid_token', 'missing_access_token'])('such as a token that is wrong (%s) is told at once, though it was told that the session works', async (code) => {
		for (const input of [{}, JUST_TOLD]) expect(await asked({ me: () => refused(401, code), input })).toEqual({ outcome: `session.getMe 401 ${code}`, heard: ['getMe'], seconds: 0 });
	});

	test('such as a value that is wrong is told at once', async () => {
		expect(await asked({ me: () => refused(422, 'missing_instance') })).toEqual({ outcome: 'session.getMe 422 missing_instance', heard: ['getMe'], seconds: 0 });
	});

	test('is told by session info, where that is what is refused', async () => {
		expect(await asked({ me: () => refused(404), info: () => refused(403, 'subscription_required') })).toMatchObject({ outcome: 'session.getInfo 403 subscription_required', heard: ['getMe', 'getInfo'] });
	});
});

describe.each<[how: string, gone: Answer]>([
	['404', refused(404, 'invalid_session')],
	['400', refused(400, 'invalid_session')],
	['a success', refused(200, 'session_not_found')],
])('where Wawp finds no such session, and says so under %s', (_how, gone) => {
	const words = expect.stringMatching(/^session\.getInfo \d+ \w+_\w+$/);

	test('it is told at once', async () => {
		expect(await asked({ me: () => gone, info: () => gone })).toEqual({ outcome: words, heard: ['getMe', 'getInfo'], seconds: 0 });
	});

	test('and it was told that the session works, it is asked again for five seconds, and no longer', async () => {
		expect(await asked({ me: () => gone, info: () => gone, input: JUST_TOLD })).toMatchObject({ outcome: words, seconds: 5 });
		expect(await asked({ me: (passed) => (passed < 3 ? gone : said(ACCOUNT)), info: () => gone, input: JUST_TOLD })).toMatchObject({ outcome: { id: ACCOUNT.id }, seconds: 3 });
	});
});

describe.each<[trouble: string, told: () => Told, words: string]>([
	['is in trouble', () => refused(503, 'wawp_upstream_error'), 'session.getMe 503 wawp_upstream_error'],
	['does not answer', lost, 'The connection was lost'],
])('where Wawp %s', (_trouble, trouble, words) => {
	test('it is said at once', async () => {
		expect(await asked({ me: trouble })).toEqual({ outcome: words, heard: ['getMe'], seconds: 0 });
		expect((await asked({ me: trouble, input: { ...JUST_TOLD, status: 'SCAN_QR_CODE' } })).seconds).toBe(0);
	});

	test('and it was told that the session works, it is waited for, a minute and no longer', async () => {
		const { outcome, seconds } = await asked({ me: (passed) => (passed < 40 ? trouble() : said(ACCOUNT)), input: JUST_TOLD });
		expect([outcome, seconds]).toEqual([expect.objectContaining({ id: ACCOUNT.id }), 40]);
		expect(await asked({ me: trouble, input: JUST_TOLD })).toMatchObject({ outcome: words, seconds: 60 });
	});

	test('what was waited for it is not taken from the time that a late answer needs', async () => {
		const me = (passed: number) => (passed < 20 ? trouble() : passed < 24 ? refused(404, 'session_not_connected') : said(ACCOUNT));
		expect((await asked({ me, input: JUST_TOLD })).outcome).toMatchObject({ id: ACCOUNT.id });
		const never = (passed: number) => (passed < 20 ? trouble() : refused(404, 'session_not_connected'));
		expect(await asked({ me: never, info: () => said({ status: 'SCAN_QR_CODE' }), input: JUST_TOLD })).toMatchObject({ outcome: expect.stringContaining('it is SCAN_QR_CODE'), seconds: 25 });
	});

	test('when it is asked for the state, it is waited for as well', async () => {
		const info = (passed: number) => (passed < 6 ? trouble() : said({ status: 'WORKING' }));
		const { outcome } = await asked({ me: (passed) => (passed < 6 ? refused(404) : said(ACCOUNT)), info, input: JUST_TOLD });
		expect(outcome).toMatchObject({ id: ACCOUNT.id });
	});
});
