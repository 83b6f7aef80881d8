import type { Incoming } from '../simulator/inbox';
import { SAMPLES } from '../simulator/world/files';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const PERSON = '201000000001@c.us';
const GROUP = '120363000000000001@g.us';
/** The group that the example comes with. */
const TARGET = '120363041234567890@g.us';

let rig: ExampleRig;

async function published(switches: Given['switches'] = {}, publish = ExampleRig.published): Promise<void> {
	const whatsapp = { groups: [{ id: TARGET }, { id: GROUP, participants: [PERSON] }] };
	rig = await publish('media-forwarder', { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches });
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.traces()).not.toContain(rig.account.token);
});

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
		expect(noted()).toEqual([id]);
	});
});

test.each([
	[{ body: 'Look!' }, 'From 201000000001: Look!'],
	[{}, 'From 201000000001'],
	[{ groupId: GROUP, body: 'Look!' }, 'From 201000000001: Look!'],
])('the caption says who sent it (%j)', async (incoming, caption) => {
	await published({ engine: 'GOWS' });
	receives(SAMPLES.png, incoming);
	await rig.settled();
	expect(rig.errors).toEqual([]);
	expect(sent()).toEqual([expect.objectContaining({ operation: 'message.sendImage', caption })]);
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
	expect(noted()).toEqual([id]);
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

test('a file that is gone is told of, and nothing is sent', async () => {
	await published();
	rig.wawp.emit(LISTED, 'message', { id: `false_${PERSON}_AAAA`, from: PERSON, fromMe: false, hasMedia: true });
	rig.wawp.seed(LISTED, { messages: [{ chatId: PERSON, hash: 'AAAA', body: 'There was a picture' }] });
	await rig.settled();
	expect(rig.messages('Alert: No File')).toEqual([`The file of message false_${PERSON}_AAAA is not there any more`]);
	expect(sent()).toEqual([]);
});
