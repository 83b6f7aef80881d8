/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- runs by hand, never in n8n */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Writes down the members of `Message` in WhatsApp's protocol, and of the messages in them, by their names alone. The package
 * baileys ships the protocol; it is fetched for this and thrown away, as it depends on code that no registry holds. Two releases:
 * old phones send what the newer one has dropped.
 */

const SOURCES = ['baileys@6.17.16', 'baileys@7.0.0-rc14'];
const FILE = join(__dirname, 'messages.json');

const members = new Map<string, string>();
for (const source of SOURCES) for (const [name, type] of membersIn(protocolOf(source), 'Message')) members.set(name, type);
writeFileSync(FILE, `${JSON.stringify({ sources: SOURCES, members: Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : 1))) }, null, '\t')}\n`);
console.log(`${members.size} members of Message are in ${FILE}`);

function protocolOf(source: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'whatsapp-'));
	try {
		const run = (command: string, ...given: string[]) => execFileSync(command, given, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
		const archive = run('npm', 'pack', '--silent', source).trim();
		run('tar', 'xzf', archive, 'package/WAProto/WAProto.proto');
		return readFileSync(join(folder, 'package/WAProto/WAProto.proto'), 'utf8');
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The fields of a message of the protocol, with their types, and none of the messages that are declared inside it. */
function membersIn(protocol: string, message: string): Array<[string, string]> {
	const [, body = ''] = protocol.split(new RegExp(`^message ${message} \\{$`, 'm'));
	const found: Array<[string, string]> = [];
	let depth = 1;
	for (const line of body.split('\n')) {
		const [, type, name] = /^\s*(?:optional|repeated|required) ([\w.]+) (\w+) = \d+/.exec(line) ?? [];
		if (depth === 1 && name !== undefined) found.push([name, type!]);
		depth += line.split('{').length - line.split('}').length;
		if (depth === 0) break;
	}
	return found;
}
