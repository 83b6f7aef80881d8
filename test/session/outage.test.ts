import { type OutagePolicy, type Report, type Standing, foundUp, judge } from '../../nodes/Wawp/session/outage';

const START = Date.UTC(2026, 0, 1);

const usual: OutagePolicy = { states: ['FAILED', 'OTHER', 'SCAN_QR_CODE', 'STARTING', 'WORKING'], pauseMs: 0 };

const withStopped: OutagePolicy = { ...usual, states: [...usual.states, 'STOPPED'] };

/** `second status`: heard then, and named with no time; `second status@second`: with the time when it happened; `!` hangs; several by commas: a history. */
type Heard = string;

function reportOf(text: string): Report {
	const [, status = '', time, hangs] = /^(\w+)(?:@(-?\d+))?(!)?$/.exec(text)!;
	return { status, ...(time && { time: START + Number(time) * 1000 }), ...(hangs && { hangs: true }) };
}

/** What is news, what is known going through JSON in between, as n8n keeps it. */
function story(heard: Heard[], policy = usual, first?: Standing): string[] {
	let known = first;
	return heard.map((line) => {
		const [second = '', ...reports] = line.split(/[ ,]+/);
		const verdict = judge(known && (JSON.parse(JSON.stringify(known)) as Standing), reports.map(reportOf), START + Number(second) * 1000, policy);
		known = verdict.standing;
		if (!verdict.outage) return verdict.news === 'nothing' ? '' : 'news without an outage';
		const { since, from, to, lastedSeconds } = verdict.outage;
		const at = (Date.parse(since) - START) / 1000;
		return `${verdict.news} ${from}>${to} @${at}${lastedSeconds === undefined ? '' : ` ${lastedSeconds}s`}`;
	});
}

/** Each state a second after the one before. */
const each = (...states: string[]): Heard[] => states.map((status, second) => `${second} ${status}`);

