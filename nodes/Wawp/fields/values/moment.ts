import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';
import { plainDigits } from '../../phone/written';

/** A date, sent in Unix seconds. */
export function moment(field: INodeProperties): FieldGroup {
	return { properties: [field], read: (get, item) => secondsOf(get(field), field, item) };
}

/** Unix seconds. */
export function secondsOf(given: unknown, field: INodeProperties, item: Item): number {
	const ms = zonedMs(given, item.context.getTimezone());
	if (typeof ms === 'number') return Math.floor(ms / 1000);
	const text = typeof given === 'object' ? 'an object' : String(given).slice(0, 100);
	const wrong = ms === 'ambiguous' ? `can be read in two ways: ${text} may begin with the day or with the month` : `is not a date: ${text}`;
	throw inputError(item, field, wrong, 'Choose it in the field, or give one like 2026-12-24T18:00:00+02:00.');
}

/**
 * Unix milliseconds of what people and expressions give: ISO 8601, `24.12.2026 18:00`, `December 24, 2026`, Unix seconds or
 * milliseconds of this century, a date of n8n or of JavaScript, from 1970 to the end of this century. One without a zone is meant in the given zone, never in the server's.
 */
export function zonedMs(given: unknown, zone: string): number | 'ambiguous' | undefined {
	const ms = writtenMs(given, zone);
	// Other calendars have other years: 1403 is in Iran what 2569 is in Thailand.
	return typeof ms === 'number' && (ms < FIRST_MS || ms >= LAST_SECOND * 1000) ? undefined : ms;
}

function writtenMs(given: unknown, zone: string): number | 'ambiguous' | undefined {
	const own = momentOf(given);
	if (own !== undefined) return Number.isFinite(own) ? own : undefined;
	if (typeof given === 'number') return unixMs(given);
	if (typeof given !== 'string') return undefined;
	// JavaScript's own printing has other spaces than keyboards.
	const text = plainDigits(given).replace(/\s+/g, ' ');
	if (/^\d+(\.0+)?$/.test(text)) return unixMs(Number(text));
	return zonedText(text) ?? localText(text, zone);
}

/** Of JavaScript's and n8n's own dates. */
function momentOf(given: unknown): number | undefined {
	if (given instanceof Date) return given.getTime();
	const { toMillis } = (given ?? {}) as { toMillis?: () => number };
	return typeof toMillis === 'function' ? toMillis.call(given) : undefined;
}

/** From September 2001 to the end of the century: 5, 2026 and 20261224 are none. */
function unixMs(number: number): number | undefined {
	if (number >= 1e9 && number < LAST_SECOND) return number * 1000;
	return number >= 1e12 && number < LAST_SECOND * 1000 ? number : undefined;
}

const LAST_SECOND = Date.UTC(2100, 0) / 1000;
/** 1970, wherever it began first: what people write for "ever". */
const FIRST_MS = -86_400_000;

const ISO_ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;
/** As mails and JavaScript print it. */
const IN_WORDS_ZONED = /^[a-z]{3},? (?:\d{1,2} [a-z]{3}|[a-z]{3} \d{1,2}) \d{4} \d\d:\d\d(:\d\d)? (?:GMT|UTC|Z|(?:GMT|UTC)?[+-]\d{4})(?: \(.*\))?$/i;

function zonedText(text: string): number | undefined {
	const [, date = '', time = '', offset = ''] = ISO_ZONED.exec(text) ?? [];
	if (date) return isDay(date) ? finite(Date.parse(`${date}T${time.replace(',', '.')}${/^[a-z]/i.test(offset) ? 'Z' : offset.replace(/^(...):?(\d\d)?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`)}`)) : undefined;
	return IN_WORDS_ZONED.test(text) ? finite(Date.parse(text)) : undefined;
}

const TIME = '(?:(?:,?(?: at)? |T)(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d+)?)?(?: ?([ap])\\.?m\\.?)?)?';
const BY_YEAR = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`, 'i');
const BY_DAY_OR_MONTH = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${TIME}$`, 'i');
const DAY_IN_WORDS = new RegExp(`^(?:[a-z]{3,9},? )?(\\d{1,2})(?:st|nd|rd|th|\\.)? ([a-z]{3,9})\\.?,? (\\d{4})${TIME}$`, 'i');
const MONTH_IN_WORDS = new RegExp(`^(?:[a-z]{3,9},? )?([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})${TIME}$`, 'i');

function localText(text: string, zone: string): number | 'ambiguous' | undefined {
	const byYear = BY_YEAR.exec(text);
	if (byYear) return inZone([byYear[1]!, byYear[3]!, byYear[4]!], byYear.slice(5), zone);
	const words = DAY_IN_WORDS.exec(text);
	if (words) return inZone([words[3]!, monthOf(words[2]!), words[1]!], words.slice(4), zone);
	const monthFirst = MONTH_IN_WORDS.exec(text);
	if (monthFirst) return inZone([monthFirst[3]!, monthOf(monthFirst[1]!), monthFirst[2]!], monthFirst.slice(4), zone);
	const [, first = '', , second = '', year = '', ...time] = BY_DAY_OR_MONTH.exec(text) ?? [];
	const asDayFirst = inZone([year, second, first], time, zone);
	const asMonthFirst = inZone([year, first, second], time, zone);
	if (asDayFirst !== undefined && asMonthFirst !== undefined && asDayFirst !== asMonthFirst) return 'ambiguous';
	return asDayFirst ?? asMonthFirst;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

const monthOf = (name: string): string => String(MONTHS.findIndex((month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase().replace(/^sept$/, 'sep')) + 1);

function inZone([year, month, day]: [string, string, string], [hours = '0', minutes = '0', seconds = '0', half]: Array<string | undefined>, zone: string): number | undefined {
	const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
	const isTime = hour < 24 && Number(minutes) < 60 && Number(seconds) < 60 && (half === undefined || (Number(hours) >= 1 && Number(hours) <= 12));
	return isDay(date) && isTime ? onClock(Date.parse(`${date}T00:00:00Z`) + ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000, zone) : undefined;
}

/** Left to itself, the 30th of February would be the 2nd of March. */
const isDay = (date: string): boolean => !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);

const finite = (ms: number): number | undefined => (Number.isFinite(ms) ? ms : undefined);

/**
 * The moment at which the clocks of a zone show this, given as if in UTC. An hour that clocks leave out is the one after it,
 * as in n8n's own dates; of one that they show twice it is the first.
 */
function onClock(shown: number, zone: string): number {
	const offsets = [offsetMs(shown - DAY_MS, zone), offsetMs(shown + DAY_MS, zone)];
	const moments = offsets.map((offset) => shown - offset).filter((at) => at + offsetMs(at, zone) === shown);
	return moments.length > 0 ? Math.min(...moments) : shown - offsets[0]!;
}

const DAY_MS = 86_400_000;

/** How far the clocks of a zone are ahead of UTC. */
function offsetMs(at: number, zone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
	const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const clock = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
	return clock - Math.floor(at / 1000) * 1000;
}
