/** One suite after the other, in the order of their names. */
module.exports = class ByName {
	sort(tests) {
		return [...tests].sort((one, other) => (one.path < other.path ? -1 : 1));
	}

	allFailedTests(tests) {
		return tests;
	}

	shard(tests) {
		return tests;
	}

	cacheResults() {}
};
