import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { noteUp } from '../../nodes/Wawp/session/lastUp';
import { lookAround } from '../../nodes/Wawp/trigger/look';
import type { Switches } from '../simulator';
import { WORKING, heard, id, listening, look, looked, lookingAlone, looks, news, publish, rig, start, unheard, virtual } from '../support/looking';

/* What it tells of an instance that Wawp does not find. */

lookingAlone();

test('an instance that Wawp knows no more is asked for once a minute, and keeps the others waiting for nothing', async () => {
	await start({ instance: WORKING });
	const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
	await publish({ instanceId: `${rig.instance.id}, ${other.id}` });
	unheard('FAILED');
	rig.wawp.world.instances = rig.wawp.world.instances.filter((instance) => instance !== other);
	await virtual.pass(60_000);
	const [before, begun] = [looks(), Date.now()];
	await look();
	expect(await news()).toEqual(['lost WORKING>FAILED, WORKING>FAILED']);
	expect([looks() - before, Date.now() - begun < 5_000]).toEqual([2, true]);
	expect([await looked(), await looked()]).toEqual([[], ['lost WORKING>DELETED, WORKING>DELETED of another session']]);
});

test('a session that is deleted is told lost when that has held for two minutes, once', async () => {
	await listening();
	expect(await looked()).toEqual([]);
	rig.wawp.world.instances.splice(0);
	expect([await looked(), await looked(), await looked(), await looked()]).toEqual([[], [], ['lost WORKING>DELETED, WORKING>DELETED'], []]);
});

test('one that was never there is not: its ID is wrong', async () => {
	await start({ instance: WORKING });
	await publish({ registerAutomatically: false, instanceId: 'NEVERTHERE12' });
	expect([await looked(), await looked(), await looked(), await looked()]).toEqual([[], [], [], []]);
	expect(looks()).toBeGreaterThan(2);
});

test('so is one that was down when the workflow was published, and came up since', async () => {
	await listening({ instance: { status: 'STOPPED' } });
	await heard('WORKING');
	rig.wawp.world.instances.splice(0);
	expect([await looked(), await looked(), await looked()]).toEqual([[], [], ['lost WORKING>DELETED, WORKING>DELETED']]);
});

test.each<[what: string, happens: () => Promise<void>]>([
	['', async () => {}],
	[' though a person has tried the step in the editor', async () => await virtual.of(rig.n8n.listen(id).then(async ({ stop }) => await stop()))],
])('so is one that was up when the workflow was published, and of which nothing was told since%s', async (_what, happens) => {
	await start({ instance: WORKING });
	let looksOfPublishing = 0;
	rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' && ++looksOfPublishing > 1 ? { status: 502 } : undefined);
	await publish();
	await happens();
	rig.wawp.conditions.weather = () => undefined;
	rig.wawp.world.instances.splice(0);
	expect([looksOfPublishing > 1, await looked(), await looked(), await looked()]).toEqual([true, [], [], ['lost WORKING>DELETED, WORKING>DELETED']]);
});

test.each([
	['by session info', () => undefined],
	['by what else is read of it', (operation: string | null) => (operation === 'session.getInfo' ? { status: 404, body: { code: 'session_not_found' } } : undefined)],
])('one that is not found for a moment now and then, and is found in between %s, was not deleted', async (_how, inBetween) => {
	await listening();
	const { instances } = rig.wawp.world;
	for (let times = 0; times < 3; times++) {
		rig.wawp.world.instances = [];
		expect(await looked()).toEqual([]);
		rig.wawp.world.instances = instances;
		rig.wawp.conditions.weather = inBetween;
		expect(await looked()).toEqual([]);
		rig.wawp.conditions.weather = () => undefined;
	}
});

test.each(['session.getMe', 'session.getRateLimit'])('one that is not found was not deleted as long as Wawp does not say what else is there of it (%s)', async (silent) => {
	await listening();
	const { instances } = rig.wawp.world;
	const notFound = { status: 404, body: { code: 'session_not_found' } };
	rig.wawp.world.instances = [];
	rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? notFound : operation === silent ? { status: 502 } : undefined);
	const told = [await looked(), await looked(), await looked(), await looked()];
	rig.wawp.world.instances = instances;
	expect(told).toEqual(silent === 'session.getMe' ? [[], [], ['lost WORKING>DELETED, WORKING>DELETED'], []] : [[], [], [], []]);
});

