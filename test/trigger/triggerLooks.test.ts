import type { IDataObject, INodeParameters, IPollFunctions } from 'n8n-workflow';

import { noteUp } from '../../nodes/Wawp/session/lastUp';
import { lookAround } from '../../nodes/Wawp/trigger/look';
import { STORM } from '../simulator/storm';
import { freshNodes } from '../support/freshNodes';
import { WORKING, heard, id, listening, look, looked, lookingAlone, looks, news, publish, rig, start, unheard, virtual } from '../support/looking';
import { TRIGGER, WATCHER } from '../support/wawpRig';

/* What the trigger finds by looking once a minute, where it tells outages. */

lookingAlone();

test.each(['FAILED', 'SCAN_QR_CODE', 'STARTING', 'PASSKEY_REQUIRED'])('a session whose %s was never heard of is told lost by the next look, once', async (status) => {
	await listening();
	unheard(status);
	expect(await looked()).toEqual([`lost WORKING>${status}, WORKING>${status}`]);
	expect([await looked(), await looked()]).toEqual([[], []]);
});

test('a look that finds nothing new starts no run, not even an empty one', async () => {
	await listening();
	const before = rig.n8n.executions.length;
	for (let minute = 0; minute < 3; minute++) await looked();
	expect(rig.n8n.executions).toHaveLength(before);
});

test('the item is like that of an event', async () => {
	await listening();
	unheard('FAILED');
	await virtual.pass(60_000);
	await look();
	const [item] = await virtual.of(rig.started());
	expect(item).toMatchObject({
		event: 'session.status',
		instanceId: rig.instance.id,
		session: rig.instance.name,
		status: 'FAILED',
		outage: { since: expect.stringMatching(/^\d{4}-.*Z$/), from: 'WORKING', to: 'FAILED' },
		payload: { name: rig.instance.name, status: 'FAILED' },
	});
	expect(JSON.stringify(rig.n8n.executions) + rig.n8n.logs.text()).not.toContain(rig.account.token);
});

test('no secret that Wawp quotes is in what a look starts, of the account or of its deliveries', async () => {
	const webhookSecret = 'hook+secret/4711=%';
	await listening({ instance: WORKING, credential: { webhookSecret } });
	rig.instance.name = `${rig.account.token} ${webhookSecret}`;
	unheard('FAILED');
	await virtual.pass(60_000);
	await look();
	const [item] = await virtual.of(rig.started());
	expect(item).toMatchObject({ session: '*** ***', payload: { name: '*** ***', status: 'FAILED' } });
	for (const secret of [rig.account.token, webhookSecret]) expect(JSON.stringify(rig.n8n.executions)).not.toContain(secret);
});

test('what was heard is not told again, and what was seen is not either when it is heard', async () => {
	await listening();
	expect(await heard('FAILED')).toEqual(['lost WORKING>FAILED, null>FAILED']);
	expect(await looked()).toEqual([]);
	unheard('WORKING');
	expect(await looked()).toEqual(['back WORKING>FAILED, WORKING>WORKING']);
	unheard('SCAN_QR_CODE');
	expect(await looked()).toEqual(['lost WORKING>SCAN_QR_CODE, WORKING>SCAN_QR_CODE']);
	expect(await heard('SCAN_QR_CODE')).toEqual([]);
});

test('what a look has told is not told again when the event of it comes late, with the states before it', async () => {
	await listening();
	rig.wawp.holdDeliveries();
	rig.wawp.phone.logOut(rig.instance.id);
	expect(await looked()).toEqual(['lost WORKING>SCAN_QR_CODE, WORKING>SCAN_QR_CODE']);
	await virtual.of(rig.wawp.releaseDeliveries('in order'));
	expect(await news()).toEqual([]);
});

test('nor when a later event names the states before the look', async () => {
	await listening(undefined, { options: { outagePause: 0 } });
	unheard('FAILED');
	expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	await virtual.pass(1_000);
	const statuses = [['WORKING', 3_600], ['FAILED', 50], ['STARTING', 0]].map(([status, ago]) => ({ status, timestamp: Date.now() - Number(ago) * 1000 }));
	const payload = { name: rig.instance.name, status: 'STARTING', statuses };
	await virtual.of(rig.deliver({ id: 'evt_1', event: 'session.status', timestamp: Date.now(), metadata: { instance_id: rig.instance.id }, payload }));
	expect(await news()).toEqual([]);
});

