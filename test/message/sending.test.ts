import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import { SWITCHES, type Fault, type Wawp, startWawp } from '../simulator';
import { SAMPLES } from '../simulator/world/files';
import { items } from '../support/engine';
import { pausesFrom, sum } from '../support/pauses';
import { ACTION, WawpRig } from '../support/wawpRig';

/** A second takes ten milliseconds. */
const SPEED = 100;

let wawp: Wawp;
let rig: WawpRig;
let pauses: number[];
beforeEach(async () => {
	time.speed = SPEED;
	pauses = pausesFrom(time);
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => {
	jest.restoreAllMocks();
	time.speed = 1;
	await wawp.stop();
});

const hello: INodeParameters = { to: { mode: 'id', value: '={{ $json.to }}' }, text: 'Hello' };
const hellos = (count: number) => Array.from({ length: count }, (_, index) => ({ json: { to: `20114520282${index}` } }));
const send = async (options: INodeParameters, input = hellos(1), spec: object = {}) => await rig.run('message.sendText', { ...hello, options }, { input, ...spec });
const heard = () => rig.calls.map(({ operation }) => operation!.replace('message.', ''));
const recipients = () => rig.calls.filter(({ operation }) => operation === 'message.sendText').map(({ params }) => params.chatId);
const sentMessages = () => rig.instance.whatsapp.messages.map(({ chatId }) => chatId);

/** The same, with the editor's Stop button. */
async function sendUntil(stop: AbortSignal, options: INodeParameters, count: number): Promise<void> {
	const parameters = { resource: 'message', operation: 'sendText', ...hello, options };
	await rig.rig.runNode({ type: ACTION, credentials: ['wawpApi'], parameters }, hellos(count), 'manual', stop);
}

/** The Stop button is pressed in the middle of this pause, the first being 1. */
function stopInPause(which: number): AbortSignal {
	const stop = new AbortController();
	jest.restoreAllMocks();
	const pause = time.pause.bind(time);
	let count = 0;
	jest.spyOn(time, 'pause').mockImplementation(async (ms, signal) => {
		if (++count === which) stop.abort();
		await pause(ms, signal);
	});
	return stop.signal;
}

/** In place of the minute that a send is given: the credential is the last to see the options of a request. */
function losePatienceAfter(timeout: number): void {
	const { credentialsHelper } = rig.rig;
	const authenticate = credentialsHelper.authenticate.bind(credentialsHelper);
	credentialsHelper.authenticate = async (...given) => ({ ...(await authenticate(...given)), timeout });
}

test('without options a send is exactly one call, and nothing waits', async () => {
	await send({}, hellos(3));
	expect(heard()).toEqual(['sendText', 'sendText', 'sendText']);
	expect(sum(pauses)).toBe(0);
});

describe('Show Typing', () => {
	test('shows it for so many seconds, then sends', async () => {
		await send({ typingSeconds: 3 });
		expect(heard()).toEqual(['startTyping', 'stopTyping', 'sendText']);
		expect(pauses).toEqual([3000]);
		expect(new Set(rig.calls.map(({ params }) => params.chatId))).toEqual(new Set(['201145202820@c.us']));
	});

	test('shows it again where it would go out', async () => {
		await send({ typingSeconds: 20 });
		expect(heard()).toEqual(['startTyping', 'startTyping', 'startTyping', 'stopTyping', 'sendText']);
		expect(sum(pauses)).toBe(20_000);
	});

	test.each([
		['Hi', 1000],
		['x'.repeat(45), 3000],
		['x'.repeat(4000), 15_000],
	])('by length takes as long as a person would', async (text, ms) => {
		await rig.items('message.sendText', { ...hello, text, options: { typingByLength: true } }, { input: hellos(1) });
		expect(sum(pauses)).toBe(ms);
		expect(heard().at(-1)).toBe('sendText');
	});

	test.each([[1, 3000], [5, 5000]])('for %d seconds and by length takes the longer of both', async (typingSeconds, ms) => {
		await rig.items('message.sendText', { ...hello, text: 'x'.repeat(45), options: { typingByLength: true, typingSeconds } }, { input: hellos(1) });
		expect(sum(pauses)).toBe(ms);
	});

	test('by length goes by the words beside a link, too', async () => {
		await rig.items('message.sendLinkPreview', { to: hello.to!, text: 'x'.repeat(60), linkUrl: 'https://example.com', linkTitle: 'News', options: { typingByLength: true } }, { input: hellos(1) });
		expect(sum(pauses)).toBe(4000);
	});

	test('by length goes by the words of a file, too', async () => {
		const file = { fileSource: 'base64', fileBase64: SAMPLES.jpeg.toString('base64'), caption: 'x'.repeat(60) };
		await rig.items('message.sendImage', { to: hello.to!, ...file, options: { typingByLength: true } }, { input: hellos(1) });
		expect(sum(pauses)).toBe(4000);
	});

	test('sends nothing when the execution is cancelled meanwhile, and types no longer', async () => {
		// A minute, which a test that waits for it does not live to see.
		time.speed = 1;
		await sendUntil(stopInPause(1), { typingSeconds: 60 }, 1);
		expect(heard()).toEqual(['startTyping']);
	});

	test('that fails says that the message was not sent', async () => {
		wawp.failNext({ status: 500 }, { operation: 'message.startTyping' });
		const { error } = (await send({ typingSeconds: 3 })).data.resultData;
		expect(error).toMatchObject({ description: expect.stringMatching(/The message itself was not sent\./) });
		expect(heard()).toEqual(['startTyping', 'session.getInfo']);
	});
});

test('Mark as Seen First marks the chat before anything else is shown', async () => {
	await send({ markSeenFirst: true, typingSeconds: 1 });
	expect(heard()).toEqual(['markSeen', 'startTyping', 'stopTyping', 'sendText']);
	expect(rig.calls[0]!.params).toEqual({ chatId: '201145202820@c.us' });
});

describe('Pause Between Items', () => {
	test('waits between two messages, neither before the first nor behind the last', async () => {
		await send({ pauseAtLeast: 5 }, hellos(3));
		expect(pauses).toEqual([5000, 5000]);
		expect(recipients()).toHaveLength(3);
	});

	test('waits between the messages of a run, and not between two runs', async () => {
		for (let run = 0; run < 3; run++) await send({ pauseAtLeast: 5 });
		expect(pauses).toEqual([]);
		expect(recipients()).toHaveLength(3);
	});

	test('waits a random time within the range', async () => {
		await send({ pauseAtLeast: 5, pauseAtMost: 15 }, hellos(6));
		expect(pauses).toHaveLength(5);
		expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5000);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000);
		expect(new Set(pauses).size).toBe(5);
	});

	test('a range that ends before it begins is its beginning', async () => {
		await send({ pauseAtLeast: 5, pauseAtMost: 1 }, hellos(2));
		expect(pauses).toEqual([5000]);
	});

	test('waits only between messages of one session', async () => {
		const other = wawp.addInstance(rig.account, { status: 'WORKING' }).id;
		const input = [rig.instance.id, other, other, rig.instance.id].map((id) => ({ json: { to: '201145202826', id } }));
		await rig.items('message.sendText', { ...hello, instanceId: '={{ $json.id }}', options: { pauseAtLeast: 5 } }, { input });
		expect(pauses).toEqual([5000, 5000]);
	});

	test('ends with the execution: the third message is not sent', async () => {
		const aDay = "={{ $json.to === '201145202822' ? 86400 : 1 }}";
		await sendUntil(stopInPause(2), { pauseAtLeast: aDay }, 3);
		expect(recipients()).toHaveLength(2);
	});
});

