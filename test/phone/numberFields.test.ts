import { type INodeProperties, type INodePropertyCollection, sleep } from 'n8n-workflow';

import { inRange } from '../../nodes/Wawp/engine/inRange';
import type { Item } from '../../nodes/Wawp/engine/operation';
import { plainValue } from '../../nodes/Wawp/engine/plainValue';
import { giveUpAfter } from '../../nodes/Wawp/fields/session/healing';
import { limit } from '../../nodes/Wawp/engine/outputFields';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { type Wawp as LocalWawp, startWawp } from '../simulator';
import { panelsOf } from '../support/panels';
import { WawpRig } from '../support/wawpRig';

const numbers = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => {
		const inner = (property.options ?? []).flatMap((option) => ('values' in option ? (option as INodePropertyCollection).values : 'type' in option ? [option as INodeProperties] : []));
		return [...(property.type === 'number' ? [property] : []), ...numbers(inner)];
	});

const bounded = [new Wawp(), new WawpTrigger(), new WawpSessionWatcher()]
	.flatMap(({ description }) => numbers(description.properties).map((property) => [`${description.displayName}: ${property.displayName}`, property] as const))
	.filter(([, { typeOptions }]) => typeOptions?.minValue !== undefined || typeOptions?.maxValue !== undefined);

test('there are number fields with bounds', () => {
	expect(new Set(bounded.map(([name]) => name)).size).toBeGreaterThan(9);
});

test.each(bounded)('%s stays within its bounds, whatever an expression gives', (_name, property) => {
	const { minValue: least = -1e9, maxValue: most = 1e9 } = property.typeOptions!;
	for (const given of [-1e12, -1, 0, 0.5, 1, 7, 1e12, '3', ' 12 ', '-5', Infinity, -Infinity, NaN, null, '', 'many', true, [], {}, undefined]) {
		const read = inRange(property, given);
		if (given === undefined) expect(read).toBeUndefined();
		else if (Number.isFinite(read)) expect([(read as number) >= least, (read as number) <= Math.max(most, 1e12)]).toEqual([true, true]);
		else expect([read, property.typeOptions!.maxValue]).toEqual([Infinity, undefined]);
		if (typeof given === 'number' && given >= least && given <= most) expect(read).toBe(given);
	}
	for (const given of [NaN, null, '', 'many', true, [], {}]) expect(inRange(property, given)).toBe(property.default);
});

/* Every number of the action node, on the way that all of its values take: those in rows of inputs too. */

const ODD = [-1e12, -1, 0, 0.5, 1, 7, 1e12, Infinity, -Infinity, NaN, '-5', ' 12 ', 'many', '', true, [], [3], {}, null, undefined];
const item = { context: { getNode: () => ({ name: 'Wawp', type: 'wawp', parameters: {} }) }, index: 0 } as unknown as Item;

/** What is read of it, or undefined where it is refused in words. */
function readOf(given: unknown, property: INodeProperties): unknown {
	try {
		return plainValue(given, property, item);
	} catch (error) {
		expect((error as Error).message).toMatch(/^'.+' (is no number: .+|is not what the fields below it give)$/);
		expect((error as Error).message).not.toMatch(/\[object|undefined$/);
		return undefined;
	}
}

/** Which the operation itself refuses. */
const REFUSED = [limit.name, giveUpAfter.name];

const rows = panelsOf(new Wawp().description.properties).flatMap(({ key, shown }) => {
	const options = (shown.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	const top = [...shown, ...options].filter(({ name }) => name !== 'options');
	return top.flatMap((property) => {
		const groups = property.type === 'fixedCollection' ? ((property.options ?? []) as INodePropertyCollection[]) : [];
		const inner = groups.flatMap((group) => group.values.filter(({ type }) => type === 'number').map((number) => ({ label: `${key}: ${property.displayName} > ${number.displayName}`, property, group, number })));
		return [...(property.type === 'number' ? [{ label: `${key}: ${property.displayName}`, property, group: undefined, number: property }] : []), ...inner];
	});
});

test('there are numbers in rows of inputs', () => {
	expect(rows.filter(({ group }) => group).length).toBeGreaterThan(1);
	expect(rows.length).toBeGreaterThan(30);
});

test.each(rows.filter(({ number }) => !REFUSED.includes(number.name)))('$label is brought within its bounds, or refused in words', ({ property, group, number }) => {
	const { minValue = -Infinity, maxValue = Infinity } = number.typeOptions ?? {};
	for (const given of ODD) {
		const read = group ? readOf({ [group.name]: [{ [number.name]: given }] }, property) : readOf(given, property);
		const value = group ? (read as Record<string, Array<Record<string, unknown>>> | undefined)?.[group.name]?.[0]?.[number.name] : read;
		if (value === undefined) continue;
		expect([given, typeof value, Number(value) >= minValue, Number(value) <= maxValue, Number.isFinite(value)]).toEqual([given, 'number', true, true, true]);
		if (typeof given === 'number' && given >= minValue && given <= maxValue) expect(value).toBe(given);
	}
});

describe('in a workflow', () => {
	let wawp: LocalWawp;
	let rig: WawpRig;
	beforeEach(async () => {
		wawp = await startWawp();
		rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	});
	afterEach(async () => await wawp.stop());

	test.each([
		[1000, 20],
		[-3, 1],
		[0, 1],
		['many', 8],
		[Infinity, 20],
	])('%p parallel requests are %p', async (parallelRequests, most) => {
		let open = 0;
		let highest = 0;
		const original = rig.rig.credentialsHelper.authenticate.bind(rig.rig.credentialsHelper);
		rig.rig.credentialsHelper.authenticate = async (...given) => {
			highest = Math.max(highest, ++open);
			await sleep(5);
			open--;
			return await original(...given);
		};
		const input = Array.from({ length: 40 }, () => ({ json: { parallelRequests } }));
		await rig.items('session.getMe', { options: { parallelRequests: '={{ $json.parallelRequests }}' } }, { input });
		expect(rig.calls).toHaveLength(40);
		expect(highest).toBe(most);
	});

	test.each([
		['={{ -5 }}', 0],
		['={{ "-5" }}', 0],
		['={{ 7 }}', 7],
	])('the retries of a webhook by expression, %s, are %d', async (given, read) => {
		await rig.items('webhook.set', { webhookUrl: 'https://n8n.example.com/x', options: { retries: { policy: { delay: given, attempts: given } } } });
		expect(rig.calls.at(-1)!.body.retries).toEqual({ delay: read, attempts: read });
	});

	test.each(['-3', '601', '1e99', 'Infinity'])('a time limit of %s is refused in words', async (timeLimit) => {
		const { message } = await rig.error('session.waitForStatus', { timeLimit: `={{ ${timeLimit} }}` });
		expect(message).toMatch(/^'Time Limit \(Seconds\)' (is not between 0 and 600|is no number: Infinity)$/);
		expect(rig.calls).toEqual([]);
	});

	test.each(['0', '-1', '1.5', 'Infinity', '"many"'])('a limit of %s is refused in words', async (given) => {
		const { message } = await rig.error('chat.getAll', { limit: `={{ ${given} }}` });
		expect(message).toMatch(/^'Limit' (is not a whole number of 1 or more: .+|is no number: (Infinity|many))$/);
		expect(rig.calls).toEqual([]);
	});
});
