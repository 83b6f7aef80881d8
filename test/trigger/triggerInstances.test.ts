import type { IDataObject } from 'n8n-workflow';

import type { Instance } from '../simulator';
import { TriggerRig, foreignWebhook, post, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

/** Three sessions of one account, and a workflow that listens to them. */
async function start(given?: Given): Promise<{ all: [Instance, Instance, Instance]; id: string; instanceId: string }> {
	rig = await TriggerRig.start({ instance: { status: 'WORKING' }, ...given });
	const all: [Instance, Instance, Instance] = [rig.instance, rig.wawp.addInstance(rig.account, { status: 'WORKING' }), rig.wawp.addInstance(rig.account, { status: 'WORKING' })];
	const instanceId = all.map((instance) => instance.id).join(', ');
	return { all, instanceId, id: rig.save({ events: ['message'], instanceId }) };
}

const counts = (all: Instance[]) => all.map(({ webhooks }) => webhooks.length);
const savedOf = (id: string) => rig.n8n.staticData(id)['node:Wawp Trigger'] as IDataObject;
const errors = () => rig.n8n.logs.entries.filter(({ level }) => level === 'error').map(({ message }) => message);

test('each instance is told where to deliver, with a secret of its own, and told to stop', async () => {
	const { all, id } = await start();
	for (const { webhooks } of all) webhooks.push(foreignWebhook());
	await rig.n8n.activate(id);
	expect(counts(all)).toEqual([2, 2, 2]);
	expect(new Set(all.map(({ webhooks }) => webhooks[1]!.url)).size).toBe(3);
	await rig.n8n.deactivate(id);
	expect(all.map(({ webhooks }) => webhooks)).toEqual([[foreignWebhook()], [foreignWebhook()], [foreignWebhook()]]);
	expect(savedOf(id)).not.toHaveProperty('registrations');
});

test('the secret tells which instance delivers, whatever the delivery says', async () => {
	const { all, id } = await start();
	await rig.n8n.activate(id);
	for (const [n, { webhooks }] of all.entries()) await post(webhooks[0]!.url, JSON.stringify({ id: `evt_${n}`, event: 'message', payload: {} }));
	await post(all[0].webhooks[0]!.url, JSON.stringify({ id: 'evt_9', event: 'message', metadata: { instance_id: 'TOLD' }, payload: {} }));
	expect((await rig.started()).map(({ instanceId }) => instanceId)).toEqual([...all.map((instance) => instance.id), all[0].id]);
});

test('the secret tells it too where static data was lost', async () => {
	const { all, id } = await start();
	await rig.n8n.activate(id);
	rig.n8n.saveStaticData(id, {});
	for (const [n, { webhooks }] of all.entries()) expect(await post(webhooks[0]!.url, JSON.stringify({ id: `evt_${n}`, event: 'message', payload: {} }))).toBe(200);
	expect((await rig.started()).map(({ instanceId }) => instanceId)).toEqual(all.map((instance) => instance.id));
	expect(await post(`${rig.n8n.webhookUrl(id)}?secret=${'0'.repeat(48)}`, '{"event":"message"}')).toBe(403);
});

test('what takes a request is asked of the instance that delivered: the number of a hidden sender, and a file', async () => {
	const { all, instanceId } = await start();
	await rig.activate({ events: ['message'], instanceId, options: { resolvePhone: true, downloadMedia: true } });
	const told = all.map((instance, n) => {
		const file = { id: `${n}`.repeat(24), mimetype: 'application/pdf', filename: `${n}.pdf`, bytes: Buffer.from(`%PDF-1.4 ${n}`), size: 10 };
		instance.whatsapp.lids.push({ lid: `${n}${n}4711@lid`, pn: `20114520282${n}@c.us` });
		instance.whatsapp.profile.picture = file;
		return { lid: `${n}${n}4711@lid`, media: { url: `${rig.wawp.url}/media/${file.id}`, filename: file.filename } };
	});
	rig.wawp.calls.length = 0;
	for (const n of [2, 0, 1]) await post(all[n]!.webhooks[0]!.url, JSON.stringify({ id: `evt_${n}`, event: 'message', payload: { id: `false_${told[n]!.lid}_${n}`, from: told[n]!.lid, fromMe: false, hasMedia: true, media: told[n]!.media } }));
	const runs = (await rig.runs()).flat();
	expect(runs.map(({ json, binary }) => [json.instanceId, json.senderPhone, binary?.data?.fileName]).sort()).toEqual(all.map(({ id }, n) => [id, `20114520282${n}`, `${n}.pdf`]).sort());
	const asked = rig.wawp.calls.map(({ path, credentials }) => [path.replace(/^.*\/(\d+)(@|%40).*$/, '$1').replace('/media/', ''), credentials.instanceId]);
	expect(asked.sort()).toEqual(all.flatMap(({ id }, n) => [[`${n}${n}4711`, id], [`${n}`.repeat(24), id]]).sort());
});

test('a delivery without the secret of one of them is refused', async () => {
	const { all, id } = await start();
	await rig.n8n.activate(id);
	const [url] = all[0].webhooks[0]!.url.split('?');
	const body = JSON.stringify({ id: 'evt_1', event: 'message' });
	expect([await post(url!, body), await post(`${url}?secret=`, body), await post(`${url}?secret=wrong`, body)]).toEqual([403, 403, 403]);
	expect(await rig.runs()).toEqual([]);
});

test.each([
	['a list by an expression', (ids: string[]) => `={{ ${JSON.stringify(ids)} }}`],
	['a text with spaces and lines', (ids: string[]) => ids.join(' ,\n')],
	['a list that names one twice', (ids: string[]) => [...ids, ids[0]].join(';')],
])('they may be %s', async (_how, written) => {
	const { all } = await start();
	await rig.activate({ events: ['message'], instanceId: written(all.map((instance) => instance.id)) });
	expect(counts(all)).toEqual([1, 1, 1]);
});

describe('where one of several refuses', () => {
	test('nothing stays registered, and the message names it alone, and no secret', async () => {
		const { all, instanceId } = await start({ credential: { webhookSecret: 'dummy-secret' } });
		all[0].webhooks.push(foreignWebhook());
		const id = rig.save({ events: ['message'], instanceId: `${instanceId}, GONE00000001, GONE00000002` });
		const { message } = (await rig.n8n.activate(id).catch((error: Error) => error)) as Error;
		expect(message).toMatch(/^Instance GONE00000001: Wawp finds no session with this Instance ID\..* Instance GONE00000002: Wawp finds no session/);
		for (const instance of all) expect(message).not.toContain(instance.id);
		expect(message + rig.n8n.logs.text()).not.toContain('dummy-secret');
		expect(all.map(({ webhooks }) => webhooks)).toEqual([[foreignWebhook()], [], []]);
		expect(savedOf(id)).not.toHaveProperty('registrations');
	});

	test('the others are cleaned up by the activation itself, before n8n takes it back', async () => {
		const { instanceId } = await start({ n8n: { activationTries: 1 } });
		const id = rig.save({ events: ['message'], instanceId: `${instanceId}, GONE00000001` });
		await expect(rig.n8n.activate(id)).rejects.toThrow(/^Instance GONE00000001: /);
		const [set, list, remove] = ['webhook.set', 'webhook.getAll', 'webhook.delete'];
		expect(rig.heard).toEqual([set, set, set, set, list, remove, list, remove, list, remove, list, list, list, list, 'session.getMe', 'session.getRateLimit']);
	});

	test('what was registered before is taken back as well: the workflow is not active', async () => {
		const { all, id, instanceId } = await start();
		await rig.n8n.activate(id);
		await rig.publish(id, { events: ['message'], instanceId: `${instanceId}, GONE00000001` }).catch(() => {});
		expect(counts(all)).toEqual([0, 0, 0]);
	});
});

describe('publishing again', () => {
	test('is done with a look at each where nothing has changed', async () => {
		const { id } = await start();
		await rig.n8n.activate(id);
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		rig.wawp.calls.length = 0;
		await rig.n8n.activate(id);
		expect(rig.heard).toEqual(['webhook.getAll', 'webhook.getAll', 'webhook.getAll']);
	});

	test('repairs what one of them lost', async () => {
		const { all, id } = await start();
		await rig.n8n.activate(id);
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		all[1].webhooks = [];
		await rig.n8n.activate(id);
		expect(counts(all)).toEqual([1, 1, 1]);
	});

	test('sweeps an instance that is no longer named, which could not be reached before', async () => {
		const { all, id } = await start();
		await rig.n8n.activate(id);
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		await rig.publish(id, { events: ['message'], instanceId: all[2].id });
		await rig.n8n.activate(id);
		expect(counts(all)).toEqual([0, 0, 1]);
	});

	test('leaves an instance alone that is no longer named, and keeps the others', async () => {
		const { all, id } = await start();
		await rig.n8n.activate(id);
		await rig.publish(id, { events: ['message'], instanceId: all[2].id });
		expect(counts(all)).toEqual([0, 0, 1]);
		expect(savedOf(id).registrations).toMatchObject([{ instanceId: all[2].id }]);
	});
});

describe('taking the workflow back', () => {
	test('succeeds where sessions were deleted meanwhile', async () => {
		const { all, id } = await start();
		await rig.n8n.activate(id);
		rig.wawp.world.instances = [all[1]];
		await rig.n8n.deactivate(id);
		expect([rig.n8n.isActive(id), counts([all[1]]), errors()]).toEqual([false, [0], []]);
	});

	test.each([1, 2])('goes on where removals fail, reports each of these %i, and tries them again the next time', async (count) => {
		const { all, id } = await start();
		await rig.n8n.activate(id);
		for (let failed = 0; failed < count; failed++) rig.wawp.failNext({ status: 401 }, { operation: 'webhook.delete' });
		await rig.n8n.deactivate(id);
		const left = all.slice(0, count);
		expect([rig.n8n.isActive(id), counts(all)]).toEqual([false, all.map((instance) => (left.includes(instance) ? 1 : 0))]);
		expect(errors()).toEqual(left.map((instance) => expect.stringContaining(`could not remove ${rig.n8n.webhookUrl(id)} from Wawp (instance ${instance.id})`)));
		expect(savedOf(id).registrations).toMatchObject(left.map((instance) => ({ instanceId: instance.id })));
		await rig.n8n.activate(id);
		await rig.n8n.deactivate(id);
		expect(counts(all)).toEqual([0, 0, 0]);
	});
});

test('of two that an event names, it is of the one in what the engine copies into each event', async () => {
	rig = await TriggerRig.start({ quick: true });
	const id = await rig.activate({ events: ['message'], registerAutomatically: false });
	expect(await post(rig.n8n.webhookUrl(id), JSON.stringify({ id: 'evt_1', event: 'message', instance_id: 'CCCCCCCCCCCC', metadata: { instance_id: 'BBBBBBBBBBBB' }, payload: { body: 'Hi' } }))).toBe(200);
	expect((await rig.started()).map(({ instanceId }) => instanceId)).toEqual(['BBBBBBBBBBBB']);
});

test.each<[named: string, without: string | null]>([
	['', null],
	['AAAAAAAAAAAA', 'AAAAAAAAAAAA'],
	['AAAAAAAAAAAA, BBBBBBBBBBBB', null],
])('at an address that a person pasted, an event is of the instance that it names, and one that names none, with %j, of %p', async (named, without) => {
	rig = await TriggerRig.start({ quick: true });
	const id = await rig.activate({ events: ['message'], registerAutomatically: false, instanceId: named });
	const bodies = ['BBBBBBBBBBBB', 'CCCCCCCCCCCC', undefined].map((instance, index) => ({ id: `evt_${index}`, event: 'message', ...(instance && { metadata: { instance_id: instance } }), payload: { body: 'Hi' } }));
	for (const body of bodies) expect(await post(rig.n8n.webhookUrl(id), JSON.stringify(body))).toBe(200);
	expect((await rig.started()).map(({ instanceId }) => instanceId)).toEqual(['BBBBBBBBBBBB', 'CCCCCCCCCCCC', without]);
});
