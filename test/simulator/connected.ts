import { Refusal } from './answer';
import type { Switches } from './switches';
import type { Instance } from './world';

/** WhatsApp itself can be asked only while a phone is connected. */
export function demandConnected({ status }: Pick<Instance, 'status'>, { meWhenDisconnected }: Switches): void {
	if (status === 'WORKING') return;
	if (meWhenDisconnected === '401') throw new Refusal(401, 'session_not_connected', 'The session is not connected');
	throw new Refusal(404, 'invalid_session', 'The session is not connected');
}
