import type { INodeParameters, IRun } from 'n8n-workflow';

import type { NewInstance } from '../simulator/world';
import { ExampleRig, LISTED, itemsOf, underEachLag } from '../support/exampleRig';
import { importedExample } from '../support/importedExample';

const [FIRST, SECOND, THIRD] = [LISTED, '3EB0BCB2E3D5', '3EB0BCB2E3D6'];

let rig: ExampleRig;
afterEach(async () => await rig.stop());

/** The schedule comes round once, with these three sessions. */
async function checked(...sessions: NewInstance[]): Promise<IRun> {
	rig = await ExampleRig.start('health-check-every-15-minutes', { plan: 'free' });
	[FIRST, SECOND, THIRD].forEach((id, index) => rig.wawp.addInstance(rig.account, { id, phone: `20100000000${index + 1}`, ...sessions[index] }));
	const run = await rig.n8n.run(rig.id, { mode: 'trigger' });
	expect(run.data.resultData.error).toBeUndefined();
	expect(rig.traces(run)).not.toContain(rig.account.token);
	return run;
}

/** As a user fills it in who has one session. */
function onlyFirst(): INodeParameters {
	const { parameters } = importedExample('health-check-every-15-minutes').nodes.find(({ name }) => name === 'Sessions to Keep Active')!;
	const { assignments } = parameters as { assignments: { assignments: Array<{ value: string }> } };
	assignments.assignments[0]!.value = JSON.stringify([FIRST]);
	return parameters!;
}

const reports = (run: IRun) => itemsOf(run, 'Report').map(({ json }) => json);

const changes = () => rig.wawp.calls.map(({ operation }) => operation).filter((operation) => operation !== 'session.getInfo');

underEachLag(() => {
	test('sessions that work cost one request each, and make one report', async () => {
		const run = await checked({ status: 'WORKING' }, { status: 'WORKING', pushName: 'Sales' }, { status: 'WORKING' });
		expect(reports(run)).toEqual([
			{
				message: `${FIRST} works as John Doe (+201000000001)\n${SECOND} works as Sales (+201000000002)\n${THIRD} works as John Doe (+201000000003)`,
				allWorking: true,
			},
		]);
		expect(rig.wawp.calls).toHaveLength(3);
	});

	test.each([
		[null, `${FIRST} works`],
		[{ id: '99887766554433@lid' }, `${FIRST} works`],
		[{ id: '201000000001@c.us' }, `${FIRST} works as 201000000001 (+201000000001)`],
	])('of an account of which Wawp tells %j no more is said than is known', async (me, line) => {
		rig = await ExampleRig.start('health-check-every-15-minutes', { plan: 'free', settings: { 'Sessions to Keep Active': onlyFirst() } });
		rig.wawp.addInstance(rig.account, { id: FIRST, status: 'WORKING' });
		rig.wawp.failNext({ body: { name: 'wawp-1', status: 'WORKING', me } }, { operation: 'session.getInfo' });
		expect(reports(await rig.n8n.run(rig.id, { mode: 'trigger' }))).toEqual([{ message: line, allWorking: true }]);
	});

	test('what is down is brought back, and what needs a person is reported, in one report', async () => {
		const run = await checked({ status: 'STOPPED', linked: true }, { status: 'SCAN_QR_CODE' }, { status: 'FAILED', linked: true });
		expect(reports(run)).toEqual([
			{
				message: `${FIRST} works as John Doe (+201000000001), after start\n${THIRD} works as John Doe (+201000000003), after restart\n${SECOND} NEEDS A LOGIN`,
				allWorking: false,
			},
		]);
		expect(changes().sort()).toEqual(['session.restart', 'session.start']);
	});

	test('a session that stays down, and one that does not exist, do not keep the others from being reported', async () => {
		const run = await checked({ status: 'FAILED', failsOnStart: 5 }, { status: 'WORKING' }, { id: 'AAAAAAAAAAAA' });
		expect(reports(run)).toEqual([
			{
				message: expect.stringMatching(
					new RegExp(`^${SECOND} works as .*\n${FIRST} FAILED: The session failed again after a restart\n${THIRD} FAILED: .+$`),
				),
				allWorking: false,
			},
		]);
	});
});
