import type { IWebhookFunctions } from 'n8n-workflow';

import { claim } from '../../nodes/Wawp/ask/delivery';
import type { Question } from '../../nodes/Wawp/ask/question';

/* An answer is taken once; one that n8n could not go on with is taken when it comes again. */

/** Whether an answer to this question was taken, and n8n then answered so. */
function taken(fingerprint: string, statusCode: number): boolean {
	let finish = () => {};
	const response = { statusCode, writableFinished: true, once: (event: string, listener: () => void) => void (event === 'finish' && (finish = listener)) };
	const taking = claim({ getResponseObject: () => response } as unknown as IWebhookFunctions, { instanceId: 'A', fingerprint } as Question, async () => {});
	finish();
	return taking !== undefined;
}

test.each([
	[200, false],
	[204, false],
	[400, true],
	[404, true],
	[409, true],
	[500, true],
	[503, true],
])('where n8n answered %d, the next one counts: %p', (statusCode, counts) => {
	const fingerprint = `answered ${statusCode}`;
	expect([taken(fingerprint, statusCode), taken(fingerprint, 200), taken(fingerprint, 200)]).toEqual([true, counts, false]);
});

test('what n8n could not go on with of one question opens no other again', () => {
	expect([taken('one', 200), taken('other', 503), taken('one', 200)]).toEqual([true, true, false]);
});