test.each([['WORKING', 'FAILED'], ['FAILED', 'WORKING']])('a look that still shows %s, right after an event told of %s, means nothing', async (shown, told) => {
	await listening();
	await heard(shown);
	await virtual.pass(60_000);
	rig.wawp.conditions.lag = 3_000;
	expect(await heard(told)).toHaveLength(1);
	expect(await looked(2_900)).toEqual([]);
	expect(await looked()).toEqual([]);
});

test('what a look shows counts five seconds after an event told otherwise, no sooner', async () => {
	await listening();
	await heard('FAILED');
	unheard('WORKING');
	expect(await looked(4_999)).toEqual([]);
	expect(await looked(1)).toEqual(['back WORKING>FAILED, WORKING>WORKING']);
});

test('an outage that began within the pause is told by the first look after it, once', async () => {
	await listening(undefined, { options: { outagePause: 30 } });
	expect([await heard('FAILED'), await heard('WORKING'), await heard('FAILED')]).toEqual([['lost WORKING>FAILED, null>FAILED'], ['back WORKING>FAILED, FAILED>WORKING'], []]);
	expect(await looked(10_000)).toEqual([]);
	expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	expect([await looked(), await heard('FAILED')]).toEqual([[], []]);
});

test('a clock that is set back has nobody wait until it is as late again', async () => {
	await listening();
	await heard('FAILED');
	unheard('WORKING');
	jest.setSystemTime(Date.now() - 3_600_000);
	expect(await looked()).toEqual(['back WORKING>FAILED, WORKING>WORKING']);
});

test('that a recovery brought another session back says nothing of this one', async () => {
	await listening();
	await heard('FAILED');
	await virtual.pass(10_000);
	noteUp('ANOTHERONE12');
	expect(await looked()).toEqual([]);
});

test('one that a recovery brought back, and that is lost again, is told again though nothing was heard', async () => {
	await listening();
	expect(await heard('FAILED')).toHaveLength(1);
	await virtual.pass(10_000);
	noteUp(rig.instance.id);
	expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	expect(await looked()).toEqual([]);
});

test('one that somebody starts, and that hangs then, is told lost after a minute', async () => {
	await listening({ instance: { status: 'STOPPED' } });
	expect(await heard('STARTING')).toEqual([]);
	expect(await looked(30_000)).toEqual([]);
	expect(await looked()).toEqual(['lost STARTING>STARTING, STARTING>STARTING']);
	expect(await looked()).toEqual([]);
});

test('after a minute means after it, not with it', async () => {
	await listening({ instance: { status: 'STOPPED' } });
	await heard('STARTING');
	expect(await looked(60_000)).toEqual([]);
	expect(await looked(1)).toEqual(['lost STARTING>STARTING, STARTING>STARTING']);
});

test('and the item says since when it was seen to start, so that nobody waits for another minute', async () => {
	await listening({ instance: { status: 'STOPPED' } });
	unheard('STARTING');
	await looked(6_000);
	const seenAt = Date.now();
	await virtual.pass(61_000);
	await look();
	const [item] = await virtual.of(rig.started());
	expect(Math.abs(Date.parse((item!.outage as IDataObject).since as string) - seenAt)).toBeLessThan(2_000);
});

test('one that was up when the workflow was published, and is STARTING when n8n is started again, is told lost at once', async () => {
	await listening({ instance: WORKING, n8n: { nodeTypes: freshNodes } });
	unheard('STARTING');
	await virtual.of(rig.n8n.restart());
	expect(await news()).toEqual(['lost WORKING>STARTING, WORKING>STARTING']);
});

test('so it is where its webhook still stands, so that nothing is registered anew', async () => {
	await listening({ instance: WORKING, n8n: { nodeTypes: freshNodes } });
	rig.wawp.holdDeliveries();
	rig.wawp.setStatus(rig.instance.id, 'STARTING');
	await virtual.of(rig.n8n.restart());
	expect(await news()).toEqual(['lost WORKING>STARTING, WORKING>STARTING']);
});

