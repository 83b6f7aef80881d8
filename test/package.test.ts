/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs in jest, never in n8n */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageDirectoryLoader, resolveOutputSchemaPath } from 'n8n-core';

import { operations } from './schemas/items';

const root = join(__dirname, '..');
const dist = join(root, 'dist');

// A build older than the sources would make these tests say nothing.
beforeAll(() => {
	if (!existsSync(dist)) throw new Error('Run "npm run build" first');
});

test('the built nodes need nothing but n8n-workflow, crypto and their own files', () => {
	const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
	const needed = scripts.flatMap((file) => {
		const source = readFileSync(join(dist, file), 'utf8');
		return [...source.matchAll(/\b(?:require|import)\(\s*(["'`])(.*?)\1/g)].map(([, , name]) => name!);
	});
	expect(scripts.length).toBeGreaterThan(20);
	const foreign = needed.filter((name) => !name.startsWith('.') && !['n8n-workflow', 'crypto'].includes(name));
	expect(foreign).toEqual([]);
});

test('n8n loads the built package, with its icons and its words to search for', async () => {
	const loader = new PackageDirectoryLoader(root);
	await loader.loadAll();
	expect(Object.keys(loader.nodeTypes).sort()).toEqual(['wawp', 'wawpSessionWatcher', 'wawpTrigger']);
	expect(Object.keys(loader.credentialTypes)).toEqual(['wawpApi']);
	expect(loader.known.credentials.wawpApi?.supportedNodes).toEqual(['wawp', 'wawpSessionWatcher', 'wawpTrigger']);
	for (const { type } of Object.values(loader.nodeTypes)) {
		const { iconUrl, codex } = type.description as unknown as Loaded;
		for (const url of [iconUrl.light, iconUrl.dark]) {
			expect(existsSync(join(root, url.replace(`icons/${loader.packageName}/`, '')))).toBe(true);
		}
		// n8n makes a human-review tool of the node that is filed so.
		expect(codex.categories).toEqual(type.description.name === 'wawp' ? ['Communication', 'HITL'] : ['Communication']);
		expect(codex.alias).toEqual(expect.arrayContaining(['whatsapp', 'wawp', 'session', 'qr']));
	}
});

const SCHEMAS = 'dist/nodes/Wawp/__schema__';

const filesOf = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** Where n8n looks for what it shows before the first run of a node of the newest version. */
function previewAt(nodeDir: string, key: string): string {
	const [resource, operation] = key.split('.');
	const path = resolveOutputSchemaPath({ nodeDir, version: 2, resource, operation });
	if (path === undefined) throw new Error(`n8n does not look for ${key}`);
	return path;
}

interface Loaded {
	iconUrl: { light: string; dark: string };
	codex: { categories: string[]; alias: string[] };
}

test("the sources and the published files pass n8n's scan of community packages", () => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-'));
	try {
		const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
		const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: Array<{ path: string }> }];
		execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
		const scan = spawnSync(process.execPath, [join(root, 'test/support/scan.mjs'), root, join(folder, 'package')], {
			cwd: root,
			encoding: 'utf8',
			// Under NODE_ENV=test some of the rules take every file for one of their own fixtures.
			env: { ...process.env, NODE_ENV: '' },
		});
		expect(scan.stdout + scan.stderr).toBe('sources: passed\npublished files: passed\n');
		const beside = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
		expect(beside.sort()).toEqual(['LICENSE.md', 'README.md', 'package.json']);
		expect(filesOf(join(folder, 'package', SCHEMAS))).toEqual(filesOf(join(root, 'nodes/Wawp/__schema__')));
		for (const operation of operations) expect(readFileSync(previewAt(join(folder, 'package/dist/nodes/Wawp'), operation), 'utf8')).toMatch(/^\{"type":"object","properties":\{/);
		// n8n-node's build copies every picture of the project, those of README.md too.
		expect(files.filter(({ path }) => /\.(png|svg)$/.test(path)).map(({ path }) => path).sort()).toEqual(['dist/nodes/Wawp/wawp.dark.svg', 'dist/nodes/Wawp/wawp.svg']);
	} finally {
		rmSync(folder, { recursive: true });
	}
}, 120_000);
