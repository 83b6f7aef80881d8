import { type Answer, Refusal, inJson, refuse, statusText, withRequest } from './answer';
import type { Heard } from './hear';
import type { Switches } from './switches';

/** What goes wrong with one call. Without `status` and `body`, the true answer is what is delayed or cut. */
export interface Fault {
	status?: number;
	body?: unknown;
	contentType?: string;
	headers?: Record<string, string>;
	/** Real milliseconds: it is the caller's patience that is tried. */
	delayMs?: number;
	/** The connection is reset without an answer. */
	reset?: true;
	/** The answer breaks off half way. */
	truncate?: true;
	/** No answer ever comes. */
	hang?: true;
	redirectTo?: string;
	/** The operation really happens, though its answer is the fault. */
	carryOut?: boolean;
}

export interface PlannedFault {
	fault: Fault;
	operation: string | undefined;
}

/** What goes wrong with a call that no fault was planned for: nothing, on a fine day. */
export type Weather = (operation: string | null) => Fault | undefined;

export function takeFault(planned: PlannedFault[], weather: Weather, operation: string | null): Fault | undefined {
	const index = planned.findIndex((candidate) => !candidate.operation || candidate.operation === operation);
	return index < 0 ? weather(operation) : planned.splice(index, 1)[0]!.fault;
}

/** A call without a fault of its own is carried out too. */
export function isCarriedOut(fault: Fault | undefined): boolean {
	return !fault || fault.carryOut === true || isTrueAnswer(fault);
}

export function answerInstead(fault: Fault, trueAnswer: Answer | undefined, heard: Heard, switches: Switches): Answer {
	if (isTrueAnswer(fault)) return { ...trueAnswer!, headers: { ...trueAnswer!.headers, ...fault.headers } };
	const answer = made(fault, heard, switches);
	const contentType = fault.contentType && { 'content-type': fault.contentType };
	return { ...answer, headers: { ...answer.headers, ...contentType, ...fault.headers } };
}

function made(fault: Fault, heard: Heard, switches: Switches): Answer {
	const status = fault.status ?? (fault.redirectTo ? 307 : 200);
	if (fault.redirectTo) return { status, headers: { location: fault.redirectTo }, body: '' };
	if (fault.body === undefined) return refuse(refusalUnder(status), heard, { ...switches, refusals: 'by status' });
	if (typeof fault.body === 'string') return { status, headers: { 'content-type': 'text/plain' }, body: fault.body };
	if (Buffer.isBuffer(fault.body)) return { status, headers: {}, body: fault.body };
	return inJson(status, withRequest(fault.body, heard, switches));
}

function refusalUnder(status: number): Refusal {
	if (status === 502) return new Refusal(status, 'wawp_upstream_error', 'The engine could not be reached');
	return new Refusal(status, undefined, statusText(status));
}

function isTrueAnswer({ status, body, reset, hang, redirectTo }: Fault): boolean {
	return status === undefined && body === undefined && !reset && !hang && !redirectTo;
}
