import type { IDataObject } from 'n8n-workflow';

import { type Cursor, type Settings, type Sighting, compare } from '../../nodes/Wawp/watcher/changes';

/** What an instance looks like: a state and perhaps an account, by one name or by both (`1@c.us/9@lid`), `-` for no answer, `404` for no such session. */
type Look = string;

const ID = '3EB0BCB2E3D4';

function sighting(look: Look, instanceId = ID): Sighting {
	if (look === '-') return { instanceId, fault: 'No answer.', isAbsent: false };
	if (look === '404') return { instanceId, fault: 'No such session.', isAbsent: true };
	const [status = '', account] = look.split(' ');
	const [id, lid] = account?.split('/') ?? [];
	return { instanceId, status, session: 'wawp-1', me: id === undefined ? null : { id, ...(lid && { lid }) } };
}

const usual: Settings = { emitFirst: false, stuckAfterMs: 90_000, unreachableAfter: 3 };

/** One poll a minute. What is known goes through JSON in between, as n8n keeps it. */
function story(looks: Look[], settings: Partial<Settings> = {}): string[] {
	let cursor: Cursor = {};
	return looks.map((look, minute) => {
		const result = compare(JSON.parse(JSON.stringify(cursor)) as Cursor, [sighting(look)], minute * 60_000, { ...usual, ...settings });
		cursor = result.cursor;
		return result.items.map(inShort).join(', ');
	});
}

function inShort({ event, reason, previousStatus, status, since }: IDataObject): string {
	const minute = Date.parse(since as string) / 60_000;
	return event === 'session.status' ? `${reason} ${previousStatus}>${status} @${minute}` : `${event} @${minute}`;
}

