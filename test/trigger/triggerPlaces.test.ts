import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { fieldsOf, withSenderPhone } from '../../nodes/Wawp/delivery/shape';
import { ME, type Places, toldAt } from '../events/places';
import { placesOfEnvelopes } from '../events/placesOfEnvelopes';
import { placesOfMessages } from '../events/placesOfMessages';
import { placesOfOthers } from '../events/placesOfOthers';

/** What the item says of `media.size`. */
function saidOf({ event, field, value, beside, other }: Places, place: string, second?: string): unknown {
	let said: unknown = fieldsOf(event, toldAt(place, value, second === undefined ? beside : toldAt(second, other, beside)), ME);
	for (const step of field.split('.')) said = (said as Record<string, unknown> | null)?.[step];
	return said;
}

const rows = [...placesOfMessages, ...placesOfOthers].flatMap((row) => row.places.map((place): [string, string, string, Places] => [row.event, row.field, place, row]));

test.each(rows)('%s: %s is told by %s alone', (_event, _field, place, row) => {
	expect(saidOf(row, place)).toEqual(row.told === undefined ? row.value : row.told);
});

/** Whether both can be there at once: capitals do not count, and one may be a part of the other. */
const areTwo = (first: string, second: string): boolean => !`${second}.`.toLowerCase().startsWith(`${first}.`.toLowerCase()) && !`${first}.`.toLowerCase().startsWith(`${second}.`.toLowerCase());

/** Each place with the next one. */
const disagreeing = [...placesOfMessages, ...placesOfOthers]
	.filter(({ other }) => other !== undefined)
	.flatMap((row) => row.places.slice(1).map((second, index): [string, string, string, string, Places] => [row.event, row.field, row.places[index]!, second, row]))
	.filter(([, , first, second]) => areTwo(first, second));

test.each(disagreeing)('%s: of the %s %s is believed, whatever %s says', (_event, _field, first, second, row) => {
	expect(saidOf(row, first, second)).toEqual(row.told === undefined ? row.value : row.told);
});

const envelopes = placesOfEnvelopes.flatMap((row) => row.places.map((place) => [row.member, place, row] as const));

test.each(envelopes)('the %s of an event is told by %s alone', (member, place, { value, told, beside }) => {
	const [event, ...more] = eventsIn(toldAt(place, value, beside))!;
	expect([event![member as keyof typeof event], more]).toEqual([told, []]);
});

const nested = (levels: number): IDataObject => (levels === 0 ? {} : { in: nested(levels - 1) });

const disagreeingEnvelopes = placesOfEnvelopes.filter(({ other }) => other !== undefined).map((row) => [row.member, ...row.places.slice(0, 2), row] as [string, string, string, typeof row]);

test.each(disagreeingEnvelopes)('of the %s of an event %s is believed, whatever %s says', (member, first, second, { value, told, other, beside }) => {
	expect(eventsIn(toldAt(first, value, toldAt(second, other, beside)))).toMatchObject([{ [member]: told }]);
});

test.each<[string, unknown, string[] | undefined]>([
	['a list', [{ event: 'a' }, { event: 'b' }], ['a', 'b']],
	['a list of which some are none', [null, { event: 'a' }, 'x', { event: '' }, { event: 3 }, { instance_id: 'I' }, { status: 'FAILED' }, { instance_id: 3, status: 'FAILED' }, { event: 'b' }], ['a', 'b']],
	['a list of none', [{}, null], undefined],
	['an empty list', [], undefined],
	['a list under a name', { session: 'main', events: [{ event: 'a' }, null, { event: 'b' }] }, ['a', 'b']],
	['a list with numeric keys under a name', { events: { 0: { event: 'a' }, 1: { event: 'b' } } }, ['a', 'b']],
	['one with a list in it', { event: 'a', events: [{ event: 'b' }] }, ['a']],
	['a webhook with the names of its events', { url: 'https://example.com', events: ['message'] }, undefined],
	['one that goes deep', { event: 'a', payload: nested(400) }, ['a']],
	['one so deep that nobody could walk through it', [{ event: 'a', payload: nested(600) }, { event: 'b' }], ['b']],
	['no event', { hello: 'there' }, undefined],
	['nothing', null, undefined],
])('%s of events is taken for what is one of it', (_what, body, events) => {
	expect(eventsIn(body)?.map(({ event }) => event)).toEqual(events);
});

test('what is archived is the chat that is named, whatever the ID beside it is', () => {
	const [chat, group] = ['201145202826@c.us', '1-1@g.us'];
	for (const payload of [{ id: group, chatId: chat }, { chatId: chat }, { id: chat }]) expect(fieldsOf('chat.archive', { ...payload, archived: true }, ME)).toMatchObject({ chatId: chat, chatType: 'direct' });
});

test.each<[what: string, fields: IDataObject, chatPhone: unknown]>([
	['of a direct chat', { chatType: 'direct', fromMe: false, chatPhone: null }, '201145202826'],
	['not of what this number wrote', { chatType: 'direct', fromMe: true, chatPhone: null }, null],
	['not of a group', { chatType: 'group', fromMe: false, chatPhone: null }, null],
	['not where no event of its kind tells it', { chatType: 'direct', fromMe: false }, undefined],
])('the number that was found of the sender is that of the other side: %s', (_what, fields, chatPhone) => {
	expect(withSenderPhone(fields, '201145202826')).toEqual({ ...fields, senderPhone: '201145202826', ...(chatPhone !== undefined && { chatPhone }) });
});

test.each<[what: string, body: IDataObject, told: IDataObject]>([
	['the instance', { event: 'message', metadata: { instance_id: '' }, instance_id: 'I' }, { instanceId: 'I' }],
	['the session', { event: 'message', session: '', payload: { name: 'main' } }, { session: 'main' }],
	['the session of a flat one', { instance_id: 'I', status: 'FAILED', session: '', name: 'main' }, { session: 'main' }],
	['the time', { event: 'message', timestamp: '', ts: 1768580591 }, { time: 1768580591000 }],
	['the time of a flat one', { instance_id: 'I', status: 'FAILED', ts: 0, timestamp: 1768580591 }, { time: 1768580591000 }],
	['the state', { event: 'session.status', status: 'FAILED', payload: { status: '' } }, { status: 'FAILED' }],
	['the code', { event: 'session.status', qr: 'code', payload: { status: 'SCAN_QR_CODE', qr: '' } }, { qr: 'code' }],
	['nothing', { instance_id: '', status: 'FAILED' }, { instanceId: null, status: 'FAILED' }],
])('what stands there empty is not told, so that the other place for it is read: %s', (_what, body, told) => {
	expect(eventsIn(body)).toMatchObject([told]);
});

test('what stands around a list is said of each event in it, but for the ID of the whole', () => {
	const events = eventsIn({ id: 'batch_1', session: 'main', metadata: { instance_id: 'I' }, timestamp: 1768580591344, events: [{ event: 'message', id: 'evt_1' }, { event: 'message', session: 'other' }] })!;
	expect(events.map(({ id, session, instanceId, time }) => [id, session, instanceId, time])).toEqual([['evt_1', 'main', 'I', 1768580591344], [null, 'other', 'I', 1768580591344]]);
});