test('only the one of two sessions that was up when the workflow was published is taken to have been up', async () => {
	await start({ instance: WORKING });
	const other = rig.wawp.addInstance(rig.account, { status: 'STOPPED' });
	await publish({ instanceId: `${rig.instance.id}, ${other.id}`, options: { lookToo: false } });
	rig.wawp.setStatus(other.id, 'STARTING');
	expect(await news()).toEqual([]);
	expect(await heard('STARTING')).toEqual(['lost WORKING>STARTING, null>STARTING']);
});

test.each([60_000, 61_000, 75_000])('a first log-in stays no outage, though there be %i ms between two looks', async (ms) => {
	await listening({ instance: { status: 'STOPPED' } });
	for (const status of ['STARTING', 'SCAN_QR_CODE', 'SCAN_QR_CODE', 'WORKING']) {
		unheard(status);
		expect(await looked(ms)).toEqual([]);
	}
});

test('one that is down when the workflow is published, or when n8n was killed, is told lost', async () => {
	await listening({ instance: { status: 'FAILED' }, n8n: { nodeTypes: freshNodes } });
	expect(await news()).toEqual(['lost null>FAILED, null>FAILED']);
	await virtual.of(rig.n8n.restart());
	expect(await news()).toEqual(['lost null>FAILED, null>FAILED']);
	expect(await heard('FAILED')).toEqual([]);
});

test('where Wawp gives no answer just when n8n is started again, it is asked again for some seconds', async () => {
	await listening({ instance: { status: 'FAILED' }, n8n: { nodeTypes: freshNodes } });
	await news();
	const end = Date.now() + 8_000;
	rig.wawp.conditions.weather = () => (Date.now() < end ? { status: 502 } : undefined);
	await virtual.of(rig.n8n.restart());
	expect(await news()).toEqual(['lost null>FAILED, null>FAILED']);
});

test.each<[string, () => Promise<void>, refusedMs: number]>([
	['is published', publish, 12_000],
	['is started again with n8n', async () => await virtual.of(rig.n8n.restart()), 20_000],
])('a Wawp that gives no answer keeps nobody waiting for long when the workflow %s', async (_when, happens, refusedMs) => {
	await listening({ instance: { status: 'FAILED' }, n8n: { nodeTypes: freshNodes } });
	// Where none comes at all, a second one of ten seconds may begin within those thirteen.
	for (const [fault, withinMs] of [[{ status: 502 }, refusedMs], [{ hang: true }, 22_000]] as const) {
		rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? fault : undefined);
		const begun = Date.now();
		await happens();
		expect(Date.now() - begun).toBeLessThan(withinMs);
	}
});

test.each<[string, IDataObject]>([
	['every change starts the workflow', { startOn: 'change' }],
	['it is not to look', { options: { lookToo: false } }],
	['no session status is chosen', { events: ['message'] }],
])('nothing is asked where %s', async (_why, parameters) => {
	await listening(undefined, parameters);
	const before = looks();
	unheard('FAILED');
	expect([await looked(), looks() - before]).toEqual([[], 0]);
});

test('it looks at all sessions that are named, with one request each', async () => {
	await start({ instance: WORKING });
	const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
	await publish({ instanceId: `${rig.instance.id}, ${other.id}` });
	const before = looks();
	other.webhooks.forEach((webhook) => (webhook.is_active = 0));
	rig.wawp.setStatus(other.id, 'FAILED');
	expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED of another session']);
	expect(looks() - before).toBe(2);
});

test('and tells of all that are lost in the same minute', async () => {
	await start({ instance: WORKING });
	const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
	await publish({ instanceId: `${rig.instance.id}, ${other.id}` });
	for (const { webhooks } of [rig.instance, other]) webhooks.forEach((webhook) => (webhook.is_active = 0));
	for (const instance of [rig.instance, other]) rig.wawp.setStatus(instance.id, 'FAILED');
	expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED', 'lost WORKING>FAILED, WORKING>FAILED of another session']);
});

