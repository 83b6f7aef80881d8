import { time } from '../../nodes/Wawp/time/time';
import { startWawp, type Wawp } from '../simulator';

const SPEED = 50;

/** A local Wawp for what is not about time: until it stops, a minute takes a second, for it as for the nodes. */
export async function quickWawp(given: Parameters<typeof startWawp>[0] = {}): Promise<Wawp> {
	time.speed = SPEED;
	const wawp = await startWawp({ speed: SPEED, ...given });
	const { stop } = wawp;
	return Object.assign(wawp, {
		stop: async () => {
			time.speed = 1;
			await stop();
		},
	});
}
