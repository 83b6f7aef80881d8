import { type IDataObject, type INodeParameters, type NodeParameterValueType, sleep } from 'n8n-workflow';

import { noteUp } from '../../nodes/Wawp/session/lastUp';
import { TriggerRig } from '../support/triggerRig';
import { later, moves, watch, Watching, watchingAlone, wawp, WORKING } from '../support/watching';
import { WawpRig } from '../support/wawpRig';

watchingAlone();

describe('a change of state', () => {
	test('is one item, in the shape of those of the Wawp Trigger', async () => {
		const watching = await watch();
		const { instance } = watching.rig;
		wawp.phone.loseConnection(instance.id);
		const before = Date.now();
		const [item, ...others] = (await watching.poll())!;
		expect(others).toEqual([]);
		expect(item).toEqual({
			event: 'session.status',
			id: expect.stringContaining(instance.id),
			instanceId: instance.id,
			session: instance.name,
			timestamp: expect.any(String),
			status: 'FAILED',
			previousStatus: 'WORKING',
			me: null,
			payload: { name: instance.name, status: 'FAILED' },
			reason: 'status',
			since: item!.timestamp,
		});
		expect(Date.parse(item!.timestamp as string)).toBeGreaterThanOrEqual(before);
	});

	test('has what an item of the Wawp Trigger has, so that a workflow can swap one for the other', async () => {
		const trigger = await TriggerRig.start({ instance: WORKING });
		try {
			await trigger.activate();
			await trigger.announce('WORKING');
			const [delivered] = await trigger.started();
			const watching = await watch({ status: 'STOPPED', linked: true });
			wawp.setStatus(watching.rig.instance.id, 'WORKING');
			const [seen] = (await watching.poll())!;
			const { reason, since, ...shared } = seen!;
			expect([reason, typeof since]).toEqual(['status', 'string']);
			expect(Object.keys(shared)).toEqual(Object.keys(delivered!));
			expect(Object.keys(seen!.me as object)).toEqual(expect.arrayContaining(['id', 'phoneNumber', 'pushName']));
			expect(Object.keys(seen!.payload as object)).toEqual(Object.keys(delivered!.payload as object));
		} finally {
			await trigger.stop();
		}
	});

	test('starts nothing as long as there is none, and costs one call a poll', async () => {
		const watching = await watch();
		expect([await watching.poll(), await watching.poll()]).toEqual([null, null]);
		expect(watching.rig.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(3).fill('POST /v2/session/info'));
	});

	test('is told once, with an ID of its own', async () => {
		const watching = await watch();
		const ids: unknown[] = [];
		for (const status of ['FAILED', 'STARTING', 'WORKING', 'FAILED']) {
			wawp.setStatus(watching.rig.instance.id, status);
			ids.push(...(await watching.poll())!.map(({ id }) => id));
			expect(await watching.poll()).toBeNull();
			await sleep(2);
		}
		expect(new Set(ids).size).toBe(4);
	});

	test('is told of a state that nobody has heard of', async () => {
		const watching = await watch();
		wawp.setStatus(watching.rig.instance.id, 'PASSKEY_REQUIRED');
		expect(moves(await watching.poll())).toEqual(['status: WORKING > PASSKEY_REQUIRED']);
	});

	test('comes with the account once there is one', async () => {
		const watching = await watch({ status: 'SCAN_QR_CODE', phone: '201145202826', pushName: 'Support' });
		wawp.phone.scan(watching.rig.instance.id);
		const [item] = (await watching.poll())!;
		expect(item!.me).toEqual({ id: '201145202826@c.us', phoneNumber: '201145202826', pushName: 'Support' });
	});

	test('comes with the account by its number alone, whichever of its devices Wawp names', async () => {
		const watching = await watch();
		for (const device of [12, 13]) {
			wawp.failNext({ body: { name: watching.rig.instance.name, status: 'FAILED', me: { id: `201145202826:${device}@s.whatsapp.net` } } }, { operation: 'session.getInfo' });
			const found = (await watching.poll()) ?? [];
			expect([moves(found), (found[0]?.me as IDataObject | undefined)?.id]).toEqual(device === 12 ? [['status: WORKING > FAILED'], '201145202826@c.us'] : [[], undefined]);
		}
	});

	test('is seen by GET where Wawp knows no POST', async () => {
		wawp.switches.infoMethods = 'GET only';
		const watching = await watch();
		wawp.setStatus(watching.rig.instance.id, 'STOPPED');
		expect(moves(await watching.poll())).toEqual(['status: WORKING > STOPPED']);
	});
});

describe('the first look', () => {
	test('only notes the state', async () => {
		const watching = new Watching(new WawpRig(wawp, { instance: WORKING }));
		expect(await watching.poll()).toBeNull();
		expect(watching.saved.instances).toMatchObject({ [watching.rig.instance.id]: { status: 'WORKING' } });
	});

	test('tells it on request, and no later look does', async () => {
		const watching = new Watching(new WawpRig(wawp, { instance: WORKING }), { emitFirst: true });
		expect(moves(await watching.poll())).toEqual(['first: null > WORKING']);
		expect(await watching.poll()).toBeNull();
	});
});

describe('Start With the Present State by an expression', () => {
	test.each([['true', true], [1, true], ['false', false], ['0', false], ['', false], [null, false]])('that gives %j tells the first look: %p', async (given, isTold) => {
		const watching = new Watching(new WawpRig(wawp, { instance: WORKING }), { emitFirst: `={{ ${JSON.stringify(given)} }}` });
		expect(moves(await watching.poll())).toEqual(isTold ? ['first: null > WORKING'] : undefined);
	});

	test('that gives neither yes nor no is refused, in words', async () => {
		const watching = new Watching(new WawpRig(wawp, { instance: WORKING }), { emitFirst: '={{ "perhaps" }}' });
		expect(await watching.error()).toBe("'Start With the Present State' is neither true nor false: perhaps.");
	});
});

