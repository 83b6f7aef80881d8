import { times } from '../extent';
import { figure } from '../figures';
import type { Live } from '../live';
import { answersTo, runsOf, savedWithTrigger } from '../triggered';
import { type Routing, atRandom, roundRobin } from './front';
import type { QueueMode } from './queueMode';

const FRONTS: Array<[string, number, () => Routing]> = [
	['round robin', 12, roundRobin],
	['at random', times(45, 15), () => atRandom(1)],
];

export function testsOfStates(given: () => Live<QueueMode>): void {
	test.each(FRONTS)('each change of a state starts a run, whichever webhook process hears of it (%s)', async (name, count, routing) => {
		const live = given();
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const wawpApi = await live.addCredential({ instanceId: instance.id });
		const workflow = await savedWithTrigger(live.n8n, wawpApi, { name: 'States', parameters: { events: ['session.status'] } });
		await live.publish(workflow);
		live.server.front.routing = routing();
		for (let index = 0; index < count; index++) live.wawp.setStatus(instance.id, index % 2 ? 'WORKING' : 'FAILED');
		await live.wawp.settled();
		const { ids } = await runsOf(live.n8n, workflow.id);
		figure(`${count} changes of a state, ${name}`, `${ids.length} runs`, `${count}`);
		expect(answersTo(live.wawp, instance)).toEqual(Array.from({ length: count }, () => 200));
		expect(ids).toHaveLength(count);
		await live.n8n.unpublish(workflow.id);
	});
}
