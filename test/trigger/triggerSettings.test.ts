import type { IDataObject } from 'n8n-workflow';

import { settingsOf } from '../../nodes/Wawp/trigger/settings';

/* How the trigger's settings are read, which may come from expressions: rules without a server. */

const settings = (given: IDataObject) => settingsOf({ getNode: () => ({ name: 'Wawp Trigger', type: 'wawpTrigger', parameters: {} }) as never, parameter: (name, fallback) => (Object.hasOwn(given, name) ? given[name] : fallback) });

describe.each(['events', 'states'] as const)('%s', (name) => {
	test.each<[given: unknown]>([
		[['a.b', 'c', 'd']],
		['a.b,c,d'],
		['a.b c d'],
		['a.b;c;d'],
		['a.b\nc\r\nd'],
		['\ta.b\tc\td\n'],
		[' , a.b; c ,,\n d ; '],
	])('may be %j', (given) => {
		expect(settings({ [name]: given as never })[name]).toEqual(['a.b', 'c', 'd']);
	});

	test.each<[given: unknown]>([[['a', 7]], [[['a']]], [{ 0: 'a' }], [7], [true]])('are not %j', (given) => {
		expect(() => settings({ [name]: given as never })).toThrow('is no list of names');
	});
});

test.each(['downloadMedia', 'resolvePhone', 'includeRaw', 'qrAsImage'] as const)('%s is on where it is switched on, and never else', (name) => {
	const read = (value: unknown) => settings({ options: { [name]: value as never } })[name];
	expect([true, false, undefined, null, 'true', 1].map(read)).toEqual([true, false, false, false, false, false]);
	expect(settings({})[name]).toBe(false);
	const others = (['downloadMedia', 'resolvePhone', 'includeRaw', 'qrAsImage'] as const).filter((other) => other !== name);
	expect(others.map((other) => settings({ options: { [name]: true } })[other])).toEqual([false, false, false]);
});

test('Only When Changed is on unless it is switched off', () => {
	expect([{}, { onlyWhenChanged: true }, { onlyWhenChanged: false }].map((given) => settings(given).onlyWhenChanged)).toEqual([true, true, false]);
});

test.each<[given: IDataObject, isGuarded: boolean]>([
	[{}, true],
	[{ registerAutomatically: true }, true],
	[{ registerAutomatically: false }, false],
	[{ registerAutomatically: false, urlSecret: '' }, false],
	[{ registerAutomatically: false, urlSecret: 'secret' }, true],
	[{ registerAutomatically: false, options: { signature: 'ignore' } }, false],
	[{ registerAutomatically: false, options: { signature: 'check' } }, false],
	[{ registerAutomatically: false, options: { signature: 'plain' } }, true],
	[{ registerAutomatically: false, options: { signature: 'require' } }, true],
])('with %j whoever delivers has shown a secret: %p', (given, isGuarded) => {
	expect(settings(given).isGuarded).toBe(isGuarded);
});

test('Signature is one of its choices, and Check if Present where none is made', () => {
	for (const signature of ['check', 'require', 'plain', 'ignore']) expect(settings({ options: { signature } }).signature).toBe(signature);
	expect(settings({}).signature).toBe('check');
	for (const signature of ['', 'Require', 7, true]) expect(() => settings({ options: { signature } })).toThrow("'Signature' is none of its choices");
});