test.each<[string, Heard[], string[], OutagePolicy?, Standing?]>([
	['a session that fails is lost, and back when it works', each('WORKING', 'FAILED', 'STARTING', 'WORKING'), ['', 'lost WORKING>FAILED @1', '', 'back WORKING>FAILED @1 2s']],
	['what a recovery does in between is no news', each('WORKING', 'FAILED', 'STARTING', 'FAILED', 'STOPPED', 'STARTING', 'SCAN_QR_CODE', 'SCAN_QR_CODE', 'FAILED'), ['', 'lost WORKING>FAILED @1', '', '', '', '', '', '', '']],
	['a scan that nobody asked for is a loss, and its further codes are none', each('WORKING', 'SCAN_QR_CODE', 'SCAN_QR_CODE', 'FAILED', 'STARTING', 'SCAN_QR_CODE', 'WORKING'), ['', 'lost WORKING>SCAN_QR_CODE @1', '', '', '', '', 'back WORKING>SCAN_QR_CODE @1 5s']],
	['an engine that connects again is lost at once, as nothing is heard of one that hangs', each('WORKING', 'STARTING', 'WORKING'), ['', 'lost WORKING>STARTING @1', 'back WORKING>STARTING @1 1s']],
	['one after the clock was set back by an hour is told, whatever the pause', ['0 WORKING', '1 FAILED', '-3600 WORKING', '-3599 FAILED'], ['', 'lost WORKING>FAILED @1', 'back WORKING>FAILED @1 0s', 'lost WORKING>FAILED @-3599'], { ...usual, pauseMs: 60_000 }],
	['each outage is told anew', each('WORKING', 'FAILED', 'WORKING', 'FAILED', 'WORKING'), ['', 'lost WORKING>FAILED @1', 'back WORKING>FAILED @1 1s', 'lost WORKING>FAILED @3', 'back WORKING>FAILED @3 1s']],
	['what newer engines want of a person is a loss of a session that was up', each('WORKING', 'PASSKEY_REQUIRED', 'PASSKEY_CONFIRMATION_REQUIRED', 'WORKING'), ['', 'lost WORKING>PASSKEY_REQUIRED @1', '', 'back WORKING>PASSKEY_REQUIRED @1 2s']],
	['it asks for a person, as a scan does, and counts with it', each('WORKING', 'PASSKEY_REQUIRED', 'WORKING', 'PASSKEY_CONFIRMATION_REQUIRED', 'WORKING', 'OF_LATER'), ['', 'lost WORKING>PASSKEY_REQUIRED @1', '', 'lost WORKING>PASSKEY_CONFIRMATION_REQUIRED @3', '', ''], { ...usual, states: ['SCAN_QR_CODE'] }],
	['and not with what is not known yet', each('WORKING', 'PASSKEY_REQUIRED', 'WORKING', 'OF_LATER'), ['', '', '', 'lost WORKING>OF_LATER @3'], { ...usual, states: ['OTHER'] }],

	['one that is stopped is none', each('WORKING', 'STOPPED', 'STARTING', 'WORKING'), ['', '', '', '']],
	['unless that is chosen', each('WORKING', 'STOPPED', 'STARTING', 'WORKING'), ['', 'lost WORKING>STOPPED @1', '', 'back WORKING>STOPPED @1 2s'], withStopped],
	['one that fails when it is started again is lost', each('WORKING', 'STOPPED', 'STARTING', 'FAILED'), ['', '', '', 'lost STARTING>FAILED @3']],
	['one that lost its phone while it was stopped is lost', each('WORKING', 'STOPPED', 'STARTING', 'SCAN_QR_CODE'), ['', '', '', 'lost STARTING>SCAN_QR_CODE @3']],
	['one that is stopped during its outage is still in it', each('WORKING', 'FAILED', 'STOPPED', 'STARTING', 'WORKING'), ['', 'lost WORKING>FAILED @1', '', '', 'back WORKING>FAILED @1 3s']],

	['a first log-in is asked for', each('STOPPED', 'STARTING', 'SCAN_QR_CODE', 'SCAN_QR_CODE', 'WORKING'), ['', '', '', '', '']],
	['as is one that was not heard to stop before', each('STARTING', 'SCAN_QR_CODE', 'WORKING'), ['', '', '']],
	['as is what newer engines want of a person then', each('STARTING', 'SCAN_QR_CODE', 'PASSKEY_REQUIRED', 'PASSKEY_CONFIRMATION_REQUIRED', 'WORKING'), ['', '', '', '', '']],
	['one that ends in FAILED is a loss all the same', each('STARTING', 'SCAN_QR_CODE', 'FAILED'), ['', '', 'lost SCAN_QR_CODE>FAILED @2']],
	['the next scan after it is none', each('STARTING', 'SCAN_QR_CODE', 'WORKING', 'SCAN_QR_CODE'), ['', '', '', 'lost WORKING>SCAN_QR_CODE @3']],

	['first heard of as FAILED is lost', each('FAILED', 'STARTING', 'WORKING'), ['lost null>FAILED @0', '', 'back null>FAILED @0 2s']],
	['first heard of with a code to scan is lost: it was up, or needs a person now', each('SCAN_QR_CODE'), ['lost null>SCAN_QR_CODE @0']],
	['first heard of in an unknown state is lost', each('PASSKEY_REQUIRED'), ['lost null>PASSKEY_REQUIRED @0']],
	['first heard of as STARTING was started by somebody', each('STARTING', 'WORKING'), ['', '']],
	['unless it was found up before', each('STARTING', 'WORKING'), ['lost WORKING>STARTING @0', 'back WORKING>STARTING @0 1s'], usual, foundUp(START)],
	['nor is a scan asked for then', each('STOPPED', 'STARTING', 'SCAN_QR_CODE'), ['', '', 'lost STARTING>SCAN_QR_CODE @2'], usual, foundUp(START)],
	['first heard of as WORKING, all is well', each('WORKING', 'WORKING'), ['', '']],
	['first heard of as STOPPED, it is lost where that is chosen', each('STOPPED'), ['lost null>STOPPED @0'], withStopped],

	['and so is one that has not been up since it was heard of', each('STARTING', 'STOPPED'), ['', 'lost STARTING>STOPPED @1'], withStopped],

	['it began when it was heard of, where no time is told', ['0 STOPPED', '1 STARTING', '99 STARTING!', '100 WORKING'], ['', '', 'lost STARTING>STARTING @1', 'back STARTING>STARTING @1 99s']],
	['STARTING that hangs is a loss, however it began', ['0 STOPPED', '1 STARTING@1', '99 STARTING@1!', '100 STARTING@1!', '101 WORKING@101'], ['', '', 'lost STARTING>STARTING @1', '', 'back STARTING>STARTING @1 100s']],
	['and where it is found so, it began then', ['0 STOPPED', '99 STARTING!'], ['', 'lost STOPPED>STARTING @99']],
	['also where nothing was heard of it before', ['5 STARTING!'], ['lost null>STARTING @5']],
	['but not another one of a session that is lost', ['0 WORKING', '1 FAILED', '2 STARTING@2', '99 STARTING@2!'], ['', 'lost WORKING>FAILED @1', '', '']],

	['a state that is not chosen is no loss', each('WORKING', 'STARTING', 'FAILED', 'WORKING'), ['', '', 'lost STARTING>FAILED @2', 'back STARTING>FAILED @2 1s'], { ...usual, states: ['FAILED', 'WORKING'] }],
	['the end of an outage can be left out', each('WORKING', 'FAILED', 'WORKING', 'FAILED'), ['', 'lost WORKING>FAILED @1', '', 'lost WORKING>FAILED @3'], { ...usual, states: ['FAILED'] }],

	['what is told twice is told once', ['1 WORKING@1', '2 FAILED@2', '3 FAILED@2', '4 FAILED@2', '5 WORKING@5', '6 WORKING@5'], ['', 'lost WORKING>FAILED @2', '', '', 'back WORKING>FAILED @2 3s', '']],
	['an outage that is heard of from its end is over', ['9 WORKING@3', '9 STARTING@2', '9 FAILED@1'], ['', '', '']],
	['and lost and back keep their order where only what is between them is late', ['1 WORKING@1', '2 FAILED@2', '9 WORKING@4', '9 STARTING@3'], ['', 'lost WORKING>FAILED @2', 'back WORKING>FAILED @2 2s', '']],
	['an old WORKING does not end an outage', ['5 WORKING@1', '6 FAILED@6', '7 WORKING@4'], ['', 'lost WORKING>FAILED @6', '']],
	['one from within shows that the session was lost again', ['1 FAILED@1', '5 FAILED@5', '6 WORKING@3', '9 WORKING@9'], ['lost null>FAILED @1', '', 'lost WORKING>FAILED @5', 'back WORKING>FAILED @5 4s']],
	['a WORKING that comes after the STARTING that ended it shows a loss', ['2 STARTING@2', '3 WORKING@1', '4 WORKING@4'], ['', 'lost WORKING>STARTING @2', 'back WORKING>STARTING @2 2s']],
	['another state than WORKING that comes late shows none', ['2 STARTING@2', '3 STOPPED@1'], ['', '']],
	['a WORKING that comes after the STOPPED that ended it makes a scan after that one', ['2 STOPPED@2', '3 WORKING@1', '4 STARTING@4', '5 SCAN_QR_CODE@5'], ['', '', '', 'lost STARTING>SCAN_QR_CODE @5']],
	['states that name no time count in the order in which they come', ['1 WORKING@1', '2 FAILED', '3 STARTING', '4 WORKING'], ['', 'lost WORKING>FAILED @2', '', 'back WORKING>FAILED @2 2s']],
	['and make nothing that is older news', ['1 WORKING@5', '2 FAILED', '3 WORKING@4', '4 WORKING@6'], ['', 'lost WORKING>FAILED @2', '', 'back WORKING>FAILED @2 2s']],
	['a WORKING of the moment of the loss is of the time before it', ['1 FAILED@5', '2 STARTING@6', '3 WORKING@5'], ['lost null>FAILED @5', '', '']],
	['equal times too', ['1 WORKING@1', '1 FAILED@1', '1 STARTING@1', '1 WORKING@1'], ['', 'lost WORKING>FAILED @1', '', 'back WORKING>FAILED @1 0s']],
	['a clock that ran ahead once hides nothing that follows', ['1 WORKING@9999', '2 FAILED@2', '3 WORKING@3'], ['', 'lost WORKING>FAILED @2', 'back WORKING>FAILED @2 1s']],
	['one that runs five minutes ahead is believed', ['0 WORKING@300', '1 FAILED@299'], ['', '']],
	['one that runs further ahead is not', ['0 WORKING@301', '1 FAILED@299'], ['', 'lost WORKING>FAILED @299']],
	['nor does one that always does', ['1 WORKING@9001', '2 FAILED@9002', '3 WORKING@9003'], ['', 'lost WORKING>FAILED @2', 'back WORKING>FAILED @2 1s']],
	['a clock that is slow counts by itself', ['9001 WORKING@1', '9002 FAILED@2', '9003 STARTING@3', '9013 WORKING@13'], ['', 'lost WORKING>FAILED @2', '', 'back WORKING>FAILED @2 11s']],
	['ours counts where it does not tell when a session was back', ['9001 FAILED@1', '9011 WORKING'], ['lost null>FAILED @1', 'back null>FAILED @1 10s']],
	['also where the session was found up by ours', ['9002 FAILED@2'], ['lost WORKING>FAILED @2'], usual, foundUp(START + 9_001_000)],

	['what was missed is read from the history', ['9 STARTING@2, FAILED@8, STARTING@9'], ['lost STARTING>FAILED @8']],
	['the loss before a STARTING that is heard', ['9 WORKING@1, FAILED@8, STARTING@9'], ['lost WORKING>FAILED @8']],
	['that it was up before it started again', ['9 WORKING@1, STARTING@9'], ['lost WORKING>STARTING @9']],
	['that nobody has been up yet', ['9 STOPPED@1, STARTING@8, SCAN_QR_CODE@9'], ['']],
	['that it was back before it was lost again', ['1 FAILED@1', '9 FAILED@1, WORKING@5, FAILED@9', '10 WORKING@10'], ['lost null>FAILED @1', 'lost WORKING>FAILED @9', 'back WORKING>FAILED @9 1s']],
	['an outage that is over is not told', ['1 WORKING@1', '9 FAILED@3, STARTING@4, WORKING@9'], ['', '']],
	['what is known already is not told again', ['1 WORKING@1', '2 WORKING@1, FAILED@2', '3 WORKING@1, FAILED@2, STARTING@3', '4 FAILED@2, STARTING@3, WORKING@4'], ['', 'lost WORKING>FAILED @2', '', 'back WORKING>FAILED @2 2s']],
])('%s', (_name, heard, told, policy = usual, first = undefined) => {
	expect(story(heard, policy, first)).toEqual(told);
});

