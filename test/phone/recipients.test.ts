import fc from 'fast-check';

import { readChat } from '../../nodes/Wawp/fields/values/ids';
import { homeIn } from '../../nodes/Wawp/phone/readNumber';
import { everyExample } from '../numberPlans/examples';
import { type Wawp, startWawp } from '../simulator';
import { items } from '../support/engine';
import { WawpRig } from '../support/wawpRig';

const ID = '201145202826@c.us';

const chatIdOf = (given: string, countryCode = ''): string | undefined => {
	const chat = readChat(given, homeIn(countryCode));
	return 'id' in chat ? chat.id : undefined;
};

describe('a number or an ID, as people write it', () => {
	test.each([
		'201145202826',
		'+201145202826',
		'00201145202826',
		'+20 114 520 2826',
		'  +20 (114) 520-2826 ',
		'0020-114-520-2826',
		'+20.114.520.2826',
		'20/114/5202826',
		'+20 (0) 114 520 2826',
		'0020 (0)114 520 2826',
		'+20-(0)-1145202826',
		'20 (0)114 520 2826',
		'+20\u00a0114\u20115202826',
		'\u202a+20 114 520 2826\u202c',
		'\u200e00\u200e20 1145202826\ufeff',
		'+٢٠ ١١٤ ٥٢٠ ٢٨٢٦',
		'+۲۰ ۱۱۴ ۵۲۰ ۲۸۲۶',
		'201145202826@c.us',
		'+20 114 520 2826@c.us',
		'201145202826@C.US',
		'201145202826@s.whatsapp.net',
		'201145202826:12@s.whatsapp.net',
		'201145202826:12@S.WhatsApp.Net',
		'\u202a201145202826@c.us\u202c',
		'tel:+201145202826',
		'201145202826.0@c.us',
		'201145202826,00@s.whatsapp.net',
		'201145202826.0:12@s.whatsapp.net',
		'0020 (0)114 520 2826@c.us',
	])('%j is a person', (given) => {
		expect(chatIdOf(given)).toBe(ID);
	});

	test.each([
		['120363041234567890@g.us', '120363041234567890@g.us'],
		['201145202826-1590000000@g.us', '201145202826-1590000000@g.us'],
		['120363041234567890@G.US', '120363041234567890@g.us'],
		[' 120363041234567890@newsletter\n', '120363041234567890@newsletter'],
		['123456789012345@lid', '123456789012345@lid'],
		['123456789012345:12@lid', '123456789012345@lid'],
		['123456789012345@LID', '123456789012345@lid'],
		['status@broadcast', 'status@broadcast'],
		['STATUS@Broadcast', 'status@broadcast'],
		['1590000000@broadcast', '1590000000@broadcast'],
	])('%j is %s', (given, id) => {
		expect(chatIdOf(given)).toBe(id);
	});

	test.each([
		'',
		' ',
		'call me',
		'+20 114 520 2826 ext. 7',
		'+20114520O826',
		'20114520.2826',
		'24740\u200e1.23',
		'123456',
		'1234567890123456',
		'0114 520 2826',
		'+0114 520 2826',
		'000201145202826',
		'++201145202826',
		'120363041234567890',
		'201145202826-1590000000',
		'@c.us',
		'me@c.us',
		'someone@example.com',
		'@g.us',
		'x@g.us',
		'1-2-3@g.us',
		'120363-@newsletter',
		'everyone@broadcast',
		'1@c.us@c.us',
		'201145202826@',
		'201145202826@constructor',
		'201145202826.5@c.us',
		'2.01145E+11@c.us',
		'201145202826/7@c.us',
		'201145202826-7@c.us',
		'2011452-2028261@c.us',
		'201145202826 201145202827@c.us',
		'001145202826@c.us',
		'0114 520 2826@c.us',
		'120363041234567890.0@g.us',
		'123456789012345.0@lid',
		'201145202826 @g.us',
	])('%j is none', (given) => {
		expect(chatIdOf(given)).toBeUndefined();
	});
});

