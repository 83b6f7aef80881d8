import { behindAbroad, callingCodeOf, isCallingCode, isInUse, isMobile, isOwn00, isPossible, lengthsOf, tellsMobiles, usualLengthsOf, withAndWithoutTrunk } from './numberPlan';
import { type Dialled, SEVERAL, SHORTEST, plainDigits, written } from './written';

/** International digits, or why there are none. */
export type Reading = { digits: string } | Unread;

/** What is wrong, or what it could be, each in international digits. */
export type Unread = { problem: string } | { ways: string[] };

/** Where numbers without a country code are at home. */
export interface Home {
	code: string;
	/** In North America the code may be given with an area code, for numbers of seven digits. */
	area?: string;
}

/**
 * A phone number as people, spreadsheets and links write it → its international digits: `+20 (114) 520-2826`, `0020…`,
 * `https://wa.me/20…`, and with a home of its own `0114 520 2826`. One that could be somebody else's is not read.
 */
export function readNumber(given: string, home?: Home): Reading {
	const text = written(given);
	if ('problem' in text) return text;
	const { digits, isInternational, dialled, groups } = text;
	const read = isInternational ? (each: string) => internationally(each, isPossible) : home ? (each: string) => atHome(each, home) : withoutHome;
	if (isTwice(groups, read, home ?? { code: callingCodeOf(digits) ?? '' })) return { problem: SEVERAL };
	return dialled !== undefined && home ? dialledAbroad(dialled, home) : read(digits);
}

/** `+20`, `0020` or ` ٢٠ ` → `20`; undefined when no country has it. */
export function homeIn(given: string): Home | undefined {
	const digits = plainDigits(given).replace(/^(\+|00)\s*/, '');
	if (isCallingCode(digits)) return { code: digits };
	const [, area] = /^1[\s-]?([2-9]\d\d)$/.exec(digits) ?? [];
	return area === undefined ? undefined : { code: '1', area };
}

type Holds = (code: string, national: string) => boolean;

/** The country code comes first. What is dialled at home only may still stand behind it: `+44 (0)20 …`. */
function internationally(digits: string, isEnough: Holds): Reading {
	const code = callingCodeOf(digits);
	if (digits.startsWith('0')) return { problem: 'a country code does not begin with 0' };
	if (code === undefined) return { problem: 'no country has such a code' };
	const nationals = withAndWithoutTrunk(code, digits.slice(code.length));
	const national = nationals.find((each) => isInUse(code, each)) ?? nationals.find((each) => isEnough(code, each) && !each.startsWith('0'));
	if (national !== undefined && code.length + national.length <= LONGEST) return onceCoded(code, national) ?? { digits: code + national };
	// Some numbers behind it may begin with 0 all the same.
	if (nationals.some((each) => each.startsWith('0') && lengthsOf(code).includes(each.length))) return { problem: `behind +${code} there is no such number that begins with 0` };
	return { problem: `behind +${code} there are ${digits.length - code.length} digits, and numbers there have ${inWords(usualLengthsOf(code))}` };
}

/** `+49 49 151 …`: where numbers may be long, one whose code stands there twice looks like another. */
function onceCoded(code: string, national: string): Reading | undefined {
	const isTwiceCoded = national.startsWith(code) && isMobile(code, national.slice(code.length)) && !isMobile(code, national);
	return isTwiceCoded ? { ways: [code + national, national] } : undefined;
}

/**
 * Behind 00. Where more is dialled before the code of another country, `001 65 …` is +65 … as well as +1 65…;
 * and where numbers at home begin with 00, as Tajik mobiles do, `00 498 0000` may be one of them.
 */
function dialledAbroad({ digits, goesOn }: Dialled, { code }: Home): Reading {
	const plain = internationally(digits.slice(2), isPossible);
	if ('digits' in plain && plain.digits.startsWith(code)) return plain;
	const own: Reading[] = isOwn00(code, digits) ? [{ digits: code + digits }] : [];
	const behindMore = goesOn ? behindAbroad(code, digits).map((rest) => internationally(rest, isInUse)) : [];
	const ways = [...new Set([plain, ...own, ...behindMore].flatMap((reading) => ('digits' in reading ? [reading.digits] : [])))];
	if (ways.length > 1) return { ways };
	return ways.length === 1 ? { digits: ways[0]! } : plain;
}

/** E.164. */
const LONGEST = 15;

/** What most numbers have with their code, and few without. */
export const LONG = 11;

function withoutHome(digits: string): Reading {
	if (digits.startsWith('0')) return { problem: 'it has no country code' };
	const reading = internationally(digits, isInUse);
	if ('digits' in reading) return reading;
	// With + before it, it would be refused as well.
	const written = internationally(digits, isPossible);
	return 'digits' in written ? { problem: `there is no such number behind +${callingCodeOf(digits)}; if it is one, write + before it` } : written;
}

/** A number at home, or one that has its country code already: where it can be both, nobody is written to. */
function atHome(dialled: string, { code, area }: Home): Reading {
	const digits = area && dialled.length === 7 ? area + dialled : dialled;
	const nationals = withAndWithoutTrunk(code, digits).filter((national) => isInUse(code, national));
	const rest = digits.startsWith(code) ? withAndWithoutTrunk(code, digits.slice(code.length)).find((national) => isInUse(code, national)) : undefined;
	const own = [...nationals, ...(rest === undefined ? [] : [rest])].filter((national) => code.length + national.length <= LONGEST);
	const ways = [...new Set([...own.map((national) => code + national), ...(own.some((national) => isMobile(code, national)) ? [] : elsewhere(dialled, code))])];
	if (ways.length === 1 && own.length > 0) return onceCoded(code, own[0]!) ?? { digits: ways[0]! };
	if (own.length === 0) return { problem: `+${code} has no such number; if it is another country's, write + and its code before it` };
	// Mobiles are what is written with a code, and what WhatsApp runs on.
	const isClear = rest !== undefined && isMobile(code, rest) && !nationals.some((national) => isMobile(code, national));
	return isClear ? { digits: code + rest } : { ways };
}

/** What has the code of another country, without +, looks like a fixed line where those may be long: `971 50 123 4567` in Germany. */
function elsewhere(digits: string, home: string): string[] {
	const reading = digits.length >= LONG && tellsMobiles(home) ? withoutHome(digits) : undefined;
	return reading && 'digits' in reading ? [reading.digits] : [];
}

/** Two short numbers may look like a long one, where numbers may be long. */
function isTwice(groups: string[], read: (digits: string) => Reading, home: Home): boolean {
	return groups.some((group, at) => {
		const [first, second] = [groups.slice(0, at).join(''), groups.slice(at).join('')];
		const beginsAnew = group.startsWith('0') || group === groups[0];
		return beginsAnew && first.length >= SHORTEST && second.length >= SHORTEST && 'digits' in read(first) && 'digits' in atHome(second, home);
	});
}

const inWords = (lengths: number[]): string => (lengths.length > 1 ? `${lengths.slice(0, -1).join(', ')} or ${lengths.at(-1)}` : String(lengths[0]));