test.each<[string, Look[], string[], Partial<Settings>?]>([
	['the first look is the base line', ['WORKING'], ['']],
	['the first look is told on request', ['WORKING', 'WORKING'], ['first null>WORKING @0', ''], { emitFirst: true }],
	['a change is told once', ['WORKING', 'FAILED', 'FAILED', 'WORKING'], ['', 'status WORKING>FAILED @1', '', 'status FAILED>WORKING @3']],
	['a change unseen between two looks is none', ['WORKING', 'WORKING'], ['', '']],

	['STARTING is told to hang after 90 seconds, once', ['WORKING', 'STARTING', 'STARTING', 'STARTING', 'STARTING'], ['', 'status WORKING>STARTING @1', '', 'stuck STARTING>STARTING @1', '']],
	['also when it was found so', ['STARTING', 'STARTING', 'STARTING'], ['', '', 'stuck STARTING>STARTING @0']],
	['STARTING that begins again may hang again', ['STARTING', 'STARTING', 'STARTING', 'FAILED', 'STARTING', 'STARTING', 'STARTING'], ['', '', 'stuck STARTING>STARTING @0', 'status STARTING>FAILED @3', 'status FAILED>STARTING @4', '', 'stuck STARTING>STARTING @4']],
	['how long is a setting', ['STARTING', 'STARTING'], ['', 'stuck STARTING>STARTING @0'], { stuckAfterMs: 59_999 }],
	['exactly that long is not longer', ['STARTING', 'STARTING'], ['', ''], { stuckAfterMs: 60_000 }],
	['a look that brought no answer does not begin the wait anew', ['STARTING', '-', 'STARTING'], ['', '', 'stuck STARTING>STARTING @0']],
	['other states may last', ['SCAN_QR_CODE', 'SCAN_QR_CODE', 'SCAN_QR_CODE', 'SCAN_QR_CODE'], ['', '', '', '']],

	['another account is told', ['WORKING a', 'WORKING b', 'WORKING b'], ['', 'account WORKING>WORKING @0', '']],
	['the first account is part of the change to WORKING', ['SCAN_QR_CODE', 'WORKING a'], ['', 'status SCAN_QR_CODE>WORKING @1']],
	['an account that is away for a while is the same', ['WORKING a', 'FAILED', 'WORKING a'], ['', 'status WORKING>FAILED @1', 'status FAILED>WORKING @2']],
	['another phone after a new scan is told beside the state', ['WORKING a', 'SCAN_QR_CODE', 'WORKING b'], ['', 'status WORKING>SCAN_QR_CODE @1', 'status SCAN_QR_CODE>WORKING @2, account SCAN_QR_CODE>WORKING @2']],

	['an account that is named by its hidden identity now and then is the same', ['WORKING 1@c.us', 'WORKING 9@lid', 'WORKING 1@c.us', 'FAILED', 'WORKING 9@lid', 'WORKING 9:34@lid'], ['', '', '', 'status WORKING>FAILED @3', 'status FAILED>WORKING @4', '']],
	['another one under the one name is told, whatever it was called meanwhile', ['WORKING 1@c.us', 'WORKING 9@lid', 'WORKING 2@c.us'], ['', '', 'account WORKING>WORKING @0']],
	['and under the other', ['WORKING 1@c.us', 'WORKING 9@lid', 'WORKING 8@lid', 'WORKING 2@c.us'], ['', '', 'account WORKING>WORKING @0', '']],
	['the other name of the one before is forgotten with it', ['WORKING 1@c.us', 'WORKING 9@lid', 'WORKING 2@c.us', 'WORKING 8@lid'], ['', '', 'account WORKING>WORKING @0', '']],
	['of one that is named by both, either may be told later', ['WORKING 1@c.us/9@lid', 'WORKING 9@lid', 'WORKING 1@c.us', 'WORKING 9@lid/1@c.us'], ['', '', '', '']],
	['a name that is empty is none', ['WORKING /9@lid', 'WORKING 1@c.us', 'WORKING /9@lid'], ['', '', '']],
	['and either tells another one', ['WORKING 1@c.us/9@lid', 'WORKING 8@lid', 'FAILED', 'WORKING 2@c.us/8@lid', 'WORKING 3@c.us/8@lid'], ['', 'account WORKING>WORKING @0', 'status WORKING>FAILED @2', 'status FAILED>WORKING @3', 'account WORKING>WORKING @3']],
	['a deleted instance is told when it has held for two minutes, once', ['WORKING', '404', '404', '404', '404'], ['', '', '', 'status WORKING>DELETED @3', '']],
	['one that is not found for a moment is not', ['WORKING', '404', '404', 'WORKING', '404', '404', 'WORKING'], ['', '', '', '', '', '', '']],
	['a look that brought no answer does not begin that anew', ['WORKING', '404', '404', '-', '404'], ['', '', '', '', 'status WORKING>DELETED @4']],
	['a session that drops is told', ['WORKING', 'DROPPED', 'DROPPED', 'WORKING'], ['', 'status WORKING>DROPPED @1', '', 'status DROPPED>WORKING @3']],
	['unless it was not up before', ['STOPPED', 'DROPPED', 'FAILED', 'DROPPED', 'SCAN_QR_CODE', 'DROPPED'], ['', '', 'status STOPPED>FAILED @2', '', 'status FAILED>SCAN_QR_CODE @4', '']],
	['one that hangs, and is not found meanwhile, is told to hang', ['STARTING', 'DROPPED', 'DROPPED'], ['', '', 'stuck STARTING>STARTING @0']],
	['and told to be back', ['WORKING', '404', '404', '404', 'STOPPED'], ['', '', '', 'status WORKING>DELETED @3', 'status DELETED>STOPPED @4']],
	['an instance that was never there was not deleted', ['404', '404', '404', 'WORKING'], ['', '', 'wawp.unreachable @0', 'wawp.reachable @3']],

	['a failure is no change', ['WORKING', '-', 'WORKING', '-', '-', 'WORKING'], ['', '', '', '', '', '']],
	['three in a row are told once, with when they began', ['WORKING', '-', '-', '-', '-', '-'], ['', '', '', 'wawp.unreachable @1', '', '']],
	['the end of it is told, and before what has changed', ['WORKING', '-', '-', '-', 'FAILED'], ['', '', '', 'wawp.unreachable @1', 'wawp.reachable @4, status WORKING>FAILED @4']],
	['an answer in between begins the count anew', ['WORKING', '-', '-', 'WORKING', '-', '-', '-'], ['', '', '', '', '', '', 'wawp.unreachable @4']],
	['how many is a setting', ['WORKING', '-'], ['', 'wawp.unreachable @1'], { unreachableAfter: 1 }],
	['a deleted instance shows that Wawp is back', ['WORKING', '-', '-', '-', '404', '404', '404'], ['', '', '', 'wawp.unreachable @1', 'wawp.reachable @4', '', 'status WORKING>DELETED @6']],
	['an instance that fails from the start gets its base line later', ['-', 'WORKING', 'FAILED'], ['', '', 'status WORKING>FAILED @2']],
	['or is told then', ['-', 'WORKING'], ['', 'first null>WORKING @1'], { emitFirst: true }],
])('%s', (_name, looks, told, settings = {}) => {
	expect(story(looks, settings)).toEqual(told);
});

