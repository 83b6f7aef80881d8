const { AsyncLocalStorage } = require('node:async_hooks');
const { promisify } = require('node:util');
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { putBack } = require('./installed');

/**
 * Suites run in the realm that Node starts with, one after the other: see `runtime.js`. What one of them changes there, and in
 * what they share, is put back before the next: globals, mocks and clocks, what n8n holds, the process.
 */
module.exports = class Environment {
	global = globalThis;

	moduleMocker = new ModuleMocker(globalThis);

	#process = { env: { ...process.env }, folder: process.cwd(), exit: process.exit, listeners: listenersOf(process) };

	#timers = new Timers();

	constructor({ projectConfig: config }) {
		const timers = { config, global: globalThis, moduleMocker: this.moduleMocker };
		this.fakeTimers = new LegacyFakeTimers({ ...timers, timerConfig: { idToRef: (id) => id, refToId: (timer) => timer } });
		this.fakeTimersModern = new ModernFakeTimers(timers);
	}

	async setup() {
		// As Node has it. jest looks through a hundred calls for each error, and the nodes make thousands.
		Error.stackTraceLimit = 10;
	}

	async teardown() {
		this.fakeTimers.dispose();
		this.fakeTimersModern.dispose();
		this.#timers.stop();
		putBack();
		forgetStorages();
		putBackMatchers();
		this.#putBackProcess();
	}

	/** jest wants to see one before it loads a module; `runtime.js` loads it without. */
	getVmContext() {
		return {};
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	#putBackProcess() {
		const { env, folder, exit, listeners } = this.#process;
		for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
		Object.assign(process.env, env);
		process.chdir(folder);
		process.exit = exit;
		for (const [event, now] of listenersOf(process)) {
			for (const listener of now) if (!listeners.get(event)?.includes(listener)) process.off(event, listener);
		}
	}
};

/** Those that a suite has set. What is due later ends with it, as in a process of its own: it must not happen to the next one. */
class Timers {
	#waiting = new Set();

	constructor() {
		const { setTimeout, setInterval } = globalThis;
		globalThis.setTimeout = this.#noting(setTimeout, (happens, isDue) => (...given) => {
			isDue();
			happens(...given);
		});
		globalThis.setInterval = this.#noting(setInterval, (happens) => happens);
	}

	stop() {
		for (const timer of this.#waiting) clearTimeout(timer);
		this.#waiting.clear();
	}

	#noting(set, watched) {
		const noted = (happens, ...given) => {
			const timer = set(watched(happens, () => this.#waiting.delete(timer)), ...given);
			this.#waiting.add(timer);
			return timer;
		};
		return Object.defineProperty(noted, promisify.custom, { value: set[promisify.custom] });
	}
}

/** Those that were made use of. jest makes one for each suite, and never ends it; each costs something at every step of every promise. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...given) {
	storages.add(this);
	return run.apply(this, given);
};

function forgetStorages() {
	for (const storage of storages) storage.disable();
	storages.clear();
}

const listenersOf = (emitter) => new Map(emitter.eventNames().map((event) => [event, emitter.rawListeners(event)]));

/** jest keeps them in a global that cannot be deleted, and fills it anew for each suite. */
function putBackMatchers() {
	const { matchers, customEqualityTesters, state } = globalThis[Symbol.for('$$jest-matchers-object')] ?? {};
	if (!state) return;
	for (const name of Object.keys(matchers)) delete matchers[name];
	customEqualityTesters.length = 0;
	for (const name of Object.keys(state)) delete state[name];
	Object.assign(state, { assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false, numPassingAsserts: 0, suppressedErrors: [] });
}