test('a Wawp that gives no answer in between does not begin that anew', async () => {
	await listening();
	rig.wawp.world.instances.splice(0);
	expect(await looked()).toEqual([]);
	rig.wawp.conditions.weather = () => ({ status: 502 });
	expect(await looked()).toEqual([]);
	rig.wawp.conditions.weather = () => undefined;
	expect(await looked()).toEqual(['lost WORKING>DELETED, WORKING>DELETED']);
});

test('a recovery that left it up in between does', async () => {
	await listening();
	rig.wawp.world.instances.splice(0);
	expect(await looked()).toEqual([]);
	await virtual.pass(10_000);
	noteUp(rig.instance.id);
	expect([await looked(50_000), await looked(), await looked()]).toEqual([[], [], ['lost WORKING>DELETED, WORKING>DELETED']]);
});

test('one that is not found, and of which Wawp says all the same who is linked, is back: the item says who', async () => {
	await listening();
	await heard('FAILED');
	unheard('WORKING');
	rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 404, body: { code: 'session_not_found' } } : undefined);
	await virtual.pass(60_000);
	await look();
	expect(await virtual.of(rig.started())).toMatchObject([{ status: 'WORKING', me: { id: '201145202826@c.us', phoneNumber: '201145202826' } }]);
});

test('one that was heard to be up after that is deleted another time only when that has held as long again', async () => {
	await listening();
	const { instances } = rig.wawp.world;
	const lost = 'lost WORKING>DELETED, WORKING>DELETED';
	for (let times = 0; times < 2; times++) {
		rig.wawp.world.instances = [];
		expect([await looked(), await looked(), await looked()]).toEqual([[], [], [lost]]);
		rig.wawp.world.instances = instances;
		expect(await heard('WORKING')).toHaveLength(1);
	}
});

test.each<[Switches['infoWhenDown'], string[]]>([
	['its state', ['lost WORKING>FAILED, WORKING>FAILED', '', '', 'back WORKING>FAILED, WORKING>WORKING']],
	['404', ['lost WORKING>DROPPED, WORKING>DROPPED', '', '', 'back WORKING>DROPPED, WORKING>WORKING']],
	['404 at first', ['lost WORKING>FAILED, WORKING>FAILED', '', '', 'back WORKING>FAILED, WORKING>WORKING']],
	['404, and so is all that is read', ['', '', 'lost WORKING>DELETED, WORKING>DELETED', 'back WORKING>DELETED, WORKING>WORKING']],
])('a session that is down, and that Wawp answers with %s, is told lost once, and back', async (infoWhenDown, told) => {
	await listening({ instance: WORKING, switches: { infoWhenDown } }, { outageStates: ['FAILED', 'STARTING', 'SCAN_QR_CODE', 'OTHER', 'WORKING'] });
	unheard('FAILED');
	const news = [await looked(), await looked(), await looked()];
	unheard('WORKING');
	expect([...news, await looked()].map((items) => items.join(', '))).toEqual(told);
});

test.each(['STOPPED', 'FAILED'])('a session that was heard to be %s is not lost another time where Wawp does not find it', async (status) => {
	await listening({ instance: WORKING, switches: { infoWhenDown: '404' } });
	const before = await heard(status);
	expect([before.length, await looked(), await looked()]).toEqual([status === 'FAILED' ? 1 : 0, [], []]);
});

test('of many that are not found no more than eight requests are under way at once', async () => {
	await listening();
	const parameters: IDataObject = { startOn: 'outage', events: ['session.status'], instanceId: Array.from({ length: 30 }, (_each, index) => `GONE${index}`).join() };
	let [open, most, all] = [0, 0, 0];
	const context = {
		getMode: () => 'trigger',
		getActivationMode: () => 'activate',
		getNode: () => ({ id: 'many', name: 'Wawp Trigger', parameters }),
		getWorkflow: () => ({ id: 'of many' }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => ({ baseUrl: rig.wawp.url, accessToken: rig.account.token }),
		helpers: {
			httpRequestWithAuthentication: async () => {
				[most, all] = [Math.max(most, ++open), all + 1];
				for (let turn = 0; turn < 20; turn++) await Promise.resolve();
				open--;
				return { statusCode: 404, headers: {}, body: Buffer.from('{"code":"session_not_found"}') };
			},
		},
	};
	await virtual.of(lookAround(context as unknown as IPollFunctions));
	expect([most, all]).toEqual([8, 90]);
});

test('an instance that was never there is not', async () => {
	await listening({ instance: WORKING });
	const other = rig.wawp.addInstance(rig.account, { status: 'STOPPED' });
	await publish({ instanceId: other.id });
	rig.wawp.world.instances = rig.wawp.world.instances.filter((instance) => instance !== other);
	expect(await looked()).toEqual([]);
});
