import { type IDataObject, sleep } from 'n8n-workflow';

import { noteHeard } from '../../nodes/Wawp/session/heard';
import { lastUpOf } from '../../nodes/Wawp/session/lastUp';
import { time } from '../../nodes/Wawp/time/time';
import type { Fault } from '../simulator';
import { items } from '../support/engine';
import { failLooks, heal, healed, healingError, healingFast, heard, heardActions, inTime, leaving, restartTimes, rigWith, wawp } from '../support/healing';
import { pausesFrom, sum } from '../support/pauses';
import { ACTION, WawpRig } from '../support/wawpRig';

healingFast();

describe('what triggers heard', () => {
	test.each([
		[4_900, false],
		[5_100, true],
	])('of a session %i ms before a recovery began is told of it, or over', async (ms, isOver) => {
		const rig = rigWith({ status: 'WORKING' });
		noteHeard(rig.instance.id, 'FAILED');
		await inTime(time.pause(ms, undefined));
		const { output } = await healed(rig);
		expect([output, rig.calls.length === 1]).toEqual(['Working', isOver]);
	});

	test('of another session is not told of this one', async () => {
		const rig = rigWith({ status: 'WORKING' });
		noteHeard('ANOTHERONE12', 'FAILED');
		await healed(rig);
		expect(heard(rig)).toEqual(['getInfo']);
	});
});

describe('a session that was told to be STARTING', () => {
	const MINUTES = 60_000;
	const told = (rig: WawpRig, since: number, timestamp: number | null) => {
		const iso = (ago: number) => new Date(time.now() - ago * MINUTES).toISOString();
		return { event: 'session.status', instanceId: rig.instance.id, status: 'STARTING', timestamp: timestamp === null ? null : iso(timestamp), outage: { since: iso(since), from: 'WORKING', to: 'STARTING' } };
	};

	test.each<[what: string, since: number, timestamp: number | null, isWaitedFor: boolean]>([
		['just now', 0, 0, true],
		['just now, by a clock that is three minutes behind', 3, 3, true],
		['just now, by a clock that is three minutes ahead', -3, -3, true],
		['three minutes after it began', 3, 0, false],
		['three minutes after it began, by a clock that is three minutes behind', 6, 3, false],
		['by a look that saw it three minutes ago', 3, null, false],
	])('%s is given its time, counted from there', async (_what, since, timestamp, isWaitedFor) => {
		const rig = rigWith({ status: 'WORKING' });
		wawp.setStatus(rig.instance.id, 'STARTING');
		const [[, json]] = leaving(await heal(rig, { options: { restartStuckAfter: 60 } }, { input: [{ json: told(rig, since, timestamp) }] })) as [[string, IDataObject]];
		const [{ at }] = json.actions as [{ at: string }];
		const afterMs = Number(json.waitedMs) - (Date.now() - Date.parse(at));
		expect(isWaitedFor ? afterMs >= 55_000 : afterMs < 10_000).toBe(true);
	});
});

test('a restart that somebody made by itself half a minute ago counts as one', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	await inTime(rig.run('session.restart'));
	wawp.setStatus(rig.instance.id, 'FAILED');
	await healed(rig);
	const [first, second] = restartTimes(rig.instance.id);
	expect(second! - first!).toBeGreaterThanOrEqual(30_000);
});

test('a restart that was noted before the clock was set back keeps no session down', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	await inTime(rig.run('session.restart'));
	wawp.setStatus(rig.instance.id, 'FAILED');
	const usual = time.now.bind(time);
	jest.spyOn(time, 'now').mockImplementation(() => usual() - 3_600_000);
	const { output, did, json } = await healed(rig);
	expect([output, did, Number(json.waitedMs) < 20_000]).toEqual(['Working', ['restart'], true]);
});

test('a start is no restart: one that fails behind it is restarted as soon as that shows', async () => {
	const rig = rigWith({ linked: true, failsOnStart: 1 });
	const { output, did, json } = await healed(rig);
	const [started, restarted] = (json.actions as Array<{ at: string }>).map(({ at }) => Date.parse(at));
	expect([output, did, restarted! - started! < 20_000]).toEqual(['Working', ['start', 'restart'], true]);
});

