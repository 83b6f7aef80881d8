import { isBackWithin } from '../../nodes/Wawp/ask/working';
import { time } from '../../nodes/Wawp/time/time';

/* Whether a session can send again after its webhooks were changed. */

beforeEach(() => void (time.speed = 1_000));
afterEach(() => void (time.speed = 1));

/** Asks with these answers, the last one again and again. Tells what came of it, how often it asked, and for how long. */
async function looked(limitMs: number, answers: Array<{ statusCode: number; body?: object }>, signal?: AbortSignal) {
	let calls = 0;
	const httpRequestWithAuthentication = async () => {
		const { statusCode, body = {} } = answers[Math.min(++calls, answers.length) - 1]!;
		return { statusCode, headers: {}, body: Buffer.from(JSON.stringify(body)) };
	};
	const account = { baseUrl: 'https://api.wawp.net', instanceId: 'I', accessToken: 'wp-token', secrets: [] };
	const begun = time.now();
	const isBack = await isBackWithin(limitMs, { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequestWithAuthentication } } as never, { account, instanceId: 'I' } as never, signal);
	return { isBack, calls, ms: time.now() - begun };
}

const told = (status: string) => ({ statusCode: 200, body: { status } });

test('one that works is back, at the first look', async () => {
	expect(await looked(60_000, [told('WORKING')])).toMatchObject({ isBack: true, calls: 1 });
});

test('a Wawp that does not tell says nothing against it', async () => {
	expect(await looked(60_000, [{ statusCode: 403 }])).toMatchObject({ isBack: true, calls: 1 });
});

test('nor does one that does not answer', async () => {
	const httpRequestWithAuthentication = async () => await Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
	const account = { baseUrl: 'https://api.wawp.net', instanceId: 'I', accessToken: 'wp-token', secrets: [] };
	expect(await isBackWithin(60_000, { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequestWithAuthentication } } as never, { account, instanceId: 'I' } as never)).toBe(true);
});

test.each(['STOPPED', 'FAILED', 'SCAN_QR_CODE'])('one that is %s does not come back by itself', async (status) => {
	expect(await looked(60_000, [told(status)])).toMatchObject({ isBack: false, calls: 1 });
});

test('one that boots is looked at again, three seconds after each look', async () => {
	const { ms, ...rest } = await looked(60_000, [told('STARTING'), told('STARTING'), told('WORKING')]);
	expect(rest).toEqual({ isBack: true, calls: 3 });
	expect(ms).toBeGreaterThanOrEqual(6_000);
});

test('one that boots for longer than there is time is not back', async () => {
	const { isBack, ms } = await looked(7_000, [told('STARTING')]);
	expect(isBack).toBe(false);
	expect(ms).toBeGreaterThanOrEqual(7_000);
});

test('nobody waits for it in an execution that was stopped', async () => {
	expect(await looked(60_000, [told('STARTING')], AbortSignal.abort())).toMatchObject({ isBack: false, calls: 1 });
});
