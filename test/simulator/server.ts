import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';

import { type Answer, Refusal, accept, refuse } from './answer';
import { behaviours } from './behaviours';
import { accountOf, authenticate, credentialsOf, withoutCredentials } from './credentials';
import { demandConnected, demandFound } from './connected';
import { type Fault, answerInstead, isCarriedOut, takeFault } from './faults';
import { type Heard, hear } from './hear';
import { parametersOf } from './parameters';
import { type Operation, route } from './reference';
import type { Call, Simulation } from './simulation';
import type { Switches } from './switches';
import type { Instance } from './world';
import { type StoredFile, filesOf } from './world/files';

const SINGLE_WEBHOOK_ROUTES = ['webhook.set', 'webhook.update', 'webhook.delete'];
/** What these do needs no phone, or is to get one. */
const WITHOUT_PHONE = /^(session|auth|webhook)\./;
const FILES = '/media/';
const MAX_BODY = 64 * 1024 * 1024;

/** Serves every operation of the reference: route, authenticate, check, then behave or answer the example. */
export function serveApi(wawp: Simulation): FastifyInstance {
	const server = fastify({ bodyLimit: MAX_BODY, forceCloseConnections: true });
	// bodies are read in hear.ts, where one that is not JSON counts as none, as it does at Wawp
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

	server.all('/*', async (request, reply) => {
		const heard = hear(request);
		const call = note(heard, wawp);
		const fault = takeFault(wawp.faults, wawp.conditions.weather, call.operation);
		const answer = isCarriedOut(fault) ? await answerTo(heard, wawp) : undefined;
		if (fault?.delayMs) await delayed(wawp, fault.delayMs);
		// By the clock of this Wawp, as all that it tells, and when it answers.
		reply.header('date', new Date(wawp.clock.now()).toUTCString());
		const given = fault ? answerInstead(fault, answer, heard, wawp.switches) : answer!;
		return await (fault ? giveFaulty(reply, given, fault, { call, wawp }) : give(reply, given, call));
	});
	return server;
}

function note(heard: Heard, wawp: Simulation): Call {
	const { method, path, headers } = heard;
	const found = route(method, path, wawp.switches.routes);
	const query = withoutCredentials(heard.query);
	const body = withoutCredentials(heard.body);
	const call: Call = {
		at: wawp.clock.now(),
		operation: 'operation' in found ? found.operation.key : null,
		method,
		path,
		params: { ...query, ...body },
		query,
		body,
		credentials: credentialsOf(heard),
		headers,
		status: null,
	};
	wawp.calls.push(call);
	return call;
}

async function answerTo(heard: Heard, wawp: Simulation): Promise<Answer> {
	try {
		if (heard.path.startsWith(FILES)) return accept(fileAt(heard, wawp), heard, wawp.switches);
		const operation = operationOf(heard, wawp.switches);
		const answer = accept(await carryOut(operation, heard, wawp), heard, wawp.switches);
		happenAfter(operation.key, wawp);
		return answer;
	} catch (error) {
		const refusal = error instanceof Refusal ? error : new Refusal(500, 'simulator_bug', String(error.stack));
		return refuse(refusal, heard, wawp.switches);
	}
}

/** Media and pictures, for whoever has the credentials. */
function fileAt(heard: Heard, { world }: Simulation): StoredFile {
	const account = accountOf(credentialsOf(heard), world);
	const own = world.instances.filter((instance) => instance.account === account);
	const file = own.flatMap(filesOf).find(({ id }) => id === heard.path.slice(FILES.length));
	if (!file) throw new Refusal(404, undefined, 'Not Found');
	return file;
}

function operationOf({ method, path }: Heard, switches: Switches): Operation {
	const found = route(method, path, switches.routes);
	if (!('operation' in found)) throw absent(found.status);
	const { operation } = found;
	if (SINGLE_WEBHOOK_ROUTES.includes(operation.key) && switches.singleWebhookRoutes !== 'known') {
		throw absent(switches.singleWebhookRoutes === '405' ? 405 : 404);
	}
	if (operation.key === 'session.getInfo' && method === 'POST' && switches.infoMethods === 'GET only')
		throw absent(405);
	return operation;
}

const absent = (status: 404 | 405) =>
	new Refusal(status, undefined, status === 404 ? 'Not Found' : 'Method Not Allowed');

async function carryOut(operation: Operation, heard: Heard, wawp: Simulation): Promise<unknown> {
	const { account, instance } = authenticate(credentialsOf(heard), operation, wawp.world);
	if (instance) demandFound(operation.key, instance, wawp.switches, wawp.clock);
	const params = parametersOf(operation, heard, wawp.switches);
	if (instance && !WITHOUT_PHONE.test(operation.key)) demandConnected(instance, wawp.switches);
	if (operation.unsupportedOnGows && wawp.switches.engine === 'GOWS') {
		throw new Refusal(501, undefined, "The method is not implemented by 'GOWS' engine");
	}
	const behaviour = behaviours[operation.key];
	const result = await behaviour?.({ wawp, account, instance: instance as Instance, params });
	return result === undefined ? operation.sample : result;
}

function happenAfter(operation: string, { afterwards }: Simulation): void {
	const index = afterwards.findIndex((planned) => planned.operation === operation);
	if (index >= 0) afterwards.splice(index, 1)[0]!.happens();
}

async function give(reply: FastifyReply, { status, headers, body }: Answer, call: Call): Promise<FastifyReply> {
	call.status = status;
	return await reply.code(status).headers(headers).send(body);
}

async function giveFaulty(reply: FastifyReply, answer: Answer, fault: Fault, { call, wawp }: { call: Call; wawp: Simulation }): Promise<FastifyReply> {
	if (fault.hang) return hang(reply, wawp);
	if (fault.reset) {
		reply.hijack();
		reply.raw.socket?.resetAndDestroy();
		return reply;
	}
	if (!fault.truncate) return await give(reply, answer, call);

	call.status = answer.status;
	reply.hijack();
	const body = Buffer.from(answer.body);
	reply.raw.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
	reply.raw.write(body.subarray(0, Math.floor(body.length / 2)), () => reply.raw.socket?.destroy());
	return reply;
}

async function delayed(wawp: Simulation, ms: number): Promise<void> {
	wawp.hanging++;
	await new Promise<void>((resolve) => wawp.clock.afterReal(ms, resolve));
	wawp.hanging--;
}

function hang(reply: FastifyReply, wawp: Simulation): FastifyReply {
	wawp.hanging++;
	reply.raw.once('close', () => wawp.hanging--);
	return reply.hijack();
}
