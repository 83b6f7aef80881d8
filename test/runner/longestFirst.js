const { default: Sequencer } = require('@jest/test-sequencer');

/** Long ones whose files are short: by their size, which jest goes by until it knows how long each takes, they would come last, and one worker wait for the other. */
const LONG = ['panel/schemas', 'leak', 'engine/longRunning', 'engine/answers', 'examples/logIn', 'demo', 'trigger/triggerProcesses', 'examples/outages'];

/** What a fresh clone tries first; from the second run on jest knows it better. */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const sorted = super.sort(tests);
		if (sorted.some((test) => this.time(test))) return sorted;
		const isLong = ({ path }) => LONG.some((name) => path.replace(/\\/g, '/').endsWith(`/test/${name}.test.ts`));
		return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
	}
};
