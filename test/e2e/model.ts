import fastify, { type FastifyRequest } from 'fastify';
import type { IDataObject } from 'n8n-workflow';

/** What the model says to a request: a text, the call of a tool, or nothing but a status. */
export type Reply = { text: string } | { tool: string; input: IDataObject } | { status: number };

/** One request, in the words that both of OpenAI's languages share. */
export interface Asked {
	path: string;
	/** Everything that was sent, headers included. */
	whole: string;
	/** What the conversation holds, oldest first. */
	messages: Array<{ role: string; text: string }>;
	/** The names of the tools that it may call. */
	tools: string[];
}

/** Stands in for OpenAI on loopback: it speaks Chat Completions and Responses, and remembers what it was asked. */
export interface LocalModel {
	/** What the credential's Base URL is to say. */
	url: string;
	asked: Asked[];
	reply: (asked: Asked) => Reply;
	stop(): Promise<void>;
}

export async function startModel(): Promise<LocalModel> {
	const server = fastify();
	const model: LocalModel = { url: '', asked: [], reply: () => ({ status: 500 }), stop: async () => await server.close() };
	const answers = { '/v1/chat/completions': completion, '/v1/responses': response };
	for (const [path, answer] of Object.entries(answers)) {
		server.post(path, async (request, reply) => {
			const asked = askedIn(request, path);
			model.asked.push(asked);
			const said = model.reply(asked);
			if ('status' in said) return await reply.status(said.status).send({ error: { message: 'The model is down', type: 'server_error' } });
			return answer(said, `call_${model.asked.length}`);
		});
	}
	model.url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/v1`;
	return model;
}

interface Body {
	messages?: Array<{ role: string; content: unknown }>;
	input?: Array<{ role?: string; type?: string; content?: unknown; output?: unknown }>;
	tools?: Array<{ name?: string; function?: { name: string } }>;
}

function askedIn({ body, headers }: FastifyRequest, path: string): Asked {
	const { messages, input = [], tools = [] } = body as Body;
	const said = messages ?? input.map(({ role, type, content, output }) => ({ role: role ?? ROLES[type ?? ''] ?? '', content: content ?? output }));
	return {
		path,
		whole: JSON.stringify({ headers, body }),
		messages: said.map(({ role, content }) => ({ role, text: textIn(content) })),
		tools: tools.map((tool) => tool.function?.name ?? tool.name ?? ''),
	};
}

const ROLES: Record<string, string> = { function_call: 'assistant', function_call_output: 'tool' };

const textIn = (content: unknown): string =>
	Array.isArray(content) ? content.map((part: { text?: string }) => part.text ?? '').join('') : String(content ?? '');

type Said = Exclude<Reply, { status: number }>;

const USAGE = { prompt_tokens: 1, completion_tokens: 1, input_tokens: 1, output_tokens: 1, total_tokens: 2 };

function completion(said: Said, id: string): object {
	const call = 'tool' in said && { content: null, tool_calls: [{ id, type: 'function', function: { name: said.tool, arguments: JSON.stringify(said.input) } }] };
	const message = { role: 'assistant', ...(call || { content: (said as { text: string }).text }) };
	return { id, object: 'chat.completion', created: 0, model: 'local', choices: [{ index: 0, message, finish_reason: call ? 'tool_calls' : 'stop' }], usage: USAGE };
}

function response(said: Said, id: string): object {
	const status = 'completed';
	const output =
		'tool' in said
			? { type: 'function_call', id: `fc_${id}`, call_id: id, name: said.tool, arguments: JSON.stringify(said.input), status }
			: { type: 'message', id: `msg_${id}`, role: 'assistant', status, content: [{ type: 'output_text', text: said.text, annotations: [] }] };
	return { id: `resp_${id}`, object: 'response', created_at: 0, model: 'local', status, output: [output], usage: USAGE, error: null, incomplete_details: null };
}
