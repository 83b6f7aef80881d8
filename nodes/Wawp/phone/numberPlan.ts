import { NUMBER_PLANS } from './numberPlans';

/** What is needed of a numbering plan to read the numbers that people write. A national number comes without what is dialled before it. */
export interface NumberPlan {
	/** Of a national number, as a regular expression. */
	pattern: string;
	/** How many digits the national numbers of people have. */
	lengths: number[];
	/** And those of services. */
	otherLengths?: number[];
	/** What is dialled before a national number at home, as a regular expression, and what both become where the prefix is not just dropped. */
	trunk?: Array<[prefix: string, becomes?: string]>;
	/** What is dialled at home before a country code, as a regular expression, where it is 00 and more. */
	abroad?: string;
	/** Numbers at home may begin with 00, which is not what is dialled there before a country code. */
	own00?: boolean;
	/** Of mobiles, where a number with its country code, or with that of another country, may look like one without. */
	mobile?: string;
}

/** `201145202826` → `20`; undefined where no country has such a code. No code begins another one. */
export const callingCodeOf = (digits: string): string | undefined => [1, 2, 3].map((length) => digits.slice(0, length)).find(isCallingCode);

export const isCallingCode = (code: string): boolean => Object.hasOwn(NUMBER_PLANS, code);

/** Whether people have such a number today. */
export const isInUse = (code: string, national: string): boolean => planOf(code).lengths.includes(national.length) && patternOf(code, 'pattern').test(national);

/** Whether it could be one: plans grow faster than tables. Not by the lengths of services, at which a number of people has digits too many. */
export const isPossible = (code: string, national: string): boolean =>
	planOf(code).lengths.includes(national.length) || (lengthsOf(code).includes(national.length) && patternOf(code, 'pattern').test(national));

/** How many digits the numbers of people have. */
export const usualLengthsOf = (code: string): number[] => planOf(code).lengths;

export function lengthsOf(code: string): number[] {
	const { lengths, otherLengths = [] } = planOf(code);
	return [...lengths, ...otherLengths].sort((one, other) => one - other);
}

/** Whether the plan knows mobiles from fixed lines. */
export const tellsMobiles = (code: string): boolean => planOf(code).mobile !== undefined;

/** False where it does not. */
export const isMobile = (code: string, national: string): boolean => tellsMobiles(code) && patternOf(code, 'mobile').test(national);

/** The number as it stands, and what it is without what is dialled before it at home. */
export function withAndWithoutTrunk(code: string, dialled: string): string[] {
	const { trunk = [] } = planOf(code);
	return [...new Set([dialled, ...trunk.map(([prefix, becomes]) => withoutTrunk(dialled, patternFor(`^(?:${prefix})`), becomes))])];
}

function withoutTrunk(dialled: string, prefix: RegExp, becomes: string | undefined): string {
	const found = prefix.exec(dialled);
	if (!found) return dialled;
	// The last part tells whether the prefix was one that is changed rather than dropped.
	const isChanged = becomes !== undefined && found.length > 1 && found.at(-1) !== undefined;
	return isChanged ? dialled.replace(prefix, becomes) : dialled.slice(found[0].length);
}

/** What stands behind 00 and more, as it is dialled at home: it may be read in several ways. */
export function behindAbroad(code: string, dialled: string): string[] {
	const { abroad } = planOf(code);
	if (abroad === undefined) return [];
	return [3, 4, 5].filter((length) => patternFor(`^(?:${abroad})$`).test(dialled.slice(0, length))).map((length) => dialled.slice(length));
}

/** Whether a number that begins with 00 may be one at home. */
export const isOwn00 = (code: string, dialled: string): boolean => planOf(code).own00 === true && isInUse(code, dialled);

const planOf = (code: string): NumberPlan => NUMBER_PLANS[code]!;

const patternOf = (code: string, which: 'pattern' | 'mobile'): RegExp => patternFor(`^(?:${planOf(code)[which]})$`);

const compiled = new Map<string, RegExp>();

function patternFor(source: string): RegExp {
	const pattern = compiled.get(source) ?? new RegExp(source);
	compiled.set(source, pattern);
	return pattern;
}