test('what several instances have in common is one item, what each does is its own', () => {
	const [a, b] = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB'];
	const both = (one: Look, two: Look) => [sighting(one, a), sighting(two, b)];
	const settings = { ...usual, unreachableAfter: 1 };
	const first = compare({}, both('WORKING', 'WORKING'), 0, settings);
	const lost = compare(first.cursor, both('-', '-'), 60_000, settings);
	expect(lost.items).toMatchObject([{ event: 'wawp.unreachable', instanceId: null, session: null, instanceIds: [a, b], message: 'No answer.', failures: 1 }]);
	const half = compare(lost.cursor, both('FAILED', '-'), 120_000, settings);
	expect(half.items).toMatchObject([
		{ event: 'wawp.reachable', instanceId: a, session: 'wawp-1', instanceIds: [a] },
		{ event: 'session.status', instanceId: a, status: 'FAILED' },
	]);
	const whole = compare(half.cursor, both('FAILED', 'WORKING'), 180_000, settings);
	expect(whole.items).toMatchObject([{ event: 'wawp.reachable', instanceId: b }]);
});

describe('the whole of an item', () => {
	const [a, b] = ['AAAAAAAAAAAA', 'BBBBBBBBBBBB'];
	const at = (minute: number) => new Date(minute * 60_000).toISOString();
	const settings = { ...usual, unreachableAfter: 2 };
	const polls = (...looks: Array<[one: Sighting, two: Sighting]>) => {
		let cursor: Cursor = {};
		return looks.map((sightings, minute) => {
			const result = compare(cursor, sightings, minute * 60_000, settings);
			cursor = result.cursor;
			return result.items;
		});
	};
	const missing = (instanceId: string, fault: string): Sighting => ({ instanceId, fault, isAbsent: false });

	test('of a change names the two states, the session, the account and when it was seen', () => {
		const me = { id: '1@c.us' };
		const [, items] = polls([sighting('STARTING', a), sighting('WORKING', b)], [{ instanceId: a, status: 'WORKING', session: 'wawp-1', me }, { instanceId: b, status: 'FAILED', session: 'wawp-2', me: null }]);
		const item = (instanceId: string, session: string, previousStatus: string, status: string, account: object | null) => ({
			status,
			previousStatus,
			timestamp: at(1),
			event: 'session.status',
			instanceId,
			session,
			id: `watcher_session.status_${instanceId}_status_60000`,
			me: account,
			payload: { name: session, status },
			reason: 'status',
			since: at(1),
		});
		expect(items).toEqual([item(a, 'wawp-1', 'STARTING', 'WORKING', me), item(b, 'wawp-2', 'WORKING', 'FAILED', null)]);
	});

	test.each<[string, Look, string]>([
		['by its number', 'WORKING 1@c.us', '1@c.us'],
		['by its hidden identity, where no number was told', 'WORKING 9@lid', '9@lid'],
	])('of another account names the one before %s', (_how, look, previousAccount) => {
		const [, items] = polls([sighting(look, a), sighting('STOPPED', b)], [sighting(look.replace(/\d/, '7'), a), sighting('STOPPED', b)]);
		expect(items).toMatchObject([{ reason: 'account', instanceId: a, previousAccount, payload: { name: 'wawp-1', status: 'WORKING', previousAccount } }]);
	});

	test('of a Wawp that is away, and of one that is back, tells of several as of the one that is longest without it', () => {
		const [, away, nothing, more, back] = polls(
			[missing(a, 'No answer.'), sighting('WORKING', b)],
			[missing(a, 'No answer.'), missing(b, 'Refused.')],
			[missing(a, 'No answer.'), sighting('WORKING', b)],
			[sighting('WORKING', a), missing(b, 'Refused.')],
			[missing(a, 'No answer.'), missing(b, 'Refused.')],
		);
		expect(away).toEqual([
			{
				event: 'wawp.unreachable',
				id: `watcher_wawp.unreachable_${a}_60000`,
				instanceId: a,
				session: null,
				timestamp: at(1),
				instanceIds: [a],
				message: 'No answer.',
				failures: 2,
				me: null,
				payload: { instanceIds: [a], message: 'No answer.', failures: 2 },
				since: at(0),
			},
		]);
		expect(nothing).toEqual([]);
		expect(more).toEqual([
			{
				event: 'wawp.reachable',
				id: `watcher_wawp.reachable_${a}_180000`,
				instanceId: a,
				session: 'wawp-1',
				timestamp: at(3),
				instanceIds: [a],
				unreachableSince: at(0),
				me: null,
				payload: { instanceIds: [a], unreachableSince: at(0) },
				since: at(3),
			},
		]);
		expect(back).toMatchObject([{ event: 'wawp.unreachable', instanceIds: [b], message: 'Refused.', since: at(3) }]);
	});

	test('of several that were lost one after the other has their words once, the most failures and the first time', () => {
		const known = { status: 'WORKING', session: null, account: null, lid: null, isStuck: false, isUnreachable: false };
		const cursor = { [a]: { ...known, since: 0, failures: 4, failingSince: 60_000 }, [b]: { ...known, since: 0, failures: 1, failingSince: 240_000 } };
		const lost = compare(cursor, [missing(a, 'No answer.'), missing(b, 'Refused.')], 300_000, { ...usual, unreachableAfter: 2 });
		expect(lost.items).toMatchObject([{ instanceId: null, instanceIds: [a, b], message: 'No answer. Refused.', failures: 5, since: at(1), id: `watcher_wawp.unreachable_${a}_${b}_300000` }]);
		const back = compare(lost.cursor, [sighting('WORKING', a), sighting('WORKING', b)], 360_000, usual);
		expect(back.items).toMatchObject([{ instanceId: null, session: null, instanceIds: [a, b], unreachableSince: at(1), since: at(6) }]);
	});
});

