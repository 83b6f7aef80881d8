import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { phoneIn } from '../../nodes/Wawp/fields/values/phone';
import { lengthsOf } from '../../nodes/Wawp/phone/numberPlan';
import { NUMBER_PLANS } from '../../nodes/Wawp/phone/numberPlans';
import { homeIn, readNumber } from '../../nodes/Wawp/phone/readNumber';
import { isSameNumber, mayBeSameNumber } from '../../nodes/Wawp/phone/sameNumber';
import { plainDigits } from '../../nodes/Wawp/phone/written';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { type Wawp as LocalWawp, startWawp } from '../simulator';
import { choicesFor, filledIn, panelsOf } from '../support/panels';
import { WawpRig } from '../support/wawpRig';

const read = (text: string, home = ''): string => {
	const reading = readNumber(text, homeIn(home));
	if ('digits' in reading) return reading.digits;
	return 'ways' in reading ? reading.ways.join(' or ') : reading.problem;
};

const NUMBER = '201145202826';
const NO_AREA = 'there is no such number behind +1; if it is one, write + before it';
const LETTERS = 'there are letters in it';
const TWO = 'it may be more than one number';
const AUSTRALIAN = 'it begins with 0011, which is dialled in Australia only: write + in its place';
const CUT = 'a spreadsheet has cut its last digits off: format the column as text';

describe('what spreadsheets, keyboards and links make of a number', () => {
	test('the digits of every script are those that they stand for', () => {
		// Unicode has them in tens, from 0 to 9, each ten side by side.
		const digits = Array.from({ length: 0x20000 }, (_, at) => at).filter((at) => !(at >= 0xd800 && at < 0xe000) && /\p{Nd}/u.test(String.fromCodePoint(at)));
		const tens = digits.filter((_at, index) => index % 10 === 0);
		expect(digits.length).toBe(tens.length * 10);
		for (const zero of tens) expect(plainDigits(Array.from({ length: 10 }, (_, digit) => String.fromCodePoint(zero + digit)).join(''))).toBe('0123456789');
	});

	test.each([
		'201145202826.0', '201145202826.00', '201145202826,0', '+201145202826.0', '2.01145202826E+11', '2,01145202826e11', "'201145202826", '"+20 114 520 2826"', '="201145202826"',
		'tel:+20-114-520-2826', 'wa.me/201145202826', 'https://wa.me/+201145202826?text=5', 'https://api.whatsapp.com/send/?phone=201145202826&text=1', 'whatsapp://send?text=9&phone=201145202826',
		'+２０ １１４ ５２０ ２８２６', '＋20（114）5202826', '+२० ११४ ५२० २८२६', '\u2066+20\u2069\u202f114\u2007520\u20092826', '\u061c+٢٠ ١١٤ ٥٢٠ ٢٨٢٦', '+20 114 520 2826\n', '(0020) 114 520 2826', '+ 20 114 520 2826',
	])('%j is read right', (text) => {
		expect(read(text)).toBe(NUMBER);
	});

	test.each([
		['2.01145E+11', CUT], ['2,01145E+11', CUT], ['2.01E11', CUT], ['2E+11', CUT], ['201145202826.5', 'it has decimals'], ['201145202826,25', 'it has decimals'], ['201145202826.201001', 'it has decimals'], ['201145202826.2010012', TWO], ['-201145202826', 'it begins with a minus'],
		['+201145202826, +201001234567', TWO], ['201145202826;201001234567', TWO], ['201145202826\n201001234567', TWO], ['+201145202826/+201001234567', 'there is a + too many'], ['201145202826 / 201001234567', TWO],
		['+49 30 1234567/8', TWO], ['+49 30 123456/654321', TWO], ['+49 30 1234 030 4321', TWO], ['+49 30 1234567 - 030 7654321', TWO], ['+201145202826 or +201001234567', LETTERS], ['+20 114 520 2826 ext. 7', LETTERS],
		['+20 114 520 2826 x7', LETTERS], ['+2O1145202826', LETTERS], ['1-800-FLOWERS', LETTERS], ['+20 114 520 2826 #7', 'there is a # in it'], ['+20 114 520 2826²', 'there is a ² in it'], ['https://wa.me/message/ABC1', LETTERS],
		['+201145202826 +201001234567', 'there is a + too many'], ['NaN', ''], ['null', ''], ['', ''], ['+2011452028261145', 'behind +20 there are 14 digits, and numbers there have 8, 9 or 10'],
		['+201145202', 'behind +20 there are 7 digits, and numbers there have 8, 9 or 10'], ['+999 1234567', 'no country has such a code'], ['0114 520 2826', 'it has no country code'],
		['+91 91 81234 56789', 'behind +91 there are 12 digits, and numbers there have 10'], ['+91 81234 56789 0', 'behind +91 there are 11 digits, and numbers there have 10'], ['+1 555-0123', 'behind +1 there are 7 digits, and numbers there have 10'], ['+852 5123 4567 8', 'behind +852 there are 9 digits, and numbers there have 8'],
		['13812345678', NO_AREA], ['138 1234 5678', NO_AREA], ['15112345678', NO_AREA], ['12021550123', NO_AREA],
		['9165551234', 'behind +91 there are 8 digits, and numbers there have 10'],
		['22997123456', 'behind +229 there are 8 digits, and numbers there have 10'], ['120363041234567890', 'behind +1 there are 17 digits, and numbers there have 10'], ['2250712345', 'behind +225 there are 7 digits, and numbers there have 10'],
		['0011 65 6123 4567', AUSTRALIAN], ['0011-47-4123-4567', AUSTRALIAN], ['(0011) 64 9 123 4567', AUSTRALIAN], ['00116561234567', AUSTRALIAN], ['٠٠١١ ٦٥ ٦١٢٣ ٤٥٦٧', AUSTRALIAN],
		['+48 0 512 345 678', 'behind +48 there is no such number that begins with 0'], ['+56 09 1234 5678', 'behind +56 there is no such number that begins with 0'], ['0048 0512 345 678', 'behind +48 there is no such number that begins with 0'],
		['+374 00123456', 'behind +374 there is no such number that begins with 0'], ['+229 09 12 34 56 78', 'behind +229 there is no such number that begins with 0'],
	])('%j is refused, and the reason said', (text, problem) => {
		expect(read(text)).toBe(problem);
		expect('digits' in readNumber(text)).toBe(false);
	});
});

