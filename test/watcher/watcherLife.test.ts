import { type IDataObject, sleep } from 'n8n-workflow';

import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { type Fault, SWITCHES } from '../simulator';
import { collectLogs } from '../support/logs';
import { fail, failingPolls, later, moves, watch, Watching, watchingAlone, wawp, WORKING } from '../support/watching';
import { WawpRig } from '../support/wawpRig';

watchingAlone();

describe('a deleted instance', () => {
	/** That it was deleted has to hold. */
	async function thirdPoll(watching: Watching) {
		expect(await watching.poll()).toBeNull();
		later(60);
		expect(await watching.poll()).toBeNull();
		later(120);
		return await watching.poll();
	}

	test.each(SWITCHES.infoWhenDown)('is another one than a session that is down, where that is answered with %s', async (infoWhenDown) => {
		const states: Record<typeof infoWhenDown, string[]> = {
			'its state': ['status: WORKING > FAILED'],
			'404': ['status: WORKING > DROPPED'],
			'404 at first': ['status: WORKING > DROPPED', 'status: DROPPED > FAILED'],
			'404, and so is all that is read': ['status: WORKING > DELETED'],
		};
		wawp.switches.infoWhenDown = infoWhenDown;
		const watching = await watch();
		wawp.setStatus(watching.rig.instance.id, 'FAILED');
		const told: string[] = [];
		for (const minute of [0, 1, 2, 3]) {
			later(minute * 60);
			watching.rig.instance.statuses.at(-1)!.timestamp -= minute * 10_000;
			told.push(...(moves(await watching.poll()) ?? []));
		}
		expect(told).toEqual(states[infoWhenDown]);
		wawp.setStatus(watching.rig.instance.id, 'WORKING');
		expect(moves(await watching.poll())).toEqual([expect.stringMatching(/^status: \w+ > WORKING$/)]);
	});

	test.each(SWITCHES.infoWhenDown)('is not told of one that was stopped before Wawp found it no more (%s)', async (infoWhenDown) => {
		const watching = await watch({ status: 'STOPPED' });
		wawp.switches.infoWhenDown = infoWhenDown === '404, and so is all that is read' ? '404' : infoWhenDown;
		expect([await watching.poll(), await watching.poll()]).toEqual([null, null]);
	});

	test('is not told while Wawp does not tell of it either, nor of a session that works', async () => {
		const watching = await watch();
		const rain = (others: Fault | undefined) => void (wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 404, body: { code: 'invalid_session' } } : others));
		for (const minute of [0, 1, 2, 3, 4]) {
			later(minute * 60);
			rain(minute < 2 ? { status: 502, headers: { 'retry-after': '0' } } : undefined);
			expect(await watching.poll()).toBeNull();
		}
	});

	test.each(['json', 'xml'] as const)('is told once, when Wawp says so in %s', async (errors) => {
		wawp.switches.errors = errors;
		const watching = await watch();
		wawp.world.instances = [];
		const [item] = (await thirdPoll(watching))!;
		expect(item).toMatchObject({ reason: 'status', status: 'DELETED', previousStatus: 'WORKING', session: watching.rig.instance.name, me: null });
		expect([await watching.poll(), await watching.poll(), await watching.poll(), await watching.poll()]).toEqual([null, null, null, null]);
	});

	test('is not one that was not found long before n8n was started again, and is not just then', async () => {
		const watching = await watch();
		wawp.world.instances = [];
		await watching.poll();
		// Another session started a run then, so that n8n kept it; and this one was found again.
		const again = new Watching(watching.rig, {}, 'init', watching.saved);
		later(3_600);
		expect(await again.poll()).toBeNull();
		later(3_720);
		expect(moves(await again.poll())).toEqual(['status: WORKING > DELETED']);
	});

	test('is told when Wawp says so under status 200', async () => {
		wawp.switches.refusals = 'under 200';
		const watching = await watch();
		wawp.world.instances = [];
		expect(moves(await thirdPoll(watching))).toEqual(['status: WORKING > DELETED']);
	});

	test('is told to be there again', async () => {
		const watching = await watch();
		const { instances } = wawp.world;
		wawp.world.instances = [];
		await thirdPoll(watching);
		wawp.world.instances = instances;
		expect(moves(await watching.poll())).toEqual(['status: DELETED > WORKING']);
	});

	test('is not one of which no answer comes', async () => {
		const watching = await watch();
		const told: unknown[] = [];
		for (const minute of [0, 1, 2, 3, 4]) {
			later(minute * 60);
			const [items] = await failingPolls(watching, 1, { reset: true });
			told.push(...(items ?? []).map(({ event }) => event));
		}
		expect(told).toEqual(['wawp.unreachable']);
	});

	test('is not one whose Wawp serves no such path', async () => {
		const watching = await watch();
		wawp.failNext({ status: 404, body: 'Not Found' });
		wawp.failNext({ status: 404, body: 'Not Found' });
		expect(await watching.poll()).toBeNull();
		expect(await watching.poll()).toBeNull();
	});
});