test('a restart that is not answered is waited for for fifteen seconds, as the state tells what came of it', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	wawp.failNext({ hang: true, carryOut: true }, { operation: 'session.restart' });
	expect(await healed(rig)).toMatchObject({ output: 'Working', did: ['restart'] });
	const restarted = rig.calls.findIndex(({ operation }) => operation === 'session.restart');
	const pause = rig.calls[restarted + 1]!.at - rig.calls[restarted]!.at;
	expect([pause >= 15_000, pause < 20_000]).toEqual([true, true]);
});

test('what is noted as up for the triggers is a session that works, and no other', async () => {
	const [works, waits, fails] = [rigWith({ status: 'WORKING' }), rigWith({ status: 'SCAN_QR_CODE' }), rigWith({ status: 'FAILED', linked: true, failsOnStart: 9 })];
	const outcomes = [];
	for (const rig of [works, waits, fails]) outcomes.push((await healed(rig)).json.outcome);
	expect(outcomes).toEqual(['working', 'needsLogin', 'failed']);
	expect([works, waits, fails].map(({ instance }) => lastUpOf(instance.id) !== undefined)).toEqual([true, false, false]);
});

describe('the least step that helps', () => {
	test('a session that works is looked at once, and left alone', async () => {
		const rig = rigWith({ status: 'WORKING', phone: '201145202826', pushName: 'Support' });
		const { output, json } = await healed(rig);
		expect(output).toBe('Working');
		expect(json).toEqual({
			instanceId: rig.instance.id,
			outcome: 'working',
			status: 'WORKING',
			reason: 'The session is connected',
			actions: [],
			waitedMs: expect.any(Number),
			account: { id: '201145202826@c.us', phoneNumber: '201145202826', pushName: 'Support' },
		});
		expect(heard(rig)).toEqual(['getInfo']);
	});

	test('a stopped session is started, once it was seen twice', async () => {
		const rig = rigWith({ linked: true });
		const { output, json } = await healed(rig);
		expect([output, json.status]).toEqual(['Working', 'WORKING']);
		expect(json.actions).toEqual([{ action: 'start', at: expect.stringMatching(/^\d{4}-.*Z$/) }]);
		expect(json.waitedMs).toBeGreaterThanOrEqual(3_000);
		expect(heardActions(rig)).toEqual(['start']);
		expect(heard(rig).slice(0, 3)).toEqual(['getInfo', 'getInfo', 'start']);
	});

	test('a session that hangs in STARTING is waited for, and then restarted once', async () => {
		const rig = rigWith({ status: 'STARTING', linked: true, stuckInStarting: 1 });
		const { output, json, did } = await healed(rig);
		expect([output, did]).toEqual(['Working', ['restart']]);
		expect(json.waitedMs).toBeGreaterThan(60_000);
		expect(heardActions(rig)).toEqual(['restart']);
		// 3 to 5 seconds apart at first, 6 to 10 later.
		expect(rig.calls.length).toBeLessThanOrEqual(24);
	});

	test('how long it may hang is a setting, and a session that goes on hanging is given up', async () => {
		const rig = rigWith({ status: 'STARTING', stuckInStarting: 9 });
		const pauses = pausesFrom(time);
		const { output, json, did } = await healed(rig, { timeLimit: 60, options: { restartStuckAfter: 10 } });
		expect([output, did, json.reason]).toEqual(['Failed', ['restart'], 'The time limit ended while the session was STARTING']);
		expect(json.waitedMs).toBeGreaterThanOrEqual(60_000);
		expect(sum(pauses)).toBeLessThanOrEqual(60_000);
	});

	test('a session that failed is restarted, once it was seen so for longer than one that is back could be shown so', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		const { output, did, json } = await healed(rig);
		expect([output, did]).toEqual(['Working', ['restart']]);
		expect(heardActions(rig)).toEqual(['restart']);
		const [first] = rig.calls;
		const [restarted] = restartTimes(rig.instance.id);
		expect(restarted! - first!.at).toBeGreaterThanOrEqual(3_900);
		expect(json.waitedMs).toBeLessThan(20_000);
	});

	test('a session that fails again is given up, not logged out', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true, failsOnStart: 9 });
		// Longer than it is from one look to the next: that it was STARTING is seen.
		wawp.conditions.bootMs = () => 4_000;
		const { output, json, did } = await healed(rig);
		expect([output, did, json.status, json.reason]).toEqual(['Failed', ['restart'], 'FAILED', 'The session failed again after a restart']);
		expect(rig.instance.linked).toBe(true);
		// A look a second, at most, while it boots and fails.
		expect(rig.calls.length).toBeLessThanOrEqual(16);
	});

	test('or logged out, where that is allowed: it then needs a login', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true, failsOnStart: 9 });
		const { output, json, did } = await healed(rig, { options: { logOutIfNeeded: true } });
		expect([output, did, json.status, json.account]).toEqual(['Needs Login', ['restart', 'logout'], 'SCAN_QR_CODE', null]);
		expect(heardActions(rig)).toEqual(['restart', 'logout']);
	});

	test('a session that waits for a scan is handed on at once, and nothing is made that nobody asked for', async () => {
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		const run = await heal(rig);
		const [[output, json]] = leaving(run) as [[string, IDataObject]];
		expect([output, json.outcome, json.reason]).toEqual(['Needs Login', 'needsLogin', 'A person has to link the phone again']);
		expect(Object.keys(json)).toEqual(['instanceId', 'outcome', 'status', 'reason', 'actions', 'waitedMs', 'account']);
		expect(items(run, 'Node', 1)[0]!.binary).toBeUndefined();
		expect(heard(rig)).toEqual(['getInfo']);
	});

	test('other sessions of the account stay as they are, those stopped on purpose too', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		const other = wawp.addInstance(rig.account, { linked: true });
		await healed(rig);
		expect(other.status).toBe('STOPPED');
		expect(rig.calls.every(({ credentials }) => credentials.instanceId === rig.instance.id)).toBe(true);
	});

	test('a time limit of zero only looks', async () => {
		const rig = rigWith();
		const { output, json } = await healed(rig, { timeLimit: 0 });
		expect([output, json.reason]).toEqual(['Failed', 'The time limit ended while the session was STOPPED']);
		expect(heard(rig)).toEqual(['getInfo']);
	});

	test.each([-1, 601])('a time limit of %s seconds is refused before anything is asked', async (timeLimit) => {
		const rig = rigWith();
		expect((await healingError(rig, { timeLimit })).message).toBe("'Time Limit (Seconds)' is not between 0 and 600");
		expect(rig.calls).toEqual([]);
	});
});