test('an ID is international, also where no number of today begins so', () => {
	expect(['20 715 551 234@c.us', '20715551234@c.us', '20 715 551 234'].map((given) => chatIdOf(given))).toEqual(['20715551234@c.us', '20715551234@c.us', undefined]);
	// Written with blanks it is somebody's of Sacramento, whose 1 is missing, and has too few digits for India.
	expect(['9165551234@c.us', '916 555 1234@c.us'].map((given) => chatIdOf(given))).toEqual(['9165551234@c.us', undefined]);
});

describe('a default country code', () => {
	test.each([
		['0114 520 2826', ID],
		['114 520 2826', ID],
		['(0)114 520 2826', ID],
		['20 114 520 2826', ID],
		['+20 114 520 2826', ID],
		['0020 114 520 2826', ID],
		['+44 20 7946 0958', '442079460958@c.us'],
		['0044 20 7946 0958', '442079460958@c.us'],
		['442079460958@c.us', '442079460958@c.us'],
		['442079460958:3@s.whatsapp.net', '442079460958@c.us'],
		['120363041234567890@g.us', '120363041234567890@g.us'],
		['123456789012345@lid', '123456789012345@lid'],
	])('completes %j to %s', (given, id) => {
		expect(chatIdOf(given, '20')).toBe(id);
	});
});

/** A number as WhatsApp has it: country code, then the national part without its 0. */
const numbers = fc.constantFrom(...everyExample).map(({ code, national }): [string, string] => [code, national]);
const marks = fc.array(fc.constantFrom(' ', '-', '.', '\u00a0', '\u2011', '\u200e', '\u202c'), { maxLength: 3 });
/** One dot among nothing that is seen makes a decimal of it, which is nobody's number: `247401.23`. */
const isDecimal = (spacing: string[]): boolean => spacing.filter((mark) => !INVISIBLE.includes(mark)).join('').trimEnd() === '.';
const INVISIBLE = ['\u200e', '\u202c'];
const separators = marks.filter((spacing) => !isDecimal(spacing));
const alphabets = fc.constantFrom('0', '٠', '۰', '०', '０');
const endings = fc.constantFrom('', '@c.us', '@s.whatsapp.net', '@C.US', ':4@s.whatsapp.net');
const writings = fc.record({ prefix: fc.constantFrom('', '+', '00', ' +', '\u202a+'), spacing: separators, zero: alphabets, ending: endings });
type Writing = typeof writings extends fc.Arbitrary<infer Value> ? Value : never;

function written([code, national]: [string, string], { prefix, spacing, zero, ending }: Writing): string {
	const middle = spacing.reduce((text, mark, index) => `${text.slice(0, 2 * index + 2)}${mark}${text.slice(2 * index + 2)}`, national);
	const human = `${prefix}${code}${middle}`;
	return human.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit))) + ending;
}

const ACCEPTED = /^([1-9]\d{6,14}@c\.us|\d+(-\d+)?@g\.us|\d+@newsletter|\d+@lid|(\d+|status)@broadcast)$/;
const likeIds = fc.tuple(fc.stringMatching(/^[-\d+() .:a-z]{0,20}$/), fc.constantFrom('', '@c.us', '@g.us', '@lid', '@newsletter', '@broadcast', '@s.whatsapp.net', '@', '@x')).map((parts) => parts.join(''));
const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), likeIds);
const codes = fc.constantFrom(undefined, '', '1', '20', '966');