describe('an activation', () => {
	test.each<[string, IDataObject, RegExp]>([
		['a token that is wrong', { accessToken: 'not-the-right-token' }, /^Instance \w+: Wawp does not accept the access token\. Copy the Access Token again/],
		['an instance that is unknown', { instanceId: 'NOSUCHSESSIO' }, /^Instance NOSUCHSESSIO: Wawp finds no session with this Instance ID\. Check the Instance ID/],
		['no instance at all', { instanceId: '' }, /^'Instance ID' is empty, here and in the credential\. It is the 12 letters/],
		['an instance that cannot be one', { instanceId: 'a/b' }, /^The credential's 'Instance ID' is not one\. It is the 12 letters/],
		['a Base URL that is none', { baseUrl: 'not a url' }, /^The credential's 'Base URL' is not a web address\. Use https/],
		['a Base URL where nothing answers', { baseUrl: 'http://127.0.0.1:1' }, /^Instance \w+: Nothing answers at the Base URL\. The address refuses/],
	])('is refused at %s, in words that say the way out', async (_name, credential, message) => {
		const watching = new Watching(new WawpRig(wawp, { credential: credential as never }));
		expect(await watching.error()).toMatch(message);
		expect(watching.saved).toEqual({});
		// n8n tries again, with the same static data.
		expect(await watching.error()).toMatch(message);
	});

	test('is refused when one of several is wrong, and says which', async () => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		const watching = new Watching(rig, { instanceIds: [rig.instance.id, 'NOSUCHSESSIO'] });
		expect(await watching.error()).toMatch(/^Instance NOSUCHSESSIO: /);
	});

	test('is refused though the instance was known, as it may have been deleted since', async () => {
		const { rig, saved } = await watch();
		wawp.world.instances = [];
		for (const activation of ['activate', 'create'] as const) expect(await new Watching(rig, {}, activation, saved).error()).toMatch(/finds no session/);
	});

	test('starts anew, as nobody looked while the workflow was off', async () => {
		const { rig, saved } = await watch();
		wawp.setStatus(rig.instance.id, 'FAILED');
		const again = new Watching(rig, {}, 'activate', saved);
		expect(await again.poll()).toBeNull();
		wawp.setStatus(rig.instance.id, 'WORKING');
		expect(moves(await again.poll())).toEqual(['status: FAILED > WORKING']);
	});

	test('of an edited workflow goes on from what is known, and refuses what is new and wrong', async () => {
		const { rig, saved } = await watch();
		wawp.setStatus(rig.instance.id, 'FAILED');
		expect(moves(await new Watching(rig, {}, 'update', saved).poll())).toEqual(['status: WORKING > FAILED']);
		fail({ status: 502 });
		expect(await new Watching(rig, {}, 'update', saved).poll()).toBeNull();
		expect(await new Watching(rig, { instanceIds: ['NOSUCHSESSIO'] }, 'update', saved).error()).toMatch(/finds no session/);
	});

	test('refuses one that was never seen, as Wawp was away when n8n started, once somebody is there to be told', async () => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		const watching = new Watching(rig, { instanceIds: ['NOSUCHSESSIO'] }, 'init');
		fail({ status: 502 });
		expect(await watching.poll()).toBeNull();
		// n8n 2.41 calls the later polls of any activation an update.
		expect(await watching.poll('trigger', 'update')).toBeNull();
		expect(await new Watching(rig, { instanceIds: ['NOSUCHSESSIO'] }, 'update', watching.saved).error()).toMatch(/finds no session/);
	});
});

