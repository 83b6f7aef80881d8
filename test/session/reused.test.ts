import { noteHeard } from '../../nodes/Wawp/session/heard';
import type { Fault } from '../simulator';
import { items } from '../support/engine';
import { healingFast, inTime, rigWith, wawp } from '../support/healing';

/* An instance that a phone is linked to, or was, is somebody's number: handed out as one that nobody linked, it would be given another phone, or log that one out. */

healingFast();

const REUSE = { options: { reuseInstance: 'unlinked' } };

/** A rig whose node has made an instance, and how to run it again. */
async function made() {
	const rig = rigWith();
	const create = async () => (await inTime(rig.items('session.create', REUSE)))[0]!.json;
	const first = String((await create()).instance_id);
	const instance = wawp.world.instances.find(({ id }) => id === first)!;
	const heard = (operation: string) => rig.calls.filter((call) => call.operation === operation).length;
	return { rig, create, instance, heard, named: { instanceId: first } };
}

type Made = Awaited<ReturnType<typeof made>>;

describe.each(['STOPPED', 'FAILED', 'STARTING'])('the instance that was made before is %s', (status) => {
	const goDown = async ({ rig, instance, named }: Made) => {
		wawp.setStatus(instance.id, status === 'STARTING' ? 'STOPPED' : status);
		if (status === 'STARTING') await rig.items('session.start', named);
	};

	test('and a phone is linked to it, of which nothing was seen here: another one is made', async () => {
		const given = await made();
		const { create, instance, heard } = given;
		instance.linked = true;
		await goDown(given);
		const { instance_id: id, reused } = await create();
		expect(id).not.toBe(instance.id);
		expect([reused, heard('session.create'), heard('session.logout'), instance.linked]).toEqual([undefined, 2, 0, true]);
		// One that was stopped was stopped on purpose.
		expect(instance.status).toBe(status === 'STOPPED' ? 'STOPPED' : 'WORKING');
	});

	test('and no phone is linked to it: it shows a code, and is returned', async () => {
		const given = await made();
		const { create, instance, heard } = given;
		await goDown(given);
		expect(await create()).toMatchObject({ instanceId: instance.id, status: 'SCAN_QR_CODE', reused: true });
		expect([heard('session.create'), instance.status]).toEqual([1, 'SCAN_QR_CODE']);
	});

	test('and does not show which of both it is: none is made, and it is said so', async () => {
		const given = await made();
		const { rig, instance, heard } = given;
		instance.failsOnStart = 50;
		await goDown(given);
		const { message, description } = await inTime(rig.error('session.create', REUSE));
		expect(message).toBe(`Whether a phone is linked to ${instance.id}, which this node made before, does not show: it is FAILED`);
		expect(description).toMatch(/'Session > Delete'.*'Reuse Instance'/);
		expect(heard('session.create')).toBe(1);
	});
});

test('one that names an account is linked, whatever its state', async () => {
	const { create, instance, heard } = await made();
	const info = { name: instance.name, status: 'SCAN_QR_CODE', me: { id: '201145202826@c.us' } };
	wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 200, body: info } : undefined);
	expect((await create()).instance_id).not.toBe(instance.id);
	expect(heard('session.restart') + heard('session.start')).toBe(0);
});

test('one that worked at the first look, and waits for a scan at the next, is linked', async () => {
	const { create, instance, heard } = await made();
	wawp.setStatus(instance.id, 'SCAN_QR_CODE');
	wawp.failNext({ body: { name: instance.name, status: 'WORKING' } }, { operation: 'session.getInfo' });
	expect((await create()).instance_id).not.toBe(instance.id);
	expect(heard('session.create')).toBe(2);
});

test("the credential's, which was handed out where that was wanted, was not made by the node", async () => {
	const rig = rigWith({ status: 'SCAN_QR_CODE' });
	const create = async (reuseInstance: string) => (await inTime(rig.items('session.create', { options: { reuseInstance } })))[0]!.json;
	expect(await create('credential')).toMatchObject({ instanceId: rig.instance.id, reused: true });
	expect((await create('unlinked')).instance_id).not.toBe(rig.instance.id);
});

describe("the credential's, which session info does not find", () => {
	const gone = { status: 404, body: { code: 'invalid_session' } };
	const create = async (answers: Record<string, { status: number; body: object }>) => {
		const rig = rigWith({ linked: true });
		wawp.conditions.weather = (operation) => answers[operation ?? ''];
		const run = await inTime(rig.run('session.create', { options: { reuseInstance: 'credential' } }));
		return { error: run.data.resultData.error?.message, reused: run.data.resultData.error ? undefined : items(run)[0]!.json.reused, did: rig.calls.map(({ operation }) => operation).filter((operation) => /start|create/.test(String(operation))) };
	};

	test('is not started where nothing else tells whether it is there', async () => {
		const untold = { status: 403, body: {} };
		const { error, did } = await create({ 'session.getInfo': gone, 'session.getMe': untold, 'session.getRateLimit': untold });
		expect([error, did]).toEqual(['Wawp finds no session with this Instance ID', []]);
	});

	const nothing = { 'session.getInfo': gone, 'session.getMe': gone, 'session.getRateLimit': gone };

	test('is there where it was started already', async () => {
		const { reused, did } = await create({ ...nothing, 'session.start': { status: 422, body: { message: 'Session is already started' } } });
		expect([reused, did]).toEqual([true, ['session.start']]);
	});

	test('has none made in its place where the start is refused', async () => {
		const { error, did } = await create({ ...nothing, 'session.start': { status: 403, body: { code: 'subscription_required', message: 'No' } } });
		expect([error, did]).toEqual(['This needs a paid Wawp plan', ['session.start']]);
	});
});

