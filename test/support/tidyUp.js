const { rmSync } = require('node:fs');
const { dirname } = require('node:path');

/** Whoever runs jest more than once in a process, as Stryker does, finds the folder that was there before. */
module.exports = () => {
	const { TMPDIR } = process.env;
	rmSync(TMPDIR, { recursive: true, force: true });
	process.env.TMPDIR = dirname(TMPDIR);
};