describe('several instances', () => {
	test.each<[string, (ids: string[]) => unknown]>([
		['a list', (ids) => ids],
		['a list with repeats and empty lines', (ids) => [...ids, ids[0]!, ' ', '']],
		['a text by an expression', (ids) => `={{ "${ids.join(', ')}" }}`],
	])('given as %s are asked for once each, and told in their order', async (_name, given) => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		const ids = Array.from({ length: 10 }, () => wawp.addInstance(rig.account, { status: 'WORKING' }).id);
		const watching = new Watching(rig, { instanceIds: given(ids) as string[] });
		await watching.poll();
		for (const id of [...ids, rig.instance.id]) wawp.setStatus(id, 'FAILED');
		const items = (await watching.poll())!;
		expect(items.map(({ instanceId }) => instanceId)).toEqual(ids);
		const asked = rig.calls.map(({ credentials }) => credentials.instanceId);
		expect(asked.slice(0, 10).sort()).toEqual([...ids].sort());
		expect(asked).toHaveLength(20);
	});

	test.each<[NodeParameterValueType]>([['={{ null }}'], ['={{ [] }}'], ['={{ "" }}'], ['={{ ["", "3EB0BCB2E3D4"] }}'], [['3EB0BCB2E3D4', '={{ null }}']], [['={{ "" }}']], ['=3EB0BCB2E3D4, {{ undefined }}']])('of which nothing came are told, and not taken for that of the credential (%j)', async (instanceIds) => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		expect(await new Watching(rig, { instanceIds } as INodeParameters).error()).toBe("'Instance IDs' is empty: nothing came of its expression. Look at the expression, or clear the field to use the credential's.");
		expect(rig.calls).toEqual([]);
	});

	test.each<[NodeParameterValueType]>([[[]], [['']], [[' ', '']]])('that a person left empty stand for that of the credential (%j)', async (instanceIds) => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		await new Watching(rig, { instanceIds } as INodeParameters).poll();
		expect(rig.calls.map(({ credentials }) => credentials.instanceId)).toEqual([rig.instance.id]);
	});

	test.each([0, 1])('that fail alike: the one that a recovery left up in between is lost again, and no other (%i)', async (index) => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		const ids = [rig.instance.id, wawp.addInstance(rig.account, { status: 'WORKING' }).id];
		const watching = new Watching(rig, { instanceIds: ids, startOn: 'outage' });
		await watching.poll();
		for (const id of ids) wawp.setStatus(id, 'FAILED');
		expect((await watching.poll())!.map(({ instanceId }) => instanceId)).toEqual(ids);
		later(60);
		noteUp(ids[index]!);
		later(120);
		expect((await watching.poll())!.map(({ instanceId, reason }) => [instanceId, reason])).toEqual([[ids[index], 'lost']]);
	});

	test('that are watched no longer are forgotten', async () => {
		const rig = new WawpRig(wawp, { instance: WORKING });
		const other = wawp.addInstance(rig.account, { status: 'WORKING' });
		const both = new Watching(rig, { instanceIds: [rig.instance.id, other.id] });
		await both.poll();
		const one = new Watching(rig, { instanceIds: [other.id] }, 'update', both.saved);
		await one.poll();
		expect(Object.keys(one.saved.instances as object)).toEqual([other.id]);
	});
});

test('a session that hangs in STARTING is told once', async () => {
	const watching = await watch({ status: 'STARTING', stuckInStarting: 1 });
	const since = Date.now();
	later(89);
	expect(await watching.poll()).toBeNull();
	later(92);
	const [item] = (await watching.poll())!;
	expect(moves([item!])).toEqual(['stuck: STARTING > STARTING']);
	expect(Math.abs(Date.parse(item!.since as string) - since)).toBeLessThan(2_000);
	expect(await watching.poll()).toBeNull();
});

test('how long it may hang is a setting', async () => {
	const watching = await watch({ status: 'STARTING', stuckInStarting: 1 }, { options: { stuckAfter: 10 } });
	later(11);
	expect(moves(await watching.poll())).toEqual(['stuck: STARTING > STARTING']);
});

test('another linked account is told, with the one before', async () => {
	const watching = await watch();
	watching.rig.instance.phone = '16505550100';
	const [item] = (await watching.poll())!;
	expect(item).toMatchObject({ reason: 'account', status: 'WORKING', me: { phoneNumber: '16505550100' }, previousAccount: '201145202826@c.us', payload: { previousAccount: '201145202826@c.us' } });
	expect(await watching.poll()).toBeNull();
});

test.each([
	{ id: '222222222222222@lid', jid: '16505550100:3@s.whatsapp.net' },
	{ id: '16505550100@c.us', jid: '222222222222222@lid' },
	{ id: '16505550100@c.us', lid: '222222222222222@lid' },
])('another linked account is told by its hidden identity, in whichever place that stands (%j)', async (me) => {
	const watching = await watch({ status: 'SCAN_QR_CODE' });
	const polled = async (linked: IDataObject) => {
		wawp.failNext({ body: { name: watching.rig.instance.name, status: 'WORKING', me: linked } }, { operation: 'session.getInfo' });
		return await watching.poll();
	};
	await polled({ id: '111111111111111@lid' });
	expect(await polled(me)).toMatchObject([{ reason: 'account', previousAccount: '111111111111111@lid', me: { id: '16505550100@c.us', lid: '222222222222222@lid' } }]);
});
