import { documentedEvents } from '../reference';
import { SWITCHES, type Switches } from '../simulator';
import { tells } from '../simulator/dialect';
import { SAMPLES } from '../simulator/world/files';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const PERSON = '201000000001@c.us';
const GROUP = '120363000000000001@g.us';
const WAYS = ['Message', 'Reaction', 'Call', 'Group', 'Session', 'Everything Else'];

let rig: ExampleRig;

async function published(given: Given = {}): Promise<void> {
	const whatsapp = { groups: [{ id: GROUP, subject: 'Lunch', participants: [PERSON] }] };
	rig = await ExampleRig.publishedByHand('event-router', { instance: { id: LISTED, status: 'WORKING', whatsapp }, ...given });
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

/** What came out, as 'event > way: message'. */
async function told(): Promise<string[]> {
	await rig.settled();
	return WAYS.flatMap((way) => rig.items(way).map(({ json: { event, message } }) => `${event} > ${way}: ${message}`));
}

/** Each is of another instance, as the reference uses its IDs again and again. */
function emitAll(events: string[]): void {
	for (const event of events) rig.wawp.emit(LISTED, event, undefined, { metadata: { instance_id: event } });
}

/** What the reference's own samples become; those of the engines where they tell something else, and those of GOWS alone. */
const LINES: Array<{ short: string; engine?: string; GOWS?: string }> = [
	{ short: 'message > Message: 201089603683: Hello, world!' },
	{
		short: 'message.reaction > Reaction: 11111111111 reacted with ❤️ to false_11111111111@c.us_AAAAA',
		engine: 'message.reaction > Reaction: 11111111111 reacted with ❤️ to false_11111111111@c.us_AAAAAAAAAAAAAAAAAAAA',
		GOWS: 'message.reaction > Reaction: 201089603683 reacted with ❤️ to false_11111111111@c.us_AAAAAAAAAAAAAAAAAAAA',
	},
	{ short: 'call.received > Call: Video call of 11111111111 is ringing' },
	{ short: 'call.accepted > Call: Call call_12345 was answered', engine: 'call.accepted > Call: Video call of 11111111111 was answered' },
	{
		short: 'call.rejected > Call: Call call_12345 was declined, or ended unanswered',
		engine: 'call.rejected > Call: Video call of 11111111111 was declined, or ended unanswered',
	},
	{ short: 'group.v2.join > Group: Group 1234567890@g.us: join 11111111111@c.us', engine: 'group.v2.join > Group: Group ...: join 201089603683@c.us' },
	{ short: 'group.v2.leave > Group: Group 1234567890@g.us: leave 11111111111@c.us', engine: 'group.v2.leave > Group: Group 1234567890@g.us: leave 201089603683@c.us' },
	{ short: 'group.v2.update > Group: Group New Group Name: update subject, description', engine: 'group.v2.update > Group: Group New Group Name: update subject' },
	{ short: 'group.v2.participants > Group: Group 1234567890@g.us: promote 11111111111@c.us', GOWS: 'group.v2.participants > Group: Group 1234567890@g.us: join 222222222222222@lid' },
	{ short: 'session.status > Session: Session session.status is STOPPED', engine: 'session.status > Session: Session session.status is FAILED, was WORKING' },
	{ short: 'message.edited > Everything Else: message.edited in 11111111111@c.us: Updated message text!' },
	{ short: 'message.revoked > Everything Else: message.revoked in 11111111111@c.us' },
	{ short: 'poll.vote > Everything Else: poll.vote in 11111111111@c.us: Awesome!', engine: 'poll.vote > Everything Else: poll.vote in 11111111111@c.us' },
];

const linesOn = (engine: Switches['engine']): string[] =>
	LINES.map((line) => (engine === 'GOWS' ? line.GOWS : undefined) ?? (engine === 'short' ? undefined : line.engine) ?? line.short).filter((line) => tells(engine, eventOf(line)));

const eventOf = (line: string): string => line.split(' > ')[0]!;

describe.each(SWITCHES.engine)('as %s tells it', (engine) => {
	test('each event goes its way, and is one line of text there', async () => {
		await published({ switches: { engine }, instance: { id: LISTED, status: 'WORKING', phone: '201089603683' } });
		emitAll(documentedEvents);
		expect((await told()).sort()).toEqual(linesOn(engine).sort());
	});

	test('every event that a user may choose comes out once, and none is lost', async () => {
		await published({ switches: { engine }, settings: { 'Wawp Trigger': { events: documentedEvents } } });
		emitAll(documentedEvents);
		const lines = await told();
		expect(lines.map(eventOf).sort()).toEqual(documentedEvents.filter((event) => tells(engine, event)).sort());
		expect(lines.filter((line) => /undefined|null|NaN|\[object|\n/.test(line))).toEqual([]);
		expect(lines).toContain('group.participants.update > Everything Else: group.participants.update');
	});

	test('what people write is one line, with the place, and the kind of what has no words', async () => {
		await published({ switches: { engine } });
		rig.wawp.phone.receives(LISTED, { from: PERSON, body: 'Hello,\n\nare you open?' });
		rig.wawp.phone.receives(LISTED, { from: PERSON, groupId: GROUP, body: 'Pizza?' });
		rig.wawp.phone.receives(LISTED, { from: PERSON, media: { bytes: SAMPLES.jpeg } });
		expect((await told()).sort()).toEqual([
			`message > Message: 201000000001 in ${GROUP}: Pizza?`,
			'message > Message: 201000000001: (image)',
			'message > Message: 201000000001: Hello, are you open?',
		]);
	});
});

test('somebody goes by the name they gave themselves, where it is told', async () => {
	await published();
	rig.wawp.emit(LISTED, 'message', { id: 'false_123456@lid_AAAA', from: '123456@lid', fromMe: false, body: 'Hello', _data: { notifyName: 'Ada' } });
	expect(await told()).toEqual(['message > Message: Ada: Hello']);
});

test('nobody breaks a line by the name they gave themselves, or by what they react with, nor a group by its own', async () => {
	await published();
	const ada = { from: '123456@lid', fromMe: false, _data: { notifyName: 'Ada\nSession X is FAILED' } };
	rig.wawp.emit(LISTED, 'message', { ...ada, id: 'false_123456@lid_AAAA', body: 'Hello' });
	rig.wawp.emit(LISTED, 'message.reaction', { ...ada, id: 'false_123456@lid_BBBB', reaction: { text: '👍\u2028', messageId: 'false_123456@lid_AAAA' } });
	rig.wawp.emit(LISTED, 'group.v2.update', { group: { id: GROUP, subject: 'Lunch\r\nDinner' } });
	expect(await told()).toEqual([
		'message > Message: Ada Session X is FAILED: Hello',
		'message.reaction > Reaction: Ada Session X is FAILED reacted with 👍 to false_123456@lid_AAAA',
		'group.v2.update > Group: Group Lunch Dinner: update subject',
	]);
});

test('the fields of the event stay beside the text', async () => {
	await published();
	const { id } = rig.wawp.phone.receives(LISTED, { from: PERSON, body: 'Hello' });
	await rig.settled();
	expect(rig.items('Message').map(({ json }) => json)).toMatchObject([{ chatId: PERSON, messageId: id, senderId: PERSON, text: 'Hello' }]);
});

test('a drop says what the state was before', async () => {
	await published();
	rig.wawp.setStatus(LISTED, 'STOPPED');
	await rig.settled();
	rig.wawp.setStatus(LISTED, 'FAILED');
	expect(await told()).toEqual([
		`session.status > Session: Session ${LISTED} is STOPPED`,
		`session.status > Session: Session ${LISTED} is FAILED, was STOPPED`,
	]);
});

test('a reaction that is taken back is told as that', async () => {
	await published();
	rig.wawp.emit(LISTED, 'message.reaction', { id: `false_${PERSON}_BBBB`, senderId: PERSON, reaction: '', messageId: `true_${PERSON}_AAAA` });
	expect(await told()).toEqual([`message.reaction > Reaction: 201000000001 took a reaction back from true_${PERSON}_AAAA`]);
});

test('an event that is delivered again comes out once', async () => {
	await published();
	emitAll(['call.received', 'group.v2.update', 'poll.vote']);
	await rig.settled();
	for (const delivery of [...rig.wawp.deliveries]) await rig.wawp.redeliver(delivery, 2, { concurrently: true });
	expect(await told()).toHaveLength(3);
});
