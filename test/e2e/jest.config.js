const { transform, transformIgnorePatterns, modulePathIgnorePatterns } = require('../../jest.config.js');

/** `npm run test:e2e`: a real n8n server and a real browser. @type {import('jest').Config} */
module.exports = {
	rootDir: '../..',
	roots: ['<rootDir>/test'],
	testEnvironment: 'node',
	transform,
	transformIgnorePatterns,
	modulePathIgnorePatterns,
	// In a version of n8n that is named the core alone.
	testMatch: [process.env.E2E_N8N ? '<rootDir>/test/e2e/core.e2e.ts' : '<rootDir>/test/e2e/**/*.e2e.ts'],
	// Of those that run in each version: in the latest one the others try more.
	testPathIgnorePatterns: process.env.E2E_N8N ? [] : ['e2e/core\\.e2e'],
	globalSetup: '<rootDir>/test/e2e/prepare.ts',
	globalTeardown: '<rootDir>/test/e2e/tidyUp.ts',
	reporters: ['default', '<rootDir>/test/e2e/timingTable.js', '<rootDir>/test/e2e/figuresTable.js'],
	// A test that hangs ends; how long one that works may take says nothing on a busy machine.
	testTimeout: 600_000,
};