describe('a restart of n8n', () => {
	test('loses nothing: what changed meanwhile is told', async () => {
		const { rig, saved } = await watch();
		wawp.setStatus(rig.instance.id, 'FAILED');
		expect(moves(await new Watching(rig, {}, 'init', saved).poll())).toEqual(['status: WORKING > FAILED']);
	});

	test('while Wawp is away does not end the watch', async () => {
		const { rig, saved } = await watch();
		const restarted = new Watching(rig, {}, 'init', saved);
		expect((await failingPolls(restarted, 3)).at(-1)).toMatchObject([{ event: 'wawp.unreachable' }]);
	});

	test('that knows nothing yet does not end it either, and gets its base line once Wawp is back', async () => {
		const restarted = new Watching(new WawpRig(wawp, { instance: WORKING }), {}, 'init');
		expect((await failingPolls(restarted, 3)).at(-1)).toMatchObject([{ event: 'wawp.unreachable', session: null }]);
		expect(await restarted.poll()).toMatchObject([{ event: 'wawp.reachable' }]);
	});

	test('in the middle of a failure goes on counting', async () => {
		const watching = await watch();
		await failingPolls(watching, 2);
		const restarted = new Watching(watching.rig, {}, 'init', watching.saved);
		expect((await failingPolls(restarted, 1))[0]).toMatchObject([{ event: 'wawp.unreachable', failures: 3 }]);
	});

	describe('in the midst of an outage', () => {
		const outages = { startOn: 'outage' };
		const reasons = (items: IDataObject[] | null) => (items ?? []).map(({ reason }) => reason);

		async function lost(): Promise<{ rig: WawpRig; restarted: () => Watching }> {
			const watching = await watch(WORKING, outages);
			const { rig } = watching;
			wawp.setStatus(rig.instance.id, 'FAILED');
			expect(reasons(await watching.poll())).toEqual(['lost']);
			const { saved } = watching;
			return { rig, restarted: () => new Watching(rig, outages, 'init', saved) };
		}

		test('tells it again, once, as the recovery may have died with n8n', async () => {
			const { restarted } = await lost();
			const watching = restarted();
			expect([reasons(await watching.poll()), await watching.poll()]).toEqual([['lost'], null]);
		});

		test('tells that of each session that is lost again, also where another one works', async () => {
			const rig = new WawpRig(wawp, { instance: WORKING });
			const ids = [wawp.addInstance(rig.account, { status: 'WORKING' }).id, rig.instance.id, wawp.addInstance(rig.account, { status: 'WORKING' }).id];
			const parameters = { ...outages, instanceIds: ids };
			const watching = new Watching(rig, parameters);
			await watching.poll();
			for (const id of ids.slice(1)) wawp.setStatus(id, 'FAILED');
			await watching.poll();
			const again = await new Watching(rig, parameters, 'init', watching.saved).poll();
			expect(again!.map(({ instanceId, reason }) => [instanceId, reason])).toEqual(ids.slice(1).map((id) => [id, 'lost']));
		});

		test('tells it again however long ago it was told: n8n does not keep that it was over, where nobody is told of that', async () => {
			const watching = await watch(WORKING, { ...outages, outageStates: ['FAILED', 'SCAN_QR_CODE'] });
			const { rig } = watching;
			wawp.setStatus(rig.instance.id, 'FAILED');
			expect(reasons(await watching.poll())).toEqual(['lost']);
			const { saved } = watching;
			later(3600);
			wawp.setStatus(rig.instance.id, 'WORKING');
			expect(await watching.poll()).toBeNull();
			wawp.setStatus(rig.instance.id, 'SCAN_QR_CODE');
			const [again, ...more] = (await new Watching(rig, outages, 'init', saved).poll()) as [IDataObject];
			expect([reasons([again]), more, again.outage]).toEqual([['lost'], [], { from: 'WORKING', to: 'FAILED', since: again.since }]);
		});

		test('tells that the session is back, where it is', async () => {
			const { rig, restarted } = await lost();
			wawp.setStatus(rig.instance.id, 'WORKING');
			expect(reasons(await restarted().poll())).toEqual(['back']);
		});
	});
});

