import type { Outcome } from './month';

/** What became of the outages, as a table to read. Seconds. */
export function reportOn(outcomes: Outcome[]): Record<string, string> {
	const mendable = outcomes.filter(({ kind }) => !kind.needsPerson && kind.remedies > 0);
	const own = (outcome: Outcome) => (outcome.recoveredAfter ?? Infinity) - outcome.engineMs - (outcome.kind.unavoidableMs ?? 0);
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
		"beside the engine's own time": spread(mendable.map(own)),
		'not up at the end': String(outcomes.filter(({ isDown }) => isDown).length),
		'alerts where a person is needed: 0, 1, more': counts(people.map(({ alerts }) => alerts)),
		'alerts where none is: 0, 1, more': counts(outcomes.filter(({ kind }) => !kind.needsPerson).map(({ alerts }) => alerts)),
		'remedies, of the fewest': `${sum(outcomes.map(({ remedies }) => remedies))} of ${sum(outcomes.map(({ kind }) => kind.remedies))}`,
		'acts that are advised against': String(outcomes.flatMap(({ mistakes }) => mistakes).length) + histogram(outcomes.flatMap(({ mistakes }) => mistakes)),
		'availability, of what was possible': `${availability(down)} of ${availability(perfect)}`,
	};
}

function spread(times: number[]): string {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (share: number) => seconds(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN);
	return `${at(0.5)}, ${at(0.9)}, ${seconds(sorted.at(-1) ?? NaN)}`;
}

const seconds = (ms: number): string => (Number.isFinite(ms) ? (ms / 1000).toFixed(1) : 'never');

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const counts = (numbers: number[]): string => [numbers.filter((n) => n === 0), numbers.filter((n) => n === 1), numbers.filter((n) => n > 1)].map(({ length }) => length).join(', ');

function histogram(texts: string[]): string {
	const kinds = [...new Set(texts)].map((text) => `${texts.filter((each) => each === text).length} ${text}`);
	return kinds.length ? ` (${kinds.join(', ')})` : '';
}
