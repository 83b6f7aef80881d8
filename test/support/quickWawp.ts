import { time } from '../../nodes/Wawp/time/time';
import { startWawp, type Wawp } from '../simulator';

/** A local Wawp whose clock and that of the nodes run so many times as fast, until it stops. */
export async function quickWawp({ speed = 50, ...given }: Parameters<typeof startWawp>[0] = {}): Promise<Wawp> {
	time.speed = speed;
	const wawp = await startWawp({ speed, ...given });
	const { stop } = wawp;
	return Object.assign(wawp, {
		stop: async () => {
			time.speed = 1;
			await stop();
		},
	});
}
