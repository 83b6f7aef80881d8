import { sleep } from 'n8n-workflow';

import type { Instance } from '../simulator';
import { times } from './extent';
import { figure } from './figures';
import { Live } from './live';
import type { SavedWorkflow } from './n8n/client';
import { WAYS, NEXT, republishedWhile } from './republished';
import { missingIn, repeatedIn, runsOf, savedWithTrigger, storm, takenOf } from './triggered';

/*
 * n8n, in one process, is killed at any moment while events come in: also when it has answered them, and is about to
 * store or to run what they start.
 */

const ROUNDS = times(10, 2);
const INSTANCES = 8;
/** In each round. */
const EVENTS = 80;
/** Ends what hangs: n8n is started once in each round. */
const LONGEST_MS = 3_600_000;

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
afterAll(async () => await live?.stop());

test.each(WAYS)('a workflow that is %s while %s takes what comes next', async (again, underWay) => {
	const { answers, runs } = await republishedWhile(live, again, underWay);
	figure(`in one process: ${again} while ${underWay}`, `${answers.filter((answer) => answer === 200).length} of ${answers.length} deliveries taken`, '3 of 3');
	expect(answers).toEqual(NEXT.map(() => 200));
	expect(runs).toEqual(expect.arrayContaining(['evt_first', ...NEXT]));
});

test(`n8n that is killed in the midst of a storm, ${ROUNDS} times, loses no event`, async () => {
	// Wawp delivers to the address of each instance one after the other: several of them crowd in.
	const instances = Array.from({ length: INSTANCES }, () => live.wawp.addInstance(live.account, { status: 'WORKING' }));
	const workflow = await published(instances);
	const moments = seeded(7);
	const ids: string[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const own = Array.from({ length: EVENTS }, (_, index) => `evt_${round}_${index}`);
		ids.push(...own);
		const all = storm(live.wawp, instances, own);
		const most = Math.floor(moments() * EVENTS * 0.9);
		while (takenOf(live.wawp, own).length < most) await sleep(5);
		await sleep(moments() * 20);
		await live.server.kill();
		await live.startBehindReadinessCheck();
		await all;
		await live.wawp.settled();
	}
	const runs = await runsOf(live.n8n, workflow.id);
	// A run that n8n had begun when it was killed is in its list as crashed.
	const { lost, shown } = missingIn(runs, ids);
	figure(
		`kill -9 of n8n in one process, ${ROUNDS} times, ${ids.length} events`,
		`${lost.length} lost, ${shown.length} in a run that crashed, ${repeatedIn(runs.ids).length} ran twice, ${runs.empty} repeats without items`,
		'0 lost',
	);
	expect({ lost, stuck: runs.stuck }).toEqual({ lost: [], stuck: [] });
	await live.n8n.unpublish(workflow.id);
}, LONGEST_MS);

async function published(instances: Instance[]): Promise<SavedWorkflow> {
	const wawpApi = await live.addCredential();
	const workflow = await savedWithTrigger(live.n8n, wawpApi, { name: 'Killed', parameters: { events: ['message'], instanceId: instances.map(({ id }) => id).join(', ') } });
	await live.publish(workflow);
	// More patience than the documented half minute, as a busy machine may need longer to start n8n.
	for (const { webhooks } of instances) webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
	return workflow;
}

/** The same numbers between 0 and 1 in each run of the tests. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}
