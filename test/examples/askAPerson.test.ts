import { ExampleRig, LISTED } from '../support/exampleRig';

const ADA = '201145202826@c.us';
const OFFICE = '120363041234567890@g.us';
const MANUAL = "When clicking 'Execute workflow'";

let rig: ExampleRig;

/** Asked, and asleep. */
async function started(example: string, plan: 'paid' | 'free' = 'paid'): Promise<void> {
	rig = await ExampleRig.start(example, { plan, instance: { id: LISTED, status: 'WORKING', whatsapp: { groups: [{ id: OFFICE, participants: [ADA] }] } } });
	await rig.n8n.run(rig.id, { from: MANUAL, mode: 'trigger' });
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.traces()).not.toContain(rig.account.token);
});

const sent = () => rig.instance.whatsapp.messages.filter(({ fromMe }) => fromMe);
const question = () => sent().at(-1)!;
const polls = () => sent().filter(({ poll }) => poll);
const votes = (answer: string) => rig.wawp.phone.votes(LISTED, { from: ADA, poll: polls().at(-1)!, answers: [answer] });

/** What came of it, once the workflow has ended. */
async function told(node: string): Promise<unknown[]> {
	await rig.settled();
	return rig.n8n.executions.flatMap(({ run }) => (run.data.resultData.runData[node] ?? []).flatMap(({ data }) => (data?.main?.[0] ?? []).map(({ json }) => json.message ?? json)));
}

describe('approve-invoice-by-poll', () => {
	test('asks about one invoice after the other, and goes on with each tap', async () => {
		await started('approve-invoice-by-poll');
		expect(polls().map(({ body }) => body)).toEqual(['Invoice 2026-1042 of Nile Paper\n*1,250.00 EUR*\n\nMay it be paid?']);
		votes('Pay it');
		await rig.settled();
		expect(polls()).toHaveLength(2);
		votes('Do not pay it');
		expect(await told('Pay')).toEqual([expect.stringMatching(/^Invoice 2026-1042 is paid: approved by 201145202826 at \d{4}/)]);
		expect(await told('Do Not Pay')).toEqual([expect.stringMatching(/^Invoice 2026-1043 is not paid: declined by 201145202826 at/)]);
		expect(rig.instance.webhooks).toEqual([]);
	});

	test('one that cannot be asked does not keep the others from being asked', async () => {
		rig = await ExampleRig.start('approve-invoice-by-poll', { plan: 'paid', instance: { id: LISTED, status: 'WORKING' } });
		rig.wawp.failNext({ status: 400, body: { code: 'invalid_param', message: 'No' } }, { operation: 'message.sendPoll' });
		await rig.n8n.run(rig.id, { from: MANUAL, mode: 'trigger' });
		expect(polls().map(({ body }) => body)).toEqual([expect.stringContaining('2026-1043')]);
		votes('Pay it');
		expect(await told('Pay')).toEqual([expect.stringContaining('2026-1043 is paid')]);
		expect(await told('Alert: Not Asked')).toEqual([expect.stringMatching(/^Nobody was asked about invoice 2026-1042 of Nile Paper: Wawp /)]);
	});

	test('tells of those that nobody answered', async () => {
		await started('approve-invoice-by-poll');
		await rig.n8n.wakeUp();
		await rig.n8n.wakeUp();
		expect(await told('Alert: Nobody Answered')).toEqual(['Nobody answered about invoice 2026-1042 of Nile Paper', 'Nobody answered about invoice 2026-1043 of Delta Print']);
		expect(await told('Pay')).toEqual([]);
	});
});