describe('Check Number First', () => {
	const BRAZIL = '+55 51 98123-4567';
	const KNOWN = '555181234567@c.us';
	const to = (...numbers: string[]) => numbers.map((number) => ({ json: { to: number } }));

	test.each(SWITCHES.existence)('sends to the ID that WhatsApp knows the number by (%s)', async (existence) => {
		wawp.switches.existence = existence;
		const run = await send({ checkNumberFirst: 'fail' }, to(BRAZIL));
		expect(rig.calls[0]!.params).toEqual({ phone: '5551981234567' });
		expect(recipients()).toEqual([KNOWN]);
		expect(items(run)[0]!.json).toMatchObject({ chatId: KNOWN, status: 'sent' });
	});

	test('shows and reads what it does before in the chat that WhatsApp knows the number by', async () => {
		await send({ checkNumberFirst: 'fail', markSeenFirst: true, typingSeconds: 1 }, to(BRAZIL));
		expect(rig.calls.slice(1).map(({ operation, params }) => [operation, params.chatId])).toEqual(['markSeen', 'startTyping', 'stopTyping', 'sendText'].map((name) => [`message.${name}`, KNOWN]));
	});

	test.each([{ numberExists: true }, { numberExists: true, chatId: null }, { status: 'exists', chatId: '' }])('sends to the number as it is where Wawp names no ID: %j', async (body) => {
		wawp.failNext({ body }, { operation: 'contact.checkExists' });
		const run = await send({ checkNumberFirst: 'fail' }, to(BRAZIL));
		expect(recipients()).toEqual(['5551981234567@c.us']);
		expect(items(run)[0]!.json).toMatchObject({ status: 'sent' });
	});

	test.each(['null', 'false', 'me', '12', 'status@broadcast', '120363041234567890@g.us', 'x@y', true])('sends to the number as it is where Wawp names %j, which is no person', async (chatId) => {
		wawp.failNext({ body: { numberExists: true, chatId } }, { operation: 'contact.checkExists' });
		await send({ checkNumberFirst: 'fail' }, to(BRAZIL));
		expect(recipients()).toEqual(['5551981234567@c.us']);
	});

	test.each(['fail', 'skip'].flatMap((check) => ['5551981234568', '5521981234567', '5551971234567', '5541981234567', '552181234567', '554181234567'].map((known) => [check, known] as const)))("sends to nobody where Wawp names somebody else's number (%s, %s)", async (check, known) => {
		wawp.failNext({ body: { numberExists: true, chatId: `${known}@c.us` } }, { operation: 'contact.checkExists' });
		const { error } = (await send({ checkNumberFirst: check }, to(BRAZIL))).data.resultData;
		expect(error).toMatchObject({ message: `Asked for the number 5551981234567, Wawp names another one: ${known}`, description: expect.stringMatching(/^Nothing was sent/) });
		expect(recipients()).toEqual([]);
	});

	test.each(['5215512345678', '5491112345678', '2290197123456'])('sends to the hidden identity, or to the ID of another form of the number (%s)', async (known) => {
		const dialled = known.replace(/^521/, '52').replace(/^549/, '54').replace(/^22901/, '229');
		for (const chatId of [`${known}@c.us`, '123456789012345@lid']) {
			wawp.failNext({ body: { numberExists: true, chatId } }, { operation: 'contact.checkExists' });
			await send({ checkNumberFirst: 'fail' }, to(`${dialled}@c.us`));
			expect(recipients().at(-1)).toBe(chatId);
		}
	});

	test.each(SWITCHES.existence)('ends the item with an error where nobody is (%s)', async (existence) => {
		wawp.switches.existence = existence;
		rig.instance.whatsapp.notOnWhatsApp = ['201145202829'];
		const { error } = (await send({ checkNumberFirst: 'fail' }, to('201145202829'))).data.resultData;
		expect(error).toMatchObject({ message: 'The number is not on WhatsApp: 201145202829', description: 'Nothing was sent. Check the country code and the number.' });
		expect(recipients()).toEqual([]);
	});

	test('goes on without it where the user says so, with a pause between messages only', async () => {
		rig.instance.whatsapp.notOnWhatsApp = ['201145202829'];
		const run = await send({ checkNumberFirst: 'skip', pauseAtLeast: 5 }, to('201145202826', '201145202829', BRAZIL));
		expect(items(run).map(({ json }) => [json.status, json.chatId])).toEqual([['sent', '201145202826@c.us'], ['skipped', '201145202829@c.us'], ['sent', KNOWN]]);
		expect(items(run)[1]!.json).toEqual({ messageId: null, chatId: '201145202829@c.us', timestamp: null, status: 'skipped', instanceId: rig.instance.id, reason: 'The number is not on WhatsApp' });
		expect(pauses.filter((ms) => ms === 5000)).toHaveLength(1);
	});

	test('asks once for a number and an execution, and no more than once a second', async () => {
		await send({ checkNumberFirst: 'fail' }, to('201145202826', '+20 114 520 2826', '201145202827', '201145202826@c.us', '201145202828'));
		expect(rig.calls.filter(({ operation }) => operation === 'contact.checkExists').map(({ params }) => params.phone)).toEqual(['201145202826', '201145202827', '201145202828']);
		const asked = rig.calls.filter(({ operation }) => operation === 'contact.checkExists').map(({ at }) => at);
		// A second of the node is ten milliseconds of the local Wawp.
		asked.slice(1).forEach((at, index) => expect(at - asked[index]!).toBeGreaterThanOrEqual(9));
		expect(recipients()).toHaveLength(5);
		await send({ checkNumberFirst: 'fail' }, to('201145202826'));
		expect(heard().at(-2)).toBe('contact.checkExists');
	});

	test('leaves a second between two look-ups, however quick the answers are', async () => {
		jest.spyOn(time, 'now').mockReturnValue(Date.now());
		await send({ checkNumberFirst: 'fail' }, to('201145202826', '201145202827', '201145202828'));
		expect(pauses.filter((ms) => ms > 0)).toEqual([1000, 1000]);
	});

	test('leaves no hour between them where the clock is set back by one', async () => {
		let clock = Date.now();
		jest.spyOn(time, 'now').mockImplementation(() => (clock -= 3_600_000));
		await send({ checkNumberFirst: 'fail' }, to('201145202826', '201145202827'));
		expect(pauses.filter((ms) => ms > 0)).toEqual([1000]);
	});

	test('asks in the name of each instance, and takes what one knows for no other', async () => {
		const other = wawp.addInstance(rig.account, { status: 'WORKING' });
		other.whatsapp.notOnWhatsApp = ['201145202829'];
		const input = [rig.instance, other, rig.instance, other].map(({ id }) => ({ json: { to: '201145202829', id } }));
		const sent = await rig.items('message.sendText', { ...hello, instanceId: '={{ $json.id }}', options: { checkNumberFirst: 'skip' } }, { input });
		expect(sent.map(({ json }) => json.status)).toEqual(['sent', 'skipped', 'sent', 'skipped']);
		expect(rig.calls.filter(({ operation }) => operation === 'contact.checkExists').map(({ credentials }) => credentials.instanceId)).toEqual([rig.instance.id, other.id]);
	});

	test('paces itself also after a look-up that failed', async () => {
		jest.spyOn(time, 'now').mockReturnValue(Date.now());
		wawp.failNext({ status: 400 }, { operation: 'contact.checkExists' });
		await send({ checkNumberFirst: 'fail' }, to('201145202826', '201145202827'), { onError: 'continueRegularOutput' });
		expect(pauses.filter((ms) => ms > 0)).toEqual([1000]);
		expect(recipients()).toEqual(['201145202827@c.us']);
	});

	test('asks nothing about groups, channels and hidden identities', async () => {
		wawp.seed(rig.instance.id, { groups: [{ id: '120363041234567890@g.us' }] });
		await send({ checkNumberFirst: 'fail' }, to('120363041234567890@g.us', '123456789012345@lid'));
		expect(heard()).toEqual(['sendText', 'sendText']);
	});

	test.each<IDataObject>([{}, { success: true }, { status: 'success' }])('an answer that does not tell (%j) passes nobody over', async (body) => {
		wawp.failNext({ body });
		const { error } = (await send({ checkNumberFirst: 'skip' })).data.resultData;
		expect(error).toMatchObject({ message: 'Wawp does not tell whether the number is on WhatsApp: 201145202820' });
		expect(recipients()).toEqual([]);
	});

});

