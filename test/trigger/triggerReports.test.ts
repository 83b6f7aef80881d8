import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { noteUp } from '../../nodes/Wawp/session/lastUp';
import type { Standing } from '../../nodes/Wawp/session/outage';
import { time } from '../../nodes/Wawp/time/time';
import { reportsIn } from '../../nodes/Wawp/trigger/reports';

/* What a session.status reports: the state that it tells, and before that what was missed. */

const AT = Date.UTC(2026, 0, 1);
const second = (of: number): number => AT + of * 1000;

const eventOf = (status: string, { statuses, at = 9, instance = 'A' }: { statuses?: unknown; at?: number | null; instance?: string } = {}) =>
	eventsIn({ event: 'session.status', ...(at !== null && { timestamp: second(at) }), metadata: { instance_id: instance }, payload: { status, ...(statuses !== undefined && { statuses: statuses as IDataObject }) } })![0]!;

/** `FAILED 1` stands for a state that began a second after. */
const listed = (...entries: string[]) => entries.map((entry) => ({ status: entry.split(' ')[0]!, timestamp: second(Number(entry.split(' ')[1])) }));

const inShort = (reports: ReturnType<typeof reportsIn>) => reports.map(({ status, time: at }) => (at === undefined ? status : `${status} ${(at - AT) / 1000}`));

const outage = { since: second(3), isTimed: true, from: 'WORKING', to: 'FAILED', heardAt: second(103), isTold: true };
const standing = (given: Partial<Standing> = {}): Standing => ({ status: 'FAILED', time: null, heardAt: second(103), wasUp: true, outage: null, toldAt: null, ...given });

test.each<[what: string, statuses: unknown, before: Standing | undefined, reports: string[]]>([
	['without a list, what is told', undefined, undefined, ['FAILED 9']],
	['with one, all that is in it', listed('WORKING 1', 'STARTING 2', 'FAILED 8'), undefined, ['WORKING 1', 'STARTING 2', 'FAILED 8']],
	['and what is told, where it ends with another state', listed('WORKING 1', 'STARTING 2'), undefined, ['WORKING 1', 'STARTING 2', 'FAILED 9']],
	['nothing that is known', listed('WORKING 1', 'STARTING 2', 'FAILED 8'), standing({ time: second(2) }), ['FAILED 8']],
	['what is told, where all of it is known', listed('WORKING 1', 'STARTING 2', 'FAILED 8'), standing({ time: second(8) }), ['FAILED 9']],
	['nothing from before an outage of which a look told no time', listed('WORKING 1', 'FAILED 3', 'WORKING 5', 'FAILED 8'), standing({ outage: { ...outage, isTimed: false } }), ['WORKING 5', 'FAILED 8']],
	['all of it, where the time of the outage is Wawp\'s, and no newer one is known', listed('WORKING 1', 'FAILED 8'), standing({ outage }), ['WORKING 1', 'FAILED 8']],
	['nothing that began later than what is told', listed('WORKING 1', 'FAILED 9', 'STARTING 10'), undefined, ['WORKING 1', 'FAILED 9']],
	['no entry without a time', [{ status: 'WORKING' }, ...listed('FAILED 8')], undefined, ['FAILED 8']],
	['no entry without a state', [{ status: 7, timestamp: second(1) }, { timestamp: second(1) }, ...listed('FAILED 8')], undefined, ['FAILED 8']],
	['nothing else that a list may hold', ['WORKING', null, 7, ...listed('FAILED 8')], undefined, ['FAILED 8']],
	['what is told, where the list is none', { first: listed('WORKING 1')[0] }, undefined, ['FAILED 9']],
	['no more of a state than a state can be long', listed(`${'A'.repeat(40)} 1`, 'FAILED 8'), undefined, [`${'A'.repeat(32)} 1`, 'FAILED 8']],
])('%s', (_what, statuses, before, reports) => {
	expect(inShort(reportsIn(eventOf('FAILED', { statuses }), before))).toEqual(reports);
});

test('a list counts from its first entry to its last where no time is told beside it', () => {
	expect(inShort(reportsIn(eventOf('FAILED', { at: null, statuses: listed('WORKING 1', 'FAILED 8') }), undefined))).toEqual(['WORKING 1', 'FAILED 8']);
});

test('of a list of thousands the last ones count', () => {
	const many = listed(...Array.from({ length: 5_000 }, (_each, index) => `STARTING ${index / 1_000}`), 'FAILED 8');
	const reports = inShort(reportsIn(eventOf('FAILED', { statuses: many }), undefined));
	expect([reports.length < 100, reports.at(-1)]).toEqual([true, 'FAILED 8']);
});

let count = 0;

/** With a recovery that found it up so many seconds after the outage was heard of, or before. */
function afterRecovery(upAfter: number | undefined, status: string, { at = 60 as number | null, before = standing({ outage }) } = {}): string[] {
	const instance = `recovered-${++count}`;
	if (upAfter !== undefined) {
		const clock = jest.spyOn(time, 'now').mockReturnValue(outage.heardAt + upAfter * 1000);
		noteUp(instance);
		clock.mockRestore();
	}
	return inShort(reportsIn(eventOf(status, { at, instance }), before));
}

/** By Wawp's clock the outage began at second 3: a state of second 60 is 57 seconds later. */
test.each<[what: string, upAfter: number | undefined, status: string, given: Parameters<typeof afterRecovery>[2], reports: string[]]>([
	['was up in between, if a recovery found it so before this', 20, 'FAILED', {}, ['WORKING', 'FAILED 60']],
	['was not, if a recovery found it so after this', 58, 'FAILED', {}, ['FAILED 60']],
	['was not, if none has found it so', undefined, 'FAILED', {}, ['FAILED 60']],
	['was not, if none has found it so, also where this tells no time', undefined, 'FAILED', { at: null }, ['FAILED']],
	['was not, if one found it so before the outage', -5, 'FAILED', {}, ['FAILED 60']],
	['is up now, which needs no other report', 20, 'WORKING', {}, ['WORKING 60']],
	['was up in between, if this tells no time', 58, 'FAILED', { at: null }, ['WORKING', 'FAILED']],
	['was up in between, if the outage tells none of Wawp\'s', 58, 'FAILED', { before: standing({ outage: { ...outage, isTimed: false } }) }, ['WORKING', 'FAILED 60']],
	['is not known to have been lost', 20, 'FAILED', { before: standing() }, ['FAILED 60']],
])('one that was lost %s', (_what, upAfter, status, given, reports) => {
	expect(afterRecovery(upAfter, status, given)).toEqual(reports);
});
