/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { gzipSync } from 'node:zlib';
import {
	sleep,
	type IDataObject,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import type { LiveN8n, WorkflowJson } from './index';
import { items } from '../engine';
import { Bell, post } from './bell';

let bell: Bell;
let n8n: LiveN8n;
let id: string;
beforeEach(async () => {
	bell = new Bell();
	n8n = await bell.startN8n();
	id = await bell.activeIn(n8n);
});
afterEach(async () => await n8n.stop());

const ring = async (body?: unknown) => await post(n8n.webhookUrl(id), body);
const nodeData = (context: IWebhookFunctions) => context.getWorkflowStaticData('node');
const workflowData = [[{ json: {} }]];

describe('a delivery', () => {
	test('starts a run from the items the node returns', async () => {
		const response = await ring({ from: 'Ada' });
		expect([response.status, await response.json()]).toEqual([
			200,
			{ message: 'Workflow was started' },
		]);
		const execution = await n8n.nextExecution();
		expect(execution).toMatchObject({ workflowId: id, mode: 'webhook', run: { status: 'success' } });
		expect(items(execution.run, 'Note')).toEqual([
			{ json: { body: { from: 'Ada' } }, pairedItem: { item: 0 } },
		]);
	});

	test('that returns no items is answered and starts nothing', async () => {
		bell.webhook = async () => ({});
		expect(await (await ring()).json()).toEqual({ message: 'Webhook call received' });
		bell.webhook = async () => ({ webhookResponse: 'challenge' });
		expect(await (await ring()).text()).toBe('challenge');
		await n8n.idle();
		expect(n8n.executions).toEqual([]);
	});

	test('that the node answers itself gets that answer', async () => {
		bell.webhook = async (context) => {
			context.getResponseObject().status(401).json({ error: 'who are you' });
			return { noWebhookResponse: true };
		};
		const response = await ring();
		expect([response.status, await response.json()]).toEqual([401, { error: 'who are you' }]);
	});

	test('that nobody answers stays open', async () => {
		bell.webhook = async () => ({ noWebhookResponse: true, workflowData });
		const response = ring().then(
			() => 'answered',
			() => 'cut off',
		);
		expect(await Promise.race([response, sleep(100).then(() => 'open')])).toBe('open');
		await n8n.stop();
		expect(await response).toBe('cut off');
	});

	test('that makes the node throw is answered 500 and stored as a failed execution', async () => {
		bell.webhook = async () => {
			throw new Error('the token is s3cret');
		};
		const response = await ring();
		expect(response.status).toBe(500);
		expect(await response.text()).not.toContain('s3cret');
		const { run } = await n8n.nextExecution();
		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.message).toBe('the token is s3cret');
	});

	test('can be answered by the last node, or by Respond to Webhook', async () => {
		const answer = async (responseMode: string, type: string, parameters = {}) => {
			const json: WorkflowJson = {
				nodes: [
					{
						name: 'Bell',
						type: 'n8n-nodes-base.webhook',
						parameters: { path: responseMode, httpMethod: 'POST', responseMode },
					},
					{ name: 'Answer', type, parameters },
				],
				connections: { Bell: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } },
			};
			id = await bell.activeIn(n8n, json);
			expect(n8n.webhookUrl(id)).toBe(`${n8n.url}/webhook/${responseMode}`);
			return await (await ring({ x: 1 })).json();
		};
		expect(await answer('lastNode', 'n8n-nodes-base.noOp')).toMatchObject({ body: { x: 1 } });
		const respond = { respondWith: 'json', responseBody: '={{ { got: $json.body.x } }}' };
		expect(await answer('responseNode', 'n8n-nodes-base.respondToWebhook', respond)).toEqual({
			got: 1,
		});
	});
});

