import { SESSION_STATUS } from '../webhooks/events';
import { noteHeard } from '../session/heard';
import type { Outage } from '../session/outage';
import { time } from '../time/time';
import type { WawpEvent } from '../delivery/event';
import { identityOf, isNamelessStatus } from './memory/keys';
import { type Memory, here, mark, tidy } from './memory/process';
import { judged } from './outages';
import { reportsIn } from './reports';
import type { Settings } from './settings';
import { type Change, instanceOf, isChosen, isQuickRepeat, noteStatus } from './states';

/** An event that is new to this process, and starts the workflow as far as it knows. */
export interface Accepted {
	event: WawpEvent;
	change?: Change;
	outage?: Outage;
	/** What else n8n's database knows it by. */
	keys?: string[];
	isSure: boolean;
}

/** The part of n8n's answer to Wawp that is needed: Express's. */
export interface Answer {
	statusCode: number;
	/** Its connection is closed: no event tells that again. */
	destroyed: boolean;
	once(event: 'finish' | 'close', listener: () => void): unknown;
}

/**
 * Notes the events, and picks those that start the workflow. They stay open until n8n has answered: what it could not take is
 * forgotten again, so that Wawp's repetition of it starts the workflow.
 */
export async function acceptedOf(memory: Memory, events: WawpEvent[], settings: Settings | undefined, answer: Answer): Promise<Accepted[]> {
	await untilAnswered(memory, events);
	// From here on nothing is awaited, so that the same event cannot slip in between.
	const now = Date.now();
	const undo: Array<() => void> = [];
	// One after the other, as what is new depends on what came before it.
	const accepted = events.flatMap((event) => noted(memory, event, settings, now, undo));
	tidy(memory);
	if (accepted.length > 0) keepOpen(memory, accepted, undo, answer);
	return accepted;
}

const LONGEST_WAIT_MS = 10_000;

/** What has just come to another delivery is a repeat only if n8n takes that one. */
async function untilAnswered({ open }: Memory, events: WawpEvent[]): Promise<void> {
	if (open.size === 0) return;
	const until = Date.now() + LONGEST_WAIT_MS;
	const waiting = () => events.map((event) => open.get(identityOf(event).key)).filter((answer) => answer !== undefined);
	for (let answers = waiting(); answers.length > 0 && Date.now() < until; answers = waiting()) {
		await Promise.race([...answers, time.pause(LONGEST_WAIT_MS, undefined)]);
	}
}

function noted(memory: Memory, event: WawpEvent, settings: Settings | undefined, now: number, undo: Array<() => void>): Accepted[] {
	const { key, keptMs } = identityOf(event);
	const isRepeat = isNamelessStatus(event) ? isQuickRepeat(memory, event, now) : !mark(memory, key, keptMs, now);
	if (isRepeat) return [];
	undo.push(() => memory.seen.delete(key));
	const isSure = !memory.unsure.delete(key) && (event.time ?? 0) > here.startedAt;
	if (event.event !== SESSION_STATUS) return [{ event, isSure }];
	// It may tell anything else, but not how the session is, nor how it was before the next one.
	if (event.status === undefined) return !settings || (!settings.outages && isChosen(event, settings)) ? [{ event, isSure }] : [];
	const before = memory.latest.get(instanceOf(event));
	const change = noteStatus(memory, event, now);
	const after = memory.latest.get(instanceOf(event));
	// One that is late moves nothing.
	if (after !== before && event.instanceId !== null) noteHeard(event.instanceId, after!.status);
	undo.push(() => {
		if (change.stateKey) memory.seen.delete(change.stateKey);
		if (memory.latest.get(instanceOf(event)) !== after) return;
		if (before) memory.latest.set(instanceOf(event), before);
		else memory.latest.delete(instanceOf(event));
	});
	if (settings?.outages) {
		const { told, forget } = judged(memory, event, settings.outages, (known) => reportsIn(event, known));
		undo.push(forget);
		return told ? [{ event, change, isSure, ...told }] : [];
	}
	return !settings || (isChosen(event, settings) && isDue(change, settings)) ? [{ event, change, isSure }] : [];
}

/** A state that another process may have heard to change meanwhile is no repetition: the run finds out. */
const isDue = ({ hasChanged, stateKey }: Change, { onlyWhenChanged }: Settings): boolean =>
	!onlyWhenChanged || hasChanged || (!stateKey && !here.runs);

function keepOpen({ open, unsure }: Memory, accepted: Accepted[], undo: Array<() => void>, answer: Answer): void {
	const keys = accepted.map(({ event }) => identityOf(event).key);
	let settle = () => {};
	const isAnswered = new Promise<void>((resolve) => (settle = resolve));
	for (const key of keys) open.set(key, isAnswered);
	const end = (outcome: 'taken' | 'refused' | 'unheard') => {
		if (open.get(keys[0]!) !== isAnswered) return;
		for (const key of keys) open.delete(key);
		if (outcome !== 'taken') for (const again of undo.reverse()) again();
		if (outcome === 'unheard') for (const key of keys) unsure.add(key);
		settle();
	};
	answer.once('finish', () => end(answer.statusCode < 400 ? 'taken' : 'refused'));
	answer.once('close', () => end('unheard'));
	// Whoever sent it gave up before n8n came to it.
	if (answer.destroyed) end('unheard');
}
