import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { eventually } from '../eventually';
import { times } from '../extent';
import { figure } from '../figures';
import type { Live } from '../live';
import { atRandom, roundRobin } from './front';
import type { QueueMode } from './queueMode';

const QUESTIONS = times(10, 4);
const PERSON = '201000000001@c.us';

/** A worker asks, and sleeps; whichever webhook process is given the answer judges it, and a worker goes on. */
export function testsOfQuestions(given: () => Live<QueueMode>): void {
	test.each([
		['by poll', { answerBy: 'poll' }, 'poll.vote'],
		['by reply', { responseType: 'freeText', answerBy: 'reply' }, 'message'],
		['by web page', {}, ''],
	])('what workers ask is heard by any webhook process: %s', async (way, parameters, event) => {
		const live = given();
		live.server.front.routing = atRandom(7);
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const wawpApi = await live.addCredential({ instanceId: instance.id, webhookSecret: 'Hush-hush' });
		const path = randomUUID();
		const workflow = await live.n8n.addWorkflow({
			name: `Ask ${way}`,
			nodes: [
				{ id: randomUUID(), name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: path, parameters: { path, options: {} } },
				{
					id: randomUUID(),
					name: 'Ask',
					type: 'n8n-nodes-wawp.wawp',
					typeVersion: 2,
					position: [200, 0],
					parameters: { resource: 'message', operation: 'sendAndWait', to: { __rl: true, mode: 'id', value: '={{ $json.query.to }}' }, message: '=Question {{ $execution.id }}', ...parameters },
					credentials: { wawpApi },
				},
			],
			connections: { Start: { main: [[{ node: 'Ask', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		});
		await live.publish(workflow);
		const person = (index: number) => PERSON.replace('0001@', `${String(index + 1).padStart(4, '0')}@`);
		for (let index = 0; index < QUESTIONS; index++) await axios.get(`${live.server.url}/webhook/${path}?to=${person(index)}`);
		await eventually('all to sleep', async () => (await live.n8n.listedExecutions(workflow.id)).filter(({ status }) => status === 'waiting').length === QUESTIONS);
		instance.webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
		const before = [...live.server.front.handed];
		const asked = instance.whatsapp.messages.filter(({ fromMe }) => fromMe);
		for (const message of asked) {
			const number = Number(/Question (\d+)/.exec(message.body)![1]);
			if (event === 'poll.vote') live.wawp.phone.votes(instance.id, { from: message.chatId, poll: message, answers: [number % 2 ? 'Approve' : 'Decline'] });
			else if (event === 'message') live.wawp.phone.receives(instance.id, { from: message.chatId, body: `Answer ${number}` });
			else await axios.post(/https?:\S+/.exec(message.body)![0], new URLSearchParams({ answer: number % 2 ? '0' : '1' }));
		}
		const executions = await live.n8n.finishedExecutions(workflow.id, QUESTIONS);
		live.expectClean(...executions);
		for (const execution of executions) {
			const number = Number(execution.id);
			const expected = event === 'message' ? { text: `Answer ${number}` } : { approved: number % 2 === 1 };
			expect((execution.json('Ask').at(-1) as { data: IDataObject }).data).toMatchObject(expected);
		}
		expect(instance.webhooks).toEqual([]);
		const handed = live.server.front.handed.map((count, index) => count - before[index]!);
		const ran = live.server.workers.map(({ output }) => executions.filter((execution) => output.includes(`Worker started execution ${execution.id} `)).length);
		figure(`${QUESTIONS} questions ${way}, asked by ${ran.join(' + ')} on the two workers`, `${executions.length} answered, ${handed.join(' + ')} requests to the two webhook processes, no address left`, `${QUESTIONS} answered`);
		live.server.front.routing = roundRobin();
		await live.n8n.unpublish(workflow.id);
	});
}
