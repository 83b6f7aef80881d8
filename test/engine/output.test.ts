/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { Readable } from 'node:stream';
import type { INodeProperties } from 'n8n-workflow';

import { operationOf } from '../../nodes/Wawp/engine/job';
import { type Job, type Operation, type Output, isRead } from '../../nodes/Wawp/engine/operation';
import { resultsOf, resultsOfAnswer } from '../../nodes/Wawp/engine/output';
import { resources } from '../../nodes/Wawp/resources';

/* What an answer becomes: an item, one for each row, or a file. */

/** An operation that answers so, with what was entered for it; `asked` counts the calls. */
function jobFor(output: Output | undefined, answer: unknown, given: Record<string, unknown> = {}, operation: Partial<Operation> = {}) {
	const asked: unknown[] = [];
	const prepareBinaryData = async (bytes: Buffer, fileName: string, mimeType: string) => ({ bytes: bytes.toString('latin1'), fileName, mimeType });
	const context = { getNode: () => ({ name: 'Wawp', parameters: {} }), getExecutionCancelSignal: () => undefined, helpers: { prepareBinaryData } };
	const job = {
		operation: { request: 'GET /x', output, ...operation },
		instanceId: 'INSTANCE',
		account: { secrets: [] },
		values: { sent: 1 },
		get: ({ name, default: usual }: INodeProperties) => (name in given ? given[name] : usual),
		item: { context, index: 2 },
		callSelf: async (values: unknown) => (asked.push(values), answer),
	} as unknown as Job;
	return { job, asked };
}

const itemsOf = async (output: Output | undefined, answer: unknown, given = {}, operation = {}) => await resultsOf(jobFor(output, answer, given, operation).job, answer);
const jsonOf = async (...given: Parameters<typeof itemsOf>) => (await itemsOf(...given)).map(({ json }) => json);

test.each<[answer: unknown, json: unknown]>([
	...[undefined, '', {}].map((nothing): [unknown, unknown] => [nothing, { success: true }]),
	...[true, 5, 'Hi', null, [1]].map((answer): [unknown, unknown] => [answer, { answer }]),
	[Buffer.from('abc'), { answer: '3 bytes' }],
	[{ a: 1, token: 'x' }, { a: 1, token: '***' }],
	[{ instance_id: 'I' }, { instanceId: 'I', instance_id: 'I' }],
	[{ data: { instance_id: 'I' } }, { instanceId: 'I', data: { instance_id: 'I' } }],
	[{ instance_id: 'I', data: { instance_id: 'J' } }, { instanceId: 'I', instance_id: 'I', data: { instance_id: 'J' } }],
	[{ instance_id: 'I', instanceId: 'K' }, { instance_id: 'I', instanceId: 'K' }],
	[{ instance_id: 5 }, { instance_id: 5 }],
	[{ data: 'x', a: 1 }, { data: 'x', a: 1 }],
])('%j is the item %j', async (answer, json) => {
	expect(await jsonOf(undefined, answer)).toEqual([json]);
});

test.each<[answer: unknown, body: unknown]>([
	...[undefined, '', Buffer.from('abc')].map((nothing): [unknown, unknown] => [nothing, {}]),
	...[true, 5, 'Hi', [1]].map((answer): [unknown, unknown] => [answer, { answer }]),
	[{ a: 1 }, { a: 1 }],
])('%j is shaped as %j, and the whole comes along where it is not to be simplified', async (answer, body) => {
	const shape = (shaped: object, instanceId: string, sent: object) => ({ body: { ...shaped }, instance_id: instanceId, sent });
	const shaped = { body, instance_id: 'INSTANCE', instanceId: 'INSTANCE', sent: { sent: 1 } };
	expect(await jsonOf({ json: shape }, answer)).toEqual([shaped]);
	expect(await jsonOf({ simplify: shape }, answer, { simplify: true })).toEqual([shaped]);
	expect(await jsonOf({ simplify: shape }, { token: 'x' }, { simplify: false })).toEqual([{ ...shaped, body: { token: 'x' }, raw: { token: '***' } }]);
});