test('whoever hears a part of the events alone does not believe for ever that a session is lost', () => {
	const heard = ['0 WORKING', '1 FAILED', '30 FAILED', '700 STARTING', '701 FAILED', '702 FAILED', '703 WORKING'];
	const told = ['', 'lost WORKING>FAILED @1', '', '', 'lost STARTING>FAILED @701', '', 'back STARTING>FAILED @701 2s'];
	expect(story(heard, { ...usual, believedForMs: 600_000 })).toEqual(told);
	expect(story(heard)).toEqual(['', 'lost WORKING>FAILED @1', '', '', '', '', 'back WORKING>FAILED @1 702s']);
});

test('that time is over after it, not with it, and what is not lost again stays in its outage', () => {
	const partly = { ...usual, believedForMs: 600_000 };
	expect(story(['0 WORKING', '1 FAILED', '601 FAILED', '602 FAILED'], partly)).toEqual(['', 'lost WORKING>FAILED @1', '', 'lost FAILED>FAILED @602']);
	expect(story(['1 FAILED', '700 STARTING', '701 WORKING'], partly)).toEqual(['lost null>FAILED @1', '', 'back null>FAILED @1 700s']);
});

describe('a session that flaps', () => {
	const flapping = each('WORKING', 'FAILED', 'WORKING', 'FAILED', 'WORKING', 'FAILED', 'WORKING');

	test('starts one run in the time that is set', () => {
		expect(story(flapping, { ...usual, pauseMs: 60_000 })).toEqual(['', 'lost WORKING>FAILED @1', 'back WORKING>FAILED @1 1s', '', '', '', '']);
	});

	test('is told by the next state after that time, with when it began', () => {
		const heard = [...flapping.slice(0, 4), '30 STARTING', '61 FAILED', '62 STARTING', '70 WORKING'];
		const told = ['', 'lost WORKING>FAILED @1', 'back WORKING>FAILED @1 1s', '', '', 'lost WORKING>FAILED @3', '', 'back WORKING>FAILED @3 67s'];
		expect(story(heard, { ...usual, pauseMs: 60_000 })).toEqual(told);
	});
});

