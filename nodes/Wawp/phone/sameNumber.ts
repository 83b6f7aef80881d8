/** Whether two numbers in international digits are the same person's: WhatsApp's ID of some differs from what is dialled. */
export const isSameNumber = (one: string, other: string): boolean => plainNumber(one) === plainNumber(other);

/** Whether they could be, as where a country has made its numbers longer: both end alike. */
export const mayBeSameNumber = (one: string, other: string): boolean => one.slice(0, ALIKE) === other.slice(0, ALIKE) && one.slice(-ENDING) === other.slice(-ENDING);

/** Whether WhatsApp may know the one under the other: a country has put digits into its numbers. Where any other digit differs, it is somebody else's, of another area or of another network. */
export const isOtherForm = (one: string, other: string): boolean => isSameNumber(one, other) || (mayBeSameNumber(one, other) && (one.length < other.length ? isLonger(other, one) : isLonger(one, other)));

function isLonger(long: string, short: string): boolean {
	const added = long.length - short.length;
	return added > 0 && [...short].some((_, at) => long.slice(0, at) + long.slice(at + added) === short);
}

const ALIKE = 2;
const ENDING = 7;

/** The same in each form of it. */
export const plainNumber = (digits: string): string => FORMS.reduce((number, [form, becomes]) => number.replace(form, becomes), digits);

const FORMS: Array<[RegExp, string]> = [
	// Argentina: mobiles are dialled with a 9 from abroad.
	[/^549(\d{10})$/, '54$1'],
	// Mexico: mobiles had a 1, which WhatsApp's IDs keep.
	[/^521(\d{10})$/, '52$1'],
	// Brazil: mobiles have nine digits since 2016, and older IDs eight. Eight that begin with 2 to 5 are a fixed line.
	[/^55(\d\d)9([6-9]\d{7})$/, '55$1$2'],
];
