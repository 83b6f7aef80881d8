/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

import { acceptedOf } from '../../nodes/Wawp/trigger/accept';
import { type WawpEvent, eventsIn } from '../../nodes/Wawp/delivery/event';
import { recall } from '../../nodes/Wawp/trigger/memory/process';

/* An n8n that stood still comes to deliveries whose sender has long given up, and repeats them. */

let server: Server;
const answers: ServerResponse[] = [];
beforeAll(async () => {
	server = createServer((_request: IncomingMessage, answer) => void answers.push(answer)).listen(0, '127.0.0.1');
	await once(server, 'listening');
});
afterAll(() => server.closeAllConnections());
afterAll(() => void server.close());

/** n8n's answer to somebody who waits for it, and what that one does to go away. */
async function answerTo(): Promise<{ answer: ServerResponse; leave: () => Promise<void> }> {
	const count = answers.length;
	const sender = connect((server.address() as AddressInfo).port, '127.0.0.1');
	sender.on('error', () => {}).write('POST / HTTP/1.1\r\nHost: n8n\r\nContent-Length: 0\r\n\r\n');
	while (answers.length === count) await new Promise(setImmediate);
	const answer = answers.at(-1)!;
	const leave = async () => {
		sender.destroy();
		await once(answer, 'close');
	};
	return { answer, leave };
}

const messageOf = (id: string): WawpEvent => eventsIn({ event: 'message', id, session: 'main', payload: { id: `false_1@c.us_${id}`, body: id } })![0]!;

const accepted = async (key: string, event: WawpEvent, answer: ServerResponse) => (await acceptedOf(recall(key), [event], undefined, answer)).map(({ isSure }) => isSure);

test('a delivery whose sender is gone before n8n comes to it does not hold up its repetition, which starts the workflow', async () => {
	const event = messageOf('evt_gone');
	const { answer, leave } = await answerTo();
	await leave();
	await accepted('gone', event, answer);
	// Whether n8n takes the first one too, its database tells.
	expect(await accepted('gone', event, (await answerTo()).answer)).toEqual([false]);
});

test('a delivery whose sender goes while n8n is busy with it does neither', async () => {
	const event = messageOf('evt_going');
	const { answer, leave } = await answerTo();
	await accepted('going', event, answer);
	await leave();
	expect(await accepted('going', event, (await answerTo()).answer)).toEqual([false]);
});

test('a delivery that was answered makes its repetition start nothing', async () => {
	const event = messageOf('evt_answered');
	const { answer } = await answerTo();
	await accepted('answered', event, answer);
	answer.writeHead(200).end();
	expect(await accepted('answered', event, (await answerTo()).answer)).toEqual([]);
});

test.each<[status: number, isTaken: boolean]>([
	[200, true],
	[204, true],
	[302, true],
	[400, false],
	[404, false],
	[413, false],
	[429, false],
	[499, false],
	[500, false],
	[503, false],
])('one that n8n answered with %d is taken: %p; its repetition starts the workflow where it is not', async (status, isTaken) => {
	const event = messageOf(`evt_${status}`);
	const { answer } = await answerTo();
	await accepted(`status ${status}`, event, answer);
	answer.writeHead(status).end();
	expect(await accepted(`status ${status}`, event, (await answerTo()).answer)).toEqual(isTaken ? [] : [false]);
});
