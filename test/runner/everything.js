// `npm test`: the build, then all suites, and beside them the checks of types and style. With words, as in
// `npm test -- trigger`, the build and the suites that match: jest is given the words.
const { spawn } = require('node:child_process');

// eslint remembers which files it has found right; CI, which sets THOROUGH, asks n8n's own command.
const CHECKS = ['typecheck', 'lint:base', process.env.THOROUGH ? 'lint' : 'lint:changed'];

main(process.argv.slice(2));

async function main(words) {
	const lanes = words.length > 0 ? [suites(words)] : [suites(words), checks()];
	const failed = (await Promise.all(lanes)).flat();
	for (const name of failed) console.error(`npm run ${name} failed`);
	process.exitCode = failed.length > 0 ? 1 : 0;
}

/** Those of the package look at the build. */
async function suites(words) {
	if (!(await passes('build'))) return ['build'];
	return (await ended(script('jest', ['inherit', 'inherit'], words))) ? [] : ['jest'];
}

/** One after the other: the suites take the other processors. */
async function checks() {
	const failed = [];
	for (const name of CHECKS) if (!(await passes(name))) failed.push(name);
	return failed;
}

/** What it says is shown in one piece, and where it says that something is wrong. */
async function passes(name) {
	const check = script(name, ['pipe', 'pipe']);
	const said = [];
	for (const stream of [check.stdout, check.stderr]) stream.on('data', (part) => said.push(part));
	const passed = await ended(check);
	console.log(passed ? `npm run ${name}: passed` : Buffer.concat(said).toString());
	return passed;
}

function script(name, output, words = []) {
	return spawn('npm', ['run', '--silent', name, '--', ...words], { stdio: ['ignore', ...output], shell: process.platform === 'win32' });
}

async function ended(child) {
	return await new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code === 0)));
}