test('a link to a chat is read right in each of its forms', () => {
	const queries = (plus: string) => ['', 'text=1&'].flatMap((before) => ['', '&text=1', '#x'].map((behind) => `?${before}phone=${plus}${NUMBER}${behind}`));
	const short = ['', '+'].flatMap((plus) => ['', '/', '?text=1', '/?text=5', '#x'].map((behind) => `wa.me/${plus}${NUMBER}${behind}`));
	const long = ['', '+', '%2B', '%2b'].flatMap(queries).flatMap((query) => ['/send', '/send/'].map((path) => path + query));
	const web = [...short, ...['api', 'web'].flatMap((host) => long.map((rest) => `${host}.whatsapp.com${rest}`))].flatMap((rest) => ['', 'http://', 'https://', 'https://www.'].map((scheme) => scheme + rest));
	const links = [...web, ...long.map((rest) => `whatsapp:/${rest}`)];
	expect(links.filter((link) => read(link) !== NUMBER)).toEqual([]);
	expect(links.filter((link) => read(link.toUpperCase().replace('%2B', '%2b')) !== NUMBER)).toEqual([]);
	expect(links.length).toBeGreaterThan(400);
});

describe('a number at home', () => {
	test.each([
		['20', '0114 520 2826', NUMBER], ['91', '91 60912345', '919160912345'], ['91', '9160912345', '919160912345'], ['91', '+91 06123 456789', '916123456789'], ['91', '919160912345', '919160912345'],
		['55', '(55) 99123-4567', '5555991234567'], ['55', '011 98765-4321', '5511987654321'], ['55', '0 15 11 98765-4321', '5511987654321'], ['55', '5511987654321', '5511987654321'], ['55', '11 8765-4321', '551187654321'],
		['7', '8 951 234-56-78', '79512345678'], ['7', '8 (701) 234-56-78', '77012345678'], ['7', '79512345678', '79512345678'], ['7', '951 234 56 78', '79512345678'], ['7', '+7 (8) 951 234 56 78', '79512345678'],
		['39', '06 1234 5678', '390612345678'], ['39', '+39 06 1234 5678', '390612345678'], ['39', '+39 (0)6 1234 5678', '390612345678'], ['39', '347 123 4567', '393471234567'],
		['54', '011 15-2345-6789', '5491123456789'], ['54', '11 2345-6789', '541123456789'], ['54', '+54 9 11 2345 6789', '5491123456789'],
		['52', '55 1234 5678', '525512345678'], ['52', '044 55 1234 5678', '525512345678'], ['52', '+52 1 55 1234 5678', '5215512345678'],
		['1', '(202) 555-0123', '12025550123'], ['1', '1-202-555-0123', '12025550123'], ['1242', '359 1234', '12423591234'], ['1242', '(242) 359-1234', '12423591234'], ['1-242', '1 242 359 1234', '12423591234'], ['1242', '202 555 0123', '12025550123'], ['1', '+1 242 359 1234', '12423591234'],
		['44', '07700 900123', '447700900123'], ['44', '+44 (0)20 7946 0958', '442079460958'], ['44', '01481 960123', '441481960123'], ['44', '01534 960123', '441534960123'], ['44', '01624 960123', '441624960123'],
		['49', '030/12345678', '493012345678'], ['49', '+49 30/12345678', '493012345678'], ['49', '4915123456789', '4915123456789'], ['49', '0151 23456789', '4915123456789'], ['49', '15123456789', '4915123456789'], ['49', '0971 501234567', '49971501234567'], ['', '+49 491 5123456', '494915123456'], ['39', '+39 393 123 4567', '393931234567'], ['86', '138 1234 5678', '8613812345678'], ['55', '11987654321', '5511987654321'], ['52', '5215512345678', '5215512345678'], ['43', '0664/123 45 67', '436641234567'],
		['65', '001 44 7700 900123', '447700900123'], ['82', '00700 1 415 555 2671', '14155552671'], ['852', '0030 44 7700 900123', '447700900123'], ['55', '0021 44 7700 900123', '447700900123'], ['254', '000 44 7700 900123', '447700900123'],
		['49', '001 658 123 4567', '16581234567'], ['20', '001 658 123 4567', '16581234567'], ['65', '+1 658 123 4567', '16581234567'], ['65', '001 1 658 123 4567', '16581234567'],
		['65', '0065 8123 4567', '6581234567'], ['852', '001 415 555 2671', '14155552671'], ['66', '0066 81 234 5678', '66812345678'], ['61', '001 1 415 555 2671', '14155552671'],
		['36', '06 20 123 4567', '36201234567'], ['225', '01 23 45 67 89', '2250123456789'], ['65', '8123 4567', '6581234567'], ['33', '06.12.34.56.78', '33612345678'], ['966', '٠٥٠ ١٢٣ ٤٥٦٧', '966501234567'],
	])('with the code %s, %j is %s', (home, text, digits) => {
		expect(read(text, home)).toBe(digits);
	});

	test.each([
		['49', '4961234567', '494961234567 or 4961234567'],
		['49', '494915123456789', '494915123456789 or 4915123456789'], ['', '+49 49 151 23456789', '494915123456789 or 4915123456789'], ['', '0049 0491512 3456789', '494915123456789 or 4915123456789'], ['39', '+39 39 312 345 6789', '39393123456789 or 393123456789'], ['62', '+62 62 812 345 678', '6262812345678 or 62812345678'],
		['49', '971 50 123 4567', '49971501234567 or 971501234567'], ['49', NUMBER, `49${NUMBER} or ${NUMBER}`], ['43', '4915123456789', '434915123456789 or 4915123456789'], ['49', '12025550123', '4912025550123 or 12025550123'], ['55', '13055550123', '5513055550123 or 13055550123'], ['52', '13125551234', '5213125551234 or 13125551234'], ['972', '14155552671', '97214155552671 or 14155552671'],
		['20', '0114 520 28260', '+20 has no such number; if it is another country\'s, write + and its code before it'], ['20', '442079460958', '+20 has no such number; if it is another country\'s, write + and its code before it'],
		['34', '0612 345 678', '+34 has no such number; if it is another country\'s, write + and its code before it'], ['49', '030 1234 030 4321', TWO], ['49', '030 1234/4321', TWO],
		['61', '0011 65 6123 4567', AUSTRALIAN], ['65', '0011 65 6123 4567', AUSTRALIAN],
		['65', '001 65 8123 4567', '16581234567 or 6581234567'], ['65', '002 60 12 345 6789', '260123456789 or 60123456789'], ['65', '(001) 47 4123 4567', '14741234567 or 4741234567'], ['852', '00165-8123-4567', '16581234567 or 6581234567'], ['855', '007 65 8123 4567', '76581234567 or 6581234567'],
		['234', '009 1 415 555 2671', '914155552671 or 14155552671'], ['66', '001 201 345 6789', '12013456789 or 2013456789'], ['82', '٠٠١ ٦٥ ٨١٢٣ ٤٥٦٧', '16581234567 or 6581234567'],
	])('with the code %s, %j is not guessed', (home, text, words) => {
		expect(read(text, home)).toBe(words);
	});

	test.each([['20', '20'], [' +20 ', '20'], ['0020', '20'], ['٢٠', '20'], ['＋２０', '20'], ['\u200e+20', '20'], ['1-242', '1']])('the code may be written %j', (given, code) => {
		expect(homeIn(given)?.code).toBe(code);
	});

	test.each(['EG', '', '0', '999', '20114', '2.0', '+', '1142'])('%j is no code', (given) => {
		expect(homeIn(given)).toBeUndefined();
	});
});

