import type { IWebhookFunctions } from 'n8n-workflow';

import { mayAnswer } from '../../nodes/Wawp/ask/who';

/* Whose answer counts, where WhatsApp tells a person now by the number, now by the hidden identity. */

const NUMBER = '201145202826@c.us';
const LID = '5551234@lid';
const OTHER = '201012345678@c.us';

const account = { baseUrl: 'https://api.wawp.net', instanceId: '3EB0BCB2E3D4', accessToken: 'wp-token', secrets: [], login: {} };
let target = { account, instanceId: '' };
let count = 0;
/** A process remembers whom it has asked for, by instance. */
beforeEach(() => void (target = { account, instanceId: `INSTANCE${count++}` }));

interface Known {
	pn?: string | null;
	lid?: string | null;
}

/** Whether an answer by this person counts, and what was asked of Wawp, which says this. */
async function answered(who: string[], sender: { senderId: string; senderPhone?: string; senderLid?: string }, told: Known | number | Error) {
	const asked: string[] = [];
	const httpRequestWithAuthentication = async (_type: string, { method, url, headers }: { method: string; url: string; headers: Record<string, string> }) => {
		asked.push(`${method} ${new URL(url).pathname}`);
		expect(headers['X-Instance-ID']).toBe(target.instanceId);
		if (told instanceof Error) throw told;
		const [statusCode, body] = typeof told === 'number' ? [told, { code: 'rest_forbidden', message: 'No' }] : [200, told];
		return { statusCode, headers: {}, body: Buffer.from(JSON.stringify(body)) };
	};
	const context = { getNode: () => ({ name: 'Ask' }), helpers: { httpRequestWithAuthentication } } as unknown as IWebhookFunctions;
	const counts = await mayAnswer(context, { who } as never, { event: { fields: sender } } as never, target);
	return [counts, asked];
}

const BY_LID = 'GET /v2/lids/5551234%40lid';
const BY_NUMBER = 'GET /v2/lids/pn/201145202826';

test.each<[what: string, who: string[], sender: Parameters<typeof answered>[1], told: Known | number | Error, counts: boolean | 'perhaps', asked: string[]]>([
	['everybody, where nobody is named', [], { senderId: LID }, {}, true, []],
	['who is named', [OTHER, NUMBER], { senderId: NUMBER }, {}, true, []],
	['who is named by the number that is told beside the hidden identity', [NUMBER], { senderId: LID, senderPhone: '201145202826' }, {}, true, []],
	['who is named by the hidden identity that is told beside the number', [LID], { senderId: NUMBER, senderLid: LID }, {}, true, []],
	['not somebody else, of whom both are known', [OTHER], { senderId: LID, senderPhone: '201145202826' }, {}, false, []],
	['a hidden one whose number Wawp tells', [NUMBER], { senderId: LID }, { lid: LID, pn: NUMBER }, true, [BY_LID]],
	['not a hidden one whose number is another', [OTHER], { senderId: LID }, { lid: LID, pn: NUMBER }, false, [BY_LID]],
	['not a hidden one whose number Wawp does not know', [NUMBER], { senderId: LID }, { lid: LID, pn: null }, false, [BY_LID]],
	['one whose hidden identity Wawp tells', [LID], { senderId: NUMBER }, { lid: LID, pn: NUMBER }, true, [BY_NUMBER]],
	['not one whose hidden identity is another', ['777@lid'], { senderId: NUMBER }, { lid: LID, pn: NUMBER }, false, [BY_NUMBER]],
	['perhaps a hidden one, where Wawp tells of another one', [NUMBER], { senderId: LID }, { lid: '777@lid', pn: NUMBER }, 'perhaps', [BY_LID]],
	['perhaps one by number, where Wawp tells of another one', [LID], { senderId: NUMBER }, { lid: LID, pn: OTHER }, 'perhaps', [BY_NUMBER]],
	['nobody where Wawp refuses to tell', [NUMBER], { senderId: LID }, 403, false, [BY_LID]],
	['nor one whom its engine cannot tell', [NUMBER], { senderId: LID }, 501, false, [BY_LID]],
	['perhaps one of whom no answer comes', [LID], { senderId: NUMBER }, new Error('connect ECONNREFUSED'), 'perhaps', [BY_NUMBER]],
	['perhaps one whom it cannot tell just now', [NUMBER], { senderId: LID }, 409, 'perhaps', [BY_LID]],
])('%s', async (_what, who, sender, told, counts, asked) => {
	expect(await answered(who, sender, told)).toEqual([counts, asked]);
});

test.each<[what: string, told: Known | number | Error, asked: number]>([
	['who is found is asked for once', { lid: LID, pn: NUMBER }, 1],
	['of whom only half is found again', { lid: LID, pn: null }, 3],
	['who cannot be told just now again', 403, 3],
])('%s, however often they write', async (_what, told, times) => {
	let asked = 0;
	for (let message = 0; message < 3; message++) asked += ((await answered([OTHER], { senderId: LID }, told))[1] as string[]).length > 0 ? 1 : 0;
	expect(asked).toBe(times);
});

test('what is known of one person is known of no other', async () => {
	expect(await answered([NUMBER], { senderId: LID }, { lid: LID, pn: NUMBER })).toEqual([true, [BY_LID]]);
	expect(await answered([NUMBER], { senderId: '777@lid' }, { lid: '777@lid', pn: OTHER })).toEqual([false, ['GET /v2/lids/777%40lid']]);
	expect(await answered([LID], { senderId: OTHER }, { lid: '777@lid', pn: OTHER })).toEqual([false, ['GET /v2/lids/pn/201012345678']]);
});
