/**
 * Remembers objects as they are, and puts back what has become of them: properties that were added, changed or deleted. It
 * follows plain objects, arrays, functions, classes and prototypes. What is in a closure, a Map or an object with a class of
 * its own it does not see.
 */
exports.Remembered = class Remembered {
	#seen = new WeakSet();

	#entries = [];

	add(root) {
		const found = [root].filter((value) => Object(value) === value);
		while (found.length > 0) {
			const object = found.pop();
			if (this.#seen.has(object)) continue;
			this.#seen.add(object);
			const properties = Object.getOwnPropertyDescriptors(object);
			const keys = Reflect.ownKeys(properties);
			const values = keys.map((key) => properties[key].value);
			if (isTable(values)) continue;
			if (keys.some((key) => !BARE.has(key))) this.#entries.push(entryOf(object));
			found.push(...values.filter(isFollowed));
		}
	}

	/** Does something that may change what is remembered for good, and remembers it as it is then. What had been changed before stays to be put back. */
	keep(change) {
		const before = new Set(this.#changed());
		try {
			return change();
		} finally {
			for (const entry of this.#changed()) if (!before.has(entry)) Object.assign(entry, entryOf(entry.object));
		}
	}

	putBack() {
		for (const { object, properties } of this.#changed()) {
			for (const key of Reflect.ownKeys(object)) if (!Object.hasOwn(properties, key)) Reflect.deleteProperty(object, key);
			for (const key of Reflect.ownKeys(properties)) Reflect.defineProperty(object, key, properties[key]);
		}
	}

	#changed() {
		return this.#entries.filter(isChanged);
	}
};

/** A function that has nothing to itself, and the prototype of such a one, need no watching. */
const BARE = new Set(['length', 'name', 'prototype', 'constructor', 'arguments', 'caller', '__esModule']);

function entryOf(object) {
	const properties = Object.getOwnPropertyDescriptors(object);
	const keys = Reflect.ownKeys(properties);
	const changeable = keys.filter((key) => properties[key].configurable || properties[key].writable);
	return { object, properties, count: keys.length, changeable };
}

function isChanged({ object, properties, count, changeable }) {
	if (Reflect.ownKeys(object).length !== count) return true;
	return changeable.some((key) => {
		const { get, value } = properties[key];
		return get ? Reflect.getOwnPropertyDescriptor(object, key)?.get !== get : !Object.is(object[key], value);
	});
}

function isFollowed(value) {
	if (typeof value === 'function') return true;
	if (typeof value !== 'object' || value === null) return false;
	const prototype = Object.getPrototypeOf(value);
	return prototype === null || prototype === Object.prototype || Array.isArray(value) || Object.hasOwn(value, 'constructor');
}

/** Such as the types of all files: nobody writes there, and looking through them takes longer than all the rest. */
const isTable = (values) => values.length > 100 && !values.some((value) => value === undefined || typeof value === 'function');
