import { type Answer, type Failure, isUnknownRoute, unwrapped } from './answer';
import { holdsState } from './holds';
import type { Advice, Call } from './operation';
import { stateOf } from './states';

/* A session that is merely stopped is refused in many words, most of which do not say so: its state does. */

/** What the session was found to be when something else was refused. */
export interface Seen {
	state?: string;
	/** Wawp knows no session with this Instance ID. */
	isUnknown?: true;
}

/** Asked once: what comes of it is not worth waiting for. By POST, as answers to GET may be some seconds old. */
export const STATE: Call = { request: 'POST /v2/session/info', reads: true, once: true, output: { holds: holdsState } };

/** Whether the state of the session may be the reason. What names another cause is not looked into. */
export function mayBeTheState({ needs }: Partial<Call>, { status, code = '', meaning, expected, state }: Failure): boolean {
	if (!needs || meaning || (expected && state)) return false;
	return !OTHER_STATUSES.includes(status) && !(status >= 300 && status < 400) && !OTHER_CAUSES.test(code);
}

/** The plan or the rights, the route, the amount, the rate, and an engine that cannot be reached. */
const OTHER_STATUSES = [402, 403, 405, 413, 415, 429, 502, 503, 504];

/** Such as `invalid_access_token`, `message_not_found`, `missing_chat_id`, `rest_no_route`. */
const OTHER_CAUSES = /token|subscription|upstream|^rest_|^(missing|invalid|unknown|unsupported)_(?!session|instance|state|status|request)|(?<!session|instance)_not_found$/;

/** What the answer to STATE says; undefined where it says nothing of the session. */
export function seenIn(answer: Answer): Seen | undefined {
	const { failure, body } = answer;
	if (!failure) return { state: stateOf(unwrapped(body).status)?.slice(0, LONGEST_STATE) };
	return isGone(answer) ? { isUnknown: true } : undefined;
}

/**
 * Whether Wawp says that it finds no such session: it was deleted, or it is down. A 404 that names no cause is about the path,
 * and says nothing of the session.
 */
export const isGone = (answer: Pick<Answer, 'failure'>): boolean =>
	answer.failure !== undefined && (isNoSession(answer.failure) || (answer.failure.status === 404 && !isUnknownRoute(answer)));

/** The same by Wawp's code alone. */
export const isNoSession = ({ code = '' }: Pick<Failure, 'code'>): boolean => NO_SESSION.includes(code);

export const NO_SESSION = ['invalid_session', 'invalid_instance', 'session_not_found', 'instance_not_found'];

const LONGEST_STATE = 40;

/** What is wrong, and the way from this state to the one that is needed. */
export function adviceOnState(state: string, needs: NonNullable<Call['needs']>): Advice {
	const [toDo, description] = WAYS[needs][state] ?? [];
	if (toDo && description) return { message: `The session is ${state}: ${toDo}`, description };
	return { message: `The session is ${state}, and this works only while it is ${needs}`, description: "'Session > Get Health' says what to do about it." };
}

type Way = [toDo: string, description: string];

const FAILED: Way = ["run 'Session > Restart', then try again", "Wait half a minute after it. If it fails again, run 'Session > Log Out' and let a person scan a new QR code."];
const STARTING: Way = ['wait some seconds, then try again', "'Session > Wait for Status' waits for it. If it is still STARTING after a minute, run 'Session > Restart'."];

const WAYS: Record<NonNullable<Call['needs']>, Record<string, Way>> = {
	WORKING: {
		STOPPED: ["run 'Session > Start', then try again", "Starting takes some seconds. 'Session > Ensure Working' starts it and waits until it works."],
		FAILED,
		STARTING,
		SCAN_QR_CODE: ['link its phone, then try again', "Let a person scan the QR code in WhatsApp, under Linked Devices: 'Authentication > Get QR Code Image' gets it."],
	},
	SCAN_QR_CODE: {
		STOPPED: ["run 'Session > Start', then try again", "Starting takes some seconds. 'Session > Wait for Status' waits until there is a code to scan."],
		FAILED,
		STARTING,
		WORKING: ['its phone is linked, and there is nothing to scan', "To link another phone, run 'Session > Log Out' first."],
	},
};
