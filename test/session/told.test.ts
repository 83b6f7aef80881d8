import type { IDataObject } from 'n8n-workflow';

import type { Job } from '../../nodes/Wawp/engine/operation';
import { toldOf } from '../../nodes/Wawp/session/told';

/* What an operation was told of its session before it looks: by the item in front, its own one of several, or else by the trigger that started the run. */

const NOW = Date.UTC(2026, 0, 1, 12);
const at = (secondsAgo: number): string => new Date(NOW - secondsAgo * 1000).toISOString();

interface Trigger {
	type?: string;
	isExecuted?: boolean;
	items: IDataObject[];
}

function told(input: IDataObject[], { index = 0, triggers = [] }: { index?: number; triggers?: Trigger[] } = {}) {
	const nodes = triggers.map(({ type = 'n8n-nodes-wawp.wawpTrigger', isExecuted = true, items }, place) => ({ name: `Trigger ${place}`, type, isExecuted, all: () => items.map((json) => ({ json })) }));
	const context = {
		getNode: () => ({ name: 'Wawp' }),
		getInputData: () => input.map((json) => ({ json })),
		getParentNodes: () => nodes,
		getWorkflowDataProxy: () => ({ $: (name: string) => nodes.find((node) => node.name === name) }),
	};
	return toldOf({ instanceId: 'A', item: { context, index } } as unknown as Job, NOW);
}

const event = (status: string, more: IDataObject = {}): IDataObject => ({ event: 'session.status', instanceId: 'A', status, timestamp: at(9), ...more });

test('each item is told by the one in front of it', () => {
	const input = [event('FAILED'), event('STOPPED', { timestamp: at(5) }), { status: 'hello' }];
	expect([0, 1, 2, 3].map((index) => told(input, { index }))).toEqual([{ status: 'FAILED', since: NOW - 9_000 }, { status: 'STOPPED', since: NOW - 5_000 }, undefined, undefined]);
});

test.each<[what: string, json: IDataObject, expected: unknown]>([
	['an outage says since when it lasts', event('FAILED', { since: at(20), outage: { since: at(30) } }), { status: 'FAILED', since: NOW - 30_000 }],
	['else the state since when it holds', event('FAILED', { since: at(20) }), { status: 'FAILED', since: NOW - 20_000 }],
	['what says nothing of it holds since now', event('FAILED', { timestamp: undefined }), { status: 'FAILED', since: NOW }],
	['and so does what begins later', event('FAILED', { timestamp: at(-60) }), { status: 'FAILED', since: NOW }],
	['what was told less than 45 seconds ago was told by our clock', event('FAILED', { timestamp: at(40), since: at(50) }), { status: 'FAILED', since: NOW - 50_000 }],
	['what seems older by another one, of which only the time between counts', event('FAILED', { timestamp: at(3_600), since: at(3_620) }), { status: 'FAILED', since: NOW - 20_000 }],
	['where nothing lies between, it is since now', event('FAILED', { timestamp: at(3_600), since: at(3_590) }), { status: 'FAILED', since: NOW }],
	['what the watcher found was found by looking', event('FAILED', { reason: 'lost' }), { status: 'FAILED', since: NOW - 9_000, byLook: true }],
	['and so was what another operation read', { instanceId: 'A', status: 'STOPPED' }, { status: 'STOPPED', since: NOW, byLook: true }],
	['also where it names no instance', { status: 'STOPPED' }, { status: 'STOPPED', since: NOW, byLook: true }],
	['an event may tell of a state that is new', event('PASSKEY_REQUIRED'), { status: 'PASSKEY_REQUIRED', since: NOW - 9_000 }],
	['another item may not: it is about something else', { instanceId: 'A', status: 'PASSKEY_REQUIRED' }, undefined],
	['nor is one of another session', event('FAILED', { instanceId: 'B' }), undefined],
	['nor one without a state', event('FAILED', { status: null }), undefined],
])('%s', (_what, json, expected) => {
	expect(told([json])).toEqual(expected);
});

test.each<[what: string, triggers: Trigger[], status: string | undefined]>([
	['the trigger of the run', [{ items: [event('FAILED')] }], 'FAILED'],
	['the watcher', [{ type: 'n8n-nodes-wawp.wawpSessionWatcher', items: [event('FAILED')] }], 'FAILED'],
	['the item of its session among several', [{ items: [event('STOPPED', { instanceId: 'B' }), event('FAILED')] }], 'FAILED'],
	['the last one of several about it', [{ items: [event('FAILED'), event('WORKING'), event('STOPPED', { instanceId: 'B' })] }], 'WORKING'],
	['the one that ran, of two', [{ isExecuted: false, items: [event('STOPPED')] }, { items: [event('FAILED')] }], 'FAILED'],
	['no other node', [{ type: 'n8n-nodes-base.webhook', items: [event('FAILED')] }], undefined],
])('where the item in front says nothing, it is told by %s', (_what, triggers, status) => {
	expect(told([{ text: 'Hi' }], { triggers })?.status).toBe(status);
});

test('the item in front knows better than the trigger', () => {
	expect(told([event('WORKING')], { triggers: [{ items: [event('FAILED')] }] })?.status).toBe('WORKING');
});
