import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, type PhoneNumber, getCountries, getExampleNumber } from 'libphonenumber-js/max';

export interface Example {
	country: CountryCode;
	/** Of the country. */
	code: string;
	/** Without what is dialled before it at home. */
	national: string;
	number: PhoneNumber;
}

/** A mobile of every country, as libphonenumber knows it. */
export const everyExample: Example[] = getCountries().map((country) => {
	const number = getExampleNumber(country, examples)!;
	return { country, code: number.countryCallingCode, national: number.nationalNumber, number };
});