test('an instance that bears the name of something every object has is one like any other', () => {
	const first = compare({}, [sighting('WORKING', 'constructor')], 0, usual);
	expect(first.items).toEqual([]);
	expect(compare(first.cursor, [sighting('FAILED', 'constructor')], 1, usual).items).toMatchObject([{ status: 'FAILED' }]);
});

/** What is told of one that is not found at these times, in seconds, after it was found up. */
function absentAt(seconds: number[], more: object = {}, setBack = 0): unknown[] {
	let { cursor } = compare({}, [sighting('WORKING')], setBack, usual);
	return seconds.flatMap((second) => {
		const result = compare(JSON.parse(JSON.stringify(cursor)) as Cursor, [{ ...sighting('404'), ...more }], second * 1000, usual);
		cursor = result.cursor;
		return result.items.map(({ status }) => `${status} @${second}`);
	});
}

test('one that a recovery found up between two looks was not deleted before that', () => {
	expect(absentAt([60, 120, 180])).toEqual(['DELETED @180']);
	expect(absentAt([60, 120, 180], { lastUp: 30_000 })).toEqual(['DELETED @180']);
	expect(absentAt([60, 180], { lastUp: 150_000 })).toEqual([]);
});

test('a clock that is set back tells of a deletion no later, and none too soon', () => {
	expect(absentAt([7_200, 3_600, 3_660, 3_720])).toEqual(['DELETED @3720']);
});

test('a clock that is set back begins to count anew how long a session has been STARTING', () => {
	let cursor: Cursor = {};
	const told = [7_200, 0, 60, 120].flatMap((second) => {
		const result = compare(cursor, [sighting('STARTING')], second * 1000, usual);
		cursor = result.cursor;
		return result.items.map((item) => `${inShort(item)}, at second ${second}`);
	});
	expect(told).toEqual(['stuck STARTING>STARTING @0, at second 120']);
});

test('an answer that does not name the session leaves it the name that it had', () => {
	const { cursor } = compare({}, [sighting('WORKING')], 0, usual);
	expect(compare(cursor, [{ ...sighting('FAILED'), session: null } as Sighting], 1, usual).items).toMatchObject([{ session: 'wawp-1', payload: { name: 'wawp-1', status: 'FAILED' } }]);
});

test('nothing that it was given is changed', () => {
	const { cursor } = compare({}, [sighting('WORKING')], 0, usual);
	const before = JSON.stringify(cursor);
	compare(cursor, [sighting('-')], 1, usual);
	compare(cursor, [sighting('FAILED')], 2, usual);
	expect(JSON.stringify(cursor)).toBe(before);
});

