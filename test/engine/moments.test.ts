import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const to = byId('+20 114 520 2826');

/** Unix seconds of the start of an event, as Wawp heard them. */
async function startOf(timezone: string, eventStart: string): Promise<unknown> {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' }, settings: { timezone } });
	await rig.items('message.sendEvent', { to, eventName: 'Party', eventStart });
	return (rig.calls[0]!.body.event as { startTime: number }).startTime;
}

test.each([
	['UTC', '2026-12-24T18:00:00', 1798135200],
	['Africa/Cairo', '2026-12-24T18:00:00', 1798128000],
	['Africa/Cairo', '2026-12-24 18:00', 1798128000],
	['Asia/Kolkata', '2026-12-24T18:00:00', 1798115400],
	['Pacific/Kiritimati', '2026-12-24T18:00:00', 1798084800],
	['Asia/Kolkata', '2026-12-24', 1798050600],
	// Where it is 1970 first, that is still 1969 in UTC.
	['UTC', '1970-01-01T00:00:00Z', 0],
	['Pacific/Auckland', '1970-01-01', -43200],
	// Summer time, and the hours and the day around its changes.
	['Africa/Cairo', '2026-07-24T18:00:00', 1784905200],
	['America/New_York', '2026-03-08T01:30:00', 1772951400],
	['America/New_York', '2026-03-08T03:30:00', 1772955000],
	['America/New_York', '2026-11-01T12:00:00', 1793552400],
	// An hour that clocks leave out is the one after it; of one that they show twice, it is the first.
	['America/New_York', '2026-03-08T02:30:00', 1772955000],
	['Europe/Berlin', '2026-03-29T02:30:00', 1774747800],
	['Australia/Sydney', '2026-10-04T02:15', 1791044100],
	['America/New_York', '2026-11-01T01:30:00', 1793511000],
	['Europe/Berlin', '2026-10-25T02:30', 1792888200],
	['Africa/Cairo', '24.12.2026 18:00', 1798128000],
	['Africa/Cairo', '24/12/2026 6:00 pm', 1798128000],
	['Africa/Cairo', '12/24/2026, 18:00:00', 1798128000],
	['Africa/Cairo', '2026/12/24 18:00', 1798128000],
	['Africa/Cairo', 'Dec 24, 2026 18:00', 1798128000],
	['Africa/Cairo', '24 December 2026 18:00', 1798128000],
	['Africa/Cairo', 'Thursday, 24th December 2026 6:00 PM', 1798128000],
	// As JavaScript and n8n print it, whose spaces are no usual ones.
	['Africa/Cairo', '12/24/2026, 6:00:00\u202fPM', 1798128000],
	['Africa/Cairo', 'December 24, 2026 at 6:00\u202fPM', 1798128000],
	['Africa/Cairo', '24\u00a0Dec\u00a02026, 18:00', 1798128000],
	['Africa/Cairo', '13 Sept 2026 18:00', 1789311600],
	['Africa/Cairo', '2026-12-24 16:00:00 UTC', 1798128000],
	['Asia/Kolkata', '2026-12-24 16:00 GMT', 1798128000],
	// As keyboards of other scripts write it, with a mark that comes along with copied text.
	['Africa/Cairo', '٢٠٢٦-١٢-٢٤ ١٨:٠٠', 1798128000],
	['Africa/Cairo', '\u200e۲۴/۱۲/۲۰۲۶ ۱۸:۰۰', 1798128000],
	['Africa/Cairo', '２４．１２．２０２６ １８：００', 1798128000],
	['Asia/Kolkata', '१३/०२/२०२६', 1770921000],
	// Noon and midnight.
	['Africa/Cairo', '24/12/2026 12:00 am', 1798063200],
	['Africa/Cairo', '24/12/2026 12:30 a.m.', 1798065000],
	['Africa/Cairo', '2026-12-24 12:30 PM', 1798108200],
	['Africa/Cairo', 'Dec 24, 2026 1:00 am', 1798066800],
	['Asia/Kolkata', '13/02/2026', 1770921000],
	['Asia/Kolkata', '02/02/2026', 1769970600],
])('in %s, %s is in the time zone of the workflow', async (timezone, entered, seconds) => {
	expect(await startOf(timezone, entered)).toBe(seconds);
});