test.each([
	['5511987654321', '551187654321', true], ['5511961234567', '551161234567', true], ['5511951234567', '551151234567', false], ['5215512345678', '525512345678', true], ['5491123456789', '541123456789', true], [NUMBER, NUMBER, true],
	['549112345678', '54112345678', false], ['5511923456789', '551123456789', false], ['5511987654321', '551187654322', false], ['201145202826', '20145202826', false], ['4915123456789', '491512345678', false],
])('%s and %s are the same person: %s', (one, other, same) => {
	expect(isSameNumber(one, other)).toBe(same);
	expect(isSameNumber(other, one)).toBe(same);
});

test.each([
	['5511987654321', '551187654321', true], [NUMBER, NUMBER, true], [NUMBER, '201135202826', true], [NUMBER, '20145202826', true],
	[NUMBER, '201145302826', false], [NUMBER, '201145202827', false], [NUMBER, '211145202826', false],
])('%s and %s could be the same person, by how they begin and end: %s', (one, other, same) => {
	expect([mayBeSameNumber(one, other), mayBeSameNumber(other, one)]).toEqual([same, same]);
});

describe('the ID of a person in a field for a number', () => {
	const given = (text: string): string => phoneIn(text, { displayName: 'Phone Number' } as INodeProperties, { context: { getNode: () => ({ name: 'Wawp' }) }, index: 0 } as never);

	test.each(['c.us', 's.whatsapp.net', 'C.US', 'S.WhatsApp.net'])('that ends in @%s stands for the number, of each device of theirs', (server) => {
		for (const user of [NUMBER, '+20 114 520 2826', '0020 114 520 2826']) for (const device of ['', ':0', ':7', ':123']) for (const end of ['', ' ', '\n']) expect([user, device, given(`${user}${device}@${server}${end}`)]).toEqual([user, device, NUMBER]);
	});

	test.each(['22997123456@c.us', '22997123456:3@s.whatsapp.net', '+22997123456@c.us'])('is a number also where no plan of today has it: %j', (text) => {
		expect(given(text)).toBe('22997123456');
	});

	test.each([`${NUMBER}@g.us`, `${NUMBER}@lid`, `${NUMBER}:7`, `${NUMBER}:x@c.us`, `${NUMBER}@c.us.example.com`, '@c.us'])('is not %j', (text) => {
		expect(() => given(text)).toThrow("'Phone Number' is not a phone number with its country code");
	});
});