describe('once an outage', () => {
	const policy = { states: ['FAILED', 'OTHER', 'SCAN_QR_CODE', 'STARTING', 'WORKING'], pauseMs: 0 };
	const outages = { ...usual, outages: policy };

	test.each<[string, Look[], string[], Partial<Settings>?]>([
		['lost and back are told, and nothing in between', ['WORKING', 'FAILED', 'STARTING', 'FAILED', 'WORKING', 'WORKING'], ['', 'lost WORKING>FAILED @1', '', '', 'back FAILED>WORKING @4', '']],
		['a scan is a loss, and no first log-in is one', ['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'SCAN_QR_CODE', 'FAILED'], ['', '', '', '', 'lost WORKING>SCAN_QR_CODE @4', '']],
		['a session that is down at first is lost', ['FAILED', 'WORKING'], ['lost null>FAILED @0', 'back FAILED>WORKING @1']],
		['STARTING after WORKING is a loss at once, and hanging is no second one', ['WORKING', 'STARTING', 'STARTING', 'STARTING', 'STARTING'], ['', 'lost WORKING>STARTING @1', '', '', '']],
		['STARTING after STOPPED is one when it hangs, once', ['STOPPED', 'STARTING', 'STARTING', 'STARTING', 'STARTING', 'WORKING'], ['', '', '', 'lost STARTING>STARTING @1', '', 'back STARTING>WORKING @5']],
		['another account is no outage', ['WORKING 1@c.us', 'WORKING 2@c.us'], ['', '']],
		['a deleted session is lost', ['WORKING', '404', '404', '404', '404'], ['', '', '', 'lost WORKING>DELETED @3', '']],
		['one that drops is lost at once, and not again where Wawp finds nothing of it', ['WORKING', 'DROPPED', '404', '404', '404', 'WORKING'], ['', 'lost WORKING>DROPPED @1', '', '', '', 'back DELETED>WORKING @5']],
		['one that was stopped on purpose is not', ['WORKING', 'STOPPED', 'DROPPED', 'DROPPED'], ['', '', '', '']],
		['a Wawp that is away is told as ever, and is no outage', ['WORKING', '-', '-', '-', 'WORKING'], ['', '', '', 'wawp.unreachable @1', 'wawp.reachable @4']],
		['a test shows the present state', ['WORKING'], ['first null>WORKING @0'], { emitFirst: true }],
		['one that flaps is told in the time that is set, by the next look if it is still lost', ['WORKING', 'FAILED', 'WORKING', 'FAILED', 'FAILED', 'FAILED', 'FAILED'], ['', 'lost WORKING>FAILED @1', 'back FAILED>WORKING @2', '', '', '', 'lost FAILED>FAILED @3'], { outages: { ...policy, pauseMs: 5 * 60_000 } }],
	])('%s', (_name, looks, told, settings = {}) => {
		expect(story(looks, { ...outages, ...settings })).toEqual(told);
	});

	test('a session that a recovery left up between two looks, and that is down again, was lost twice', () => {
		const first = compare({}, [sighting('FAILED')], 1_000, outages);
		const unseen = compare(first.cursor, [{ ...sighting('FAILED'), lastUp: 30_000 }], 60_000, outages);
		expect(unseen.items).toMatchObject([{ reason: 'lost', outage: { from: 'WORKING', to: 'FAILED', since: new Date(60_000).toISOString() } }]);
		expect(compare(unseen.cursor, [{ ...sighting('FAILED'), lastUp: 30_000 }], 120_000, outages).items).toEqual([]);
	});

	test.each<[string, number]>([
		['before it was seen lost', -1],
		['at the very moment', 0],
	])('one that a recovery left up %s was not', (_when, lastUp) => {
		const first = compare({}, [sighting('FAILED')], 0, outages);
		expect(compare(first.cursor, [{ ...sighting('FAILED'), lastUp }], 60_000, outages).items).toEqual([]);
	});

	test('the item says how long it took', () => {
		const lost = compare({}, [sighting('FAILED')], 0, outages);
		expect(lost.items).toMatchObject([{ outage: { since: new Date(0).toISOString(), from: null, to: 'FAILED' } }]);
		expect(compare(lost.cursor, [sighting('WORKING')], 60_000, outages).items).toMatchObject([{ outage: { to: 'FAILED', lastedSeconds: 60 } }]);
	});
});
