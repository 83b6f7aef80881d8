/* What is known of a session while somebody waits for it, or brings it back. */

export type Action = 'start' | 'restart' | 'logout';

/** Something done to a session. */
export interface Deed {
	action: Action;
	at: number;
	/** When Wawp answered, or was waited for no longer. */
	endedAt?: number;
	/** The state that it was to end. */
	against?: string;
	/** Why Wawp did not carry it out, or may not have. */
	fault?: string;
	/** Wawp is asked too often. */
	isThrottled?: boolean;
	/** What Wawp will say again: it finds no such session, or it was started already. */
	refused?: 'not found' | 'already started';
}

/** A state that somebody was told of. */
export interface Told {
	status: string;
	/** Since when it holds, as far as that was told. */
	since: number;
	/** Told by somebody who looked: no event is known. */
	byLook?: boolean;
	/** By an event that came meanwhile: it is the newest word. */
	isHeard?: boolean;
}

/** What is known of a session. Times are in milliseconds of one clock. */
export interface Course {
	/** As Wawp said last; undefined while it gives no answer. */
	status: string | undefined;
	/** Before the first look, or by an event that came since. Events are ahead of the states that Wawp tells when it is asked. */
	told: Told | undefined;
	/** The state that was seen last. */
	seen: string | undefined;
	/** When that was seen first, and last. */
	since: number;
	seenAt: number;
	/** The state that was seen before it, and when last. */
	before: string | undefined;
	beforeUntil: number;
	startedAt: number;
	/** When it was looked at last. */
	lookedAt: number;
	actions: Deed[];
	/** When this n8n last restarted the session, whichever workflow did. */
	restartedAt: number | undefined;
}

export const newCourse = (now: number, told?: Told): Course => ({
	status: undefined,
	told,
	seen: undefined,
	since: now,
	seenAt: now,
	before: undefined,
	beforeUntil: now,
	startedAt: now,
	lookedAt: now,
	actions: [],
	restartedAt: undefined,
});

/** A Wawp that gives no answer says nothing about the state: it goes on from when it was seen first. */
export function noteStatus(course: Course, status: string | undefined, now: number): void {
	if (now < course.lookedAt) goBack(course, course.lookedAt - now);
	Object.assign(course, { status, lookedAt: now });
	if (status === undefined) return;
	if (status !== course.seen) Object.assign(course, { before: course.seen, beforeUntil: course.seenAt, seen: status, since: now });
	course.seenAt = now;
}

/** The clock was set back, and all that is known goes back with it: otherwise a session would stay down until that time comes a second time. */
function goBack(course: Course, ms: number): void {
	for (const name of ['since', 'seenAt', 'beforeUntil', 'startedAt'] as const) course[name] -= ms;
	course.told = course.told && { ...course.told, since: course.told.since - ms };
	for (const deed of course.actions) Object.assign(deed, { at: deed.at - ms, ...(deed.endedAt !== undefined && { endedAt: deed.endedAt - ms }) });
}
