import type { Fault } from '../simulator';
import { id, lookingAlone, rig, virtual } from '../support/looking';
import { listening, minutes, replaced, taken } from '../support/puttingBack';
import { foreignWebhook } from '../support/triggerRig';

/* An address that is put back at Wawp while the workflow or its credential is no longer what it was when it was registered. */

lookingAlone();

/** Wawp has missed it for six minutes, and does at once what it answers late. */
async function puttingBack(): Promise<void> {
	const LATE: Fault = { hang: true, carryOut: true };
	await minutes(6);
	rig.wawp.failNext(LATE, { operation: 'webhook.set' });
	await virtual.pass(45_000);
	await virtual.of(rig.n8n.poll(id));
	await virtual.pass(5_000);
	expect(rig.registered(id)).toHaveLength(1);
}

describe('published anew while its address is being put back', () => {
	test('with a Webhook Secret that there was none of, it keeps the address that was registered then, and no other', async () => {
		await listening();
		replaced();
		await puttingBack();
		rig.changeCredential({ webhookSecret: 'new' });
		await virtual.of(rig.publish(id, { events: ['message'], options: { signature: 'require' } }));
		await virtual.pass(60_000);
		expect([await taken('hello'), rig.registered(id)]).toEqual([['hello'], [expect.objectContaining({ hmac: 'new' })]]);
		expect(rig.n8n.logs.text()).not.toContain('has been put back');
	});

	test('for other events, it hears these', async () => {
		await listening();
		replaced();
		await puttingBack();
		await virtual.of(rig.publish(id, { events: ['message', 'call.received'] }));
		await virtual.pass(60_000);
		expect(rig.registered(id)).toMatchObject([{ events: ['message', 'call.received'] }]);
	});

	test('without another session that it was missing from, nothing is registered there', async () => {
		await listening();
		const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
		await virtual.of(rig.publish(id, { events: ['message'], instanceId: `${rig.instance.id}, ${other.id}` }));
		for (const instance of [rig.instance, other]) replaced(instance);
		await puttingBack();
		await virtual.of(rig.publish(id, { events: ['message'] }));
		await virtual.pass(60_000);
		expect([rig.registered(id).length, other.webhooks]).toEqual([1, [foreignWebhook()]]);
	});
});

describe('one that is put back under another secret than it was registered with', () => {
	test('as the credential has a Webhook Secret by now, is signed with that one', async () => {
		await listening();
		rig.changeCredential({ webhookSecret: 'added' });
		replaced();
		await minutes(7);
		expect([await taken('hello'), rig.registered(id)]).toEqual([['hello'], [expect.objectContaining({ hmac: 'added' })]]);
	});

	test('as the credential has none any more, is not signed', async () => {
		await listening({ credential: { webhookSecret: 'first' } });
		rig.changeCredential({ webhookSecret: '' });
		replaced();
		await minutes(7);
		expect([await taken('hello'), rig.registered(id)]).toEqual([['hello'], [expect.not.objectContaining({ hmac: expect.anything() })]]);
	});
});