describe('rows', () => {
	const list = (body: unknown) => (body as { rows?: never[] }).rows;
	const rows = [{ a: 1 }, { a: 2, token: 'x' }, { a: 3 }];
	const told = [{ a: 1 }, { a: 2, token: '***' }, { a: 3 }];

	test.each([[{}, 3], [{ limit: 2 }, 2], [{ limit: '1' }, 1], [{ returnAll: true, limit: 1 }, 3]])('are items, as many as are wanted: %j', async (given, count) => {
		expect(await jsonOf({ list }, { rows }, given)).toEqual(told.slice(0, count));
		const { job, asked } = jobFor({ list }, { rows }, given);
		expect([(await resultsOfAnswer(job)).map(({ json }) => json), asked]).toEqual([told.slice(0, count), [{ sent: 1 }]]);
	});

	test.each([0, -1, 1.5, 'many'])('a limit of %p asks for nothing, and is refused by its name', async (limit) => {
		const { job, asked } = jobFor({ list }, { rows }, { limit });
		await expect(resultsOfAnswer(job)).rejects.toThrow(`'Limit' is not a whole number of 1 or more: ${limit}`);
		expect(asked).toEqual([]);
	});

	test('are all of them where all are wanted, however many', async () => {
		expect(await itemsOf({ list }, { rows: Array.from({ length: 20_001 }, (_, a) => ({ a })) }, { returnAll: true })).toHaveLength(20_001);
	});

	test('of none are no items', async () => {
		expect(await jsonOf({ list }, { rows: [] })).toEqual([]);
		expect(await jsonOf({ list }, {})).toEqual([]);
	});
});

describe('a file', () => {
	const file = { read: (body: unknown) => (body as { bytes?: Buffer }).bytes, fileName: 'qr', mimeType: 'image/png' };
	const onRequest = { displayName: 'As File', name: 'asFile', type: 'boolean', default: false } as INodeProperties;
	const answer = { bytes: Buffer.from('abc') };

	test('is put into its field, beside the answer', async () => {
		const [item] = await itemsOf({ file, json: () => ({ a: 1 }) }, answer, { binaryPropertyName: 'photo' });
		expect(item).toEqual({ json: { a: 1 }, binary: { photo: { bytes: 'abc', fileName: 'qr.png', mimeType: 'image/png' } } });
		const told = { read: () => ({ bytes: Buffer.from('abc'), fileName: 'x.csv', mimeType: 'text/csv' }), fileName: 'media', mimeType: 'a/b' };
		expect((await itemsOf({ file: told }, {}))[0]!.binary).toEqual({ data: { bytes: 'abc', fileName: 'x.csv', mimeType: 'text/csv' } });
	});

	test.each([[undefined, 'The WhatsApp engine of this instance may have nothing to show.'], ['SCAN_QR_CODE', "There is one only while the session is in the state SCAN_QR_CODE: see 'Session > Get Info'."]])('that is not there is an error where it is what was asked for, with what may be why (%s)', async (needs, description) => {
		await expect(itemsOf({ file }, {}, {}, { needs })).rejects.toMatchObject({ message: "Wawp's answer holds no picture", description, context: { itemIndex: 2 } });
		await expect(itemsOf({ file: { ...file, mimeType: 'x/image/' } }, {}, {}, { needs })).rejects.toThrow("Wawp's answer holds no file");
		expect(await itemsOf({ file: { ...file, onRequest }, json: () => ({ a: 1 }) }, {}, { asFile: true })).toEqual([{ json: { a: 1 } }]);
	});

	test.each(['', ' ', undefined, null])('without the name of its field, %j, asks for nothing, unless no file is asked for', async (binaryPropertyName) => {
		for (const [output, asFile, isAsked] of [[{ file }, false, false], [{ file: { ...file, onRequest } }, true, false], [{ file: { ...file, onRequest } }, false, true], [{}, false, true]] as const) {
			const { job, asked } = jobFor(output, { a: 1 }, { binaryPropertyName, asFile });
			const error = await resultsOfAnswer(job).catch(({ message }: Error) => message);
			expect([error, asked.length]).toEqual(isAsked ? [[{ json: { a: 1 } }], 1] : ["'Put Output File in Field' is empty", 0]);
		}
	});

	test('that cannot be had is told where the media are, and nowhere else', async () => {
		const list = (body: unknown) => body as never[];
		const gone = { ...file, onRequest, read: () => ({ url: 'http://127.0.0.1/a.jpg' }) };
		const [own, within, bare] = await jsonOf({ list, file: gone }, [{ media: { url: 'u' }, message: { a: 1 } }, { message: { media: 'v' } }, { id: 1 }], { asFile: true });
		expect(own).toEqual({ media: { url: 'u', error: expect.any(String) }, message: { a: 1 } });
		expect(within).toEqual({ message: { media: { url: 'v', error: expect.any(String) } } });
		expect(bare).toEqual({ id: 1, media: { url: undefined, error: expect.any(String) } });
	});

	test('is fetched for the instance, up to the limit that was chosen, and no longer than the execution lasts', async () => {
		const stop = new AbortController();
		const asked: Array<{ abortSignal: AbortSignal; headers?: object }> = [];
		const { job } = jobFor({ file: { ...file, read: () => ({ url: 'https://api.wawp.net/files/a.jpg' }) } }, {}, { downloadLimit: '2' });
		Object.assign(job, { account: { baseUrl: 'https://api.wawp.net', instanceId: 'OTHER', login: {}, secrets: [] } });
		Object.assign(job.item.context, { getExecutionCancelSignal: () => stop.signal });
		const body = () => Readable.from([Buffer.alloc(2 * 1024 * 1024 + 1)]);
		Object.assign(job.item.context.helpers, { httpRequestWithAuthentication: async (_type: string, options: (typeof asked)[number]) => (asked.push(options), { statusCode: 200, headers: {}, body: body() }) });
		await expect(resultsOf(job, {})).rejects.toThrow('The file is larger than 2 MB');
		stop.abort();
		expect([asked[0]!.abortSignal.aborted, Object.values(asked[0]!.headers!)]).toEqual([true, ['INSTANCE']]);
	});

	test('that came as a text is not kept as one, and no other text is lost', async () => {
		const bytes = Buffer.from('a file of some bytes');
		const body = { data: bytes.toString('base64'), other: Buffer.from('another file of some bytes').toString('base64'), text: 'x'.repeat(50), words: 'no file, but more words than it has' };
		const [item] = await itemsOf({ file: { ...file, read: () => ({ bytes }), isLarge: true } }, body);
		expect(item!.json).toEqual({ ...body, data: '20 bytes' });
		expect((await itemsOf({ file: { ...file, read: () => ({ bytes }) } }, body))[0]!.json).toEqual(body);
	});
});

