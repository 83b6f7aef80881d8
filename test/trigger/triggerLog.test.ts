import { sayOnce } from '../../nodes/Wawp/delivery/refusals';

/* Anybody may knock at an address as often as they like: what the log says of it. */

const said: string[] = [];
const nodeOf = (workflow: string, id: string, type = 'n8n-nodes-wawp.wawpTrigger') =>
	({ getWorkflow: () => ({ id: workflow, active: true }), getNode: () => ({ id, name: 'Inbox', type }), logger: { warn: (line: string) => said.push(line) } }) as never;

const at = (ms: number) => jest.setSystemTime(Date.UTC(2026, 0, 1) + ms);
beforeEach(() => {
	said.length = 0;
	jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

test('a reason is told once a minute', () => {
	for (const ms of [0, 1, 59_999, 60_000, 60_001, 119_999, 120_000]) {
		at(ms);
		sayOnce(nodeOf('A', '1'), 'refused a delivery.');
	}
	expect(said).toEqual(Array(3).fill("Wawp Trigger: the node 'Inbox' of workflow A refused a delivery."));
});

test('another reason, another node and another workflow have lines of their own', () => {
	at(1e9);
	for (let times = 0; times < 2; times++) {
		sayOnce(nodeOf('B', '1'), 'refused a delivery. ');
		sayOnce(nodeOf('B', '1'), 'cannot tell.');
		sayOnce(nodeOf('B', '2'), 'refused a delivery. ');
		sayOnce(nodeOf('C', '1'), 'refused a delivery. ');
		sayOnce(nodeOf('C', '3', 'n8n-nodes-wawp.wawp'), 'refused a delivery. ');
	}
	expect(said).toEqual([
		"Wawp Trigger: the node 'Inbox' of workflow B refused a delivery.",
		"Wawp Trigger: the node 'Inbox' of workflow B cannot tell.",
		"Wawp Trigger: the node 'Inbox' of workflow B refused a delivery.",
		"Wawp Trigger: the node 'Inbox' of workflow C refused a delivery.",
		"Wawp: the node 'Inbox' of workflow C refused a delivery.",
	]);
});

test('a thousand reasons are remembered, and the oldest is told again after that', () => {
	at(2e9);
	for (let n = 0; n < 1_000; n++) sayOnce(nodeOf('D', '1'), `reason ${n}`);
	said.length = 0;
	sayOnce(nodeOf('D', '1'), 'reason 0');
	expect(said).toEqual([]);
	sayOnce(nodeOf('D', '1'), 'reason 1000');
	sayOnce(nodeOf('D', '1'), 'reason 1');
	sayOnce(nodeOf('D', '1'), 'reason 0');
	expect(said.map((line) => line.split(' workflow D ')[1])).toEqual(['reason 1000', 'reason 0']);
});
