// One folder for whatever the suites write, gone when they are through: each of them has an n8n of its own.
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, join } = require('node:path');

const NAME = 'n8n-nodes-wawp-tests-';

module.exports = () => {
	process.env.TMPDIR = mkdtempSync(join(tmpdir(), NAME));
};

module.exports.isScratch = (folder = '') => basename(folder).startsWith(NAME);
