const { existsSync, readFileSync } = require('node:fs');

/** A reporter of jest: what the tests measured. */
module.exports = class FiguresTable {
	onRunComplete() {
		const { E2E_FIGURES } = process.env;
		if (!E2E_FIGURES || !existsSync(E2E_FIGURES)) return;
		const figures = readFileSync(E2E_FIGURES, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
		const widest = (column) => Math.max(...figures.map((each) => each[column].length));
		const rows = figures.map(({ what, measured, promised }) => `  ${what.padEnd(widest('what'))}   ${measured.padEnd(widest('measured'))}   (${promised})`);
		console.log(['', 'What was measured, and what is promised:', ...rows, ''].join('\n'));
	}
};
