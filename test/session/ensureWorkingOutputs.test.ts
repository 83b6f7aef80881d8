import { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { SWITCHES } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { Rig, items } from '../support/engine';
import { deedsOf, heal, healed, healingError, healingFast, heard, inTime, leaving, restartTimes, rigWith, wawp } from '../support/healing';
import { qrText } from '../support/qrText';
import { ACTION, WawpRig, nodeTypes } from '../support/wawpRig';

healingFast();

describe('several at once', () => {
	const perItem = { instanceId: '={{ $json.id }}' };
	const input = (...ids: string[]) => ({ input: ids.map((id) => ({ json: { id } })) });

	test('items of one instance share one recovery, and each gets its item', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		const run = await heal(rig, {}, input('', rig.instance.id, ''));
		expect(items(run).map(({ json, pairedItem }) => [json.outcome, deedsOf(json), pairedItem])).toEqual(
			[0, 1, 2].map((item) => ['working', ['restart'], { item }]),
		);
		expect(heard(rig).filter((operation) => operation === 'restart')).toHaveLength(1);
		const before = heard(rig).slice(0, heard(rig).indexOf('restart'));
		expect(before.length).toBeGreaterThan(1);
		expect(before.filter((operation) => operation !== 'getInfo')).toEqual([]);
	});

	test('instances are healed side by side, and leave by ways of their own', async () => {
		const rig = rigWith({ status: 'WORKING' });
		const stopped = Array.from({ length: 6 }, () => wawp.addInstance(rig.account, { linked: true }));
		const scanning = wawp.addInstance(rig.account, { status: 'SCAN_QR_CODE' });
		const ids = [scanning, ...stopped].map(({ id }) => id);
		const run = await heal(rig, perItem, input(rig.instance.id, ...ids));
		expect(leaving(run).map(([output, { instanceId }]) => [output, instanceId])).toEqual([
			['Working', rig.instance.id],
			...stopped.map(({ id }) => ['Working', id]),
			['Needs Login', scanning.id],
		]);
		expect(items(run, 'Node', 1)[0]!.pairedItem).toEqual({ item: 1 });
		const asked = heard(rig);
		expect(asked.filter((operation) => operation === 'start')).toHaveLength(stopped.length);
		// All were started before one of them was looked at again.
		expect(asked.slice(asked.lastIndexOf('start') + 1)).toEqual(stopped.map(() => 'getInfo'));
	});

	test('what one account is told of an instance is not told to the item of another one', async () => {
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		const other = rigWith();
		const mixed = new WawpRig(wawp, { credential: { accessToken: '={{ $json.token }}', instanceId: rig.instance.id } });
		const tokens = [rig, other, rig].map(({ account }) => ({ json: { token: account.token } }));
		const run = await heal(mixed, { timeLimit: 5, options: { withTempLink: true } }, { input: tokens, onError: 'continueRegularOutput' });
		expect(items(run, 'Node', 1).map(({ json, pairedItem }) => [json.link, pairedItem])).toEqual([0, 2].map((item) => [wawp.world.tempLinks[0]!.url, { item }]));
		expect(items(run, 'Node', 2).map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([['Wawp finds no session with this Instance ID', { item: 1 }]]);
		expect(heard(rig).filter((operation) => operation === 'createTempLink')).toHaveLength(1);
	});

	test('an error of one instance names each of its items', async () => {
		const rig = rigWith();
		const run = await heal(rig, { instanceId: 'NOSUCHSESSIO' }, { ...input('a', 'b'), onError: 'continueRegularOutput' });
		const failed = items(run, 'Node', 2);
		expect(failed.map(({ error }) => error!.context.itemIndex)).toEqual([0, 1]);
		expect(failed.map(({ json }) => json.error)).toEqual(Array(2).fill('Wawp finds no session with this Instance ID'));
		expect(rig.calls.filter(({ operation }) => operation === 'session.start')).toHaveLength(1);
	});

	test('two workflows that heal one session restart it once', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		const [one, two] = await inTime(Promise.all([healed(rig), healed(rig)]));
		expect([one.output, two.output]).toEqual(['Working', 'Working']);
		expect([...one.did, ...two.did]).toEqual(['restart']);
		expect(restartTimes(rig.instance.id)).toHaveLength(1);
	});

	test('two workflows that cannot heal it restart it 30 seconds apart', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true, failsOnStart: 9 });
		const both = await inTime(Promise.all([healed(rig), healed(rig)]));
		const times = both.flatMap(({ json }) => (json.actions as Array<{ at: string }>).map(({ at }) => Date.parse(at))).sort();
		expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(30_000);
		expect([times.length, restartTimes(rig.instance.id).length]).toEqual([2, 2]);
	});

	test('two processes of n8n, which know nothing of each other, restart it twice at the most', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true });
		const other = await otherProcess();
		const credentials = { wawpApi: { accessToken: rig.account.token, instanceId: rig.instance.id, baseUrl: wawp.url } };
		const second = new Rig({ nodeTypes: { [ACTION]: other.node }, credentialTypes: [new WawpApi()], credentials });
		const parameters = { resource: 'session', operation: 'ensureWorking' };
		const [one, two] = await inTime(Promise.all([heal(rig), second.runNode({ type: ACTION, credentials: ['wawpApi'], parameters })]));
		expect([leaving(one)[0]![0], leaving(two)[0]![0]]).toEqual(['Working', 'Working']);
		expect(restartTimes(rig.instance.id).length).toBeLessThanOrEqual(2);
		expect(wawp.log.filter(({ text }) => text.startsWith('disturbed'))).toEqual([]);
	});

	/** The node's modules a second time, with memories of their own. */
	async function otherProcess() {
		let node!: ReturnType<typeof nodeTypes>[typeof ACTION];
		await jest.isolateModulesAsync(async () => {
			const { Wawp: OtherWawp } = await import('../../nodes/Wawp/Wawp.node');
			node = new OtherWawp();
		});
		return { node };
	}
});