test.each([
	['contact.checkExists', { checkNumberFirst: 'fail' }],
	['message.markSeen', { markSeenFirst: true }],
	['message.startTyping', { typingSeconds: 1 }],
	['message.stopTyping', { typingSeconds: 1 }],
])('%s that fails says what to do about it, what Wawp said, and that the message was not sent', async (operation, options) => {
	wawp.failNext({ status: 400, body: { message: 'No such chat' } }, { operation });
	const { error } = (await send(options)).data.resultData;
	expect(error).toMatchObject({ message: 'Wawp did not understand the values of this operation', description: expect.stringMatching(/^Check the fields of the node\. .*Wawp said: No such chat\. The message itself was not sent\.$/) });
	expect(recipients()).toEqual([]);
});

describe('a message is never sent twice', () => {
	const now = { 'retry-after': '0' };

	test.each<[string, Fault]>([
		['500', { status: 500, headers: now }],
		['502', { status: 502, headers: now }],
		['503', { status: 503, headers: now }],
		['504, a time-out of the proxy', { status: 504, headers: now }],
		['408, a time-out of the server', { status: 408, headers: now }],
		['a page of a proxy under status 200', { body: '<html><title>Please wait</title></html>', contentType: 'text/html' }],
		['a fault under status 200', { body: { wawp_upstream_error: 'timed out' } }],
		['a lost connection', { reset: true }],
		['an answer that breaks off', { truncate: true }],
	])('not after %s, and the error says that it may have gone out', async (_name, fault) => {
		wawp.failNext({ ...fault, carryOut: true });
		const { error } = (await send({})).data.resultData;
		expect(sentMessages()).toEqual(['201145202820@c.us']);
		expect(rig.calls.filter(({ operation }) => operation !== 'session.getInfo')).toHaveLength(1);
		expect(error).toMatchObject({ description: expect.stringMatching(/The message may have gone out: look at 'Chat > Get Messages', or at the phone, before you send it again\./) });
	});

	test('not after a time-out either', async () => {
		losePatienceAfter(500);
		wawp.failNext({ hang: true, carryOut: true });
		const { error } = (await send({})).data.resultData;
		expect(error).toMatchObject({ message: 'Wawp did not answer in time', description: expect.stringMatching(/The message may have gone out/) });
		expect(sentMessages()).toHaveLength(1);
		expect(rig.calls.filter(({ operation }) => operation !== 'session.getInfo')).toHaveLength(1);
	});

	test('a message that was refused with 429 was not sent, and goes out once', async () => {
		wawp.failNext({ status: 429, headers: now });
		wawp.failNext({ status: 429, headers: now });
		expect((await send({})).status).toBe('success');
		expect(rig.calls.map(({ status }) => status)).toEqual([429, 429, 200]);
		expect(sentMessages()).toHaveLength(1);
	});

	test('what a person does before it is not done again for a message that was refused', async () => {
		wawp.failNext({ status: 429, headers: now }, { operation: 'message.sendText' });
		await send({ typingSeconds: 1 });
		expect(heard()).toEqual(['startTyping', 'stopTyping', 'sendText', 'sendText']);
	});

	test.each<[string, string, RegExp]>([
		['message.sendText', 'a message', /The message may have gone out/],
		['status.sendText', 'a status', /It may have been posted/],
		['group.create', 'a group', /The group may exist now/],
		['label.create', 'a label', /The label may exist now/],
		['channel.create', 'a channel', /The channel may exist now/],
	])('%s, which makes %s, says how to find out what happened', async (operation, _what, words) => {
		const filled = { ...hello, statusText: 'Hello', groupName: 'Team', participantsInput: 'json', participantsJson: '["201145202826"]', labelName: 'Lead', channelName: 'News' };
		wawp.failNext({ reset: true });
		expect((await rig.error(operation, filled, { input: hellos(1) })).description).toMatch(words);
		expect(rig.calls.filter(({ operation }) => operation !== 'session.getInfo')).toHaveLength(1);
	});
});

