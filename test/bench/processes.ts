/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a command line, never in n8n */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Starts a file of this folder as a process; it answers with one message. */
export async function started<Message>(name: 'server' | 'memory', given: string[]): Promise<{ child: ChildProcess; message: Message }> {
	const child = fork(join(__dirname, `${name}.ts`), given, { execArgv: ['--import', 'tsx'] });
	const message = await new Promise<Message>((resolve, reject) => {
		child.once('message', (told) => resolve(told as Message));
		child.once('exit', (code) => reject(new Error(`The process ended with ${code}`)));
	});
	return { child, message };
}