test.each([
	['a date with a zone', '2026-12-24T18:00:00+02:00'],
	['a date in UTC', '2026-12-24T16:00:00.000Z'],
	['a date of an expression', '={{ DateTime.fromISO("2026-12-24T18:00:00", { zone: "Africa/Cairo" }) }}'],
	['a JavaScript date', '={{ new Date(1798128000000) }}'],
	['a date without a colon in its zone', '2026-12-24T18:00:00.000+0200'],
	['a date with a comma in its seconds', '2026-12-24T18:00:00,5+02:00'],
	['a date with a space, and hours alone in its zone', '2026-12-24 18:00 +02'],
	['a date of a mail', 'Thu, 24 Dec 2026 16:00:00 GMT'],
	['a date as JavaScript prints it', 'Thu Dec 24 2026 18:00:00 GMT+0200 (Eastern European Standard Time)'],
	['Unix seconds as text', '1798128000'],
	['Unix seconds', '={{ 1798128000 }}'],
	['Unix milliseconds', '={{ 1798128000000 }}'],
])('%s is the same moment wherever the workflow is', async (_what, entered) => {
	expect(await startOf('America/New_York', entered)).toBe(1798128000);
});

test.each([
	['1000000000', 1_000_000_000],
	['1000000000000', 1_000_000_000],
	['2147483648', 2_147_483_648],
	['2147483648.0', 2_147_483_648],
	['2147483648000.00', 2_147_483_648],
	['4102444799', 4_102_444_799],
	['={{ 4102444799 }}', 4_102_444_799],
	['={{ 4102444799999 }}', 4_102_444_799],
	['2038-01-19T03:14:08Z', 2_147_483_648],
	['2099-12-31T23:59:59Z', 4_102_444_799],
])('%s is a moment of this century', async (entered, seconds) => {
	expect(await startOf('Africa/Cairo', entered)).toBe(seconds);
});

test('a date that narrows a list is in the time zone of the workflow as well', async () => {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' }, settings: { timezone: 'Asia/Kolkata' } });
	await rig.items('chat.getMessages', { chat: to, options: { after: '2026-12-24T18:00:00', before: '2026-12-24T18:00:01' } });
	expect(rig.calls[0]!.query).toMatchObject({ 'filter.timestamp.gte': '1798115400', 'filter.timestamp.lte': '1798115401' });
});

describe('what is no date, or could be two', () => {
	test.each(['01/02/2026', '1.2.2026', '03-04-2026', '01/02/2026 10:00'])('%j is refused', async (eventStart) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const { message } = await rig.error('message.sendEvent', { to, eventName: 'Party', eventStart });
		expect(message).toBe(`'Start' can be read in two ways: ${eventStart} may begin with the day or with the month`);
		expect(rig.calls).toEqual([]);
	});

	test.each<[entered: string, shown?: string]>([
		['(2026)'], ['2026'], ['={{ 2026 }}', '2026'], ['={{ 5 }}', '5'], ['5'], ['20261224'], ['={{ 0 }}', '0'], ['={{ -1 }}', '-1'], ['={{ NaN }}', 'NaN'], ['={{ true }}', 'true'], ['={{ ({}) }}', 'an object'], ['={{ [2026] }}', 'an object'],
		['={{ new Date(NaN) }}', 'an object'], ['tomorrow'], ['Dec 24'], ['24 Foo 2026'], ['2026-02-30'], ['2026-13-01'], ['31/02/2026'], ['2026-12-24T25:00'], ['2026-12-24 10:60'], ['2026-02-30T10:00:00Z'], ['10:00'], ['13:00 pm'], ['2026-W52'],
		['={{ 4102444800 }}', '4102444800'], ['={{ 4102444800000 }}', '4102444800000'], ['999999999'], ['999999999999'],
		['24/12/26'], ['null'], ['202612241800'],
		['1403-10-04'], ['1448-06-14T18:00:00Z'], ['2569-12-24 18:00'], ['0026-12-24'], ['24.12.2569'], ['2100-01-01T00:00:00Z'], ['={{ new Date("1403-10-04") }}', 'an object'],
	])('%s is refused in every field for moments', async (moment, shown = moment) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const party = { to, eventName: 'Party', eventStart: '2026-12-24T18:00:00' };
		const refused = [
			await rig.error('message.sendEvent', { ...party, eventStart: moment }),
			await rig.error('message.sendEvent', { ...party, options: { eventEnd: moment } }),
			await rig.error('chat.getMessages', { chat: to, options: { after: moment } }),
			await rig.error('chat.getMessages', { chat: to, options: { before: moment } }),
		];
		expect(refused.map(({ message }) => message)).toEqual(['Start', 'End', 'After', 'Before'].map((label) => `'${label}' is not a date: ${shown}`));
		expect(refused.map(({ description }) => description)).toEqual(Array(4).fill('Choose it in the field, or give one like 2026-12-24T18:00:00+02:00.'));
		expect(rig.calls).toEqual([]);
	});
});
