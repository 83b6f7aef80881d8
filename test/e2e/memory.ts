/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { readFileSync, readdirSync } from 'node:fs';

interface Program {
	pid: number;
	parent: number;
	bytes: number;
}

/** Bytes that these programs, and all that they have started, hold in memory. Linux alone tells; elsewhere it is 0. */
export function memoryBelow(pids: Array<number | undefined>): number {
	const all = programs();
	const counted = new Set(pids);
	// One that was started later comes later, but for numbers that have begun anew.
	for (let size = 0; size !== counted.size; ) {
		size = counted.size;
		for (const { pid, parent } of all) if (counted.has(parent)) counted.add(pid);
	}
	return all.filter(({ pid }) => counted.has(pid)).reduce((sum, { bytes }) => sum + bytes, 0);
}

function programs(): Program[] {
	const folders = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
	return folders.flatMap((folder): Program[] => {
		const facts = factsOf(folder);
		const [, parent = 0] = /^PPid:\s+(\d+)/m.exec(facts) ?? [];
		const [, kilobytes = 0] = /^VmRSS:\s+(\d+)/m.exec(facts) ?? [];
		return facts ? [{ pid: Number(folder), parent: Number(parent), bytes: Number(kilobytes) * 1024 }] : [];
	});
}

function factsOf(folder: string): string {
	try {
		return readFileSync(`/proc/${folder}/status`, 'utf8');
	} catch {
		// It has ended meanwhile.
		return '';
	}
}