describe('what a person needs to log in', () => {
	const all = { options: { qrAsImage: true, withTempLink: true, pairingCodeFor: '+20 114 520 2826' } };

	test.each(SWITCHES.qrInInfo)('is the QR code, a temporary link and a pairing code, on request (QR code in info: %s)', async (qrInInfo) => {
		wawp.switches.qrInInfo = qrInInfo;
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		const [item] = items(await heal(rig, all), 'Node', 1);
		expect(qrText(item)).toBe(rig.instance.qr!.value);
		const [link] = wawp.world.tempLinks;
		expect(item!.json).toMatchObject({ outcome: 'needsLogin', link: link!.url, pairingCode: rig.instance.pairing!.code });
		expect(Date.parse(item!.json.linkExpiresAt as string)).toBe(link!.expiresAt);
		expect(rig.instance.pairing!.phone).toBe('201145202826');
		const picture = qrInInfo === 'absent' ? ['auth.getQrImage'] : [];
		expect(heard(rig)).toEqual(['getInfo', ...picture, 'createTempLink', 'auth.requestCode']);
	});

	test.each(SWITCHES.qrInInfo)('shows the code of now, also where the link took as long as a code lives (QR code in info: %s)', async (qrInInfo) => {
		wawp.switches.qrInInfo = qrInInfo;
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		wawp.failNext({ hang: true }, { operation: 'session.createTempLink' });
		const [item] = items(await heal(rig, all), 'Node', 1);
		expect([qrText(item), item!.json.missing]).toEqual([rig.instance.qr!.value, undefined]);
		expect(wawp.log.filter(({ text }) => text.startsWith('QR code')).length).toBeGreaterThan(1);
	});

	test('and the one of before where no other can be had any more', async () => {
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		const { value } = rig.instance.qr!;
		wawp.failNext({ hang: true }, { operation: 'session.createTempLink' });
		wawp.failNext({ body: {} }, { operation: 'auth.getQrImage' });
		const [item] = items(await heal(rig, all), 'Node', 1);
		expect([qrText(item), item!.json.missing]).toEqual([value, undefined]);
	});

	test('is not made for a session that works', async () => {
		const rig = rigWith({ status: 'WORKING' });
		const [item] = items(await heal(rig, all));
		expect(item!.binary).toBeUndefined();
		expect(heard(rig)).toEqual(['getInfo']);
	});

	test('nor for one that failed, and that no login would bring back', async () => {
		const rig = rigWith({ status: 'FAILED', linked: true, failsOnStart: 9 });
		const [item] = items(await heal(rig, all), 'Node', 2);
		expect([item!.json.outcome, item!.json.missing, item!.binary]).toEqual(['failed', undefined, undefined]);
		expect(heard(rig).filter((operation) => !['getInfo', 'restart'].includes(operation!))).toEqual([]);
	});

	test('is made once for all items of an instance, as a second link would end the first', async () => {
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		const results = items(await heal(rig, all, { input: [{ json: {} }, { json: {} }] }), 'Node', 1);
		const [link] = wawp.world.tempLinks;
		expect(results.map(({ json }) => json.link)).toEqual([link!.url, link!.url]);
		expect(results.map(({ json }) => json.pairingCode)).toEqual(Array(2).fill(rig.instance.pairing!.code));
		expect(results.map((item) => qrText(item))).toEqual(Array(2).fill(rig.instance.qr!.value));
		expect(heard(rig).filter((operation) => operation === 'createTempLink')).toHaveLength(1);
	});

	test('a picture that cannot be stored costs no more than itself', async () => {
		jest.spyOn(BinaryDataService.prototype, 'store').mockRejectedValue(new Error('ENOSPC: No space left on device'));
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		const [item] = items(await heal(rig, all), 'Node', 1);
		expect(item!.json).toMatchObject({ outcome: 'needsLogin', pairingCode: rig.instance.pairing!.code, link: wawp.world.tempLinks[0]!.url, missing: [expect.stringContaining('ENOSPC')] });
	});

	test('what could not be had is said, and does not cost the rest', async () => {
		wawp.switches.qrInInfo = 'absent';
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		wawp.failNext({ status: 403, body: { code: 'subscription_required', message: 'No' } }, { operation: 'session.createTempLink' });
		wawp.failNext({ body: {} }, { operation: 'auth.getQrImage' });
		const [item] = items(await heal(rig, all), 'Node', 1);
		expect(item!.json).toMatchObject({
			outcome: 'needsLogin',
			pairingCode: rig.instance.pairing!.code,
			missing: ["Wawp's answer holds no QR code", 'This needs a paid Wawp plan'],
		});
		expect(item!.binary).toBeUndefined();
	});

	test('so is what Wawp makes later, and it is not ordered a second time', async () => {
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		for (const operation of ['session.createTempLink', 'auth.requestCode']) wawp.failNext({ status: 202, body: { status: 'queued', job_id: '17' } }, { operation });
		const [item] = items(await heal(rig, all), 'Node', 1);
		expect(item!.json).toMatchObject({ outcome: 'needsLogin', missing: ['Wawp will make a link later: there is none yet', 'Wawp will make a pairing code later: there is none yet'] });
		expect([item!.json.link, item!.json.pairingCode]).toEqual([undefined, undefined]);
		expect(heard(rig).filter((operation) => operation !== 'getInfo')).toEqual(['createTempLink', 'auth.requestCode']);
	});

	test.each<[operation: string, options: INodeParameters, got: string]>([
		['session.createTempLink', { withTempLink: true }, 'link'],
		['auth.requestCode', { pairingCodeFor: '+20 114 520 2826' }, 'pairingCode'],
	])('%s is asked five times in all where Wawp has trouble or does not answer, three seconds apart', async (operation, options, got) => {
		for (const [faults, fault] of [[4, { status: 503 }], [5, { status: 503 }], [4, { reset: true }], [5, { reset: true }]] as const) {
			const rig = rigWith({ status: 'SCAN_QR_CODE' });
			for (let count = 0; count < faults; count++) wawp.failNext(fault, { operation });
			const { json } = await healed(rig, { options });
			const times = rig.calls.filter((call) => call.operation === operation).map(({ at }) => at);
			expect([typeof json[got], json.missing]).toEqual(faults === 4 ? ['string', undefined] : ['undefined', [expect.any(String)]]);
			expect([times.length, times.slice(1).every((at, index) => at - times[index]! >= 3_000)]).toEqual([5, true]);
		}
	});

	test('a pairing code is found in a wrapped answer too', async () => {
		const rig = rigWith({ status: 'SCAN_QR_CODE' });
		wawp.failNext({ body: { success: true, data: { code: 'ABCD-1234' } } }, { operation: 'auth.requestCode' });
		const { json } = await healed(rig, { options: { pairingCodeFor: '201145202826' } });
		expect(json.pairingCode).toBe('ABCD-1234');
	});

	test('a number that is none is refused before anything is asked', async () => {
		const rig = rigWith({ status: 'FAILED' });
		const error = await healingError(rig, { options: { pairingCodeFor: '0114 520' } });
		expect(error.message).toBe("'Pairing Code for Phone Number' is not a phone number with its country code: 0114 520 (it has no country code)");
		expect(rig.calls).toEqual([]);
	});
});

