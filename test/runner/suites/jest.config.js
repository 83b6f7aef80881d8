const { setupFiles, ...config } = require('../../../jest.config.js');

/** Two suites in one worker, the second of which looks for what the first has left. @type {import('jest').Config} */
module.exports = {
	...config,
	rootDir: '../../..',
	roots: ['<rootDir>/test/runner/suites'],
	testMatch: ['<rootDir>/test/runner/suites/*.suite.ts'],
	testSequencer: '<rootDir>/test/runner/suites/byName.js',
	setupFiles,
};
