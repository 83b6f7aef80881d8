import { SAMPLES } from '../simulator/world/files';
import { GROUP, Live, MANUAL, PERSON } from './live';
import { messagesOf } from './n8n/execution';

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
afterAll(async () => await live?.stop());

test('reply-bot answers a message by its keyword', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('reply-bot', credential);
	await live.publish(workflow);
	const { id } = live.wawp.phone.receives(instance.id, { from: PERSON, body: 'What are your HOURS?' });
	live.expectClean(...(await live.reached(workflow, 'Forget Old Notes')));
	expect(live.sent(instance.id)).toEqual([
		expect.objectContaining({ operation: 'message.sendText', chatId: PERSON, reply_to: id, message: 'We are open from Sunday to Thursday, 9:00 to 17:00.' }),
	]);
	await live.n8n.unpublish(workflow.id);
});

test('keyword-auto-reply answers what holds its word, and starts nothing for the rest', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('keyword-auto-reply', credential);
	await live.publish(workflow);
	live.wawp.phone.receives(instance.id, { from: PERSON, body: 'Good morning' });
	const { id } = live.wawp.phone.receives(instance.id, { from: PERSON, body: 'What is the PRICE?' });
	live.expectClean(...(await live.reached(workflow, 'Send Text')));
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ chatId: PERSON, reply_to: id, message: 'You find our prices at https://example.com/prices' })]);
	await live.n8n.unpublish(workflow.id);
	expect(await live.n8n.executions(workflow.id)).toHaveLength(1);
});

test('missed-call-follow-up, with a shorter wait, writes to the caller unless the call was answered', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('missed-call-follow-up', credential, { 'Wait Two Minutes': { amount: 1, unit: 'seconds' } });
	await live.publish(workflow);
	live.wawp.emit(instance.id, 'call.accepted', { id: 'ANSWERED' });
	await live.reached(workflow, 'Note the Answer');
	live.wawp.emit(instance.id, 'call.received', { id: 'ANSWERED', from: '201000000002@c.us', timestamp: 0, isVideo: false, isGroup: false });
	live.wawp.emit(instance.id, 'call.received', { id: 'MISSED', from: PERSON, timestamp: 0, isVideo: false, isGroup: false });
	live.expectClean(...(await live.n8n.finishedExecutions(workflow.id, 3)));
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ operation: 'message.sendText', chatId: PERSON, message: expect.stringContaining('Sorry we missed your call') })]);
	await live.n8n.unpublish(workflow.id);
});

test('event-router gives each kind of event a way of its own, and loses none', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('event-router', credential);
	await live.publish(workflow);
	live.wawp.phone.receives(instance.id, { from: PERSON, body: 'Hello' });
	live.wawp.emit(instance.id, 'call.rejected', { id: 'A' });
	live.wawp.emit(instance.id, 'message.revoked', { id: `false_${PERSON}_AAAA` });
	const runs = await live.n8n.finishedExecutions(workflow.id, 3);
	live.expectClean(...runs);
	expect(['Message', 'Call', 'Everything Else'].flatMap((way) => messagesOf(runs, way))).toEqual([
		'201000000001: Hello',
		'Call A was declined, or ended unanswered',
		`message.revoked in ${PERSON}`,
	]);
	await live.n8n.unpublish(workflow.id);
});

test('media-forwarder sends an incoming picture on, byte for byte', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('media-forwarder', credential);
	await live.publish(workflow);
	live.wawp.phone.receives(instance.id, { from: PERSON, media: { bytes: SAMPLES.jpeg } });
	live.expectClean(...(await live.reached(workflow, 'Forget Old Notes')));
	expect(live.sent(instance.id)).toEqual([
		expect.objectContaining({ operation: 'message.sendImage', chatId: GROUP, 'file[data]': SAMPLES.jpeg.toString('base64') }),
	]);
	await live.n8n.unpublish(workflow.id);
});

test('broadcast-from-table, with shorter pauses, sends to each row of the table once', async () => {
	const { instance, credential } = await live.connectedNumber();
	const text = '=Hello {{ $json.name }}, our new opening hours start on Monday.';
	const options = { checkNumberFirst: 'skip', defaultCountryCode: '20', pauseAtLeast: 1, pauseAtMost: 2 };
	const workflow = await live.importExample('broadcast-from-table', credential, { 'Send Text': { text, options } });
	live.expectClean(await live.n8n.execute(workflow.id, MANUAL));
	await live.n8n.addDataTableRows('wawp_broadcast', [{ name: 'Ada', phone: '+20 100 000 0001' }, { name: 'Bob', phone: '0100 000 0002' }]);
	live.expectClean(await live.n8n.execute(workflow.id, MANUAL), await live.n8n.execute(workflow.id, MANUAL));
	expect(live.sent(instance.id).map(({ chatId, message }) => [chatId, message])).toEqual([
		['201000000001@c.us', 'Hello Ada, our new opening hours start on Monday.'],
		['201000000002@c.us', 'Hello Bob, our new opening hours start on Monday.'],
	]);
	expect((await live.n8n.dataTableRows('wawp_broadcast')).map(({ status }) => status)).toEqual(['sent', 'sent']);
});

