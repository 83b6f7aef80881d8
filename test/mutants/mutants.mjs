// `npm run mutants -- engine` changes the code of a folder in one place at a time, and says which changes no test has seen;
// `npm run mutants -- engine/transport` does so with one file, and `engine/transport:70-90` with some of its lines. Takes
// minutes for a file, and hours for a folder; what is known of unchanged code is not tried again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import jest from '../../jest.config.js';
import { SUITES } from './suites.mjs';

const base = { ...jest, testEnvironment: './test/runner/environment.js' };
const rooms = process.argv.slice(2);
if (rooms.length === 0) rooms.push(...Object.keys(SUITES));
for (const room of rooms) await mutate(room);

async function mutate(room) {
	const [place, lines] = room.split(':');
	const suites = SUITES[roomsAround(place).find((name) => name in SUITES)];
	if (!suites) throw new Error(`Which suites look at ${room}? Those of ${Object.keys(SUITES).join(', ')} are in test/mutants/suites.mjs.`);
	const path = place.startsWith('credentials') ? place : `nodes/Wawp/${place}`;
	const name = room.replace(/\W/g, '-');
	const known = `.cache/mutants/${name}.json`;
	forgetUnseen(known);
	await new Stryker({
		mutate: [existsSync(path) ? `${path}/**/*.ts` : [`${path}.ts`, lines].filter(Boolean).join(':')],
		testRunner: 'jest',
		testRunnerNodeArgs: ['--experimental-vm-modules'],
		jest: {
			config: { ...base, testMatch: suites.map((suite) => `<rootDir>/test/${suite}.test.ts`) },
			enableFindRelatedTests: false,
		},
		plugins: ['@stryker-mutator/jest-runner', './test/mutants/words.mjs'],
		ignorers: ['words'],
		coverageAnalysis: 'perTest',
		concurrency: Number(process.env.CONCURRENCY ?? 1),
		timeoutMS: 5_000,
		ignorePatterns: ['.cache', 'dist', 'docs/images'],
		// not in the project, where the lint would look at what a run that was killed has left
		tempDirName: join(tmpdir(), 'n8n-nodes-wawp-mutants', name),
		warnings: { slow: false },
		incremental: true,
		incrementalFile: known,
		reporters: ['progress-append-only', 'clear-text', 'html'],
		htmlReporter: { fileName: `.cache/mutants/${name}.html` },
		clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	}).runMutationTest();
}

/** `delivery/shape/text` → itself, `delivery/shape`, `delivery`. */
function roomsAround(room) {
	const parts = room.split('/');
	return parts.map((_part, index) => parts.slice(0, parts.length - index).join('/'));
}

/** Of what is changed where a file is loaded Stryker notes no test, so that it would hold for unseen what a new test sees. */
function forgetUnseen(file) {
	if (!existsSync(file)) return;
	const report = JSON.parse(readFileSync(file, 'utf8'));
	for (const source of Object.values(report.files)) source.mutants = source.mutants.filter(({ static: isStatic, status }) => !isStatic || status !== 'Survived');
	writeFileSync(file, JSON.stringify(report));
}
