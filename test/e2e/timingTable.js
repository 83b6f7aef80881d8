const { readFileSync } = require('node:fs');

/** A reporter of jest: how long each step and each test took. */
module.exports = class TimingTable {
	onRunComplete(_contexts, { testResults }) {
		const steps = readFileSync(process.env.E2E_TIMINGS, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
		const tests = testResults.flatMap(({ testFilePath, testResults: results }) =>
			results.map(({ fullName, duration, status }) => ({
				what: `${testFilePath.split('/').at(-1).replace('.e2e.ts', '')}: ${fullName}${status === 'passed' ? '' : ` (${status})`}`,
				ms: duration ?? 0,
			})),
		);
		const rows = [...steps, ...tests].map(({ what, ms }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${what}`);
		console.log(['', 'How long it took:', ...rows, ''].join('\n'));
	}
};
