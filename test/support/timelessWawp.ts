import { type Wawp, startWawp } from '../simulator';
import { VirtualTime } from './virtualTime';

/** A local Wawp in a time that goes by itself, which has begun before Wawp's own clock is asked for the first time. */
export async function timelessWawp(given: Parameters<typeof startWawp>[0] = {}): Promise<{ wawp: Wawp; virtual: VirtualTime }> {
	const begun: { wawp?: Wawp } = {};
	const virtual = new VirtualTime(() => begun.wawp?.hanging ?? 0).goes();
	const wawp = (begun.wawp = await startWawp(given));
	return { wawp, virtual };
}
