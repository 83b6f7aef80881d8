const { rmSync } = require('node:fs');
const { dirname } = require('node:path');
const { isScratch } = require('./scratch');

/**
 * Whoever runs jest more than once in a process, as Stryker does, finds the folder that was there before. And whoever tidies up
 * once more than that must not lose it.
 */
module.exports = () => {
	const { TMPDIR } = process.env;
	if (!isScratch(TMPDIR)) return;
	rmSync(TMPDIR, { recursive: true, force: true });
	process.env.TMPDIR = dirname(TMPDIR);
};
