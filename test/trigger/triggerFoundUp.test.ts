import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { foundBefore, foundIn, noteFoundUp, recallFound } from '../../nodes/Wawp/trigger/foundUp';
import { recall } from '../../nodes/Wawp/trigger/memory/process';
import { instanceNamed, nameOf } from '../../nodes/Wawp/trigger/names';

/* Which sessions were up when a trigger was published, or n8n was started: what is lost later is an outage of theirs. */

const STATES: Record<string, string> = { A: 'WORKING', B: 'FAILED', C: 'WORKING' };

/** What is kept after it has looked, and whom it has asked for. */
async function noted(activation: string, { foundUp, names, ...given }: IDataObject = {}) {
	const asked: string[] = [];
	const saved: IDataObject = { own: 'stays', ...(foundUp !== undefined && { foundUp }), ...(names !== undefined && { names }) };
	const parameters: IDataObject = { startOn: 'outage', events: ['session.status'], instanceId: 'A, B, C', ...given };
	const context = {
		getActivationMode: () => activation,
		getNode: () => ({ name: 'Wawp Trigger', parameters }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => ({ baseUrl: 'https://api.wawp.net', accessToken: 'wp-token', instanceId: 'C' }),
		getWorkflowStaticData: () => saved,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { headers }: { headers: Record<string, string> }) => {
				const id = headers['X-Instance-ID']!;
				asked.push(id);
				if (STATES[id] === undefined) throw new Error('connect ECONNREFUSED');
				return { statusCode: 200, headers: {}, body: Buffer.from(JSON.stringify({ status: STATES[id], ...(id !== 'B' && { name: `wawp-${id}` }) })) };
			},
		},
	};
	await noteFoundUp(context as unknown as IHookFunctions);
	expect(saved.own).toBe('stays');
	return { saved: saved.foundUp, names: saved.names, asked };
}

test.each(['activate', 'update', 'create', 'manual'])('published by %s, those are up that Wawp says are', async (activation) => {
	expect(await noted(activation, { foundUp: ['B', 'Z'] })).toMatchObject({ saved: ['A', 'C'], asked: ['A', 'B', 'C'] });
});

test.each(['init', 'leadershipChange'])('at the start of n8n (%s), so are those that were: one may be lost just then', async (activation) => {
	expect((await noted(activation, { foundUp: ['B', 'D', 'A'] })).saved).toEqual(['B', 'D', 'A', 'C']);
	expect((await noted(activation)).saved).toEqual(['A', 'C']);
});

test('one that Wawp does not tell of is not known to be up', async () => {
	expect(await noted('activate', { instanceId: 'A, gone' })).toMatchObject({ saved: ['A'], asked: ['A', 'gone'] });
	expect(await noted('activate', { instanceId: '' })).toMatchObject({ saved: ['C'], asked: ['C'] });
});

test.each<[what: string, given: IDataObject]>([
	['on every change', { startOn: 'change' }],
	['of other events', { events: ['message'] }],
])('a trigger that starts %s asks for none, and knows of none', async (_what, given) => {
	expect(await noted('init', { foundUp: ['A'], names: { A: 'name' }, ...given })).toEqual({ saved: undefined, names: undefined, asked: [] });
});

test.each<[activation: string, kept: IDataObject]>([
	['activate', {}],
	['update', {}],
	['init', { B: 'before', D: 'before' }],
	['leadershipChange', { B: 'before', D: 'before' }],
])('by which names the engine knows them is what it says, and at a start of n8n also what it said before of those of which it says nothing now (%s)', async (activation, kept) => {
	const names = { A: 'before', B: 'before', D: 'before' };
	expect((await noted(activation, { names })).names).toEqual({ ...kept, A: nameOf('wawp-A'), C: nameOf('wawp-C') });
});

test('static data from before the first look takes nothing from this process; what it holds of a later one counts, but for names that were seen since', () => {
	const memory = recall('found up before it was saved', 'now');
	Object.assign(memory, { foundUp: ['A'], names: { A: 'seen' } });
	recallFound(memory, { activation: 'now' });
	expect([memory.foundUp, memory.names]).toEqual([['A'], { A: 'seen' }]);
	recallFound(memory, { foundUp: [], names: { A: 'before', B: 'before' } });
	expect([memory.foundUp, memory.names]).toEqual([[], { A: 'seen', B: 'before' }]);
});

test('what is known of one is known of no other', () => {
	expect(foundBefore(['A'], 'A', 7)).toMatchObject({ status: 'WORKING', heardAt: 7, wasUp: true });
	expect([foundBefore(['A'], 'B', 7), foundBefore(['A'], null, 7), foundBefore([], 'A', 7)]).toEqual([undefined, undefined, undefined]);
	expect([{ foundUp: ['A'] }, { foundUp: 'A' }, {}].map((saved) => foundIn(saved).foundUp)).toEqual([['A'], [], []]);
	expect([{ names: { A: 'name' } }, { names: 'A' }, { names: null }, {}].map((saved) => foundIn(saved).names)).toEqual([{ A: 'name' }, {}, {}, {}]);
});

test('a session that an engine calls by no name of its own is told by none', () => {
	for (const session of ['', 'default', null, undefined, 7]) expect(nameOf(session)).toBeUndefined();
	const names = { A: nameOf('shop')!, B: nameOf('office')!, C: nameOf('office')! };
	expect(['shop', 'office', 'another', '', null].map((session) => instanceNamed(names, session))).toEqual(['A', undefined, undefined, undefined, undefined]);
});