/* Wawp may take an order and carry it out later: then nothing may claim that it is done. What is only read is never an order. */

const BODY = { status: 'pending', job_id: 'job-7' };

const rows = Object.entries(resources).flatMap(([resource, { operations }]) => Object.keys(operations).map((name) => `${resource}.${name}`)).map((key) => ({ key, operation: operationOf(resources, key) }));
/** Neither those that are made of others, nor what is nothing without a list or a file. */
const single = rows.filter(({ operation: { flow, output: { list, file } = {} } }) => !flow && !list && !(file && !file.onRequest));

const told = async (job: Pick<Job, 'operation'>) =>
	(await resultsOf({ ...job, instanceId: '3EB0BCB2E3D4', values: { chatId: '201145202826@c.us' }, get: ({ name }: INodeProperties) => name === 'simplify' } as unknown as Job, BODY)).map(({ json }) => json);

test('what waits its turn is told with all that Wawp says of it, but for its secrets', async () => {
	expect(await jsonOf(undefined, { ...BODY, instance_id: 'I', token: 'x' }, {}, { request: 'POST /x' })).toEqual([{ instanceId: 'I', instance_id: 'I', token: '***', job_id: 'job-7', status: 'queued', jobId: 'job-7' }]);
});

test.each(single.filter(({ operation }) => !isRead(operation)))('$key says that it waits its turn, and nothing else', async (row) => {
	const [json, ...others] = await told(row);
	expect(others).toEqual([]);
	expect(json).toMatchObject({ status: 'queued', jobId: 'job-7' });
	expect(Object.entries(json!).filter(([name, value]) => value !== null && !['status', 'jobId', 'job_id', 'instanceId', 'chatId'].includes(name))).toEqual([]);
});

test.each(single.filter(({ operation }) => isRead(operation)))('$key has read what waits, and waits for nothing itself', async (row) => {
	const [json, ...others] = await told(row);
	expect([json!.status === 'queued', json!.jobId, others]).toEqual([false, undefined, []]);
});
