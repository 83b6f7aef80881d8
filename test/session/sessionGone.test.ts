import { time } from '../../nodes/Wawp/time/time';
import { type Fault, type Wawp, startWawp } from '../simulator';
import { quickWawp } from '../support/quickWawp';
import { Watching, WORKING } from '../support/watching';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

/* "Does Wawp find no such session?" has one answer, whoever asks: where it is wrong, a session is made that costs money, or one is told as deleted that is not. */

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterEach(() => {
	wawp.conditions.weather = () => undefined;
	time.speed = 1;
});
afterAll(async () => await wawp.stop());

const GONE: Record<string, Fault> = {
	'a code of Wawp': { status: 404, body: { code: 'invalid_session', message: 'No' } },
	'the other code': { status: 404, body: { code: 'invalid_instance' } },
	'a code under 401': { status: 401, body: { code: 'invalid_session' } },
	'a code under status 200': { status: 200, body: { code: 'invalid_instance', message: 'No', data: { status: 404 } } },
	'any code under 404': { status: 404, body: { code: 'session_deleted', message: 'It was deleted' } },
	'words alone': { status: 404, body: { message: 'Please verify your instance_id or session_name' } },
	'words of the engine': { status: 404, body: { statusCode: 404, message: 'Session not found', error: 'Not Found' } },
	'words of the engine with a name': { status: 404, body: { statusCode: 404, exception: { message: 'Session "wawp-1" does not exist' } } },
	'words under 400': { status: 400, body: { message: 'The instance was not found' } },
	'XML': { status: 404, body: '<error><code>invalid_session</code><message>No</message></error>' },
};

const UNTOLD: Record<string, Fault> = {
	'a 404 without a word': { status: 404, body: {} },
	'a 404 of a page': { status: 404, body: '<html><title>404 Not Found</title></html>' },
	'a 404 of a router': { status: 404, body: { code: 'rest_no_route', message: 'No route was found' } },
	'a 404 of a server': { status: 404, body: { statusCode: 404, message: 'Cannot POST /v2/session/info', error: 'Not Found' } },
	'a method that is not allowed': { status: 405, body: {} },
	'a token that is wrong': { status: 401, body: { code: 'invalid_access_token' } },
	'no right': { status: 403, body: {} },
	'a value that is wrong': { status: 400, body: { message: 'Session status is not as expected' } },
	'words about something of a session': { status: 400, body: { message: 'Session state for this message not found' } },
	'nothing': { status: 200, body: {} },
	'a page': { status: 200, body: '<html><title>Sign in</title></html>' },
	'no engine': { status: 502, body: { code: 'wawp_upstream_error' }, headers: { 'retry-after': '0' } },
};

const cases = [...Object.entries(GONE).map(([what, fault]) => ({ what, fault, isGone: true })), ...Object.entries(UNTOLD).map(([what, fault]) => ({ what, fault, isGone: false }))];
const READS = ['session.getInfo', 'session.getMe', 'session.getRateLimit'];
const rain = (fault: Fault, ...keys: string[]) => void (wawp.conditions.weather = (operation) => (keys.includes(operation ?? '') ? fault : undefined));

describe.each(cases)('Get Info answers with $what', ({ fault, isGone }) => {
	test('so a message that was refused is told by it, or not', async () => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		rain(fault, 'session.getInfo');
		wawp.failNext({ status: 400, body: {} }, { operation: 'message.sendText' });
		const { message } = await rig.error('message.sendText', { to: byId('+20 114 520 2826'), text: 'Hi' });
		expect(message === 'Wawp finds no session with this Instance ID').toBe(isGone);
	});

	test.each(['credential', 'unlinked'])('so Create makes no other one in its place before nothing else finds it either, a start least of all (%s)', async (reuseInstance) => {
		const rig = new WawpRig(wawp, { instance: { status: 'STOPPED' } });
		const create = async () => await rig.run('session.create', { options: { reuseInstance } });
		const made = () => rig.calls.filter(({ operation }) => operation === 'session.create').length;
		if (reuseInstance === 'unlinked') await create();
		const before = made();
		time.speed = 1_000;
		for (const [keys, expected] of [[['session.getInfo'], 0], [READS, 0], [[...READS, 'session.start'], isGone ? 1 : 0]] as const) {
			rain(fault, ...keys);
			const run = await create();
			expect(made() - before).toBe(expected);
			// One that nobody linked is brought up before, which does not succeed here while nothing is told of it.
			if (reuseInstance === 'credential' || expected === 1) expect(run.data.resultData.error === undefined).toBe(isGone);
		}
	});

	test('so the watcher tells that it dropped, or was deleted once nothing else finds it for some time, or nothing yet', async () => {
		const watching = new Watching(new WawpRig(wawp, { instance: WORKING }));
		await watching.poll();
		wawp.setStatus(watching.rig.instance.id, 'FAILED');
		// What says nothing is asked again for some time, which passes at once.
		let passedMs = 0;
		const { now } = Date;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + passedMs);
		jest.spyOn(time, 'pause').mockImplementation(async (ms) => void (passedMs += ms));
		const polled = async (...keys: string[]) => {
			rain(fault, ...keys);
			return (await watching.poll())?.map(({ status }) => status);
		};
		const told = [await polled(...READS)];
		if (isGone) {
			passedMs += 120_000;
			told.push(await polled(...READS), await polled('session.getInfo'));
		}
		jest.restoreAllMocks();
		expect(told).toEqual(isGone ? [undefined, ['DELETED'], ['DROPPED']] : [undefined]);
	});
});

test('an instance that is there is returned, and none is made', async () => {
	const rig = new WawpRig(wawp, { instance: { status: 'SCAN_QR_CODE' } });
	const [item] = await rig.items('session.create', { options: { reuseInstance: 'credential' } });
	expect(item!.json).toMatchObject({ instanceId: rig.instance.id, status: 'SCAN_QR_CODE', reused: true });
	expect(rig.calls.map(({ operation }) => operation)).toEqual(['session.getInfo']);
});

test('of several items each has an instance of its own, which the next run returns to it', async () => {
	const quick = await quickWawp();
	const rig = new WawpRig(quick);
	const create = async () => (await rig.items('session.create', { options: { reuseInstance: 'unlinked' } }, { input: [{ json: {} }, { json: {} }] })).map(({ json }) => [json.instanceId, json.reused]);
	const made = await create();
	expect(new Set(made.map(([id]) => id)).size).toBe(2);
	expect(await create()).toEqual(made.map(([id]) => [id, true]));
	expect(rig.calls.filter(({ operation }) => operation === 'session.create')).toHaveLength(2);
	await quick.stop();
});
