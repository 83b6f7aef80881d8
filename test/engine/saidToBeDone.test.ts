import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Wawp } from '../simulator';
import { quickWawp } from '../support/quickWawp';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

/* What an answer says became of a change: done, later, or neither; by a flag, a code, a word or a bare yes or no. */

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await quickWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const send: INodeParameters = { to: byId('+20 114 520 2826'), text: 'Hi' };
const answer = (fault: Fault, operation: string) => wawp.failNext(fault, { operation });

test.each(['queued', 'accepted', 'Pending', 'SCHEDULED'])('%p is a message that waits its turn', async (status) => {
	answer({ body: { status, message: 'In the queue' } }, 'message.sendText');
	expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: null, status: 'queued', jobId: null });
});

test.each([{ success: true, job_id: 'job-7' }, { code: 'success', job_id: 'job-7' }, { success: true, data: { jobId: 'job-7' } }])('so is %j', async (body) => {
	answer({ body }, 'message.sendText');
	expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: null, status: 'queued', jobId: 'job-7' });
});

test.each(['message_queued', 'message_scheduled', 'request_accepted'])('so is one by the code %s', async (code) => {
	for (const body of [{ code }, { code, message: 'In the queue' }, { data: { code } }]) {
		answer({ body }, 'message.sendText');
		expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: null, status: 'queued', jobId: null });
	}
});

test.each(['message_sent', 'sent_successfully', 'send_success', 'message_delivered'])('the code %s says that it was done', async (code) => {
	for (const body of [{ code }, { code, message: 'x' }, { data: { code } }]) {
		answer({ body }, 'message.sendText');
		expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: null, status: 'unknown' });
		answer({ body }, 'chat.archive');
		expect(await rig.items('chat.archive', { chat: byId('+20 114 520 2826') })).toHaveLength(1);
	}
	for (const no of [{ success: false }, { message: 'It could not be archived' }]) {
		answer({ body: { code, ...no } }, 'chat.archive');
		await rig.error('chat.archive', { chat: byId('+20 114 520 2826') });
	}
});

test.each(['none', 'None', 'null', 'NULL', 'undefined', '0', 'false', 'no', 'No error', 'no_error', 'no errors', 'ok', 'Success', '200', 200, ' '])('an error of %j is none', async (error) => {
	const id = 'true_201145202826@c.us_3EB0965B123D06E0B70741';
	for (const body of [{ id, error }, { success: true, error, data: { id } }, { success: true, data: { id, error } }, { id, _data: { error } }, { success: true, errors: error, exception: error, data: { id } }]) {
		answer({ body }, 'message.sendText');
		expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: id, status: 'sent' });
	}
	answer({ body: { error } }, 'message.sendText');
	expect((await rig.error('message.sendText', send)).message).toBe("Wawp's answer does not say whether it was done");
	answer({ body: { success: false, error } }, 'message.sendText');
	expect((await rig.error('message.sendText', send)).message).toBe('Wawp refuses this');
});

test.each(['none of the numbers is on WhatsApp', 'no session', 'not ok', 'false number', '500', 1, true, ['x'], { code: 0 }])('an error of %j is one', async (error) => {
	answer({ body: { success: true, error, data: { id: 'true_201145202826@c.us_3EB0965B123D06E0B70741' } } }, 'message.sendText');
	expect((await rig.error('message.sendText', send)).message).toBe("Wawp's answer does not say whether it was done");
});

test.each([[true, true], [false, false], [{ adminsOnly: false }, false], [{ success: true, data: { adminsOnly: true } }, true], [{ success: true, data: false }, false], [{ adminsOnly: null }, null], ['false', false], [0, false]])('%j is a setting of a group that is on or off', async (body, adminsOnly) => {
	for (const operation of ['group.getInfoAdminOnly', 'group.getMessagesAdminOnly']) {
		answer({ body }, operation);
		expect((await rig.items(operation, { group: byId('1234567890@g.us') }))[0]!.json).toMatchObject({ adminsOnly });
	}
});

test.each(['group.setInfoAdminOnly', 'group.leave', 'contact.block', 'chat.archive', 'contact.checkExists'])('a bare false to %s is no answer', async (operation) => {
	answer({ body: false }, operation);
	await rig.error(operation, { group: byId('1234567890@g.us'), contact: byId('+20 114 520 2826'), chat: byId('+20 114 520 2826'), phoneNumber: '+20 114 520 2826' });
});
