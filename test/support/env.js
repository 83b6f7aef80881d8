// Runs before any import of n8n-core: jest does so for each test file, a script imports it first.
// n8n-core's InstanceSettings writes <N8N_USER_FOLDER>/.n8n/config on first use: keep it out of $HOME.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const folder = mkdtempSync(join(tmpdir(), 'n8n-test-'));
// What the suites of jest leave behind goes with the folder that they are all in.
if (typeof jest === 'undefined') process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = folder;
process.env.N8N_ENCRYPTION_KEY = 'test-only-key';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.NODE_ENV = 'test';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'default'; // binary data in memory, no managers to register
// An HTTP(S)_PROXY in the developer's shell must not swallow calls to 127.0.0.1.
process.env.NO_PROXY = '127.0.0.1,localhost';

require('reflect-metadata'); // n8n-core's decorators need it before n8n-core is loaded

// n8n's Wait node brings its form pages along, and they this ES module, which jest cannot require on Node 20.
if (typeof jest !== 'undefined') jest.mock('sanitize-html', () => (html) => html);
// Its Extract From File node reads calendars too, with a package that needs one which is not installed.
if (typeof jest !== 'undefined') jest.mock('ts-ics', () => ({}));

// A change is judged on the same examples each time: a red run then means the change. Without it the properties draw others.
if (process.env.PROPERTY_SEED) require('fast-check').configureGlobal({ seed: Number(process.env.PROPERTY_SEED) });