test('each account has one of its own, though the same node made both by turns', async () => {
	const one = await made();
	const other = await made();
	expect(await one.create()).toMatchObject({ instanceId: one.instance.id, reused: true });
	expect(await other.create()).toMatchObject({ instanceId: other.instance.id, reused: true });
	expect([one.heard('session.create'), other.heard('session.create')]).toEqual([1, 1]);
});

test.each<[what: string, name: string, workflow: string]>([
	['another node', 'Another', 'wf1'],
	['a node of the same name in another workflow', 'Node', 'wf2'],
])('%s makes one of its own, and each goes on with its own', async (_what, name, workflow) => {
	const { rig, create, instance, heard } = await made();
	const usual = rig.rig.workflow.bind(rig.rig);
	const elsewhere = async () => {
		const spy = jest.spyOn(rig.rig, 'workflow').mockImplementation((nodes) => Object.assign(usual(nodes.map((node) => (node.name === 'Node' ? { ...node, name } : node))), { id: workflow }));
		try {
			const run = await inTime(rig.run('session.create', REUSE));
			return items(run, name)[0]!.json;
		} finally {
			spy.mockRestore();
		}
	};
	const { instance_id: other, reused } = await elsewhere();
	expect([other === instance.id, reused, heard('session.create')]).toEqual([false, undefined, 2]);
	expect(await create()).toMatchObject({ instanceId: instance.id, reused: true });
	expect(await elsewhere()).toMatchObject({ instanceId: other, reused: true });
	expect(heard('session.create')).toBe(2);
});

describe('one that was linked, and whose phone logged itself out, is the number of somebody who has to scan again', () => {
	test.each<[by: string, see: (given: Made) => Promise<unknown>]>([
		['Wait for Status', async ({ rig, named }) => await rig.items('session.waitForStatus', { ...named, states: ['WORKING'] })],
		['Ensure Working', async ({ rig, named }) => await rig.items('session.ensureWorking', named)],
		['Get Connected Account', async ({ rig, named }) => await rig.items('session.getMe', named)],
		['Verify Account', async ({ rig, named }) => await rig.items('session.verifyAccount', { ...named, expectedNumber: '+20 114 520 2826', onMismatch: 'item' })],
		['Get Info', async ({ rig, named }) => await rig.items('session.getInfo', named)],
		['Get Health', async ({ rig, named }) => await rig.items('session.getHealth', named)],
		['an event', async ({ instance }) => noteHeard(instance.id, 'WORKING')],
		['the node itself', async ({ create }) => await create()],
	])('as %s saw', async (_by, see) => {
		const given = await made();
		Object.assign(given.instance, { phone: '201145202826' });
		wawp.setStatus(given.instance.id, 'WORKING');
		await inTime(see(given));
		wawp.phone.logOut(given.instance.id);
		expect((await given.create()).instance_id).not.toBe(given.instance.id);
	});

	test.each<[what: string, status: string, operation: string, answer: Fault]>([
		['its state', 'WORKING', 'session.getInfo', { body: { status: 'WORKING' } }],
		['its account', 'FAILED', 'session.getInfo', { body: { status: 'FAILED', me: { id: '201145202826@c.us' } } }],
		['its account, as info does not find it', 'WORKING', 'session.getInfo', { status: 404, body: { code: 'invalid_session' } }],
	])('as a look saw that was told no more than %s', async (_what, status, operation, answer) => {
		const given = await made();
		Object.assign(given.instance, { phone: '201145202826' });
		wawp.setStatus(given.instance.id, 'WORKING');
		wawp.failNext(answer, { operation });
		await inTime(given.rig.items('session.waitForStatus', { ...given.named, states: [status] }));
		expect(given.heard(operation)).toBe(1);
		wawp.phone.logOut(given.instance.id);
		expect((await given.create()).instance_id).not.toBe(given.instance.id);
	});

	test.each<[by: string, key: string, more: object]>([
		['Get Info', 'session.getInfo', {}],
		['Get Info as it came', 'session.getInfo', { simplify: false }],
		['Get Health', 'session.getHealth', {}],
	])('as %s showed by its account, while it was down', async (_by, key, more) => {
		const given = await made();
		wawp.failNext({ body: { status: 'FAILED', me: { id: '201145202826@c.us' } } }, { operation: 'session.getInfo' });
		await given.rig.items(key, { ...given.named, ...more });
		wawp.setStatus(given.instance.id, 'SCAN_QR_CODE');
		expect((await given.create()).instance_id).not.toBe(given.instance.id);
	});

	test('but one whose wrong phone was logged out by Verify Account is there for the right one', async () => {
		const { rig, create, instance, named } = await made();
		Object.assign(instance, { phone: '201000000000' });
		wawp.setStatus(instance.id, 'WORKING');
		await inTime(rig.items('session.verifyAccount', { ...named, expectedNumber: '+20 114 520 2826', onMismatch: 'logOut' }));
		expect(await create()).toMatchObject({ instanceId: instance.id, reused: true });
	});

	test('whatever wrong phone is logged out of another one meanwhile', async () => {
		const given = await made();
		const wrong = await made();
		for (const [{ instance }, phone] of [[given, '201145202826'], [wrong, '201000000000']] as const) {
			Object.assign(instance, { phone });
			wawp.setStatus(instance.id, 'WORKING');
		}
		await given.rig.items('session.getInfo', given.named);
		await inTime(wrong.rig.items('session.verifyAccount', { ...wrong.named, expectedNumber: '+20 114 520 2826', onMismatch: 'logOut' }));
		wawp.phone.logOut(given.instance.id);
		expect((await given.create()).instance_id).not.toBe(given.instance.id);
	});
});
