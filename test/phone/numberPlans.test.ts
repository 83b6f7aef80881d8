/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { Metadata } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max.json';
import { type CountryCode, getCountries, getCountryCallingCode, isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { type Reading, homeIn, readNumber } from '../../nodes/Wawp/phone/readNumber';
import { type Example, everyExample } from '../numberPlans/examples';
import { tableOfPlans } from '../numberPlans/table';

const committed = readFileSync(join(__dirname, '../../nodes/Wawp/phone/numberPlans.ts'), 'utf8');

test('the table of numbering plans is what `npm run generate:numbers` makes of the metadata', () => {
	expect(committed).toBe(tableOfPlans());
});

test('the table stays small', () => {
	expect(committed.length).toBeLessThan(24_000);
});

const digitsOf = (reading: Reading): string | undefined => ('digits' in reading ? reading.digits : undefined);
const international = ({ code, national }: Example): string => code + national;

/** As people write a number for others abroad. */
const ABROAD: Record<string, (example: Example) => string> = {
	'+20114…': ({ number }) => number.number,
	'0020114…': (example) => `00${international(example)}`,
	'20114…': international,
	'+20 114 …': ({ number }) => number.formatInternational(),
	'+20-114-…': ({ number }) => number.formatInternational().replace(/ /g, '-'),
	'+20.114.…': ({ number }) => number.formatInternational().replace(/[ -]/g, '.'),
	'00 20 114 …': ({ number }) => number.formatInternational().replace('+', '00 '),
	'20 114 …': ({ number }) => number.formatInternational().slice(1),
	'(+20) 114 …': ({ number }) => number.formatInternational().replace(/^(\+\d+)/, '($1)'),
	'+20 (114) …': ({ number }) => number.formatInternational().replace(/ (\d+)/, ' ($1)'),
	'+٢٠١١٤…': ({ number }) => number.number.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
	'＋２０１１４…': ({ number }) => number.number.replace(/./g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
	'20114….0': (example) => `${international(example)}.0`,
	'2.0114…E+11': (example) => `${international(example).replace(/^./, '$&.')}E+${international(example).length - 1}`,
	'wa.me/20114…': (example) => `https://wa.me/${international(example)}?text=Hello%201`,
	'api.whatsapp.com/send?phone=20114…': (example) => `https://api.whatsapp.com/send?phone=%2B${international(example)}&text=2`,
};

/** As they write it for others at home. */
const AT_HOME: Record<string, (example: Example) => string> = {
	'0114 520 …': ({ number }) => number.formatNational(),
	'0114520…': ({ number }) => number.formatNational().replace(/\D/g, ''),
	'0114-520-…': ({ number }) => number.formatNational().replace(/[ ().]+/g, '-').replace(/^-/, ''),
	'0114.520.…': ({ number }) => number.formatNational().replace(/[ ()-]+/g, '.').replace(/^\./, ''),
	'114520…': ({ national }) => national,
};

/** With what is dialled at home only, behind the code. */
const WITH_TRUNK: Record<string, (example: Example, trunk: string) => string> = {
	'+20 (0)114…': ({ code, national }, trunk) => `+${code} (${trunk})${national}`,
	'+20 (0) 114…': ({ code, national }, trunk) => `+${code} (${trunk}) ${national}`,
	'+20 0114…': ({ code, national }, trunk) => `+${code} ${trunk}${national}`,
	'0020 0114…': ({ code, national }, trunk) => `00${code} ${trunk}${national}`,
};

function trunkOf(country: CountryCode): string | null {
	const plan = new (Metadata as unknown as new (given: unknown) => Metadata)(metadata);
	plan.selectNumberingPlan(country);
	return (plan.numberingPlan as unknown as { nationalPrefix(): string | null }).nationalPrefix();
}

describe('the example numbers of every country', () => {
	test('there are some of all countries', () => {
		expect(everyExample.map(({ country }) => country)).toEqual(getCountries());
		expect(everyExample.length).toBeGreaterThan(240);
	});

	test.each(Object.entries(ABROAD))('written as %s are read right, wherever one is at home', (_name, write) => {
		const readings = (example: Example) => homesFor(write(example), example).map((home) => ({ text: write(example), home, digits: digitsOf(readNumber(write(example), homeIn(home))) }));
		const right = (example: Example) => homesFor(write(example), example).map((home) => ({ text: write(example), home, digits: international(example) }));
		expect(everyExample.map(readings)).toEqual(everyExample.map(right));
	});

	/** What says that it is international means the same everywhere; for 00 where more than that is dialled see below. */
	const homesFor = (text: string, { code }: Example): string[] => {
		if (/^00\d/.test(text)) return ['', code, '1', '39', '91'];
		return /^\(?(\+|＋|00|https)/.test(text) ? ['', code, '1', '39', '55', '91'] : ['', code];
	};

	test.each(Object.entries(AT_HOME))('written as %s at home are read right', (_name, write) => {
		const read = (example: Example) => ({ text: write(example), digits: digitsOf(readNumber(write(example), homeIn(`+${example.code}`))) });
		expect(everyExample.map(read)).toEqual(everyExample.map((example) => ({ text: write(example), digits: international(example) })));
	});

	test.each(Object.entries(WITH_TRUNK))('written as %s lose what is dialled at home only', (_name, write) => {
		const dialled = everyExample.flatMap((example) => {
			const trunk = trunkOf(example.country);
			return trunk ? [{ text: write(example, trunk), digits: international(example) }] : [];
		});
		expect(dialled.length).toBeGreaterThan(100);
		expect(dialled.map(({ text }) => ({ text, digits: digitsOf(readNumber(text)) }))).toEqual(dialled);
	});

	test('without a + are never read as somebody else where the code of another country is at home', () => {
		const homes = [...new Set(everyExample.map(({ code }) => code))];
		const wrong = everyExample.flatMap((example) => {
			const own = international(example);
			return homes.map((code) => ({ own, code, digits: digitsOf(readNumber(own, homeIn(code))) })).filter(({ code, digits }) => digits !== undefined && digits !== own && digits !== code + own);
		});
		// At home in Russia, this is 8 491 234-56-78.
		expect(wrong).toEqual([{ own: '84912345678', code: '7', digits: '74912345678' }]);
	});

	test('and with eleven digits or more are taken for nothing but a mobile at home, where mobiles are told apart', () => {
		const homes = [...new Set(everyExample.map(({ code }) => code))];
		const long = everyExample.filter((example) => international(example).length >= 11);
		const taken = long.flatMap((example) => homes.filter((code) => code !== example.code && digitsOf(readNumber(international(example), homeIn(code))) === code + international(example)).map((code) => `+${code}${international(example)}`));
		expect(long.length).toBeGreaterThan(150);
		// Of Argentina's numbers of eleven digits all are mobiles.
		expect(taken.filter((number) => parsePhoneNumberFromString(number)?.getType() !== 'MOBILE')).toEqual(['+5493701234567']);
	});
});

describe('what is dialled before a country code in some countries, and is more than 00', () => {
	const written = [1, 2, 3].flatMap((length) => Array.from({ length: 10 ** length }, (_each, index) => `00${String(index).padStart(length, '0')}`));
	const prefixes = getCountries().flatMap((country) => {
		const plan = (metadata.countries as unknown as Record<string, unknown[]>)[country]![1];
		const own = ['00', ...written].filter((prefix) => prefix === '00' || new RegExp(`^(?:${String(plan)})$`).test(prefix));
		return own.length > 1 ? own.map((prefix) => ({ home: getCountryCallingCode(country) as string, prefix })) : [];
	});
	const all = prefixes.filter(({ prefix }) => prefix !== '0011').flatMap(({ home, prefix }) => everyExample.map((example) => ({ home, prefix, own: international(example), reading: readNumber(prefix + international(example), homeIn(home)) })));

	test('is known of each of them', () => {
		expect(new Set(prefixes.map(({ home }) => home)).size).toBeGreaterThan(14);
		expect(prefixes.length).toBeGreaterThan(80);
	});

	test('never leads to somebody else: the number is read, or refused', () => {
		// Behind 00 and their own code people write a number at home, whatever a carrier is called.
		const others = all.filter(({ home, prefix, own }) => !`${prefix}${own}`.startsWith(`00${home}`));
		expect(others.filter(({ own, reading }) => 'digits' in reading && reading.digits !== own)).toEqual([]);
		expect(all.filter(({ own, reading }) => 'ways' in reading && !reading.ways.includes(own))).toEqual([]);
	});

	test('is read right in most cases, and 00 in nearly all', () => {
		const share = (some: typeof all) => some.filter(({ reading }) => 'digits' in reading).length / some.length;
		expect(share(all)).toBeGreaterThan(0.7);
		expect(share(all.filter(({ prefix }) => prefix === '00'))).toBeGreaterThan(0.9);
		expect(share(all.filter(({ home, prefix, own }) => prefix === '00' && own.startsWith(home)))).toBe(1);
	});
});

describe('a number at home that begins with 00, as mobiles in Tajikistan do, where something else is dialled before a country code', () => {
	test.each(['00 498 0000', '004980000', '00 4980000'])('is not taken for one of Germany: %s', (text) => {
		expect(readNumber(text, homeIn('+992'))).toEqual({ ways: ['4980000', '992004980000'] });
	});

	test('is read where no other country has such a number', () => {
		expect(readNumber('00 123 4567', homeIn('+992'))).toEqual({ digits: '992001234567' });
	});

	test('leaves 00 before a country code what it is', () => {
		expect(readNumber('00 20 114 520 2826', homeIn('+992'))).toEqual({ digits: '201145202826' });
		expect(readNumber('00 992 00 498 0000', homeIn('+992'))).toEqual({ digits: '992004980000' });
		// Italy's numbers begin with 0 as well, and 00 is dialled before a country code there.
		expect(readNumber('00 24740123', homeIn('+39'))).toEqual({ digits: '24740123' });
	});
});

describe('any fixed line and mobile of any country', () => {
	const cases = getCountries().map((country) => {
		const types = ((metadata.countries as unknown as Record<string, unknown[]>)[country]![11] ?? []) as Array<[string] | 0>;
		const patterns = types.slice(0, 2).flatMap((type) => (type && type[0] ? [type[0]] : []));
		return { country, code: getCountryCallingCode(country) as string, patterns };
	});
	const any = fc.oneof(...cases.flatMap(({ country, code, patterns }) => patterns.map((pattern) => fc.stringMatching(new RegExp(`^(?:${pattern})$`)).map((national) => ({ country, code, national })))));

	test('is read right in its international form', () => {
		fc.assert(
			fc.property(any, ({ code, national }) => {
				fc.pre(code.length + national.length <= 15 && isValidPhoneNumber(`+${code}${national}`));
				for (const text of [`+${code} ${national}`, `${code}${national}`]) {
					const reading = readNumber(text);
					// A long one in Leer, in Germany, is also a mobile whose code stands there twice: +49 49 1500 0000000.
					if ('ways' in reading && national.startsWith(code) && isValidPhoneNumber(`+${national}`)) expect(reading.ways).toEqual([code + national, national]);
					else expect(reading).toEqual({ digits: code + national });
				}
			}),
			{ numRuns: 3000 },
		);
	});

	test('is read as libphonenumber reads it at home, or not at all', () => {
		const seen = { right: 0, refused: 0 };
		fc.assert(
			fc.property(any, ({ country, code, national }) => {
				const number = parsePhoneNumberFromString(`+${code}${national}`, country)!;
				fc.pre(code.length + national.length <= 15 && number.isValid());
				for (const text of [number.formatNational(), national]) {
					// Without its 0 it is also another number of the country, written with the code: 49 1500 0000000.
					if (text.startsWith(code) && isValidPhoneNumber(`+${text}`)) continue;
					// Its own national form of some it reads as another number.
					if (parsePhoneNumberFromString(text, country)?.number !== number.number) continue;
					const digits = digitsOf(readNumber(text, homeIn(code)));
					seen[digits === undefined ? 'refused' : 'right']++;
					if (digits !== undefined) expect({ text, code, digits }).toEqual({ text, code, digits: code + national });
				}
			}),
			{ numRuns: 3000 },
		);
		expect(seen.right).toBeGreaterThan(50 * seen.refused);
	});
});
