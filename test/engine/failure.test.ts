import { failureIn, unclear } from '../../nodes/Wawp/engine/failure';

/* What is read from a failure, wherever Wawp, its engines and what stands in between put it. */

/** All but the body. */
const told = (status: number, body: unknown): Record<string, unknown> => Object.fromEntries(Object.entries(failureIn(status, body)!).filter(([name, value]) => name !== 'body' && value !== undefined));

const deep = (levels: number): unknown => (levels === 0 ? { message: 'deep' } : { error: deep(levels - 1) });
const PLACES = ['exception', 'error', 'errors', 'data', 'result', 'response'];

describe('the words', () => {
	test.each<[body: unknown, said: string | undefined]>([
		...['message', 'wawp_upstream_error', 'error', 'exception', 'msg'].map((name): [unknown, string] => [{ [name]: ' a \n b ' }, 'a b']),
		[{ message: ['a', ' ', 3, 'b'] }, 'a, b'],
		[{ message: ' ', msg: 'b' }, 'b'],
		[{ message: 3, error: 'b' }, 'b'],
		[{ message: 'x'.repeat(301) }, 'x'.repeat(300)],
		...PLACES.flatMap((place): Array<[unknown, string]> => [[{ [place]: { message: 'b' } }, 'b'], [{ [place]: [{ message: 'b' }] }, 'b']]),
		[{ message: 'a', error: { message: 'b' } }, 'a'],
		[{ message: 'a', exception: { message: 'b' } }, 'b'],
		[{ message: 'a', error: { message: 'c' }, exception: { message: 'b' } }, 'b'],
		[deep(3), 'deep'],
		[deep(4), undefined],
		[[{ message: 'a' }, { message: 'b' }], 'a'],
		[{}, undefined],
		[undefined, undefined],
		[Buffer.from('x'), undefined],
		['a\nb', 'a b'],
		['<error><message> a </message><title>b</title></error>', 'a'],
		['<error><MESSAGE>a</MESSAGE></error>', 'a'],
		['<html><title>b\nc</title><body>d</body></html>', 'b c'],
		['<r><error>c</error><p>d</p></r>', 'c'],
		['<p>a</p><style>p{}</style><script>x()</script><b>b</b>', 'a b'],
		['x'.repeat(20_001), 'x'.repeat(300)],
		['Broken <request>SECRET</request>', 'Broken …'],
		['{"message": "Broken", "request" : {"text": "SECRET"', '{"message": "Broken", …'],
	])('of %j are %p', (body, said) => {
		expect(told(400, body).said).toBe(said);
	});
});

describe('the code', () => {
	test.each<[body: unknown, code: string | undefined]>([
		[{ code: 'bad_thing', error: 'other_thing' }, 'bad_thing'],
		[{ error: 'bad_thing' }, 'bad_thing'],
		[{ wawp_upstream_error: 'x' }, 'wawp_upstream_error'],
		[{ code: 'BAD', error: { code: 'bad_thing' } }, 'bad_thing'],
		[{ code: 400 }, undefined],
		['bad_thing', 'bad_thing'],
		[' bad_thing\n', 'bad_thing'],
		['<e><code> bad_thing </code></e>', 'bad_thing'],
		['<e><code>BAD</code></e>', undefined],
		...['Please verify your instance_id', 'verify your InstanceID or more', 'Session not found', 'Session "default" not found', 'The instance x does not exist', "Error: session a doesn't exist", 'No such session', 'no such instance: x', 'No such session x was not found'].flatMap((words): Array<[unknown, string]> => [[{ message: words }, 'invalid_session'], [words, 'invalid_session']]),
		...['Session status not found', 'The instance ID is not found', 'Session state was not found', 'Message not found in this session', 'My session was not found', 'Sessions not found', 'Session. Message not found', `Session ${'x'.repeat(61)} not found`, 'There is no such session', 'verify your instance'].map((words): [unknown, undefined] => [{ message: words }, undefined]),
	])('of %j is %p', (body, code) => {
		expect(told(400, body).code).toBe(code);
	});
});

describe('the status', () => {
	test.each<[status: number, body: unknown, expected: number]>([
		...['status', 'statusCode', 'code', 'error'].flatMap((name): Array<[number, unknown, number]> => [[200, { success: false, [name]: 404 }, 404], [200, { success: false, [name]: '599' }, 599], [200, { success: false, [name]: 399 }, 200], [200, { success: false, [name]: 600 }, 200], [500, { [name]: 404 }, 500]]),
		[200, { success: false, data: { status: 404 } }, 404],
		...['status', 'statusCode', 'code'].map((name): [number, unknown, number] => [200, `<error><${name}>404</${name}></error>`, 404]),
		[200, '<error>404</error>', 200],
	])('%d of %j is %d', (status, body, expected) => {
		expect(told(status, body).status).toBe(expected);
	});
});

