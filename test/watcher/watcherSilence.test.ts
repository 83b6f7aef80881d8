import { time } from '../../nodes/Wawp/time/time';
import type { Fault } from '../simulator';
import { fail, failingPolls, moves, watch, Watching, watchingAlone, wawp, WORKING } from '../support/watching';
import { WawpRig } from '../support/wawpRig';

watchingAlone();

const AWAY: Fault = { status: 502, headers: { 'retry-after': '0' } };

describe('a Wawp that gives no answer', () => {
	/** What comes of a Wawp that answers after so many milliseconds. */
	async function toldBy(watching: Watching, afterMs: number, fault: Fault = AWAY): Promise<string[] | undefined> {
		const end = Date.now() + afterMs;
		wawp.conditions.weather = () => (Date.now() < end ? fault : undefined);
		return moves(await watching.poll());
	}

	test.each<[what: string, fault: Fault]>([
		['says so', AWAY],
		['resets the connection', { reset: true }],
		['answers by half', { truncate: true }],
		['answers a page', { status: 200, body: '<html>Back soon</html>', contentType: 'text/html' }],
	])('is asked again within the minute, where it %s', async (_what, fault) => {
		const watching = await watch();
		wawp.setStatus(watching.rig.instance.id, 'FAILED');
		expect(await toldBy(watching, 20_000, fault)).toEqual(['status: WORKING > FAILED']);
	});

	test('is left alone until the next minute in the end', async () => {
		const watching = await watch();
		wawp.setStatus(watching.rig.instance.id, 'FAILED');
		const begun = Date.now();
		let last = 0;
		wawp.conditions.weather = () => {
			last = Date.now() - begun;
			return AWAY;
		};
		expect(await watching.poll()).toBeNull();
		// n8n gives up what takes 45 seconds, and the last one may hang for ten
		expect(last).toBeLessThan(35_000);
	});

	test('and that answers for none of many sessions is told in time, with all of them', async () => {
		const others = Array.from({ length: 20 }, () => wawp.addInstance(wawp.addAccount({ plan: 'paid' }), WORKING));
		const rig = new WawpRig(wawp, { instance: WORKING });
		for (const other of others) other.account = rig.account;
		const ids = [rig.instance, ...others].map(({ id }) => id);
		const watching = new Watching(rig, { instanceIds: ids });
		await watching.poll();
		time.speed = 100;
		const begun = performance.now();
		try {
			const polls = [];
			for (let count = 0; count < 3; count++) {
				wawp.conditions.weather = () => ({ hang: true });
				polls.push(await watching.poll());
			}
			expect(polls).toEqual([null, null, [expect.objectContaining({ event: 'wawp.unreachable', instanceIds: ids })]]);
			expect(performance.now() - begun).toBeLessThan(4_000);
		} finally {
			time.speed = 1;
		}
	});

	test('is asked again for some seconds when n8n starts, as the next look may be too late', async () => {
		const { rig, saved } = await watch();
		wawp.setStatus(rig.instance.id, 'FAILED');
		expect(await toldBy(new Watching(rig, {}, 'init', saved), 8_000)).toEqual(['status: WORKING > FAILED']);
	});

	test('keeps nobody waiting who publishes', async () => {
		const begun = Date.now();
		wawp.conditions.weather = () => AWAY;
		expect(await new Watching(new WawpRig(wawp, { instance: WORKING })).error()).toMatch(/cannot reach its WhatsApp engine/);
		expect(Date.now() - begun).toBeLessThan(5_000);
	});

	test('says nothing about the state', async () => {
		const watching = await watch();
		expect(await failingPolls(watching, 2)).toEqual([null, null]);
		expect(await watching.poll()).toBeNull();
		expect(await failingPolls(watching, 2)).toEqual([null, null]);
	});

	test('is told once after three polls, and once when it is back, before what changed meanwhile', async () => {
		const watching = await watch();
		const { instance } = watching.rig;
		const [, , third, ...others] = await failingPolls(watching, 5);
		const why = { instanceIds: [instance.id], message: expect.stringMatching(/^Wawp cannot reach its WhatsApp engine at the moment\. Try again/), failures: 3 };
		expect(third).toEqual([
			{
				event: 'wawp.unreachable',
				id: expect.stringContaining(instance.id),
				instanceId: instance.id,
				session: instance.name,
				timestamp: expect.any(String),
				...why,
				me: null,
				payload: why,
				since: expect.any(String),
			},
		]);
		expect(others).toEqual([null, null]);
		wawp.setStatus(instance.id, 'FAILED');
		const [back, changed] = (await watching.poll())!;
		const whence = { instanceIds: [instance.id], unreachableSince: third![0]!.since };
		expect(back).toMatchObject({ event: 'wawp.reachable', ...whence, payload: whence });
		expect(moves([changed!])).toEqual(['status: WORKING > FAILED']);
		expect(await watching.poll()).toBeNull();
	});

	test('is told after as many polls as chosen', async () => {
		const watching = await watch(WORKING, { options: { unreachableAfter: 1 } });
		expect((await failingPolls(watching, 1))[0]).toMatchObject([{ event: 'wawp.unreachable' }]);
	});

	test('is one item for all instances', async () => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		const ids = [rig.instance.id, wawp.addInstance(rig.account, { status: 'WORKING' }).id];
		const watching = new Watching(rig, { instanceIds: ids, options: { unreachableAfter: 1 } });
		await watching.poll();
		fail({ status: 502 });
		fail({ status: 502 });
		const items = (await watching.poll())!;
		expect(items).toMatchObject([{ event: 'wawp.unreachable', instanceId: null, session: null, instanceIds: ids }]);
		expect(String(items[0]!.message).match(/Wawp cannot reach/g)).toHaveLength(1);
	});

	test.each<[string, Fault, RegExp]>([
		['a token that is accepted no longer', { status: 401 }, /^Wawp does not accept the access token\. Copy the Access Token again/],
		['a page that is none of Wawp', { body: '<html><body>Sign in to this Wi-Fi</body></html>' }, /^What answers at the Base URL is not Wawp\. Check the Base URL/],
		['a path that is not served', { status: 404, body: 'Not Found' }, /^Wawp does not know what this operation asks for/],
	])('may be %s: the item says what to do', async (_name, fault, message) => {
		const watching = await watch(WORKING, { options: { unreachableAfter: 1 } });
		const [items] = await failingPolls(watching, 1, fault);
		expect(items![0]).toMatchObject({ event: 'wawp.unreachable', message: expect.stringMatching(message) });
	});
});

test('one of which it tells nothing but who is linked is back, and the item says who', async () => {
	const watching = await watch({ ...WORKING, status: 'WORKING' });
	wawp.setStatus(watching.rig.instance.id, 'FAILED');
	await watching.poll();
	wawp.setStatus(watching.rig.instance.id, 'WORKING');
	wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 404, body: { code: 'invalid_session' } } : undefined);
	expect(await watching.poll()).toMatchObject([{ status: 'WORKING', me: { id: '201145202826@c.us', phoneNumber: '201145202826' } }]);
});
