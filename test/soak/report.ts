import type { Given, Outcome } from './month';

/**
 * One alert. A second one only from the n8n that was started again, where the first was sent before the kill: n8n's database
 * tells that a run had begun, not that its message went out, and a person who was told of nothing is worse than one told twice.
 */
const isRightlyAlerted = ({ kind, alerts, alertsBeforeKill }: Outcome): boolean =>
	kind.needsPerson ? alerts === 1 || (alertsBeforeKill === 1 && alerts === 2) : alerts === 0;

/** What the nodes are to reach, as far as it was not. Seconds. */
export function missedBy(outcomes: Outcome[], { plan, storms }: Pick<Given, 'plan' | 'storms'>): string[] {
	const mendable = outcomes.filter(isMendable);
	const all = sorted(mendable.map(({ recoveredAfter = Infinity }) => recoveredAfter));
	const medianMs = plan === 'paid' ? 10_000 : 70_000;
	const aims: Array<[what: string, holds: boolean]> = [
		storms ? ['nine of ten within 90 s', p90Ms(mendable, plan) < 90_000] : [`a median within ${medianMs / 1000} s of the engine's own time`, share(sorted(mendable.map(own)), 0.5) <= medianMs],
		['all sessions are up at the end', outcomes.every(({ isDown }) => !isDown)],
		['all sessions are up at each quiet moment', outcomes.every(({ downInQuiet }) => downInQuiet === 0)],
		['one alert where a person is needed, and no other', outcomes.every(isRightlyAlerted)],
		['nothing that is advised against', outcomes.every(({ mistakes }) => mistakes.length === 0)],
		['none over 150 s', share(all, 1) <= 150_000],
	];
	return aims.filter(([, holds]) => !holds).map(([what]) => what);
}

/**
 * When nine of ten are up. Without a webhook nothing tells of a loss but a look a minute. With the time until that look even a
 * perfect healer is over 90 s, as a session that hangs is restarted after a minute more: it is left out.
 */
const p90Ms = (outcomes: Outcome[], plan: Given['plan']): number =>
	share(sorted(outcomes.map(plan === 'paid' ? ({ recoveredAfter = Infinity }) => recoveredAfter : sinceNoticeable)), 0.9);

const sinceNoticeable = ({ recoveredAfter = Infinity, noticeableMs }: Outcome): number => recoveredAfter - noticeableMs;

const isHeard = ({ delivery }: Outcome): boolean => delivery !== 'lost';

const isMendable = ({ kind }: Outcome): boolean => !kind.needsPerson && kind.remedies > 0;

const own = (outcome: Outcome): number => (outcome.recoveredAfter ?? Infinity) - outcome.engineMs - (outcome.kind.unavoidableMs ?? 0);

export const isBad = (outcome: Outcome): boolean =>
	outcome.isDown || outcome.downInQuiet > 0 || outcome.mistakes.length > 0 || !isRightlyAlerted(outcome) || (isMendable(outcome) && (outcome.recoveredAfter ?? Infinity) > 150_000);

/** What became of the outages, as a table to read. Seconds. */
export function reportOn(outcomes: Outcome[]): Record<string, string> {
	const mendable = outcomes.filter(isMendable);
	const [heard, lost] = [mendable.filter(isHeard), mendable.filter((outcome) => !isHeard(outcome))];
	const down = outcomes.map((outcome) => outcome.recoveredAfter ?? 20 * 60_000);
	const perfect = outcomes.map(({ engineMs, personMs, kind }) => engineMs + personMs + (kind.unavoidableMs ?? 0));
	const MONTH_MS = 30 * 24 * 3_600_000 * 3;
	// As many outages as there were here are taken to happen within the month.
	const availability = (lost: number[]) => `${(100 * (1 - sum(lost) / MONTH_MS)).toFixed(4)} %`;
	const people = outcomes.filter(({ kind }) => kind.needsPerson);
	return {
		outages: String(outcomes.length),
		'detected after (median, p90, largest)': spread(outcomes.flatMap(({ detectedAfter }) => detectedAfter ?? [])),
		'recovered after': spread(mendable.map(({ recoveredAfter = Infinity }) => recoveredAfter)),
		'at the best, with a look a minute': spread(mendable.map(({ bestMs }) => bestMs)),
		'recovered after it could be known at first': spread(mendable.map(sinceNoticeable)),
		"beside the engine's own time": spread(mendable.map(own)),
		'recovered after, the event of the loss lost': spread(lost.map(({ recoveredAfter = Infinity }) => recoveredAfter)),
		'recovered after, the event heard': spread(heard.map(({ recoveredAfter = Infinity }) => recoveredAfter)),
		'n8n was killed in': String(outcomes.filter(({ wasKilled }) => wasKilled).length),
		'down in quiet times': String(outcomes.filter(({ downInQuiet }) => downInQuiet > 0).length),
		'not up at the end': String(outcomes.filter(({ isDown }) => isDown).length),
		'alerts where a person is needed: 0, 1, more': counts(people.map(({ alerts }) => alerts)),
		'of these, those without a kill': counts(people.filter(({ wasKilled }) => !wasKilled).map(({ alerts }) => alerts)),
		'alerts where none is: 0, 1, more': counts(outcomes.filter(({ kind }) => !kind.needsPerson).map(({ alerts }) => alerts)),
		'remedies, of the fewest': `${sum(outcomes.map(({ remedies }) => remedies))} of ${sum(outcomes.map(({ kind }) => kind.remedies))}`,
		'acts that are advised against': String(outcomes.flatMap(({ mistakes }) => mistakes).length) + histogram(outcomes.flatMap(({ mistakes }) => mistakes)),
		'availability, of what was possible': `${availability(down)} of ${availability(perfect)}`,
	};
}

function spread(times: number[]): string {
	const all = sorted(times);
	if (all.length === 0) return '-';
	return [0.5, 0.9, 1].map((part) => seconds(share(all, part))).join(', ');
}

const sorted = (times: number[]): number[] => [...times].sort((a, b) => a - b);

/** The time that this share of all takes at most. */
const share = (all: number[], part: number): number => all[Math.min(all.length - 1, Math.floor(part * all.length))] ?? NaN;

const seconds = (ms: number): string => (Number.isFinite(ms) ? (ms / 1000).toFixed(1) : 'never');

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const counts = (numbers: number[]): string => [numbers.filter((n) => n === 0), numbers.filter((n) => n === 1), numbers.filter((n) => n > 1)].map(({ length }) => length).join(', ');

function histogram(texts: string[]): string {
	const kinds = [...new Set(texts)].map((text) => `${texts.filter((each) => each === text).length} ${text}`);
	return kinds.length ? ` (${kinds.join(', ')})` : '';
}
