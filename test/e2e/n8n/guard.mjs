/*
 * Runs n8n, and ends it when whoever asked for it is gone, however that ended: its input closes then.
 * A line of the input is the name of a signal to send; it is told when that is done. Usage: node guard.mjs PROGRAM [ARGUMENT...]
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const [program, ...args] = process.argv.slice(2);
// A group of its own, so that the runners of n8n's Code node end with it, and Ctrl-C reaches it through us alone.
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

function send(signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// It has ended by itself.
	}
}

const obey = (signal) => {
	send(signal);
	process.send?.(signal);
};
createInterface({ input: process.stdin }).on('line', obey).on('close', () => send('SIGKILL'));
process.on('SIGINT', () => {});
process.on('SIGTERM', () => send('SIGTERM'));
child.on('exit', (code, signal) => {
	send('SIGKILL');
	if (signal) console.error(`Ended by ${signal}`);
	process.exit(code ?? 1);
});
