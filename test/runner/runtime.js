const { compileFunction } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');
const { requireInstalled } = require('./installed');

/**
 * What each suite loads is its own, as ever in jest: the nodes, the simulator, the rig. What npm has installed is loaded
 * once a worker, by Node itself: n8n is 2000 files and three seconds. Both live in the one realm that Node starts with,
 * as they do in n8n, so that an Error, an Array or a Date of the one is an Error, an Array or a Date of the other.
 * `environment.js` puts back what a suite has changed in what it shares with the next.
 *
 * Loading is running the text of a file: the text itself is compiled once a worker, and what the processor's code for it has
 * learned stays.
 */
module.exports = class Runtime extends JestRuntime {
	constructor(...given) {
		super(...given);
		const { executor } = this;
		if (typeof executor?.compile !== 'function') throw new Error('This version of jest compiles modules elsewhere: look at test/runner/runtime.js');
		executor.compile = (source, filename) => compiled(source, filename, executor.injectedModuleParameters);
	}

	requireModule(from, moduleName, options, isRequireActual) {
		if (options?.isInternalModule && moduleName === 'node:async_hooks') return { AsyncLocalStorage: UnderWay };
		if (!options?.isInternalModule && this.isInstalled(from, moduleName)) return requireInstalled(from, moduleName);
		return super.requireModule(from, moduleName, options, isRequireActual);
	}

	isInstalled(from, moduleName = from) {
		if (isInNodeModules(from) || isInNodeModules(moduleName)) return true;
		return !/^[./]/.test(moduleName) && !this._resolution.isCoreModule(moduleName);
	}
};

const known = new Map();

function compiled(source, filename, parameters) {
	const before = known.get(filename);
	if (before?.source === source) return before.compiled;
	const one = { source, compiled: compileFunction(source, parameters, { filename }) };
	known.set(filename, one);
	return one.compiled;
}

/**
 * Where jest notes which test is under way. A storage of Node's follows each step of each promise, which all of them pay for; as
 * tests run one after the other, a variable tells the same.
 */
class UnderWay {
	#store;

	getStore() {
		return this.#store;
	}

	run(store, callback) {
		const before = this.#store;
		if (before?.test && before.test !== store.test) throw new Error('Tests run one after the other here, without test.concurrent: look at test/runner/runtime.js');
		const putBack = () => void (this.#store = before);
		this.#store = store;
		try {
			const running = callback();
			if (typeof running?.then === 'function') running.then(putBack, putBack);
			else putBack();
			return running;
		} catch (error) {
			putBack();
			throw error;
		}
	}
}

const isInNodeModules = (path) => /[\\/]node_modules[\\/]/.test(path);