describe('the states in which it could be done', () => {
	test.each<[body: unknown, told: object]>([
		[{ expected: ['WORKING', 1], status: 'STARTING' }, { expected: ['WORKING', '1'], state: 'STARTING' }],
		[{ exception: { expected: ['WORKING'], status: 'SCAN_QR_CODE' }, status: 'error' }, { expected: ['WORKING'], state: 'SCAN_QR_CODE' }],
		[{ expected: ['WORKING'], status: 'x STARTING' }, { expected: ['WORKING'] }],
		[{ expected: ['WORKING'], status: 'STARTING x' }, { expected: ['WORKING'] }],
		[{ expected: ['WORKING'], status: 'Scan QR code' }, { expected: ['WORKING'], state: 'SCAN_QR_CODE' }],
		[{ expected: ['WORKING'], status: 'error', error: { status: 'starting' } }, { expected: ['WORKING'], state: 'STARTING' }],
		[{ expected: 'WORKING', status: 'STARTING' }, {}],
		[{ status: 'STARTING' }, {}],
	])('of %j are %j', (body, states) => {
		expect(told(422, body)).toEqual({ status: 422, ...states });
	});
});

describe('the meaning', () => {
	test.each<[status: number, body: unknown, meaning: string | undefined]>([
		[463, {}, 'locked out'],
		...['code', 'statusCode', 'status'].flatMap((name): Array<[number, unknown, string]> => [[400, { [name]: '463' }, 'locked out'], [400, { error: { [name]: 501 } }, 'engine cannot']]),
		...['reachout timelock', 'Reach-out time_lock', 'REACHOUTTIMELOCK', 'error 463', '463: no', 'status=463 from server', '463 sessions'].map((message): [number, unknown, string] => [400, { message }, 'locked out']),
		[400, { anything: 'error 463' }, 'locked out'],
		[400, 'error 463', 'locked out'],
		...['line 463', '1463', '4630', '1.463', '463.5', '1,463', '463,000', '10:463', '463:10', '3-463', '463-7', ...['ms', 'milliseconds', 's', 'sec', 'seconds', 'bytes', 'kb', 'MB'].flatMap((unit) => [`463 ${unit}`, `463${unit}`])].map((message): [number, unknown, undefined] => [400, { message }, undefined]),
		[501, {}, 'engine cannot'],
		...['Not implemented', 'not supported by engine', 'is not supported in the GOWS engine', 'not supported on this NOWEB  engine'.replace('  ', ' '), 'The engine, as it is, does not support it'].map((message): [number, unknown, string] => [400, { message }, 'engine cannot']),
		...['unimplemented', 'not supported', 'not supported by the phone', `engine ${'x'.repeat(61)} does not support`, 'engines does not support'].map((message): [number, unknown, undefined] => [400, { message }, undefined]),
		[400, { code: 'monthly_quota' }, 'over quota'],
		[200, { message: 'limit reached' }, 'over quota'],
		[200, { success: false, data: { msg: 'limit reached' } }, 'over quota'],
		[300, { message: 'limit reached' }, undefined],
		...['Rate limit exceeded', 'You have exceeded the rate limit', 'rate-overlimit', 'Rate_limited', 'Too many requests', 'Requests limit of 20 per minute reached', 'The limit of 5 messages per second is exceeded'].map((message): [number, unknown, string] => [200, { success: false, message }, 'too fast']),
		[200, { success: false, code: 'rate_limit_exceeded', message: 'Slow down' }, 'too fast'],
		[200, { success: false, message: 'The rate limit policy is not in your plan' }, undefined],
		[400, { message: 'Rate limit exceeded' }, undefined],
		...['The text exceeds the maximum limit of 4096 characters', 'The file exceeds the limit of 16 MB', 'The size limit is exceeded', 'The limit of 20 labels is reached', 'The group has reached its limit of 1024 participants'].map((message): [number, unknown, undefined] => [200, { success: false, message }, undefined]),
		[422, { message: 'Session is already started' }, 'already started'],
		[422, { message: 'It is already running' }, 'already started'],
		[422, { message: 'It is already restarted' }, undefined],
		[400, { message: 'Session is already started' }, undefined],
		[200, '<html>463</html>', 'unclear'],
		[200, { success: false }, undefined],
		[400, [{ code: 463 }], 'locked out'],
		[400, [{}, { code: 463 }], undefined],
	])('of %d with %j is %p', (status, body, meaning) => {
		expect(told(status, body).meaning).toBe(meaning);
	});
});

test('the body is shown without what the engine was asked', () => {
	const body = { error: { request: 1, x: [{ request: 2, y: null }] }, request: 3 };
	expect(failureIn(400, body)!.body).toEqual({ error: { x: [{ y: null }] } });
	expect(failureIn(400, 'a "request": b')!.body).toBe('a …');
	expect(failureIn(400, 'a request')!.body).toBe('a request');
});

test.each<[body: unknown, said: string]>([
	[undefined, 'nothing'],
	[null, 'null'],
	[Buffer.from('abc'), '3 bytes of a file'],
	[' ', 'an empty text'],
	['<a>', '<a>'],
	['<p>Hi <b>you</b></p>', 'Hi you'],
	[{ token: 'x', a: 1 }, '{"token":"***","a":1}'],
	[{ request: 1 }, '{}'],
])('an answer that does not hold what was asked for, %j, is quoted as %j', (body, said) => {
	expect(unclear(201, body)).toMatchObject({ status: 201, meaning: 'unclear', said });
});