describe('whatever is given', () => {
	test('any way of writing a number gives the same ID', () => {
		fc.assert(
			fc.property(numbers, writings, (number, writing) => {
				expect(chatIdOf(written(number, writing))).toBe(`${number.join('')}@c.us`);
			}),
		);
	});

	test('a number with its country code means the same under any default country code', () => {
		fc.assert(
			fc.property(numbers, writings, fc.constantFrom('+', '00'), codes, (number, writing, prefix, code) => {
				expect(chatIdOf(written(number, { ...writing, prefix }), code)).toBe(`${number.join('')}@c.us`);
			}),
		);
	});

	test('what comes out is one of the accepted forms, or nothing, and it never throws', () => {
		fc.assert(
			fc.property(texts, codes, (given, code) => {
				const id = chatIdOf(given, code);
				if (id !== undefined) expect(id).toMatch(ACCEPTED);
			}),
			{ numRuns: 2000 },
		);
	});

	test('an ID stays what it is, also under a default country code', () => {
		fc.assert(
			fc.property(fc.oneof(likeIds, fc.tuple(numbers, writings).map((parts) => written(...parts))), codes, codes, (given, code, other) => {
				const id = chatIdOf(given, code);
				if (id !== undefined) expect(chatIdOf(id, other)).toBe(id);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('in a workflow', () => {
	let wawp: Wawp;
	beforeEach(async () => void (wawp = await startWawp()));
	afterEach(async () => await wawp.stop());

	const working = () => new WawpRig(wawp, { instance: { status: 'WORKING' } });
	const to = (value: string, options = {}) => ({ to: { mode: 'id', value }, text: 'Hello', options });
	const heard = (rig: WawpRig) => rig.calls.map(({ params }) => params.chatId);

	test('a message goes to the ID that the number stands for', async () => {
		const rig = working();
		await rig.items('message.sendText', to('=+20 (0)114 520-2826'));
		expect(heard(rig)).toEqual([ID]);
	});

	test.each(['20', '+20', '0020', ' +20 ', '٢٠'])('the default country code may be written %j', async (defaultCountryCode) => {
		const rig = working();
		await rig.items('message.sendText', to('0114 520 2826', { defaultCountryCode }));
		await rig.items('contact.get', { contact: { mode: 'id', value: '0114 520 2826' }, options: { defaultCountryCode } });
		await rig.items('presence.set', { presence: 'typing', presenceChat: { mode: 'id', value: '0114 520 2826' }, options: { defaultCountryCode } });
		expect(rig.calls.map(({ params }) => params.chatId ?? params.contactId)).toEqual([ID, ID, ID]);
	});

	test.each(['EG', '0', '999', '20114', '+20 114'])('the default country code %j is refused before any request', async (defaultCountryCode) => {
		const rig = working();
		const error = await rig.error('message.sendText', to('0114 520 2826', { defaultCountryCode }));
		expect(error.message).toBe(`'Default Country Code' is not one: ${defaultCountryCode}`);
		expect(rig.calls).toEqual([]);
	});

	test('a presence takes a number without a default country code', async () => {
		const rig = working();
		await rig.items('presence.set', { presence: 'typing', presenceChat: { mode: 'id', value: '201145202826' } });
		expect(heard(rig)).toEqual([ID]);
	});

	const three = ['+20 114 520 2826', 'nobody', '+44 20 7946 0958'].map((number) => ({ json: { number } }));

	test('a bad one in the second of three items stops there, and names itself and what was done', async () => {
		const rig = working();
		const error = await rig.error('message.sendText', to('={{ $json.number }}'), { input: three });
		expect(error.message).toBe("'To' is neither a phone number nor a chat ID: nobody");
		expect(error.description).toMatch(/^If it is the name of a chat, choose it 'From List'\. Write a phone number with its country code.*This was item 2 of 3\. The 1 before it was done/);
		expect(error.context.itemIndex).toBe(1);
		expect(heard(rig)).toEqual([ID]);
	});

	test('with continue on fail the other two are sent', async () => {
		const rig = working();
		const run = await rig.run('message.sendText', to('={{ $json.number }}'), { input: three, onError: 'continueErrorOutput' });
		expect(heard(rig)).toEqual([ID, '442079460958@c.us']);
		expect(items(run, 'Node', 1)).toMatchObject([{ json: { error: "'To' is neither a phone number nor a chat ID: nobody" }, pairedItem: { item: 1 } }]);
	});
});
