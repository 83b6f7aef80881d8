import { type IDataObject, type IWebhookFunctions, sleep } from 'n8n-workflow';

import { claim } from '../../nodes/Wawp/ask/delivery';
import { readForm } from '../../nodes/Wawp/ask/form';
import type { Question } from '../../nodes/Wawp/ask/question';
import { without } from '../../nodes/Wawp/engine/object';

/* What a person may send by the page of a question, whichever program they send it with. */

const MB = 1024 * 1024;
const asking: Partial<Question> = { text: 'Which?', labels: [], page: {}, instanceId: 'A', chats: ['201145202826@c.us'], file: { field: 'bill', limitMb: 2 } };

/** Each is answered once. */
let asked = 0;

/** The `data` that the workflow goes on with, or what the page says is missing. */
async function told(question: Partial<Question>, body: unknown): Promise<unknown> {
	let page = '';
	const response = { statusCode: 200, once: () => response, status: () => response, setHeader: () => {}, end: (html: string) => void (page = html) };
	const context = {
		getBodyData: () => body,
		getNode: () => ({ id: 'n', name: 'Ask' }),
		getWorkflow: () => ({ id: 'w' }),
		getCredentials: async () => ({ baseUrl: 'https://api.wawp.net', accessToken: 'wp-token', instanceId: 'A' }),
		getResponseObject: () => response,
		nodeHelpers: { copyBinaryFile: async (path: string, fileName: string, mimeType?: string) => ({ data: path, fileName, mimeType }) },
	};
	const { workflowData } = await readForm(context as unknown as IWebhookFunctions, { ...asking, fingerprint: String(++asked), ...question } as Question);
	if (!workflowData) return /<p id="missing"[^>]*>([^<]*)</.exec(page)?.[1];
	return without(workflowData[0]![0]!.json.data as IDataObject, 'respondedAt', 'respondedBy', 'messageId');
}

const CHOOSE = 'Please choose an answer.';

test.each<[answer: unknown, choice: unknown, approval: unknown]>([
	['0', { choice: 'red' }, { approved: true }],
	['1', { choice: 'blue' }, { approved: false }],
	['2', CHOOSE, CHOOSE],
	['-1', CHOOSE, CHOOSE],
	['1.0', CHOOSE, CHOOSE],
	['', CHOOSE, CHOOSE],
	['red', CHOOSE, CHOOSE],
	[['0', '1'], CHOOSE, CHOOSE],
	[undefined, CHOOSE, CHOOSE],
])('of two answers %j is one, or none', async (answer, choice, approval) => {
	for (const body of [{ answer }, { data: { answer }, files: {} }]) {
		expect(await told({ responseType: 'choice', labels: ['red', 'blue'] }, body)).toEqual(choice);
		expect(await told({ responseType: 'approval', labels: ['Yes', 'No'] }, body)).toEqual(approval);
	}
});

test('of twelve answers each is one', async () => {
	const labels = Array.from({ length: 12 }, (_each, index) => `colour ${index + 1}`);
	const told12 = async (answer: string) => await told({ responseType: 'choice', labels }, { answer });
	for (const [index, choice] of labels.entries()) expect(await told12(String(index))).toEqual({ choice });
	for (const none of ['12', '99', '011', '100']) expect(await told12(none)).toBe(CHOOSE);
});

test('of Approve Only there is no other answer', async () => {
	const only: Partial<Question> = { responseType: 'approval', labels: ['Yes'] };
	expect([await told(only, { answer: '0' }), await told(only, { answer: '1' })]).toEqual([{ approved: true }, CHOOSE]);
});

test.each<[answer: unknown, data: unknown]>([
	['Monday', { text: 'Monday' }],
	['one\r\ntwo\r\n', { text: 'one\ntwo\n' }],
	[' \r\n ', 'Please write an answer.'],
	[undefined, 'Please write an answer.'],
])('a text of %j', async (answer, data) => {
	expect(await told({ responseType: 'freeText' }, { answer })).toEqual(data);
});

const upload = (more: IDataObject = {}): IDataObject => ({ data: {}, files: { answer: { filepath: '/tmp/upload', size: 5, originalFilename: 'bill.pdf', mimetype: 'application/pdf', ...more } } });
const file = { fileName: 'bill.pdf', mimeType: 'application/pdf', size: 5 };

test.each<[what: string, body: IDataObject, data: unknown]>([
	['a file', upload(), { file }],
	['one of several', { data: {}, files: { answer: [(upload().files as IDataObject).answer, 'x'] } }, { file }],
	['one with the folder that it lay in', upload({ originalFilename: '../../home/ann/bill.pdf' }), { file }],
	['one with a folder of Windows', upload({ originalFilename: 'C:\\fakepath\\bill.pdf' }), { file }],
	['one whose folder is all of its name', upload({ originalFilename: 'bills/' }), { file: { ...file, fileName: 'file' } }],
	['one without a name', upload({ originalFilename: null }), { file: { ...file, fileName: 'file' } }],
	['one without a type', upload({ mimetype: null }), { file: { ...file, mimeType: undefined } }],
	['one at the limit', upload({ size: 2 * MB }), { file: { ...file, size: 2 * MB } }],
	['one over it', upload({ size: 2 * MB + 1 }), 'The file is larger than 2 MB. Please choose a smaller one.'],
	['an empty one', upload({ size: 0 }), 'Please choose a file.'],
	['none', { data: { answer: 'bill.pdf' }, files: {} }, 'Please choose a file.'],
	['its path alone', { answer: '/etc/passwd' }, 'Please choose a file.'],
])('%s', async (_what, body, data) => {
	expect(await told({ responseType: 'file' }, body)).toEqual(data);
});

describe('a question whose answer was begun for somebody who hung up', () => {
	const { now } = Date;
	let listeners: Record<string, () => void> = {};
	let response: object;
	let finish = () => {};
	const work = async () => await new Promise<void>((resolve) => (finish = resolve));
	const isClaimed = (fingerprint: string) => claim({ getResponseObject: () => response } as unknown as IWebhookFunctions, { fingerprint, instanceId: 'A' } as Question, work) !== undefined;
	const afterSeconds = (seconds: number) => jest.spyOn(Date, 'now').mockImplementation(() => now() + seconds * 1000);
	const answers = (more: object = {}) => {
		listeners = {};
		response = { statusCode: 200, writableFinished: false, once: (event: string, happens: () => void) => void (listeners[event] = happens), ...more };
	};
	afterEach(() => jest.restoreAllMocks());

	test.each([
		['while it is taken', {}],
		['before it is taken', { destroyed: true }],
	])('%s can be answered a little after that has come to its end', async (when, more) => {
		answers(more);
		expect([isClaimed(when), isClaimed(when)]).toEqual([true, false]);
		listeners.close?.();
		afterSeconds(300);
		expect(isClaimed(when)).toBe(false);
		finish();
		await sleep(1);
		afterSeconds(314);
		expect(isClaimed(when)).toBe(false);
		afterSeconds(316);
		expect(isClaimed(when)).toBe(true);
	});

	test('is not another one that n8n went on with', async () => {
		answers();
		expect(isClaimed('answered')).toBe(true);
		Object.assign(response, { writableFinished: true });
		listeners.close!();
		finish();
		await sleep(1);
		afterSeconds(300);
		expect(isClaimed('answered')).toBe(false);
	});
});
