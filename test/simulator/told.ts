import type { Clock } from './clock';
import type { Instance } from './world';

/** Milliseconds by which session info is behind what events tell, drawn anew for each change where it is a function. */
export type Lag = number | (() => number);

/** What session info tells of a session, and from when on. */
export interface Told extends Pick<Instance, 'status' | 'qr' | 'phone' | 'pushName'> {
	from: number;
}

const LONGEST_HISTORY = 50;

/** Notes that the session has changed. Info comes to it in the order of the changes, however long each of them takes. */
export function noteChange({ told, status, qr, phone, pushName }: Instance, clock: Clock, lag: Lag): void {
	const lagMs = typeof lag === 'number' ? lag : lag();
	told.push({ from: Math.max(told.at(-1)?.from ?? 0, clock.now() + lagMs), status, qr, phone, pushName });
	if (told.length > LONGEST_HISTORY) told.shift();
}

/** The state that info shows now. */
export function toldState(instance: Instance, clock: Clock): Omit<Told, 'from'> {
	return toldSoFar(instance, clock).at(-1) ?? instance.told[0] ?? instance;
}

/** The account that was connected last, as far as info knows. */
export function toldAccount(instance: Instance, clock: Clock): Omit<Told, 'from'> | undefined {
	return toldSoFar(instance, clock).filter(({ status }) => status === 'WORKING').at(-1);
}

const toldSoFar = ({ told }: Instance, clock: Clock): Told[] => told.filter(({ from }) => from <= clock.now());