const STATES = ['FAILED', 'SCAN_QR_CODE', 'STARTING', 'STOPPED', 'WORKING', 'PASSKEY_REQUIRED'];

/** All stories of so many states. */
const stories = (length: number): string[][] => (length === 0 ? [[]] : stories(length - 1).flatMap((before) => STATES.map((status) => [...before, status])));

test('whatever is heard: lost and back take turns, nothing works when it is lost, and what has failed is lost', () => {
	const isWrong = (states: string[]): boolean => {
		let isLost = false;
		return story(each(...states)).some((news, index) => {
			const [word = ''] = news.split(' ');
			const takesTurns = word !== (isLost ? 'lost' : 'back');
			if (word) isLost = word === 'lost';
			const isRight = { FAILED: isLost, WORKING: !isLost }[states[index]!] ?? true;
			return !takesTurns || !isRight;
		});
	};
	expect(stories(4).filter(isWrong)).toEqual([]);
});

const orders = <T>(list: T[]): T[][] => (list.length < 2 ? [list] : list.flatMap((one, index) => orders(list.filter((_, other) => other !== index)).map((rest) => [one, ...rest])));

test.each([
	['WORKING', 'back'],
	['FAILED', 'lost'],
])('in whichever order the states of outages come, a session that ends %s ends %s', (last, end) => {
	const heard = stories(2).map((middle) => ['WORKING', ...middle, last].map((status, second) => `99 ${status}@${second}`));
	const isWrong = (order: Heard[]): boolean => (story(order).filter(Boolean).at(-1)?.split(' ')[0] ?? 'back') !== end;
	expect(heard.flatMap(orders).filter(isWrong)).toEqual([]);
});

test('where nothing is reported nothing can be judged', () => {
	expect(() => judge(undefined, [], START, usual)).toThrow('Nothing was reported');
});

test('nothing that it was given is changed', () => {
	const { standing } = judge(undefined, [{ status: 'FAILED' }], START, usual);
	const before = JSON.stringify(standing);
	judge(standing, [{ status: 'STARTING' }, { status: 'WORKING' }], START + 1, usual);
	expect(JSON.stringify(standing)).toBe(before);
});
