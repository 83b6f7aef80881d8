import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../nodes/Wawp/delivery/shape';
import { MEMBERS, WRAPPERS } from '../events/protocol';
import { runs } from '../support/thorough';

/* Random contents in random wrappers: whatever is in a message, which one it is, in which chat, whose and when is never lost. */

const CHAT = '201145202826@c.us';
const EVENTS = ['message', 'message.any', 'message.waiting', 'message.edited', 'message.reaction'];

const anything = fc.oneof(fc.json({ maxDepth: 4 }).map((json) => JSON.parse(json) as unknown), fc.constantFrom<unknown>(null, '', 0, [], {}, { message: {} }, { message: null }, '{"id":', '\ud800'));

/** A member with some of its own members replaced. */
const member = fc.tuple(fc.constantFrom(...Object.keys(MEMBERS), 'holographicMessage', '__proto__', 'constructor'), fc.dictionary(fc.constantFrom('text', 'caption', 'contextInfo', 'singleSelectReply', 'nativeFlowResponseMessage', 'body', 'message', 'vcard', 'key'), anything)).map(
	([name, changes]): [string, unknown] => {
		const content = Object.hasOwn(MEMBERS, name) ? MEMBERS[name]!.content : {};
		return [name, typeof content === 'string' ? content : { ...content, ...changes }];
	},
);

const wrappers = fc.array(fc.constantFrom(...Object.keys(WRAPPERS), 'futureMessage'), { maxLength: 6 });

const message = fc.tuple(fc.array(member, { minLength: 1, maxLength: 3 }), wrappers, fc.dictionary(fc.constantFrom('messageContextInfo', 'senderKeyDistributionMessage', 'viewOnceMessage'), anything)).map(([contents, around, beside]) =>
	around.reduce<IDataObject>((inner, wrapper) => ({ ...(beside as IDataObject), [wrapper]: { message: inner } }), Object.fromEntries(contents) as IDataObject),
);

test.each([1, 20_261, 4_711])('of the seed %i', (seed) => {
	fc.assert(
		fc.property(message, fc.constantFrom(...EVENTS), fc.boolean(), fc.constantFrom('message', 'Message', 'RawMessage'), (content, event, fromMe, name) => {
			const id = `${fromMe}_${CHAT}_3EB0A1`;
			const reaction = event === 'message.reaction' ? { reaction: { text: 'x', messageId: id } } : {};
			const payload = { id, from: CHAT, fromMe, timestamp: 1768580591, ...reaction, ...(event === 'message.edited' && { editedMessageId: '3EB0A1' }), _data: { [name]: content, Info: { Sender: CHAT } } };
			const before = JSON.stringify(payload);
			const fields = fieldsOf(event, payload, { id: '201000000009@c.us', lid: '999@lid' });
			expect(fields).toMatchObject({ messageId: id, chatId: CHAT, fromMe, timestamp: '2026-01-16T16:23:11.000Z' });
			// what was delivered is handed on as it came
			expect(JSON.stringify(payload)).toBe(before);
			expect(() => JSON.stringify(fields)).not.toThrow();
		}),
		{ seed, numRuns: runs(500, 3_000) },
	);
	expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
