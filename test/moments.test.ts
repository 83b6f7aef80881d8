import { type Wawp, startWawp } from './simulator';
import { WawpRig } from './support/wawpRig';
import { byId } from './wire/entered';

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
	// Summer time, and the hours and the day around its changes.
	['Africa/Cairo', '2026-07-24T18:00:00', 1784905200],
	['America/New_York', '2026-03-08T01:30:00', 1772951400],
	['America/New_York', '2026-03-08T03:30:00', 1772955000],
	['America/New_York', '2026-11-01T12:00:00', 1793552400],
])('in %s, %s is in the time zone of the workflow', async (timezone, entered, seconds) => {
	expect(await startOf(timezone, entered)).toBe(seconds);
});

test.each([
	['a date with a zone', '2026-12-24T18:00:00+02:00'],
	['a date in UTC', '2026-12-24T16:00:00.000Z'],
	['a date of an expression', '={{ DateTime.fromISO("2026-12-24T18:00:00", { zone: "Africa/Cairo" }) }}'],
	['a JavaScript date', '={{ new Date(1798128000000) }}'],
	['Unix seconds', '={{ 1798128000 }}'],
	['Unix milliseconds', '={{ 1798128000000 }}'],
])('%s is the same moment wherever the workflow is', async (_what, entered) => {
	expect(await startOf('America/New_York', entered)).toBe(1798128000);
});

test('a date that narrows a list is in the time zone of the workflow as well', async () => {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' }, settings: { timezone: 'Asia/Kolkata' } });
	await rig.items('chat.getMessages', { chat: to, options: { after: '2026-12-24T18:00:00', before: '2026-12-24T18:00:01' } });
	expect(rig.calls[0]!.query).toMatchObject({ 'filter.timestamp.gte': '1798115400', 'filter.timestamp.lte': '1798115401' });
});
