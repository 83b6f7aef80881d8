import type { Incoming } from '../simulator/inbox';
import { SAMPLES } from '../simulator/world/files';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';
import { importedExample } from '../support/importedExample';

const PERSON = '201000000001@c.us';
const GROUP = '120363000000000001@g.us';
/** The group that the example comes with. */
const TARGET = '120363041234567890@g.us';
const OTHER = '120363000000000002@g.us';

let rig: ExampleRig;

async function published(switches: Given['switches'] = {}, publish = ExampleRig.published): Promise<void> {
	const whatsapp = { groups: [{ id: TARGET }, { id: OTHER }, { id: GROUP, participants: [PERSON] }] };
	rig = await publish('media-forwarder', { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches });
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.traces()).not.toContain(rig.account.token);
});

function sendsTo(forwardTo: string): Given['settings'] {
	const { parameters } = importedExample('media-forwarder').nodes.find(({ name }) => name === 'Where To')!;
	const { assignments } = parameters as { assignments: { assignments: Array<{ name: string; value: string }> } };
	assignments.assignments.find(({ name }) => name === 'forwardTo')!.value = forwardTo;
	return { 'Where To': parameters! };
}

const receives = (bytes: Buffer, incoming: Partial<Incoming> = {}) => rig.wawp.phone.receives(LISTED, { from: PERSON, media: { bytes }, ...incoming });

const sent = () => rig.wawp.calls.filter(({ operation }) => /^message\.send/.test(operation!)).map(({ operation, body }) => ({ operation, ...body }));

const noted = () => rig.n8n.dataTables.rows('wawp_forwards').map(({ messageId }) => messageId);

describe.each(['url', 'base64'] as const)('with files handed out as %s', (downloadedMedia) => {
	test.each([
		['a picture', SAMPLES.jpeg, 'message.sendImage'],
		['a video', SAMPLES.mp4, 'message.sendVideo'],
		['a voice note', SAMPLES.opus, 'message.sendVoice'],
		['a song', SAMPLES.mp3, 'message.sendVoice'],
		['a document', SAMPLES.pdf, 'message.sendDocument'],
	])('%s is sent on as what it is', async (_what, bytes, operation) => {
		await published({ downloadedMedia });
		const { id } = receives(bytes);
		await rig.settled();
		expect(rig.errors).toEqual([]);
		expect(rig.wawp.calls[0]).toMatchObject({ operation: 'message.get', body: { chatId: PERSON, messageId: id, downloadMedia: true } });
		expect(sent()).toEqual([expect.objectContaining({ operation, chatId: TARGET, 'file[data]': bytes.toString('base64') })]);
		expect(noted()).toEqual([`${id.split('_')[2]} to ${TARGET}`]);
	});
});

test.each([
	[{ body: 'Look!' }, 'From +201000000001: Look!'],
	[{}, 'From +201000000001'],
	[{ groupId: GROUP, body: 'Look!' }, 'From +201000000001: Look!'],
])('the caption says who sent it (%j)', async (incoming, caption) => {
	await published({ engine: 'GOWS' });
	receives(SAMPLES.png, incoming);
	await rig.settled();
	expect(rig.errors).toEqual([]);
	expect(sent()).toEqual([expect.objectContaining({ operation: 'message.sendImage', caption })]);
});

describe('of a person whom WhatsApp hides', () => {
	const HIDDEN = '5555555555@lid';

	test('the caption has the number, where Wawp knows it', async () => {
		await published();
		const id = `false_${HIDDEN}_AAAA`;
		rig.wawp.seed(LISTED, { lids: [{ lid: HIDDEN, pn: PERSON }] });
		rig.wawp.failNext({ body: { id, hasMedia: true, media: { data: SAMPLES.png.toString('base64'), mimetype: 'image/png' } } }, { operation: 'message.get' });
		rig.wawp.emit(LISTED, 'message', { id, from: HIDDEN, fromMe: false, hasMedia: true });
		await rig.settled();
		expect(rig.errors).toEqual([]);
		expect(sent()).toEqual([expect.objectContaining({ caption: 'From +201000000001' })]);
	});

	test.each([
		['Ann', 'From Ann'],
		[undefined, 'From somebody whose number is hidden'],
	])('and else the name, and no ID that looks like a number (%s)', async (pushname, caption) => {
		await published({ engine: 'GOWS' });
		rig.wawp.seed(LISTED, { contacts: [{ id: HIDDEN, pushname }] });
		receives(SAMPLES.png, { from: HIDDEN });
		await rig.settled();
		expect(rig.errors).toEqual([]);
		expect(sent()).toEqual([expect.objectContaining({ caption })]);
	});
});