describe('what happens in the middle', () => {
	test('a phone that logs out makes it a login', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.after('session.restart', ({ phone }) => phone.logOut(rig.instance.id));
		const { output, did } = await healed(rig);
		expect([output, did]).toEqual(['Needs Login', ['restart']]);
	});

	test('a session that is deleted is an error that says so', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.after('session.restart', ({ world }) => void (world.instances = []));
		expect((await healingError(rig)).message).toBe('Wawp finds no session with this Instance ID');
		expect(sinceTheRestart(rig).filter((operation) => !operation.startsWith('get'))).toEqual(['restart', 'start', 'restart']);
	});

	test.each<[string, Fault]>([
		['a Wawp that answers 502', { status: 502 }],
		['a Wawp that says so under status 200', { body: { success: false, code: 'wawp_upstream_error', message: 'No engine' } }],
		['too many requests', { status: 429 }],
	])('%s at three looks in a row is waited for', async (_name, fault) => {
		const rig = rigWith({ status: 'WORKING' });
		failLooks(3, fault);
		const { output, json } = await healed(rig);
		expect(output).toBe('Working');
		// A second at least after each of them.
		expect(json.waitedMs).toBeGreaterThanOrEqual(3_000);
	});

	test('a Wawp that never answers is an error, as nothing is known of the session', async () => {
		const rig = rigWith({ status: 'WORKING' });
		failLooks(20, { status: 502 });
		expect((await healingError(rig, { timeLimit: 10 })).message).toBe('Wawp cannot reach its WhatsApp engine at the moment');
	});

	test('a Wawp that falls silent after a restart costs no word of what was done', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.after('session.restart', () => failLooks(20, { status: 502 }));
		const { output, json, did } = await healed(rig, { timeLimit: 20 });
		expect([output, did, json.status, json.reason]).toEqual(['Failed', ['restart'], null, 'The time limit ended while Wawp gave no answer']);
	});

	test('a short silence does not begin the wait for a hanging session anew', async () => {
		const rig = rigWith({ status: 'STARTING', linked: true, stuckInStarting: 1 });
		const pauses = pausesFrom(time);
		void sleep(50_000).then(() => failLooks(1, { status: 502 }));
		const { output } = await healed(rig);
		expect(output).toBe('Working');
		// The restart is due after 60 s, at the latest one look of 10 s later; begun anew it would be 110 s.
		expect(sum(pauses)).toBeLessThan(85_000);
	});

	test('a restart that is refused as one too many is repeated when Wawp says, and told once', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.failNext({ status: 429, headers: { 'retry-after': '0' } }, { operation: 'session.restart' });
		const { output, did } = await healed(rig);
		expect([output, did]).toEqual(['Working', ['restart']]);
		expect(restartTimes(rig.instance.id)).toHaveLength(1);
	});

	test('a restart that Wawp goes on refusing is told as refused, and tried again after 30 seconds', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		for (let count = 0; count < 4; count++) wawp.failNext({ status: 429, headers: { 'retry-after': '0' } }, { operation: 'session.restart' });
		const { output, json } = await healed(rig, { options: { logOutIfNeeded: true } });
		expect(output).toBe('Working');
		const [refused, done] = json.actions as [IDataObject, IDataObject];
		expect(refused).toMatchObject({ action: 'restart', fault: 'Wawp is receiving too many requests' });
		expect(done).toEqual({ action: 'restart', at: expect.any(String) });
		expect(Date.parse(done.at as string) - Date.parse(refused.at as string)).toBeGreaterThanOrEqual(30_000);
	});

	test.each<[string, Fault]>([
		['a 502', { status: 502 }],
		['a page under status 200', { status: 200, body: '<!DOCTYPE html><html></html>', contentType: 'text/html' }],
		['a connection that breaks off', { reset: true }],
	])('a restart that ends in %s, and has not begun, is made again as soon as that is clear', async (_name, fault) => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.failNext(fault, { operation: 'session.restart' });
		const { output, json } = await healed(rig);
		expect(output).toBe('Working');
		const [first, second] = (json.actions as IDataObject[]).map(({ at }) => Date.parse(at as string));
		expect(second! - first!).toBeGreaterThanOrEqual(5_000);
		expect(second! - first!).toBeLessThan(8_000);
		expect(restartTimes(rig.instance.id)).toHaveLength(1);
	});

	test.each([0, 1_500, 3_000])('a restart that had begun, whatever the answer said, is not made again within 30 seconds, with a lag of %i ms', async (lag) => {
		const rig = rigWith({ status: 'FAILED', linked: true, failsOnStart: 1 });
		wawp.conditions.lag = lag;
		wawp.conditions.bootMs = () => 3_000;
		wawp.failNext({ status: 502, carryOut: true }, { operation: 'session.restart' });
		expect((await healed(rig)).output).toBe('Working');
		const [first, second, ...more] = restartTimes(rig.instance.id);
		expect([second! - first! >= 30_000, more]).toEqual([true, []]);
	});

	test('a restart whose answer is lost is looked after, not repeated at once', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.failNext({ status: 502, carryOut: true }, { operation: 'session.restart' });
		const { output, json } = await healed(rig);
		expect(output).toBe('Working');
		expect(json.actions).toMatchObject([{ action: 'restart', fault: 'Wawp cannot reach its WhatsApp engine at the moment' }]);
		expect(restartTimes(rig.instance.id)).toHaveLength(1);
	});

	test.each([401, 403])('a %s on the way is an error, not an outcome', async (status) => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.failNext({ status }, { operation: 'session.restart' });
		expect((await healingError(rig)).httpCode).toBe(String(status));
		expect(sinceTheRestart(rig)).toEqual(['restart']);
	});
});

const sinceTheRestart = (rig: WawpRig) => heard(rig).slice(heard(rig).indexOf('restart'));

describe('a stopped execution', () => {
	const run = async (rig: WawpRig, stop: AbortController) =>
		await inTime(
			rig.rig.runNode(
				{ type: ACTION, credentials: ['wawpApi'], parameters: { resource: 'session', operation: 'ensureWorking' } },
				undefined,
				'manual',
				stop.signal,
			),
		);

	test('ends the wait, and asks nothing more', async () => {
		const rig = rigWith({ status: 'STARTING', stuckInStarting: 1 });
		const stop = new AbortController();
		// The look is over by then, and the wait is not.
		wawp.after('session.getInfo', () => void sleep(1_000).then(() => stop.abort()));
		await run(rig, stop);
		await inTime(sleep(30_000));
		expect(rig.calls).toHaveLength(1);
	});

	test('ends a look that is under way, and does nothing more', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		wawp.failNext({ delayMs: 200 }, { operation: 'session.getInfo' });
		const stop = new AbortController();
		wawp.after('session.getInfo', () => stop.abort());
		await run(rig, stop);
		await inTime(sleep(60_000));
		expect(heard(rig)).toEqual(['getInfo']);
	});
});