test('poll-with-votes, on a shorter schedule, sends one poll a day, takes the votes and counts them', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('poll-with-votes', credential, { 'Every Monday at 9:00': { rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] } } });
	await live.publish(workflow);
	await live.reached(workflow, 'Store the Message ID');
	live.wawp.phone.votes(instance.id, { from: PERSON, poll: instance.whatsapp.messages.at(-1)!, answers: ['Pizza'] });
	await live.reached(workflow, 'Remove Earlier Votes');
	await live.n8n.unpublish(workflow.id);
	const summary = await live.n8n.execute(workflow.id, MANUAL);
	live.expectClean(summary, ...(await live.n8n.executions(workflow.id)));
	expect(messagesOf([summary], 'Summary')).toEqual([expect.stringContaining('Pizza: 1')]);
	expect(live.sent(instance.id)).toHaveLength(1);
});

test('group-onboarding-with-labels makes a group of people, welcomes them and labels their chats, once', async () => {
	const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
	const workflow = await live.importExample('group-onboarding-with-labels', await live.addCredential({ instanceId: instance.id }));
	live.expectClean(await live.n8n.execute(workflow.id, MANUAL), await live.n8n.execute(workflow.id, MANUAL));
	const [group, ...others] = instance.whatsapp.groups;
	expect(others).toEqual([]);
	expect(group!.participants.map(({ id }) => id).slice(1)).toEqual(['201145202826@c.us', '201000000002@c.us']);
	expect(instance.whatsapp.labels.map(({ name }) => name)).toEqual(['In the group']);
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ chatId: group!.id, message: 'Welcome Ada, Bob!' })]);
});

test('delivery-report-collector follows each message in a table, in whichever order it is told, and reports', async () => {
	const { instance, credential } = await live.connectedNumber();
	const workflow = await live.importExample('delivery-report-collector', credential);
	await live.publish(workflow);
	const id = (end: string) => `true_${PERSON}_${end}`;
	const acknowledged = (end: string, ack: number) => live.wawp.emit(instance.id, 'message.ack', { id: id(end), ack, chatId: PERSON });
	live.wawp.holdDeliveries();
	for (const ack of [1, 2, 3]) acknowledged('AAAA', ack);
	acknowledged('BBBB', 2);
	for (const ack of [-1, -1]) acknowledged('CCCC', ack);
	await live.wawp.releaseDeliveries('reversed');
	const runs = await live.n8n.finishedExecutions(workflow.id, 6);
	await live.n8n.unpublish(workflow.id);
	const report = await live.n8n.execute(workflow.id, MANUAL);
	live.expectClean(report, ...runs);
	expect(report.json('Report')).toMatchObject([{ messages: 3, sent: 2, delivered: 2, read: 1, failed: 1 }]);
	const rows = await live.n8n.dataTableRows('wawp_deliveries');
	expect(rows.map(({ messageId, level, name, sentAt, deliveredAt, readAt, failedAt }) => [messageId, level, name, ...[sentAt, deliveredAt, readAt, failedAt].map((time) => time !== null)]).sort()).toEqual([
		[id('AAAA'), 3, 'read', true, true, true, false],
		[id('BBBB'), 2, 'delivered', false, true, false, false],
		[id('CCCC'), -1, 'failed', false, false, false, true],
	]);
	expect(messagesOf(runs, 'Alert: Not Sent')).toEqual([`The message ${id('CCCC')} to ${PERSON} was not sent`]);
});

test('group-welcome welcomes those who join a group, in one message, once', async () => {
	const { instance, credential } = await live.connectedNumber();
	live.wawp.seed(instance.id, { contacts: [{ id: '201000000003@c.us', pushname: 'Cleo' }] });
	const workflow = await live.importExample('group-welcome', credential);
	await live.publish(workflow);
	const joined = ['201000000002@c.us', '201000000003@c.us', `${instance.phone}@c.us`];
	live.wawp.holdDeliveries();
	live.wawp.emit(instance.id, 'group.v2.participants', { group: { id: GROUP }, type: 'join', participants: joined.map((id) => ({ id, role: 'participant' })) });
	live.wawp.emit(instance.id, 'group.v2.join', { chatId: GROUP, participants: joined });
	live.wawp.emit(instance.id, 'group.v2.participants', { chatId: GROUP, action: 'promote', participants: joined });
	await live.wawp.releaseDeliveries('in order');
	live.expectClean(...(await live.n8n.finishedExecutions(workflow.id, 3)));
	const sent = live.sent(instance.id);
	expect(new Set(sent.map(({ chatId }) => chatId))).toEqual(new Set([GROUP]));
	const greeted = sent.flatMap(({ message }) => /^Welcome (.*)! Good/.exec(String(message))![1]!.split(', '));
	expect(greeted.sort()).toEqual(['+201000000002', 'Cleo']);
	expect(await live.n8n.dataTableRows('wawp_welcomes')).toHaveLength(2);
	await live.n8n.unpublish(workflow.id);
});