describe('ask-customer-and-wait', () => {
	test('goes on with what the customer writes back, and quotes it', async () => {
		await started('ask-customer-and-wait');
		const { id } = rig.wawp.phone.receives(LISTED, { from: ADA, body: 'On Monday' });
		expect(await told('Delivery')).toMatchObject([{ order: '1042', when: 'On Monday', confirmed: true }]);
		expect(question()).toMatchObject({ body: 'Thank you, we have noted: On Monday', replyTo: id });
	});

	test('goes on with the answer, and tells that none came, where the words for it cannot be sent', async () => {
		await started('ask-customer-and-wait');
		rig.wawp.failNext({ status: 400, body: { code: 'invalid_param', message: 'No' } }, { operation: 'message.sendText' });
		rig.wawp.phone.receives(LISTED, { from: ADA, body: 'On Monday' });
		expect(await told('Delivery')).toMatchObject([{ order: '1042', when: 'On Monday', confirmed: false }]);
		await rig.n8n.run(rig.id, { from: MANUAL, mode: 'trigger' });
		rig.wawp.failNext({ status: 400, body: { code: 'invalid_param', message: 'No' } }, { operation: 'message.sendText' });
		await rig.n8n.wakeUp();
		expect(await told('Alert: Nobody Answered')).toEqual([expect.stringMatching(/^Nobody answered about order 1042, and Ada could not be told that the time is over: Wawp /)]);
		expect(rig.errors).toEqual([]);
	});

	test('says so when the time is over', async () => {
		await started('ask-customer-and-wait');
		await rig.n8n.wakeUp();
		expect(await told('Alert: Nobody Answered')).toEqual(['Nobody answered about order 1042']);
		expect(question().body).toBe('We have not heard from you, Ada. Your order 1042 stays here until you write to us.');
	});
});

describe('collect-document, on a free plan', () => {
	test('takes a file on its page, and hands it on', async () => {
		await started('collect-document', 'free');
		const form = new FormData();
		form.append('answer', new Blob(['%PDF-1.4 hello'], { type: 'application/pdf' }), 'contract.pdf');
		const response = await fetch(/https?:\S+/.exec(question().body)![0], { method: 'POST', body: form });
		expect(response.status).toBe(200);
		await rig.settled();
		expect(question()).toMatchObject({ chatId: OFFICE, body: 'signed contract of Ada', media: { filename: 'contract.pdf', bytes: Buffer.from('%PDF-1.4 hello') } });
	});

	test.each([
		['refused', { status: 400, body: { code: 'invalid_param', message: 'No' } }, /^The message about the signed contract of Ada was not sent: Wawp /],
		['not taken by WhatsApp', { body: { id: `true_${OFFICE}_3EB0AAAABBBBCCCC`, ack: -1, error: 'Not allowed' } }, /^The message about the signed contract of Ada was not sent: Not allowed$/],
	])('shows that what was to be handed on was %s, and that a reminder was', async (_how, fault, words) => {
		await started('collect-document', 'free');
		const form = new FormData();
		form.append('answer', new Blob(['%PDF-1.4 hello'], { type: 'application/pdf' }), 'contract.pdf');
		const link = /https?:\S+/.exec(question().body)![0];
		rig.wawp.failNext(fault, { operation: 'message.sendDocument' });
		await fetch(link, { method: 'POST', body: form });
		await rig.settled();
		await rig.n8n.run(rig.id, { from: MANUAL, mode: 'trigger' });
		rig.wawp.failNext(fault, { operation: 'message.sendText' });
		await rig.n8n.wakeUp();
		await rig.settled();
		expect(rig.errors).toEqual([expect.stringMatching(words), expect.stringMatching(words)]);
		expect(rig.items('What Came Back?')[0]!.binary).toMatchObject({ data: { fileName: 'contract.pdf' } });
	});

	test('reminds the person once', async () => {
		await started('collect-document', 'free');
		await rig.n8n.wakeUp();
		await rig.settled();
		expect(question().body).toMatch(/^Hello Ada, we are still waiting for your signed contract/);
	});
});

// With On Error: Continue, which they come with, an error is an item as well.
test.each([
	['approve-invoice-by-poll', 'message.sendPoll', [/^Nobody was asked about invoice 2026-1042 of Nile Paper: Wawp /, /^Nobody was asked about invoice 2026-1043 of Delta Print: Wawp /]],
	['ask-customer-and-wait', 'message.sendText', [/^Ada was not asked about order 1042: Wawp /]],
	['collect-document', 'message.sendText', [/^Ada was not asked for the signed contract: Wawp /]],
])('%s says of a question that is refused neither that the time is over nor that there is an answer', async (example, operation, alerts) => {
	rig = await ExampleRig.start(example, { instance: { id: LISTED, status: 'WORKING' } });
	alerts.forEach(() => rig.wawp.failNext({ status: 400, body: { code: 'invalid_param', message: 'No' } }, { operation }));
	await rig.n8n.run(rig.id, { from: MANUAL, mode: 'trigger' });
	expect(await told('Alert: Not Asked')).toEqual(alerts.map((alert) => expect.stringMatching(alert) as unknown));
	expect(rig.errors).toEqual([]);
	expect(sent()).toEqual([]);
	expect(rig.heard(operation)).toBe(alerts.length);
});
