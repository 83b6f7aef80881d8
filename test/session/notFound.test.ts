import type { IDataObject } from 'n8n-workflow';

import { SWITCHES } from '../simulator';
import { deedsOf, heal, healed, healingError, healingFast, heard, heardActions, inTime, leaving, rigWith, wawp } from '../support/healing';

/* What a 404 of session info means is open: the session was deleted, or it is down. Whichever it is, a session is brought back, and one that was deleted is told. */

healingFast();

const reads = ['getInfo', 'getMe', 'getRateLimit'];

describe.each(SWITCHES.infoWhenDown)('where a session that is down is answered with %s', (infoWhenDown) => {
	beforeEach(() => void (wawp.switches.infoWhenDown = infoWhenDown));

	test.each<[what: string, instance: object, output: string]>([
		['failed', { status: 'FAILED', linked: true }, 'Working'],
		['is stopped', { linked: true }, 'Working'],
		['is stopped, and has no phone', {}, 'Needs Login'],
		['failed, and always fails', { status: 'FAILED', linked: true, failsOnStart: 9 }, 'Failed'],
	])('one that %s is brought as far as it comes', async (_what, instance, output) => {
		wawp.conditions.bootMs = () => 4_000;
		const { output: left, json } = await healed(rigWith(instance));
		expect(left).toBe(output);
		expect(json.waitedMs).toBeLessThan(100_000);
	});

	test.each([0, 3_000])('one that lost its phone is handed to a person, and one that works is left alone, with a lag of %i ms', async (lag) => {
		wawp.conditions.lag = lag;
		const rig = rigWith({ status: 'WORKING' });
		wawp.phone.logOut(rig.instance.id);
		const [[output]] = leaving(await heal(rig, {}, { input: [{ json: { event: 'session.status', instanceId: rig.instance.id, status: 'SCAN_QR_CODE' } }] })) as [[string, IDataObject]];
		expect(output).toBe('Needs Login');
		const working = rigWith({ status: 'WORKING' });
		expect([(await healed(working)).output, heard(working)]).toEqual(['Working', ['getInfo']]);
	});

	test.each([0, 3_000])('one that is lost for a moment is not disturbed when it is back, with a lag of %i ms', async (lag) => {
		wawp.conditions.lag = lag;
		const rig = rigWith({ status: 'WORKING' });
		wawp.phone.stumbles(rig.instance.id, { status: 'FAILED', forMs: 900 });
		const { output, did } = await healed(rig);
		expect([output, did]).toEqual(['Working', []]);
	});

	test('one that was deleted is an error within half a minute or so, which names both, and what was tried', async () => {
		const rig = rigWith({ status: 'WORKING' });
		wawp.world.instances = [];
		const begun = Date.now();
		const { message, description } = await healingError(rig);
		expect(message).toBe('Wawp finds no session with this Instance ID');
		expect(description).toMatch(/was deleted .* perhaps one that is down or lost its phone.*\. Here start and restart were answered the same way/);
		expect(Date.now() - begun).toBeLessThan(40_000);
		expect(heardActions(rig).filter((operation) => !reads.includes(operation))).toEqual(['start', 'restart']);
		expect(heard(rig).length).toBeLessThanOrEqual(40);
	});

	test('a wait for its state ends with it, and one for a session that was deleted within half a minute or so', async () => {
		const rig = rigWith({ linked: true });
		const waiting = inTime(rig.items('session.waitForStatus', { states: ['WORKING'] }));
		await inTime(rig.run('session.start'));
		expect((await waiting)[0]!.json).toMatchObject({ reached: true, status: 'WORKING' });
		wawp.world.instances = [];
		const begun = Date.now();
		expect((await inTime(rig.error('session.waitForStatus'))).message).toBe('Wawp finds no session with this Instance ID');
		expect(Date.now() - begun).toBeLessThan(40_000);
	});

	test.each(['credential', 'unlinked'])('Create takes it again, and makes another one only where it was deleted (%s)', async (reuseInstance) => {
		const rig = rigWith();
		const create = async () => (await inTime(rig.items('session.create', { options: { reuseInstance } })))[0]!.json;
		const made = () => rig.calls.filter(({ operation }) => operation === 'session.create').length;
		const { instanceId, instance_id: first = instanceId } = await create();
		wawp.setStatus(String(first), 'FAILED');
		const before = made();
		const again = await create();
		expect([made() - before, again.instanceId, again.reused]).toEqual([0, first, true]);
		wawp.world.instances = [];
		await create();
		expect(made() - before).toBe(1);
	});
});

describe('a session that works, and that info does not find', () => {
	const rain = () => void (wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 404, body: { code: 'invalid_session' } } : undefined));

	test('is known by its account, and left alone', async () => {
		const rig = rigWith({ status: 'WORKING', phone: '201145202826' });
		rain();
		const { output, json } = await healed(rig);
		expect([output, (json.account as IDataObject).phoneNumber]).toEqual(['Working', '201145202826']);
		expect(wawp.log.filter(({ text }) => text.startsWith('disturbed'))).toEqual([]);
	});

	test('is not made anew', async () => {
		const rig = rigWith({ status: 'WORKING' });
		rain();
		const [item] = await inTime(rig.items('session.create', { options: { reuseInstance: 'credential' } }));
		expect([item!.json.status, heardActions(rig)]).toEqual(['WORKING', ['getMe']]);
	});
});

test('one whose state Wawp never tells, though it obeys, leaves by Failed', async () => {
	const rig = rigWith({ status: 'FAILED' });
	wawp.conditions.weather = (operation) => (['session.getInfo', 'session.getMe'].includes(operation ?? '') ? { status: 404, body: { code: 'invalid_session' } } : undefined);
	const [[output, json]] = leaving(await heal(rig)) as [[string, IDataObject]];
	expect([output, json.status, deedsOf(json), json.reason]).toEqual(['Failed', 'DROPPED', ['start', 'restart'], 'Neither a start nor a restart helped']);
});

test('one that was started already, as Wawp says, is restarted', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	wawp.switches.infoWhenDown = '404, and so is all that is read';
	wawp.failNext({ status: 422, body: { message: 'Session is already started' } }, { operation: 'session.start' });
	const { output, did } = await healed(rig);
	expect([output, did]).toEqual(['Working', ['start', 'restart']]);
});

test.each(SWITCHES.startWhenRunning)('one that was started already, to which Wawp answers %s, is given the time that a start takes', async (startWhenRunning) => {
	wawp.switches.startWhenRunning = startWhenRunning;
	const rig = rigWith({ linked: true });
	wawp.conditions.bootMs = () => 20_000;
	// Of one that boots nothing is read either.
	wawp.conditions.weather = (operation) =>
		rig.instance.status !== 'WORKING' && reads.some((read) => operation === `session.${read}`) ? { status: 404, body: { code: 'invalid_session' } } : undefined;
	await inTime(rig.run('session.start'));
	const { output, did } = await healed(rig);
	expect([output, did]).toEqual(['Working', ['start']]);
});

test('a time limit of zero only looks, and says that nothing was found', async () => {
	const rig = rigWith();
	wawp.world.instances = [];
	expect((await healingError(rig, { timeLimit: 0 })).message).toBe('Wawp finds no session with this Instance ID');
	expect(heard(rig)).toEqual(reads);
});
