import { Refusal } from './answer';
import type { Clock } from './clock';
import type { Switches } from './switches';
import { toldState } from './told';
import type { Instance } from './world';

/** WhatsApp itself can be asked only while a phone is connected. */
export function demandConnected({ status }: Pick<Instance, 'status'>, { meWhenDisconnected }: Switches): void {
	if (status === 'WORKING') return;
	if (meWhenDisconnected === '401') throw new Refusal(401, 'session_not_connected', 'The session is not connected');
	throw new Refusal(404, 'invalid_session', 'The session is not connected');
}

/** How long a session that is down is not found, where that is so at first only. */
const NOT_FOUND_MS = 20_000;

const ACTS = ['session.start', 'session.stop', 'session.restart', 'session.logout', 'session.delete'];

/** Wawp may find no session where its engine has none at the moment. */
export function demandFound(operation: string, instance: Instance, { infoWhenDown }: Switches, clock: Clock): void {
	const isAsked = infoWhenDown === '404, and so is all that is read' ? !ACTS.includes(operation) : operation === 'session.getInfo' || operation.startsWith('webhook.');
	if (infoWhenDown === 'its state' || !isAsked) return;
	const { status } = toldState(instance, clock);
	const isDown = ['STOPPED', 'FAILED'].includes(status) || (status === 'SCAN_QR_CODE' && instance.lostPhone);
	const since = instance.statuses.at(-1)?.timestamp ?? -Infinity;
	if (!isDown || (infoWhenDown === '404 at first' && clock.now() - since >= NOT_FOUND_MS)) return;
	throw new Refusal(404, 'invalid_session', 'No session of this account has this instance ID');
}
