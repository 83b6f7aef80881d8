/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for developers, never in n8n */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { run } from './n8n/commands';

export interface Wanted {
	/** As it is said to people. */
	name: string;
	/** Where it may lie. */
	places(): string[];
	/** Those of Debian that bring it. */
	packages: string[];
	/** What to do where it cannot be installed. */
	otherwise: string;
}

/** A program of this machine; on Debian as root it is installed where it is missing. */
export async function installedProgram({ name, places, packages, otherwise }: Wanted, tell: (what: string) => void): Promise<string> {
	const found = () => places().find((place) => existsSync(place));
	const present = found();
	if (present) return present;
	const advice = `${otherwise} On Debian and Ubuntu: sudo apt-get install ${packages.join(' ')}`;
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) throw new Error(advice);
	tell(`Installing ${name}`);
	const quietly = { cwd: '/', env: { DEBIAN_FRONTEND: 'noninteractive' } };
	await run('apt-get', ['update', '-qq'], quietly);
	await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quietly);
	const installed = found();
	if (!installed) throw new Error(advice);
	return installed;
}

/** Where a program lies if this machine finds it by its name. */
export const inPath = (program: string): string[] => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