test.each([
	['by the number', PERSON, '+20 100-000-0001'],
	['by the number with zeros', PERSON, '0020 100 000 0001'],
	['by its ID', PERSON, `${PERSON} `],
	['by the number, and is hidden', '5555555555@lid', '+20 100 000 0001'],
	['by the hidden identity', '5555555555@lid', '5555555555@lid'],
])('what comes from the person who gets the files, told %s, does not go back', async (_how, from, forwardTo) => {
	rig = await ExampleRig.published('media-forwarder', { instance: { id: LISTED, status: 'WORKING', whatsapp: { lids: [{ lid: '5555555555@lid', pn: PERSON }] } }, settings: sendsTo(forwardTo) });
	receives(SAMPLES.jpeg, { from });
	receives(SAMPLES.jpeg, { from: '201000000002@c.us' });
	await rig.settled();
	expect(rig.errors).toEqual([]);
	expect(sent()).toHaveLength(1);
});

test('a file of which Wawp tells twice, under the number and under the ID that hides it, goes out once', async () => {
	await published({}, ExampleRig.publishedByHand);
	rig.wawp.seed(LISTED, { lids: [{ lid: '5555555555@lid', pn: PERSON }] });
	rig.wawp.holdDeliveries();
	const { hash } = receives(SAMPLES.jpeg);
	// the trigger tells them apart only where processes do not know of each other
	rig.wawp.emit(LISTED, 'message', { id: `false_5555555555@lid_${hash}`, from: '5555555555@lid', fromMe: false, hasMedia: true }, { metadata: { instance_id: 'ANOTHER' } });
	await rig.wawp.releaseDeliveries('in order');
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(2);
	expect(sent()).toHaveLength(1);
	expect(noted()).toEqual([`${hash} to ${TARGET}`]);
});

test('a second workflow sends the same file on to another group', async () => {
	await published();
	const other = importedExample('media-forwarder', sendsTo(OTHER));
	other.nodes.find(({ name }) => name === 'Wawp Trigger')!.webhookId = 'another';
	await rig.n8n.activate(rig.n8n.save(other));
	const { id } = receives(SAMPLES.jpeg);
	await rig.settled();
	expect(rig.errors).toEqual([]);
	expect(rig.wawp.calls.filter(({ operation }) => operation === 'message.sendImage').map(({ body }) => body.chatId).sort()).toEqual([OTHER, TARGET]);
	expect(noted().sort()).toEqual([OTHER, TARGET].map((target) => `${id.split('_')[2]} to ${target}`));
});

test('a sticker goes as a document', async () => {
	await published();
	const sticker = Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1');
	receives(sticker);
	await rig.settled();
	expect(rig.errors).toEqual([]);
	expect(sent()).toEqual([expect.objectContaining({ operation: 'message.sendDocument', 'file[mimetype]': 'image/webp' })]);
});

test('texts, stories, own messages and what comes from the target group stay where they are', async () => {
	await published({ ownMessages: 'message too' });
	rig.wawp.phone.receives(LISTED, { from: PERSON, body: 'No file' });
	receives(SAMPLES.jpeg, { groupId: TARGET });
	rig.wawp.emit(LISTED, 'message', { id: `false_status@broadcast_AAAA_${PERSON}`, from: 'status@broadcast', fromMe: false, hasMedia: true });
	rig.wawp.emit(LISTED, 'message', { id: `true_${PERSON}_AAAA`, to: PERSON, fromMe: true, hasMedia: true });
	await rig.settled();
	expect(rig.wawp.deliveries).toHaveLength(4);
	expect(rig.n8n.executions).toHaveLength(1);
	expect(rig.wawp.calls).toEqual([]);
	receives(SAMPLES.jpeg);
	await rig.settled();
	expect(sent()).toHaveLength(1);
	expect(rig.errors).toEqual([]);
});

test('an event that is delivered again, and a second run of the same message, send nothing twice', async () => {
	await published({}, ExampleRig.publishedByHand);
	rig.wawp.holdDeliveries();
	const { id } = receives(SAMPLES.jpeg);
	// the trigger lets a message of one instance start one run: two come to it where processes do not know of each other
	rig.wawp.emit(LISTED, 'message', { id, from: PERSON, fromMe: false, hasMedia: true }, { metadata: { instance_id: 'ANOTHER' } });
	await rig.wawp.releaseDeliveries('in order');
	await rig.settled();
	for (const delivery of [...rig.wawp.deliveries]) await rig.wawp.redeliver(delivery, 2, { concurrently: true });
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(2);
	expect(sent()).toHaveLength(1);
	expect(noted()).toEqual([`${id.split('_')[2]} to ${TARGET}`]);
	expect(rig.errors).toEqual([]);
});

