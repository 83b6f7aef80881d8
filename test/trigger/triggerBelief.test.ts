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

test('for good, where it hears everything itself', () => {
	here.runs = true;
	expect(toldAfter(600_001, 86_400_000)).toEqual(['lost', '', '']);
});