describe('the ways out', () => {
	test.each<[string, NewInstance, string]>([
		['working', { status: 'WORKING' }, 'WORKING'],
		['needsLogin', { status: 'SCAN_QR_CODE' }, 'SCAN_QR_CODE'],
		['failed', { status: 'FAILED', linked: true, failsOnStart: 9 }, 'FAILED'],
	])('as a tool of an agent there is one, and the outcome says %s', async (outcome, instance, status) => {
		const rig = rigWith(instance);
		const run = await heal(rig, {}, { type: `${ACTION}Tool` });
		expect(run.data.resultData.runData.Node!.at(-1)!.data!.main!.map((output) => output?.length)).toEqual([1]);
		expect(items(run)[0]!.json).toMatchObject({ outcome, status });
	});

	const unknown = { instanceId: '={{ $json.id }}' };
	const input = (rig: WawpRig) => [{ json: { id: 'NOSUCHSESSIO' } }, { json: { id: rig.instance.id } }];

	test('an error stops the run', async () => {
		const rig = rigWith({ status: 'WORKING' });
		const error = await healingError(rig, unknown, { input: input(rig) });
		expect(error).toMatchObject({ message: 'Wawp finds no session with this Instance ID', context: { itemIndex: 0 } });
	});

	test('with continue on fail an error leaves by Failed, never by Working', async () => {
		const rig = rigWith({ status: 'WORKING' });
		const run = await heal(rig, unknown, { input: input(rig), onError: 'continueRegularOutput' });
		expect(leaving(run).map(([output, { outcome, error }]) => [output, outcome ?? error])).toEqual([
			['Working', 'working'],
			['Failed', 'Wawp finds no session with this Instance ID'],
		]);
		expect(items(run, 'Node', 2)[0]!.pairedItem).toEqual({ item: 0 });
	});

	test("with an error output it leaves by n8n's own, behind the three", async () => {
		const rig = rigWith({ status: 'WORKING' });
		const run = await heal(rig, unknown, { input: input(rig), onError: 'continueErrorOutput' });
		expect(leaving(run).map(([output, { outcome, error }]) => [output, outcome ?? error])).toEqual([
			['Working', 'working'],
			['Error', 'Wawp finds no session with this Instance ID'],
		]);
	});

	test('a token that is wrong is an error at the first look', async () => {
		const rig = new WawpRig(wawp, { credential: { accessToken: 'not-the-right-token' } });
		expect((await healingError(rig)).message).toBe('Wawp does not accept the access token');
		expect(wawp.calls).toHaveLength(1);
	});
});

test('static data stays as it is: a run that writes it would undo what a trigger notes meanwhile', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	const staticData: IDataObject & { __dataChanged?: boolean } = {};
	const credentials = { wawpApi: { accessToken: rig.account.token, instanceId: rig.instance.id, baseUrl: wawp.url } };
	const own = new Rig({ nodeTypes: nodeTypes(), credentialTypes: [new WawpApi()], credentials, staticData });
	const run = await inTime(own.runNode({ type: ACTION, credentials: ['wawpApi'], parameters: { resource: 'session', operation: 'ensureWorking' } }));
	expect(leaving(run)[0]![0]).toBe('Working');
	expect(staticData.__dataChanged).toBe(false);
	expect(staticData).toEqual({});
});
