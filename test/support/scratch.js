// One folder for whatever the suites write, gone when they are through: each of them has an n8n of its own.
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
	process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-tests-'));
};
