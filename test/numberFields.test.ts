import { type INodeProperties, type INodePropertyCollection, sleep } from 'n8n-workflow';

import { inRange } from '../nodes/Wawp/engine/inRange';
import { Wawp } from '../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../nodes/Wawp/WawpTrigger.node';
import { type Wawp as LocalWawp, startWawp } from './simulator';
import { WawpRig } from './support/wawpRig';

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
});
