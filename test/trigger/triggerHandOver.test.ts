import { handOverIn, handOverItem } from '../../nodes/Wawp/trigger/handOver';

/* What a delivery leaves for its run is told from all else that a run may begin with: items that a person pinned, or that another node gives. */

const handOver = { delivery: 'd', heardBy: 'p', heardAt: 1, keys: [], isSure: true, event: { event: 'message' } };

test('what a delivery left is found again', () => {
	expect(handOverIn(handOverItem(handOver as never))).toEqual(handOver);
});

test.each<[what: string, json: object]>([
	['an item of an event', { event: 'message', text: 'Hi' }],
	['an empty one', {}],
	['one that has something else beside it', { handedOver: handOver, text: 'Hi' }],
	['one with a text in its place', { handedOver: 'today' }],
	['one with a list in its place', { handedOver: [handOver] }],
	['one with nothing in its place', { handedOver: null }],
	['one that names no delivery', { handedOver: { ...handOver, delivery: 1 } }],
	['one that holds no event', { handedOver: { ...handOver, event: 'message' } }],
])('%s is none', (_what, json) => {
	expect(handOverIn({ json } as never)).toBeUndefined();
});
