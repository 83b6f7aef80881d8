import { seedExamples } from '../simulator/exampleWorld';
import type { WawpRig } from '../support/wawpRig';
import type { Wire } from './wire';

/** What has to be there for the operation to find it. */
export function prepare({ wawp, instance }: WawpRig, { operation, switches }: Pick<Wire, 'operation' | 'switches'>): void {
	Object.assign(wawp.switches, switches);
	if (!/^(session|auth|webhook)\./.test(operation)) seedExamples(wawp, instance);
	if (['webhook.delete', 'webhook.update'].includes(operation)) {
		const retries = { delay: 2, attempts: 15 };
		instance.webhooks.push({ url: 'https://example.com/hook?id=7', events: ['message'], is_active: 1, retries });
	}
	if (operation === 'auth.verifyOtp') {
		wawp.world.otps.push({ instanceId: instance.id, chatId: '201145202826', code: '012345', sentAt: Date.now(), wrongTries: 0 });
	}
}
