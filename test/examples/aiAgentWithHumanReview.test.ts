import type { Fault } from '../simulator';
import type { Model } from '../support/aiNodes';
import { ExampleRig, LISTED } from '../support/exampleRig';

/* What the example makes of an answer. The review itself runs in test/e2e, and in test/ask. */

const ADA = '201000000001@c.us';

let rig: ExampleRig;

async function answers(model: Model, fault?: Fault): Promise<void> {
	rig = await ExampleRig.published('ai-agent-with-human-review', { instance: { id: LISTED, status: 'WORKING' }, model });
	if (fault) rig.wawp.failNext(fault, { operation: 'message.sendText' });
	for (const body of ['one', 'two']) {
		rig.wawp.phone.receives(LISTED, { from: ADA, body });
		await rig.settled();
	}
}

afterEach(async () => {
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

const sent = () => rig.wawp.calls.filter(({ operation }) => operation === 'message.sendText').map(({ body }) => body.message);

const alerts = () => rig.messages('Alert: A Person Is Needed');

test('what the agent says is the answer, and nobody is alerted', async () => {
	await answers((text) => `You asked: ${text}`);
	expect(sent()).toEqual(['You asked: one', 'You asked: two']);
	expect(alerts()).toEqual([]);
});

test.each<[string, Fault]>([
	['was refused', { status: 400, body: { code: 'invalid_param', message: 'No' } }],
	['WhatsApp did not take', { body: { id: `true_${ADA}_3EB0AAAABBBBCCCC`, ack: -1, error: 'not allowed' } }],
	['may have gone out', { reset: true, carryOut: true }],
])('an answer that %s is told of and not sent again, and the next message is answered', async (_what, fault) => {
	await answers((text) => `You asked: ${text}`, fault);
	expect(sent()).toEqual(['You asked: one', 'You asked: two']);
	expect(alerts()).toEqual([`Nobody answered ${ADA}: one`]);
});

test.each<[string, Model]>([
	['fails', () => new Error('500')],
	['says nothing', () => '  '],
])('where the model %s somebody is told', async (_how, model) => {
	await answers(model);
	expect(sent()).toEqual([]);
	expect(alerts()).toEqual([`Nobody answered ${ADA}: one`, `Nobody answered ${ADA}: two`]);
});
