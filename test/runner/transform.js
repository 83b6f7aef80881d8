const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const OPTIONS = {
	loader: 'ts',
	format: 'cjs',
	target: 'es2022',
	// jest loads what a suite imports later, too, so that it is the suite's own
	supported: { 'dynamic-import': false },
	sourcemap: true,
	sourcesContent: false,
};

const ownText = readFileSync(__filename);

/** TypeScript without its types; `npm run typecheck` looks at those. */
module.exports = {
	process(source, file) {
		return transformSync(source, { ...OPTIONS, sourcefile: file });
	},
	getCacheKey(source, file) {
		return [ownText, version, file, source].reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex');
	},
};
