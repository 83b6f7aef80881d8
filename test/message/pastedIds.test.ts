import type { INodeParameters } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const ID = 'true_201145202826@c.us_3EB0965B123D06E0B70741';
const PASTED = `\t ${ID} \r\n`;
const message: INodeParameters = { chat: byId('+20 114 520 2826'), messageId: PASTED };

/* What is copied out of a table or a log brings the blanks and the end of its line along. */

test.each<[operation: string, given: INodeParameters]>([
	['message.get', message],
	['message.edit', { ...message, text: ' Hi ' }],
	['message.react', { ...message, reaction: '👍' }],
	['message.delete', message],
	['message.pin', message],
	['message.unpin', message],
	['message.star', message],
	['message.votePoll', { ...message, votesInput: 'json', votesJson: '["Yes"]' }],
	['status.delete', { statusId: PASTED }],
	['call.reject', { callId: ` ${ID}\n`, caller: '201145202826@c.us' }],
])('the ID of %s goes out without what was pasted around it', async (operation, given) => {
	await rig.run(operation, given);
	const [call] = rig.calls;
	const { messageId, id, callId } = { ...call!.query, ...call!.body };
	expect([messageId, id, callId].filter(Boolean)).toEqual([ID]);
	// A text is what somebody wrote.
	expect(call!.body.text ?? ' Hi ').toBe(' Hi ');
});

test('an ID of blanks alone is none', async () => {
	expect((await rig.error('message.delete', { ...message, messageId: ' \n' })).message).toBe("'Message ID' is empty");
	expect(rig.calls).toEqual([]);
});

test.each(['AbC-dEf_12345', '-_AbCdEf1234567890', 'AbCdEfGhIj', '1234567890abcdef'])('the invitation %s goes out as its code, whether it is the code or a link, and whatever was pasted around it', async (code) => {
	for (const operation of ['group.join', 'group.getJoinInfo']) {
		for (const invite of [` ${code}\n`, `https://chat.whatsapp.com/${code}`, `Come in: http://chat.whatsapp.com/invite/${code}?mode=ac_t See you!`]) {
			await rig.run(operation, { invite });
			const { query, body } = rig.calls.filter((call) => call.operation === operation).at(-1)!;
			expect([invite, { ...query, ...body }.code]).toEqual([invite, code]);
		}
	}
});
