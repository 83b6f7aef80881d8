import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { NAMELESS_MS } from '../../nodes/Wawp/trigger/memory/keys';
import { recall } from '../../nodes/Wawp/trigger/memory/process';
import type { Settings } from '../../nodes/Wawp/trigger/settings';
import { isChosen, isQuickRepeat, noteStatus } from '../../nodes/Wawp/trigger/states';

/* Which of two states is the later one, by the clocks that told them; and which of two that have no ID are one. */

const NOW = Date.UTC(2026, 0, 1);

const eventOf = (status: string, at: number | undefined, more: IDataObject = {}) =>
	eventsIn({ event: 'session.status', ...(at !== undefined && { timestamp: NOW + at * 1000 }), metadata: { instance_id: 'AAAAAAAAAAAA' }, payload: { status, ...more } })![0]!;

let count = 0;

/** What was the state before, as each event is heard: `FAILED 5` was told for second 5, `FAILED` for none; and when it was heard. */
function before(...heard: Array<[told: string, at: number]>): Array<string | null> {
	const memory = recall(`clocks ${++count}`);
	return heard.map(([told, at]) => {
		const [status, second] = told.split(' ') as [string, string?];
		return noteStatus(memory, eventOf(status, second === undefined ? undefined : Number(second)), NOW + at * 1000).previousStatus;
	});
}

test('an older state than the last one is late, and says nothing of it', () => {
	expect(before(['WORKING 10', 11], ['FAILED 5', 12], ['STOPPED 13', 14])).toEqual([null, null, 'WORKING']);
});

test('one of the same moment is not late', () => {
	expect(before(['WORKING 10', 11], ['FAILED 10', 12])).toEqual([null, 'WORKING']);
});

test('a clock that was ahead once makes nothing late that follows', () => {
	expect(before(['WORKING 600', 0], ['FAILED 5', 6], ['STOPPED 7', 7])).toEqual([null, 'WORKING', 'FAILED']);
});

test('what is told for the moment at which it is heard is not ahead', () => {
	expect(before(['WORKING 600', 0], ['FAILED 5', 5])).toEqual([null, 'WORKING']);
});

test('where the clock is always ahead, the states keep their order all the same', () => {
	expect(before(['WORKING 600', 0], ['FAILED 500', 1], ['STOPPED 601', 2])).toEqual([null, null, 'WORKING']);
});

test('one without a time is not late, and those with one are held against the last that had one', () => {
	expect(before(['WORKING 10', 11], ['FAILED', 12], ['STARTING 5', 13], ['STOPPED 14', 15])).toEqual([null, 'WORKING', null, 'FAILED']);
});

test('before any time was told, none is late', () => {
	expect(before(['WORKING', 11], ['FAILED', 12], ['STOPPED 5', 13])).toEqual([null, 'WORKING', 'FAILED']);
});

test('a state is remembered by what a state can be long', () => {
	const long = 'A'.repeat(40);
	expect(before([long, 0], [`${long}B`, 1], ['FAILED', 2])).toEqual([null, 'A'.repeat(32), 'A'.repeat(32)]);
});

describe('of two states without ID and time', () => {
	const isRepeat = (first: IDataObject, second: IDataObject, afterMs: number, at?: number) => {
		const memory = recall(`clocks ${++count}`);
		noteStatus(memory, eventOf('SCAN_QR_CODE', at, first), NOW);
		return isQuickRepeat(memory, eventOf('SCAN_QR_CODE', at, second), NOW + afterMs);
	};

	test.each<[string, IDataObject, IDataObject, number, boolean]>([
		['at once', {}, {}, 0, true],
		['just within the time of a repeat', {}, {}, NAMELESS_MS - 1, true],
		['after it', {}, {}, NAMELESS_MS, false],
		['of the same code', { qr: 'a' }, { qr: 'a' }, 1, true],
		['of another code', { qr: 'a' }, { qr: 'b' }, 1, false],
		['of a code after none', {}, { qr: 'b' }, 1, false],
	])('the second one, %s, is the first again or not', (_what, first, second, afterMs, isSame) => {
		expect(isRepeat(first, second, afterMs)).toBe(isSame);
	});

	test('one that has a time is told apart by it', () => {
		expect(isRepeat({}, {}, 1, -1)).toBe(false);
	});
});

test('a scan that is told again without its code is no new code', () => {
	const memory = recall(`clocks ${++count}`);
	const changes = [{ qr: 'a' }, {}, { qr: 'b' }].map((more) => noteStatus(memory, eventOf('SCAN_QR_CODE', undefined, more), NOW).hasChanged);
	expect(changes).toEqual([true, false, true]);
});

test('states are chosen of session.status alone', () => {
	const message = eventsIn({ event: 'message', id: 'evt_1', payload: { id: 'false_1@c.us_A', body: 'hi' } })![0]!;
	expect(isChosen(message, { states: ['FAILED'] } as unknown as Settings)).toBe(true);
	expect(isChosen(eventOf('WORKING', 1), { states: ['FAILED'] } as unknown as Settings)).toBe(false);
});