describe('static data set in webhook()', () => {
	test.each<[string, IWebhookResponseData, unknown]>([
		['is saved when the delivery starts no run', {}, { seen: 'e1' }],
		[
			'is saved when the node answered by itself, run or not',
			{ noWebhookResponse: true, workflowData },
			{ seen: 'e1' },
		],
		['is lost when n8n answers and a run starts', { workflowData }, undefined],
	])('%s', async (_, outcome, saved) => {
		bell.webhook = async (context) => {
			nodeData(context).seen = (context.getBodyData() as IDataObject).id;
			if (outcome.noWebhookResponse) context.getResponseObject().end();
			return outcome;
		};
		await ring({ id: 'e1' });
		await n8n.idle();
		expect(n8n.staticData(id)['node:Bell']).toEqual(saved);
	});

	test('belongs to one delivery: another at the same time does not see it', async () => {
		const seen: unknown[] = [];
		bell.webhook = async (context) => {
			seen.push({ ...nodeData(context) });
			nodeData(context).seen = true;
			await sleep(20);
			return {};
		};
		await Promise.all([ring(), ring()]);
		expect(seen).toEqual([{}, {}]);
	});

	test('is overwritten by a run that started before and writes static data itself', async () => {
		const writer: WorkflowJson = bell.workflow();
		writer.nodes[1]!.type = 'test.writer';
		await n8n.deactivate(id);
		id = await bell.activeIn(n8n, writer);
		bell.webhook = async (context) => {
			const { id: event } = context.getBodyData() as IDataObject;
			nodeData(context).seen = event;
			context.getResponseObject().end();
			return { noWebhookResponse: true, workflowData: event === 'slow' ? workflowData : undefined };
		};
		await ring({ id: 'slow' });
		await ring({ id: 'quick' });
		expect(n8n.staticData(id)['node:Bell']).toEqual({ seen: 'quick' });
		await n8n.idle();
		expect(n8n.staticData(id)).toEqual({
			'node:Bell': { seen: 'slow' },
			'node:Note': { written: true },
		});
	});
});

describe('a body', () => {
	/** What the node saw of a request sent with this content type. */
	const seen = async (contentType: string, body: RequestInit['body'], headers = {}) => {
		const requests: unknown[] = [];
		bell.webhook = async (context) => {
			const { body: parsed, rawBody, query } = context.getRequestObject();
			requests.push({ parsed, raw: (rawBody as Buffer | undefined)?.toString(), query });
			return {};
		};
		const response = await fetch(`${n8n.webhookUrl(id)}?secret=x&a=1`, {
			method: 'POST',
			headers: { ...(contentType && { 'content-type': contentType }), ...headers },
			body,
		});
		return { status: response.status, requests };
	};
	const query = { secret: 'x', a: '1' };

	test.each<[string, string, string, unknown]>([
		['JSON', 'application/json; charset=utf-8', '{"b":1,  "a":"é"}', { b: 1, a: 'é' }],
		['plain text', 'text/plain', 'hello', 'hello'],
		['a form', 'application/x-www-form-urlencoded', 'a=1&b=2', { a: '1', b: '2' }],
	])('of %s is parsed, and kept to the byte', async (_, contentType, text, parsed) => {
		expect(await seen(contentType, text)).toEqual({
			status: 200,
			requests: [{ parsed, raw: text, query }],
		});
	});

	test('that is compressed is parsed and kept as it was before', async () => {
		const { requests } = await seen('application/json', gzipSync('{"a":1}'), {
			'content-encoding': 'gzip',
		});
		expect(requests).toEqual([{ parsed: { a: 1 }, raw: '{"a":1}', query }]);
	});

	/** Puts the trigger in its old version, for which n8n reads more. */
	const useVersion1 = async () => {
		await n8n.deactivate(id);
		id = await bell.activeIn(n8n, bell.workflow({}, 1));
	};

	test.each([1, 2])('of several parts has no raw bytes left (version %i)', async (version) => {
		if (version === 1) await useVersion1();
		const form = new FormData();
		form.set('name', 'Ada');
		form.set('photo', new Blob(['png'], { type: 'image/png' }), 'a.png');
		const { requests } = await seen('', form);
		expect(requests).toEqual([
			{
				parsed: {
					data: { name: 'Ada' },
					files: { photo: { filepath: expect.any(String), originalFilename: 'a.png', mimetype: 'image/png', size: 3 } },
				},
				raw: undefined,
				query,
			},
		]);
	});

	test('of a type n8n does not parse is read for a node of version 1 only', async () => {
		const unread = await seen('application/octet-stream', 'bytes');
		expect(unread.requests).toEqual([{ parsed: undefined, raw: undefined, query }]);
		await useVersion1();
		const read = await seen('application/octet-stream', 'bytes');
		expect(read.requests).toEqual([{ parsed: undefined, raw: 'bytes', query }]);
	});

	test('that is no JSON although it says so is refused before the node runs', async () => {
		expect(await seen('application/json', '{"a":')).toEqual({ status: 422, requests: [] });
	});

	test('of more than 16 MB is refused before the node runs', async () => {
		const large = JSON.stringify('x'.repeat(16 * 1024 * 1024));
		expect(await seen('application/json', large)).toEqual({ status: 413, requests: [] });
	});
});

test('a URL or method that nothing listens to is not found', async () => {
	const { status } = await post(`${n8n.url}/webhook/none`);
	const wrongMethod = await fetch(n8n.webhookUrl(id));
	expect([status, wrongMethod.status]).toEqual([404, 404]);
	expect((await fetch(`${n8n.url}/`)).status).toBe(404);
});
