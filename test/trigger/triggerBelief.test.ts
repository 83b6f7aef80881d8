import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { here, recall } from '../../nodes/Wawp/trigger/memory/process';
import { judged } from '../../nodes/Wawp/trigger/outages';

/* How long a process believes that an outage, which it has told of, lasts: its end may have been told to another process. */

const START = Date.UTC(2026, 0, 1);
const POLICY = { states: ['FAILED', 'WORKING'], pauseMs: 0 };

afterEach(() => {
	here.runs = false;
	jest.restoreAllMocks();
});

let count = 0;

/** What is told of FAILED, heard again after each of these times since the first one. */
function toldAfter(...times: number[]): string[] {
	const memory = recall(`belief ${++count}`);
	return [0, ...times].map((ms) => {
		jest.spyOn(Date, 'now').mockReturnValue(START + ms);
		const [event] = eventsIn({ event: 'session.status', metadata: { instance_id: 'A' }, payload: { status: 'FAILED' } })!;
		return judged(memory, event!, POLICY, () => [{ status: 'FAILED' }]).told ? 'lost' : '';
	});
}

test('ten minutes, where others hear a part of what happens', () => {
	expect(toldAfter(599_999, 600_000, 600_001, 1_200_000)).toEqual(['lost', '', '', 'lost', '']);
});

describe('what was judged is forgotten where nobody was told of it', () => {
	/** The news of these states, one after the other; those with a `!` are forgotten once all after them have been heard, or at once. */
	function story(states: string[], pauseMs = 0): string[] {
		const memory = recall(`forgotten ${++count}`);
		const later: Array<() => void> = [];
		return states.map((state, second) => {
			jest.spyOn(Date, 'now').mockReturnValue(START + second * 1000);
			if (state === 'forget') return later.splice(0).forEach((forget) => forget()) ?? '';
			const status = state.replace(/!+$/, '');
			const [event] = eventsIn({ event: 'session.status', metadata: { instance_id: 'A' }, payload: { status } })!;
			const { told, forget } = judged(memory, event!, { pauseMs, states: [...POLICY.states, 'STARTING'] }, () => [{ status }]);
			if (state.endsWith('!!')) later.push(forget);
			else if (state.endsWith('!')) forget();
			return !told ? '' : told.outage.lastedSeconds === undefined ? 'lost' : 'back';
		});
	}

	test.each<[what: string, states: string[], news: string[]]>([
		['a loss is told when it is heard again', ['FAILED!', 'FAILED'], ['lost', 'lost']],
		['also of one that was up', ['WORKING', 'FAILED!', 'FAILED', 'FAILED'], ['', 'lost', 'lost', '']],
		['an end too', ['FAILED', 'WORKING!', 'WORKING'], ['lost', 'back', 'back']],
		['what was no news is not known either', ['WORKING!', 'STARTING'], ['', '']],
		['what came meanwhile is kept, and the loss is still to be told', ['WORKING', 'FAILED!!', 'STARTING', 'forget', 'FAILED', 'WORKING'], ['', 'lost', '', '', 'lost', 'back']],
		['a loss that was told meanwhile is not told again', ['WORKING!!', 'FAILED', 'forget', 'FAILED'], ['', 'lost', '', '']],
		['nor one whose next state was forgotten', ['FAILED', 'STARTING!!', 'FAILED', 'forget', 'FAILED'], ['lost', '', '', '', '']],
		['nor one that is over', ['FAILED!!', 'WORKING', 'forget', 'FAILED'], ['lost', 'back', '', 'lost']],
	])('%s', (_what, states, news) => {
		expect(story(states)).toEqual(news);
	});

	test.each<[what: string, states: string[], news: string[]]>([
		['when it is heard again', ['FAILED!', 'FAILED'], ['lost', 'lost']],
		['after what came meanwhile', ['WORKING', 'FAILED!!', 'STARTING', 'forget', 'FAILED'], ['', 'lost', '', '', 'lost']],
		['and begins a pause only then', ['FAILED!!', 'STARTING', 'forget', 'FAILED', 'WORKING', 'FAILED'], ['lost', '', '', 'lost', 'back', '']],
	])('a loss that nobody was told of begins no pause: it is told %s', (_what, states, news) => {
		expect(story(states, 60_000)).toEqual(news);
	});
});

test('for good, where it hears everything itself', () => {
	here.runs = true;
	expect(toldAfter(600_001, 86_400_000)).toEqual(['lost', '', '']);
});
