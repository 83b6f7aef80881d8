/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for developers, never in n8n */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { npm, run } from './n8n/commands';

export const PACKAGE = 'n8n-nodes-wawp';

const ROOT = join(__dirname, '../..');

/** What npm would publish, as a file in the folder. */
export async function packInto(folder: string): Promise<string> {
	if (!existsSync(join(ROOT, 'dist/nodes'))) throw new Error('Run "npm run build" first');
	mkdirSync(folder, { recursive: true });
	return await packed(ROOT, folder);
}

/** The package in a folder, as a file in another one. */
export async function packed(source: string, folder: string): Promise<string> {
	const [{ filename }] = JSON.parse(await npm(['pack', '--json', '--pack-destination', folder], { cwd: source })) as [{ filename: string }];
	return join(folder, filename);
}

/** n8n's documented way without its page: npm install in the folder of the nodes, then a restart. No registry is asked. */
export async function installByHand(tarball: string, nodesFolder: string): Promise<void> {
	const manifest = join(nodesFolder, 'package.json');
	if (!existsSync(manifest)) writeFileSync(manifest, JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }));
	await npm(['install', '--legacy-peer-deps', '--offline', '--no-audit', '--no-fund', tarball], { cwd: nodesFolder });
}

/** The same package under another version, as a release to come. */
export async function repackedAs(version: string, tarball: string, folder: string): Promise<string> {
	const unpacked = join(folder, `unpacked-${version}`);
	mkdirSync(unpacked, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: folder });
	const manifest = join(unpacked, 'package.json');
	const content = JSON.parse(readFileSync(manifest, 'utf8')) as object;
	writeFileSync(manifest, JSON.stringify({ ...content, version }, null, 2));
	await npm(['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: unpacked });
	return join(folder, `${PACKAGE}-${version}.tgz`);
}