describe('in every field for numbers', () => {
	let wawp: LocalWawp;
	beforeAll(async () => void (wawp = await startWawp()));
	afterAll(async () => await wawp.stop());

	const TYPED = 'e.g. +20 114 520 2826';
	const isForNumbers = (property: INodeProperties): boolean => property.placeholder?.startsWith(TYPED) === true || property.modes?.some(({ placeholder }) => placeholder === TYPED) === true;
	const below = (property: INodeProperties): INodeProperties | undefined => (property.options as Array<{ values?: INodeProperties[] }> | undefined)?.flatMap(({ values = [] }) => values).find(isForNumbers);

	const fields = panelsOf(new Wawp().description.properties).flatMap((panel) => {
		const options = panel.shown.find(({ name }) => name === 'options')?.options as INodeProperties[] | undefined;
		const shown = panel.shown.filter((property) => isForNumbers(property) || (property.type === 'fixedCollection' && below(property)));
		return [...shown.map((property) => ({ panel, property, isOption: false })), ...(options ?? []).filter(isForNumbers).map((property) => ({ panel, property, isOption: true }))];
	});

	test('there are many', () => {
		expect(new Set(fields.map(({ property }) => property.name)).size).toBeGreaterThanOrEqual(12);
	});

	function entered({ panel, property, isOption }: (typeof fields)[number], number: string): INodeParameters {
		const choices = choicesFor(property, panel);
		if (isOption) return { ...filledIn(panel, choices), options: { [property.name]: number } };
		const filled = filledIn(panel, choices);
		if (property.type === 'resourceLocator') return { ...filled, [property.name]: { __rl: true, mode: 'id', value: number } };
		if (property.type !== 'fixedCollection') return { ...filled, [property.name]: number };
		const inner = below(property)!;
		const [[group, entries]] = Object.entries(filled[property.name] as Record<string, INodeParameters[]>) as [[string, INodeParameters[]]];
		return { ...filled, [property.name]: { [group]: [{ ...entries[0]!, [inner.name]: number }] } };
	}

		/** One of each; each of them is in an operation that takes no file. */
	const withoutFile = fields.filter(({ panel }) => !panel.shown.some(({ name }) => name === 'fileSource'));
	const one = [...new Map(withoutFile.map((field) => [`${field.property.name} ${field.property.type}`, field])).values()];

	test.each(one.map((field) => ({ key: field.panel.key, label: field.property.displayName, field })))('$label of $key: a number of a spreadsheet is the right one, and none is made of two', async ({ key, label, field }) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		await rig.run(key, entered(field, '201145202826.0'));
		const wire = JSON.stringify(rig.calls.map(({ query, body, path }) => [query, body, path]));
		expect(wire).not.toContain('2011452028260');
		// Verify Account and a pairing code that is not needed send none.
		if (!['expectedNumber', 'pairingCodeFor'].includes(field.property.name)) expect(wire).toContain(NUMBER);
		for (const number of ['2.01145E+11', '201145202826/201001234567', '201145202826 201001234567', '+20 114 520 2826 ext. 7']) {
			const before = rig.calls.length;
			const { message } = await rig.error(key, entered(field, number));
			expect(message).toContain(label);
			expect(message).toContain(number);
			expect(rig.calls.length).toBe(before);
		}
	});
});

test('no number has more than fifteen digits, whatever its plan allows', () => {
	const all = Object.keys(NUMBER_PLANS).flatMap((code) => lengthsOf(code).map((length) => [code, '2345678912345678'.slice(0, length)] as const));
	expect(all.filter(([code, national]) => code.length + national.length > 15).length).toBeGreaterThan(0);
	for (const [code, national] of all) {
		for (const reading of [readNumber(`+${code}${national}`), readNumber(code + national), readNumber(`0${national}`, { code }), readNumber(national, { code })]) {
			const found = 'digits' in reading ? [reading.digits] : 'ways' in reading ? reading.ways : [];
			expect(found.filter((digits) => digits.length > 15)).toEqual([]);
		}
	}
});