test.each(Object.entries(STORM))('%s says nothing about the session', async (_what, fault) => {
	await listening();
	unheard('FAILED');
	rig.wawp.conditions.weather = () => fault;
	expect(await looked()).toEqual([]);
	rig.wawp.conditions.weather = () => undefined;
	expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
});

test('a look that Wawp does not answer is repeated before the next minute', async () => {
	await listening();
	unheard('FAILED');
	await virtual.pass(60_000);
	const end = Date.now() + 15_000;
	rig.wawp.conditions.weather = () => (Date.now() < end ? { status: 502 } : undefined);
	const begun = Date.now();
	await look();
	expect(await news()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	expect(Date.now() - begun).toBeLessThan(60_000);
});

test('but one of which nothing is known yet, and of which Wawp does not tell, keeps the others waiting for nothing', async () => {
	await start({ instance: WORKING });
	const other = rig.wawp.addInstance(rig.account, WORKING).id;
	rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' && rig.wawp.calls.at(-1)!.credentials.instanceId === other ? { status: 502 } : undefined);
	await publish({ instanceId: `${rig.instance.id}, ${other}` });
	const begun = Date.now();
	await look();
	expect(Date.now() - begun).toBeLessThan(10_000);
});

/** As Wawp's engine tells it, at this moment. */
const event = (status: string, id: number): IDataObject => ({ id: `evt_${id}`, event: 'session.status', timestamp: Date.now(), payload: { name: rig.instance.name, status } });

test('whoever hears everything believes that a session is lost until it is back', async () => {
	await listening(undefined, { options: { lookToo: false } });
	expect(await heard('FAILED')).toHaveLength(1);
	await virtual.pass(3_600_000);
	await virtual.of(rig.deliver(event('FAILED', 1)));
	expect(await news()).toEqual([]);
});

describe('in queue mode', () => {
	const queue = { queue: { webhookProcesses: 2, workers: 2 }, nodeTypes: freshNodes };

	test.each<[number, string[]]>([
		[599_000, []],
		[601_000, ['lost FAILED>FAILED, null>FAILED']],
	])('a process that may not have heard of the end of an outage still believes in it after %i ms, or not', async (ms, expected) => {
		await listening({ instance: WORKING, n8n: queue }, { options: { lookToo: false } });
		await virtual.of(rig.deliverTo(0, event('FAILED', 1)));
		expect(await news()).toEqual(['lost WORKING>FAILED, null>FAILED']);
		await virtual.pass(ms);
		await virtual.of(rig.deliverTo(0, event('FAILED', 2)));
		expect(await news()).toEqual(expected);
	});

	test('a loss that two processes hear of, as two events of one moment, is told once', async () => {
		await listening({ instance: WORKING, n8n: queue }, { options: { lookToo: false } });
		const both = [event('FAILED', 1), event('FAILED', 2)];
		await virtual.of(rig.deliverTo(0, both[0]));
		await virtual.of(rig.settled());
		await virtual.of(rig.deliverTo(1, both[1]));
		expect(await news()).toEqual(['lost WORKING>FAILED, null>FAILED']);
	});

	test('what a webhook process has told is not told again by the main process, which has told something itself before', async () => {
		await listening({ instance: WORKING, n8n: queue });
		unheard('SCAN_QR_CODE');
		expect(await looked()).toHaveLength(1);
		unheard('WORKING');
		expect(await looked(240_000)).toHaveLength(1);
		await virtual.pass(240_000);
		expect(await heard('FAILED')).toHaveLength(1);
		expect([await looked(), await looked()]).toEqual([[], []]);
	});

	test('one that a webhook process has told lost, and that is back unheard within the same minutes, is told back by the main process', async () => {
		await listening({ instance: WORKING, n8n: queue });
		expect(await heard('FAILED')).toHaveLength(1);
		expect(await looked()).toEqual([]);
		unheard('WORKING');
		expect(await looked()).toEqual(['back WORKING>FAILED, WORKING>WORKING']);
	});

	test.each([0, 300_000])('what a webhook process has told back, after %i ms, is not told again by the main process', async (ms) => {
		await listening({ instance: WORKING, n8n: queue });
		await virtual.of(rig.deliverTo(0, event('FAILED', 1)));
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		rig.instance.webhooks.forEach((webhook) => (webhook.is_active = 0));
		expect(await news()).toHaveLength(1);
		expect(await looked()).toEqual([]);
		await virtual.pass(ms);
		expect(await looked()).toEqual([]);
		rig.wawp.setStatus(rig.instance.id, 'WORKING');
		await virtual.of(rig.deliverTo(0, event('WORKING', 2)));
		expect(await news()).toHaveLength(1);
		expect([await looked(), await looked()]).toEqual([[], []]);
	});

	test('one that is lost another time, unheard, just after it was heard to be back is told by the main process', async () => {
		await listening({ instance: WORKING, n8n: queue });
		await virtual.of(rig.deliverTo(0, event('FAILED', 1)));
		expect(await news()).toHaveLength(1);
		await virtual.pass(240_000);
		await virtual.of(rig.deliverTo(0, event('WORKING', 2)));
		expect(await news()).toEqual(['back WORKING>FAILED, FAILED>WORKING']);
		unheard('FAILED');
		expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	});

	test('what the main process has told is told again where its event comes late to another one, as it may be of another loss', async () => {
		await listening({ instance: WORKING, n8n: queue });
		const late = event('FAILED', 1);
		unheard('FAILED');
		expect(await looked()).toHaveLength(1);
		await virtual.of(rig.deliverTo(0, late));
		expect(await news()).toEqual(['lost WORKING>FAILED, null>FAILED']);
	});

	test('what no process has heard of is told by the main one', async () => {
		await listening({ instance: WORKING, n8n: queue });
		unheard('FAILED');
		expect(await looked()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	});
});

test('what was up when it was published before is not taken to be up when it is published again', async () => {
	await listening();
	expect(await heard('WORKING')).toEqual([]);
	await virtual.of(rig.n8n.deactivate(id));
	unheard('STARTING');
	await virtual.of(rig.n8n.activate(id));
	expect([await news(), await looked(30_000)]).toEqual([[], []]);
});

test.each([['manual', 0], ['trigger', 1]])('who executes the step in the editor waits for an event, and gets no look in its place (%s)', async (mode, asked) => {
	await listening();
	const calls: unknown[] = [];
	const parameters: IDataObject = { startOn: 'outage', events: ['session.status'], instanceId: 'ELSEWHERE001' };
	const context = {
		getMode: () => mode,
		getActivationMode: () => 'activate',
		getNode: () => ({ id: mode, name: 'Wawp Trigger', parameters }),
		getWorkflow: () => ({ id: 'of the editor' }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => ({ baseUrl: rig.wawp.url, accessToken: rig.account.token }),
		helpers: { httpRequestWithAuthentication: async (...call: unknown[]) => calls.push(call) && { statusCode: 200, headers: {}, body: Buffer.from('{"status":"FAILED"}') } },
	};
	const items = await virtual.of(lookAround(context as unknown as IPollFunctions));
	expect([calls.length, items === null]).toEqual([asked, asked === 0]);
});

test.each<[which: string, type: string, parameters: INodeParameters]>([
	['a trigger', TRIGGER, { startOn: 'outage', instanceId: '={{ "A1B2C3" }}', registerAutomatically: false }],
	['a watcher', WATCHER, { startOn: 'outage', instanceIds: '={{ "A1B2C3" }}', options: { stuckAfter: '={{ 60 }}' } }],
])('%s beside another trigger that has nothing to look at, looks at what its expressions name', async (_which, type, parameters) => {
	await start({ instance: { ...WORKING, id: 'A1B2C3' } });
	const credentials = { wawpApi: { id: 'wawp', name: 'Wawp' } };
	const [messages] = rig.workflow({ startOn: 'change', events: ['message'], registerAutomatically: false }).nodes;
	const workflow = rig.n8n.save({ nodes: [{ ...messages!, name: 'Messages' }, { name: 'Wawp Trigger', type, parameters, credentials }] });
	await virtual.of(rig.n8n.activate(workflow));
	unheard('FAILED');
	await virtual.pass(60_000);
	await virtual.of(rig.n8n.poll(workflow));
	expect(await news()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
});
