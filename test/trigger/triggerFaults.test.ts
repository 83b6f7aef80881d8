import { createHmac } from 'crypto';

import { BinaryDataService } from 'n8n-core';
import type { IDataObject, INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import { triggerProperties } from '../../nodes/Wawp/fields/triggers/trigger';
import { items } from '../support/engine';
import { isThorough } from '../support/thorough';
import { TriggerRig, post } from '../support/triggerRig';

/* What goes wrong for one event, or for all of them, after Wawp has delivered: nothing is lost, and nothing is silent. */

let rig: TriggerRig;
beforeEach(async () => {
	rig = await TriggerRig.start({ instance: { status: 'WORKING' }, quick: true });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

let count = 0;
const message = (payload: IDataObject = {}): IDataObject => ({ id: `evt_${++count}`, event: 'message', payload: { id: `false_201145202826@c.us_${count}`, from: '201145202826@c.us', fromMe: false, body: 'Hello', ...payload } });
const state = (payload: IDataObject): IDataObject => ({ id: `evt_${++count}`, event: 'session.status', timestamp: Date.now(), payload: { status: 'FAILED', ...payload } });

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const said = (words: RegExp) => rig.n8n.logs.entries.filter(({ level, message: line }) => level === 'warn' && words.test(line));

describe('a disk that is full', () => {
	const failing: Array<[string, () => IDataObject, RegExp]> = [
		['the picture of a QR code', () => state({ status: 'SCAN_QR_CODE', qr: `data:image/png;base64,${PNG}` }), /qr/],
		['that of one without its type', () => state({ status: 'SCAN_QR_CODE', qr: PNG }), /qr/],
		['the file of a message', () => message({ hasMedia: true, media: { data: PNG, mimetype: 'image/png' } }), /No space left/],
	];

	test.each(failing)('that %s does not fit on costs neither its event nor the others of the delivery', async (_what, event, kept) => {
		await rig.activate({ events: ['message', 'session.status'], options: { qrAsImage: true, downloadMedia: true } });
		jest.spyOn(BinaryDataService.prototype, 'store').mockRejectedValue(new Error('ENOSPC: No space left on device'));
		const delivery = [message(), event(), message()];
		expect(await rig.deliver(delivery)).toEqual([200]);
		const [started] = await rig.runs();
		expect(started!.map(({ json }) => json.id)).toEqual(delivery.map(({ id }) => id));
		expect(started!.map(({ binary }) => binary)).toEqual([undefined, undefined, undefined]);
		expect(JSON.stringify(started![1]!.json)).toMatch(kept);
		expect(await rig.deliver(delivery)).toEqual([200]);
		expect(await rig.allRuns()).toEqual([]);
	});
});

describe('a setting whose expression', () => {
	/** By their path; those of a collection where they stand. */
	const settings = triggerProperties.flatMap(pathsOf).filter((path) => !['options.rewriteList'].includes(path));

	const GOOD: INodeParameters = { events: ['message', 'session.status'], registerAutomatically: true };
	/** Where n8n itself hides what is not asked for. */
	const around: Record<string, INodeParameters> = { outageStates: { startOn: 'outage' }, 'options.outagePause': { startOn: 'outage' } };
	/** Each is broken in some ways; in CI in more of them. */
	const paths = isThorough ? 2 : 6;

	const broken: Array<[string, NodeParameterValueType]> = [
		['fails', "={{ $('Nowhere').first().json.id }}"],
		['gives nothing', '={{ $json.nowhere.to.be.found }}'],
		['gives null', '={{ null }}'],
		['gives a number', '={{ 7 }}'],
		['gives an object', '={{ ({ a: 1 }) }}'],
		['gives a list of numbers', '={{ [1, 2] }}'],
		['gives a text', '={{ "nonsense (" }}'],
	];

	test.each(broken.map((each, row) => [...each, row] as const))('%s loses no event, and says what is wrong', async (_what, value, row) => {
		const silent: string[] = [];
		for (const registerAutomatically of [true, false]) {
			const good = { ...GOOD, registerAutomatically };
			const id = registerAutomatically ? await rig.activate(good) : await rig.activateByHand(good);
			for (const path of settings.filter((_path, index) => index % paths === row % paths)) {
				const before = rig.n8n.executions.length;
				rig.changeInPlace(id, withSetting({ ...good, ...around[path] }, path, value));
				const events = [message({ media: { data: PNG, mimetype: 'image/png' }, hasMedia: true }), state({ status: 'FAILED' }), state({ status: 'WORKING' })];
				const answers = await rig.deliver(...events);
				await rig.settled();
				const runs = rig.n8n.executions.slice(before);
				const words = runs.flatMap(({ run }) => run.data.resultData.error?.message ?? []);
				const isRefused = answers.every((status) => status === 403) && said(/refused a delivery/).length > 0;
				// In words, and not JavaScript's own.
				if (words.some((text) => /Cannot read prop|is not a function|is not iterable|argument must be/.test(text))) silent.push(`${path}: ${words.join()}`);
				if (answers.some((status) => status !== 200) && !isRefused) silent.push(`${path}: answered ${answers.join()}: ${words.join()}`);
				// One of the two states is no change.
				if (runs.length < events.length - 1 && !isRefused && !mayFilter(path, value)) silent.push(`${path}: ${runs.length} runs`);
			}
			await rig.n8n.deactivate(id);
			rig.instance.webhooks = [];
		}
		expect(silent).toEqual([]);
	});

	/** A choice that can be read, of which nothing is an event of this test. */
	const mayFilter = (path: string, value: NodeParameterValueType) => /^(filters|events|states|outageStates|startOn|options.outagePause)/.test(path) && !/nowhere/i.test(String(value));

	function withSetting(given: INodeParameters, path: string, value: NodeParameterValueType): INodeParameters {
		const [name, inner] = path.split('.') as [string, string | undefined];
		return { ...given, [name]: inner === undefined ? value : { ...(given[name] as INodeParameters), [inner]: value } };
	}

	function pathsOf({ name, type, options = [] }: INodeProperties): string[] {
		if (type === 'notice') return [];
		return [name, ...(type === 'collection' ? (options as INodeProperties[]).map((option) => `${name}.${option.name}`) : [])];
	}

	test.each(broken.slice(0, 3))('%s opens no door', async (_what, value) => {
		const good = { events: ['message'], registerAutomatically: false, urlSecret: 'dummy-url-secret' };
		const id = await rig.activateByHand(good);
		expect(await rig.deliver(message())).toEqual([403]);
		for (const name of ['urlSecret', 'registerAutomatically']) {
			rig.changeInPlace(id, { ...good, [name]: value });
			expect([name, await rig.deliver(message())]).toEqual([name, [403]]);
		}
		rig.changeInPlace(id, { events: ['message'], registerAutomatically: value as string });
		expect(await rig.deliver(message())).toEqual([403]);
		expect(await rig.allRuns()).toEqual([]);
	});

	test('is broken is said once in the log, and each event is a failed run that can be retried when it is mended', async () => {
		const id = await rig.activate({ events: ['message'] });
		rig.changeInPlace(id, { events: ['message'], filters: { textMatches: '={{ "(" }}' } });
		const delivery = [message(), message()];
		expect(await rig.deliver(...delivery)).toEqual([200, 200]);
		await rig.settled();
		expect(rig.n8n.executions.map(({ run }) => [run.status, run.data.resultData.error?.message])).toEqual([
			['error', expect.stringContaining('Text Matches')],
			['error', expect.stringContaining('Text Matches')],
		]);
		expect(said(/cannot tell which events are wanted/)).toHaveLength(1);
		rig.changeInPlace(id, { events: ['message'] });
		for (const execution of rig.n8n.executions.slice(0, 2)) await rig.n8n.runAgain(execution, 'retry');
		const retried = rig.n8n.executions.slice(2);
		expect(retried.map(({ run }) => [run.status, items(run, 'Wawp Trigger').map(({ json }) => json.id)])).toEqual(delivery.map(({ id: event }) => ['success', [event]]));
	});

	test.each([true, false])('is broken costs nothing of an event: retried once it is mended, its item is what it would have been (Include Raw: %p)', async (includeRaw) => {
		const [broken, mended] = [{ events: ['message'], options: { includeRaw: '={{ "perhaps" }}' } }, { events: ['message'], options: { includeRaw } }];
		const deliver = async (name: string) => {
			await rig.deliver({ ...message({ id: `false_201145202826@c.us_${name}` }), id: name, engine: 'NOWEB', custom: { a: [1] } });
			await rig.settled();
		};
		const id = await rig.activate(mended);
		await deliver('whole');
		rig.changeInPlace(id, broken);
		await deliver('retried');
		rig.changeInPlace(id, mended);
		await rig.n8n.runAgain(rig.n8n.executions[1]!, 'retry');
		const [whole, , retried] = rig.n8n.executions.map(({ run }) => items(run, 'Wawp Trigger')[0]?.json);
		expect(retried).toEqual(JSON.parse(JSON.stringify(whole).replaceAll('whole', 'retried')));
		expect(Object.hasOwn(retried!, 'raw')).toBe(includeRaw);
	});

	test('is broken leaves it to the retry whether a state has changed', async () => {
		const settingOf = (onlyWhenChanged: NodeParameterValueType) => ({ events: ['session.status'], onlyWhenChanged });
		const id = await rig.activate(settingOf(true));
		await rig.deliver(state({ status: 'FAILED' }));
		await rig.settled();
		rig.changeInPlace(id, settingOf('={{ "perhaps" }}'));
		await rig.deliver(state({ status: 'FAILED' }), state({ status: 'WORKING' }));
		await rig.settled();
		rig.changeInPlace(id, settingOf(true));
		for (const execution of rig.n8n.executions.slice(1, 3)) await rig.n8n.runAgain(execution, 'retry');
		expect(rig.n8n.executions.slice(3).map(({ run }) => items(run, 'Wawp Trigger').map(({ json }) => json.status))).toEqual([[], ['WORKING']]);
	});

	test.each<[mended: string, taken: string[]]>([
		['ignore', ['unsigned', 'plain', 'signed']],
		['check', ['unsigned', 'plain', 'signed']],
		['plain', ['plain', 'signed']],
		['require', ['signed']],
	])('was that of Signature lets a retry take what is trusted enough for %s, which it is mended to', async (mended, taken) => {
		const webhookSecret = 'dummy-webhook-secret';
		rig.changeCredential({ webhookSecret });
		const settingOf = (signature: string) => ({ events: ['message'], options: { signature } });
		const id = await rig.activate(settingOf('check'));
		rig.changeInPlace(id, settingOf('={{ "nonsense" }}'));
		const bodies = ['unsigned', 'plain', 'signed'].map((name) => JSON.stringify({ ...message(), id: name }));
		const headers = [{}, { 'X-Wawp-Signature': webhookSecret }, { 'X-Wawp-Signature': createHmac('sha256', webhookSecret).update(bodies[2]!).digest('hex') }];
		for (const [index, body] of bodies.entries()) expect(await post(rig.deliveryUrl, body, headers[index] as Record<string, string>)).toBe(200);
		await rig.settled();
		const failed = rig.n8n.executions.slice();
		expect(failed.map(({ run }) => run.data.resultData.error?.message)).toEqual(Array(3).fill(expect.stringContaining("'Signature'")));
		rig.changeInPlace(id, settingOf(mended));
		for (const execution of failed) await rig.n8n.runAgain(execution, 'retry');
		const retried = rig.n8n.executions.slice(3).map(({ run }) => run);
		expect(retried.filter(({ status }) => status === 'success').flatMap((run) => items(run, 'Wawp Trigger').map(({ json }) => json.id))).toEqual(taken);
		expect(retried.filter(({ status }) => status !== 'success').map((run) => run.data.resultData.error?.message)).toEqual(Array(3 - taken.length).fill("The delivery is not signed as 'Signature' asks for"));
	});
});
