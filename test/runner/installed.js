const { Module, createRequire } = require('node:module');
const { Remembered } = require('./remembered');

/** What npm has installed, loaded by Node itself, and once a worker. */
exports.requireInstalled = (from, moduleName) => createRequire(from)(moduleName);

/** Has all that suites share be as it was before the last one had it in its hands. */
exports.putBack = () => {
	shared.putBack();
	for (const putBackOne of outOfReach) putBackOne();
};

const shared = new Remembered();
shared.add(globalThis);
const known = new Set(Object.keys(require.cache));

/** State that nobody else can reach, by the file that holds it; what is returned puts it back. */
const HOLDERS = {
	// n8n's services: the next suite makes its own
	'/@n8n/di/dist/di.js': ({ Container }) => () => Container.reset(),
	'/n8n-workflow/dist/cjs/global-state.js': ({ getGlobalState, setGlobalState }) => {
		const state = getGlobalState();
		return () => setGlobalState(state);
	},
	// n8n sets the zone for each expression
	'/luxon/build/node/luxon.js': ({ Settings }) => {
		const { now, defaultZone, defaultLocale, throwOnInvalid } = Settings;
		return () => Object.assign(Settings, { now, defaultZone, defaultLocale, throwOnInvalid });
	},
	'/fast-check/lib/cjs/fast-check.js': ({ resetConfigureGlobal }) => resetConfigureGlobal,
};
const outOfReach = [];

/** What costs much and gives nothing here, by the file that holds it. */
const LIGHTENED = {
	// n8n's logger looks up who calls it, each time, though nothing is printed
	'/@n8n/backend-common/dist/logging/logger.js': ({ Logger: { prototype } }) => {
		const { log } = prototype;
		prototype.log = function (...given) {
			const { stackTraceLimit } = Error;
			Error.stackTraceLimit = 0;
			try {
				return log.apply(this, given);
			} finally {
				Error.stackTraceLimit = stackTraceLimit;
			}
		};
	},
};

const load = Module.prototype.load;
let isLoading = false;

/** What a module does to others when it is loaded stays, for it is not loaded again. */
Module.prototype.load = function (...given) {
	if (isLoading) return load.apply(this, given);
	isLoading = true;
	try {
		shared.keep(() => load.apply(this, given));
	} finally {
		isLoading = false;
		rememberNew();
	}
};

function rememberNew() {
	for (const [file, { exports: loaded }] of Object.entries(require.cache)) {
		if (known.has(file)) continue;
		known.add(file);
		endingOf(LIGHTENED, file)?.(loaded);
		shared.add(loaded);
		const holder = endingOf(HOLDERS, file);
		if (holder) outOfReach.push(holder(loaded));
	}
}

function endingOf(table, file) {
	const end = Object.keys(table).find((each) => file.endsWith(each));
	return end && table[end];
}

/** What n8n's nodes ask for, but Node cannot load here. */
const STAND_INS = {
	// n8n's Wait node brings its form pages along, and they this ES module, which Node 20 cannot require.
	'sanitize-html': (html) => html,
	// Its Extract From File node reads calendars too, with a package that needs one which is not installed.
	'ts-ics': {},
};
const ofNodes = createRequire(require.resolve('n8n-nodes-base/package.json'));
for (const [name, standIn] of Object.entries(STAND_INS)) {
	const file = ofNodes.resolve(name);
	require.cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports: standIn });
}
