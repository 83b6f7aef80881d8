import { AskRig } from '../support/askRig';

/* 'Limit Wait Time', where it takes long until the person is asked: an engine may boot for a minute when its webhooks change. */

const START = Date.now();
const MINUTE = 60_000;

let rig: AskRig;
let now: number;
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

/** All clocks stand still, but for the minute that goes by as the engine boots. */
async function booting(): Promise<void> {
	rig = await AskRig.start();
	now = START;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	rig.wawp.after('webhook.set', () => (now += MINUTE));
}

const poll = { answerBy: 'poll' };
const within = (resumeAmount: number) => ({ limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount, resumeUnit: 'minutes' } } });
const until = (ms: number) => ({ limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: new Date(START + ms).toISOString() } } });
const endOfWait = () => rig.n8n.waits[0]!.getTime() - START;

test.each([1, 0.5, 45])('%p minutes are counted from the question on', async (minutes) => {
	await booting();
	await rig.ask({ ...poll, options: within(minutes) });
	expect(rig.sent).toHaveLength(1);
	expect(endOfWait()).toBe(MINUTE + minutes * MINUTE);
});

test('so are the 30 days that a poll is heard for', async () => {
	await booting();
	await rig.ask(poll);
	expect(endOfWait()).toBe(MINUTE + 30 * 24 * 60 * MINUTE);
});

test('and the moment that somebody chose is that moment', async () => {
	await booting();
	await rig.ask({ ...poll, options: until(3 * MINUTE) });
	expect(endOfWait()).toBe(3 * MINUTE);
});

test('where that is over before the engine is back, nobody is asked, and nothing stays registered', async () => {
	await booting();
	const { message } = await rig.error({ ...poll, options: until(MINUTE - 1) });
	expect(message).toContain("'Limit Wait Time' is over before anybody could answer");
	expect([rig.sent, rig.registered]).toEqual([[], []]);
});

test('while it is waited for, the next question leaves its address alone', async () => {
	await booting();
	await rig.ask({ ...poll, options: within(1) });
	const [first] = rig.registered;
	now = START + 2 * MINUTE - 1;
	await rig.ask({ ...poll, options: within(1) });
	expect(rig.registered).toContain(first);
});