test('a file that cannot be fetched at first is fetched again, and sent once', async () => {
	await published();
	rig.wawp.failNext({ status: 400, body: { code: 'media_not_ready', message: 'Not yet' } }, { operation: 'message.get' });
	receives(SAMPLES.jpeg);
	await rig.settled();
	expect(rig.heard('message.get')).toBe(2);
	expect(sent()).toHaveLength(1);
});

test('a send that Wawp refuses is shown, and not repeated when the message is delivered again', async () => {
	await published({}, ExampleRig.publishedByHand);
	rig.wawp.failNext({ status: 502 }, { operation: 'message.sendImage' });
	const { id } = receives(SAMPLES.jpeg);
	await rig.settled();
	rig.wawp.emit(LISTED, 'message', { id, from: PERSON, fromMe: false, hasMedia: true }, { metadata: { instance_id: 'ANOTHER' } });
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(2);
	expect(rig.errors).toHaveLength(1);
	expect(sent()).toHaveLength(1);
});

test.each([
	['message.sendImage', SAMPLES.jpeg],
	['message.sendVideo', SAMPLES.mp4],
	['message.sendVoice', SAMPLES.opus],
	['message.sendDocument', SAMPLES.pdf],
])('a file that WhatsApp did not take is shown (%s)', async (operation, bytes) => {
	await published();
	rig.wawp.failNext({ body: { id: `true_${TARGET}_3EB0AAAABBBBCCCC`, ack: -1, error: 'Not allowed' } }, { operation });
	const { id } = receives(bytes);
	await rig.settled();
	expect(rig.errors).toEqual([`The file of message ${id} was not sent on: Not allowed`]);
	expect(sent()).toHaveLength(1);
});

const KINDS = [SAMPLES.jpeg, SAMPLES.mp4, SAMPLES.opus, SAMPLES.pdf];

/** Files that come in one delivery, each of a person of its own; of one of them Wawp knows nothing any more. */
async function receivesAtOnce(files: Buffer[], without?: number): Promise<string[]> {
	rig.wawp.holdDeliveries();
	const from = files.map((_bytes, index) => `20100000000${index + 1}@c.us`);
	const ids = files.map((bytes, index) => receives(bytes, { from: from[index] }).id);
	const { messages } = rig.instance.whatsapp;
	if (without !== undefined) messages.splice(messages.findIndex(({ id }) => id === ids[without]), 1);
	const events = ids.map((id, index) => ({ event: 'message', id: `evt_${index}`, payload: { id, from: from[index], fromMe: false, hasMedia: true } }));
	await fetch(rig.instance.webhooks[0]!.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(events) });
	await rig.settled();
	return ids;
}

test.each([
	['Wawp refused', 'message.sendImage', { status: 400, body: { code: 'invalid_param', message: 'No' } }, 0],
	['WhatsApp did not take', 'message.sendVideo', { body: { id: `true_${TARGET}_3EB0AAAABBBBCCCC`, ack: -1, error: 'Not allowed' } }, 1],
])('a file that %s keeps no other of the same delivery from being sent, and is shown', async (_what, operation, fault, index) => {
	await published();
	rig.wawp.failNext(fault, { operation });
	const ids = await receivesAtOnce(KINDS);
	expect(sent()).toHaveLength(4);
	expect(rig.n8n.executions).toHaveLength(1);
	expect(rig.errors).toEqual([expect.stringContaining(`The file of message ${ids[index]} was not sent on: `)]);
});

test.each([0, 2])('a file that cannot be fetched keeps no other of the same delivery from being sent, and is shown (%i)', async (index) => {
	await published();
	const ids = await receivesAtOnce(KINDS, index);
	expect(sent()).toHaveLength(3);
	expect(rig.n8n.executions).toHaveLength(1);
	expect(rig.errors).toEqual([expect.stringContaining(`The file of message ${ids[index]} was not sent on: `)]);
});

test('a file that is gone is told of, and nothing is sent', async () => {
	await published();
	rig.wawp.emit(LISTED, 'message', { id: `false_${PERSON}_AAAA`, from: PERSON, fromMe: false, hasMedia: true });
	rig.wawp.seed(LISTED, { messages: [{ chatId: PERSON, hash: 'AAAA', body: 'There was a picture' }] });
	await rig.settled();
	expect(rig.errors).toEqual([`The file of message false_${PERSON}_AAAA was not sent on: it is not there any more`]);
	expect(sent()).toEqual([]);
});