describe('a run of several messages that stops', () => {
	test.each([
		[0, 'This was item 1 of 4. None was done before it.'],
		[1, 'This was item 2 of 4. The 1 before it was done: do not run them again.'],
		[3, 'This was item 4 of 4. The 3 before it were done: do not run them again.'],
	])('names item %d, and how many were done before it', async (index, words) => {
		for (let count = 0; count < index; count++) wawp.failNext({ body: { id: 'true_201145202820@c.us_3EB0965B123D06E0B70741' } });
		wawp.failNext({ status: 400 });
		const { error } = (await send({}, hellos(4))).data.resultData;
		expect(error).toMatchObject({ context: { itemIndex: index }, description: expect.stringContaining(words) });
		expect(rig.calls.filter(({ operation }) => operation !== 'session.getInfo')).toHaveLength(index + 1);
	});

	test('counts nothing where there is one item, or where the others go on', async () => {
		wawp.failNext({ status: 400 });
		expect((await send({})).data.resultData.error).toMatchObject({ description: expect.not.stringContaining('This was item') });
		wawp.failNext({ status: 400 });
		const run = await send({}, hellos(3), { onError: 'continueRegularOutput' });
		expect(items(run).map(({ json }) => json.status ?? 'error')).toEqual(['error', 'sent', 'sent']);
	});
});

test.each([2, 12])('a poll has %d answers', async (count) => {
	const texts = Array.from({ length: count }, (_, index) => `Answer ${index}`);
	await rig.items('message.sendPoll', { to: { mode: 'id', value: '201145202820' }, question: 'Which?', answersInput: 'json', answersJson: JSON.stringify(texts) });
	expect(rig.calls.map(({ params }) => params['poll[options]'] ?? (params.poll as IDataObject).options)).toEqual([texts]);
});