describe('a test in the editor', () => {
	test('shows the present state, and moves nothing', async () => {
		const watching = await watch();
		wawp.setStatus(watching.rig.instance.id, 'FAILED');
		const before = watching.saved;
		expect(moves(await watching.poll('manual'))).toEqual(['first: null > FAILED']);
		expect(moves(await watching.poll('manual'))).toEqual(['first: null > FAILED']);
		expect(watching.saved).toEqual(before);
		expect(moves(await watching.poll())).toEqual(['status: WORKING > FAILED']);
	});

	test('says what is wrong', async () => {
		const watching = new Watching(new WawpRig(wawp, { credential: { accessToken: 'not-the-right-token' } }));
		expect(await watching.error('manual')).toMatch(/Wawp does not accept the access token/);
	});
});

test('a poll that takes long is not overtaken by the next one', async () => {
	const watching = await watch();
	wawp.failNext({ delayMs: 150 });
	const slow = watching.poll();
	await sleep(50);
	wawp.setStatus(watching.rig.instance.id, 'FAILED');
	expect(await watching.poll()).toBeNull();
	expect(await slow).toBeNull();
	expect(watching.rig.calls).toHaveLength(2);
	expect(moves(await watching.poll())).toEqual(['status: WORKING > FAILED']);
});

test('a poll that failed does not stand in the way of the next one', async () => {
	const watching = await watch();
	await failingPolls(watching, 1);
	wawp.setStatus(watching.rig.instance.id, 'FAILED');
	expect(moves(await watching.poll())).toEqual(['status: WORKING > FAILED']);
});

test.each(['parameters', 'headers'])('no secret is left behind, though Wawp quotes the whole request (token in %s)', async (sendAs) => {
	Object.assign(wawp.switches, { quotesUrl: true, metadata: 'with token' });
	const logs = collectLogs();
	try {
		const rig = new WawpRig(wawp, { instance: WORKING, credential: { sendAs, webhookSecret: 'example-secret-of-webhooks' } });
		const watching = new Watching(rig, { emitFirst: true, options: { unreachableAfter: 1 } });
		rig.instance.pushName = `Support ${rig.account.token}`;
		const told = [await watching.poll(), await watching.poll('manual')];
		wawp.failNext({ status: 400, body: { message: `bad token ${rig.account.token}` } });
		told.push(await watching.poll());
		wawp.world.instances = [];
		told.push(await watching.poll());
		const refused = await new Watching(rig).error();
		expect(told.every((items) => items?.length)).toBe(true);
		const traces = [JSON.stringify(told), JSON.stringify(watching.saved), refused, logs.text()].join('\n');
		for (const secret of [rig.account.token, rig.account.email, 'example-secret-of-webhooks']) expect(traces).not.toContain(secret);
	} finally {
		logs.stop();
	}
});

test('the panel says that a short drop can go unseen, and what does not miss it', () => {
	const [notice] = new WawpSessionWatcher().description.properties;
	expect(notice).toMatchObject({ type: 'notice', displayName: expect.stringMatching(/once a minute at most.*goes unseen.*Wawp Trigger/) });
});
