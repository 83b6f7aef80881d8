import { type Outage, type OutagePolicy, type Report, type Standing, judge, untold } from '../session/outage';
import { time } from '../time/time';
import type { WawpEvent } from '../delivery/event';
import { foundBefore } from './foundUp';
import { outageKeyOf } from './memory/keys';
import { type Memory, here } from './memory/process';
import { instanceOf } from './states';

/** Where others hear a part of what happens, one that has lasted longer than a recovery takes may be over. */
const BELIEVED_MS = 600_000;

export interface Told {
	outage: Outage;
	/** What n8n's database knows it by. */
	keys: string[];
}

/** What is heard or seen of a session, as to its outages. It is noted, until `forget` is called. */
export function judged(memory: Memory, event: WawpEvent, policy: OutagePolicy, reports: (known: Standing | undefined) => Report[]): { told?: Told; forget: () => void } {
	const { standings, foundUp } = memory;
	const instance = instanceOf(event);
	const now = time.now();
	const before = standings.get(instance) ?? foundBefore(foundUp, event.instanceId, now);
	const { news, outage, standing } = judge(before, reports(before), now, { ...policy, ...(!here.runs && { believedForMs: BELIEVED_MS }) });
	standings.delete(instance);
	standings.set(instance, standing);
	const forget = () => {
		const present = standings.get(instance);
		// What came meanwhile stays, but is still to be told.
		if (present !== standing) return void (present && news === 'lost' && standings.set(instance, untold(present, standing, before)));
		if (before) standings.set(instance, before);
		else standings.delete(instance);
	};
	return { ...(outage && { told: { outage, keys: [outageKeyOf(instance, news, outage.since)] } }), forget };
}
