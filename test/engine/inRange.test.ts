import type { INodeProperties } from 'n8n-workflow';

import { inRange } from '../../nodes/Wawp/engine/inRange';
import { retries } from '../../nodes/Wawp/fields/session/webhook';

/* What an expression gives a number of the panel: its bounds hold for typing alone. */

const number = (typeOptions?: INodeProperties['typeOptions']): INodeProperties => ({ displayName: 'x', name: 'x', type: 'number', default: 30, ...(typeOptions && { typeOptions }) });
const bounded = number({ minValue: 5, maxValue: 60 });

test.each<[given: unknown, number: unknown]>([
	[5, 5],
	[60, 60],
	[4.9, 5],
	[61, 60],
	[-1e9, 5],
	[1e9, 60],
	[Infinity, 60],
	[7.5, 7.5],
	['12', 12],
	[' 12 ', 12],
	['99', 60],
	['abc', 30],
	['', 30],
	[' ', 30],
	[NaN, 30],
	[null, 30],
	[true, 30],
	[[7], 30],
	[{}, 30],
	[undefined, undefined],
])('between 5 and 60, and 30 if it is none, %j is %j', (given, told) => {
	expect(inRange(bounded, given)).toEqual(told);
});

test('one bound holds alone', () => {
	expect([inRange(number({ minValue: 1 }), 0), inRange(number({ minValue: 1 }), 1e9), inRange(number({ maxValue: 9 }), 10), inRange(number({ maxValue: 9 }), -1e9)]).toEqual([1, 1e9, 9, -1e9]);
	expect(inRange(number({ minValue: 1 }), 'x')).toBe(30);
});

test.each(['abc', '', null, 7])('without bounds, or of another type, %j stays as it is', (given) => {
	expect([inRange(number(), given), inRange({ ...bounded, type: 'string' }, given)]).toEqual([given, given]);
});

test.each<[given: object, sent: object]>([
	[{ policy: { delay: 5, attempts: 3 } }, { delay: 5, attempts: 3 }],
	[{ policy: { delay: 0, attempts: 0 } }, { delay: 0, attempts: 0 }],
	[{ policy: { delay: -1, attempts: -1 } }, { delay: 0, attempts: 0 }],
	[{ policy: {} }, { delay: 2, attempts: 15 }],
	[{}, { delay: 2, attempts: 15 }],
])('how a delivery is repeated: %j is %j', (given, sent) => {
	expect(retries.read(() => given, {} as never)).toEqual(sent);
});
