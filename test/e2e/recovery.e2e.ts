import { sleep } from 'n8n-workflow';

import type { Instance, Wawp } from '../simulator';
import { eventually } from './eventually';
import { figure } from './figures';
import { Live } from './live';
import type { SavedWorkflow } from './n8n/client';
import { messagesOf } from './n8n/execution';

/*
 * The month of test/soak, in some minutes of a real n8n: sessions are lost in each way at once, then n8n is killed in the midst
 * of the recoveries. Wawp tells states up to three seconds after its events.
 */

/** As promised for the worst case: a minute until it is looked at, a minute until it is taken to hang, and what the engine takes. */
const LONGEST_MS = 150_000;

interface Case {
	happens: (wawp: Wawp, instance: Instance) => void;
	/** The fewest restarts that help. */
	restarts: number;
	needsPerson?: true;
}

const CASES: Record<string, Case> = {
	fails: { happens: ({ phone }, { id }) => phone.loseConnection(id), restarts: 1 },
	'fails for a moment': { happens: ({ phone }, { id }) => phone.stumbles(id, { status: 'FAILED', forMs: 500 }), restarts: 0 },
	'connects again by itself': { happens: ({ phone }, { id }) => phone.stumbles(id, { status: 'STARTING', forMs: 5_000 }), restarts: 0 },
	hangs: { happens: (wawp, { id }) => wawp.setStatus(id, 'STARTING'), restarts: 1 },
	'fails, and its event is lost': {
		happens: ({ phone }, instance) => {
			instance.webhooks.forEach((webhook) => (webhook.is_active = 0));
			phone.fail(instance.id);
		},
		restarts: 1,
	},
	'is logged out': { happens: ({ phone }, { id }) => phone.logOut(id), restarts: 0, needsPerson: true },
};

let live: Live;
let sessions: Instance[];
let workflow: SavedWorkflow;

beforeAll(async () => {
	live = await Live.start({ lag: () => Math.random() * 3_000 });
	live.wawp.conditions.bootMs = () => 2_000 + Math.random() * 6_000;
	sessions = Object.keys(CASES).map(() => live.wawp.addInstance(live.account, { status: 'WORKING' }));
	workflow = await live.importExample('session-auto-recovery', live.credential, { 'Wawp Trigger': { instanceId: sessions.map(({ id }) => id).join(', ') } });
	await live.publish(workflow);
});
afterAll(async () => await live?.stop());

const isUp = ({ status }: Instance) => status === 'WORKING';

/** Milliseconds until it was up for good. */
async function upAfter(session: Instance, from: number): Promise<number> {
	await eventually(`${nameOf(session)} to be up`, () => isUp(session), LONGEST_MS);
	return live.wawp.log.filter(({ instanceId, text }) => instanceId === session.id && text === 'WORKING').at(-1)!.at - from;
}

const nameOf = (session: Instance): string => Object.keys(CASES)[sessions.indexOf(session)]!;
const countOf = (session: Instance, what: string, from: number): number => live.wawp.log.filter(({ instanceId, text, at }) => instanceId === session.id && at >= from && text === what).length;
const disturbed = () => live.wawp.log.filter(({ text }) => text.startsWith('disturbed'));

async function alertsAbout({ id }: Instance): Promise<unknown[]> {
	const executions = await live.n8n.executions(workflow.id);
	return ['Alert: Needs a Login', 'Alert: Failed'].flatMap((node) => messagesOf(executions, node)).filter((message) => String(message).includes(id));
}

/** All that n8n is about to do is done. */
async function quiet(): Promise<void> {
	await eventually('all runs to end', async () => (await live.n8n.executions(workflow.id)).every(({ isOver }) => isOver));
}

test('sessions that are lost in each way are all up again, or a person is asked, once', async () => {
	const from = live.wawp.now();
	for (const session of sessions) CASES[nameOf(session)]!.happens(live.wawp, session);
	const [asked] = sessions.filter((session) => CASES[nameOf(session)]!.needsPerson);
	await eventually('a person to be asked', async () => (await alertsAbout(asked!)).length > 0);
	live.wawp.phone.scan(asked!.id);
	const took = await Promise.all(sessions.map(async (session) => await upAfter(session, from)));
	figure('sessions lost in six ways at once, in a real n8n', sessions.map((session, index) => `${nameOf(session)}: ${Math.round(took[index]! / 1000)} s`).join(', '), 'none over 150 s');
	await quiet();
	expect(sessions.filter((session) => !isUp(session)).map(nameOf)).toEqual([]);
	expect(disturbed()).toEqual([]);
	for (const session of sessions) {
		const { restarts, needsPerson } = CASES[nameOf(session)]!;
		expect([nameOf(session), countOf(session, 'restarted', from), (await alertsAbout(session)).length]).toEqual([nameOf(session), restarts, needsPerson ? 1 : 0]);
	}
	live.expectClean(...(await live.n8n.executions(workflow.id)));
});

test('sessions whose recovery dies with n8n are up again soon after it is back', async () => {
	for (const { webhooks } of sessions) webhooks.forEach((webhook) => (webhook.is_active = 1));
	const from = live.wawp.now();
	for (const { id } of sessions) live.wawp.phone.fail(id);
	await eventually('a recovery to be under way', () => sessions.some((session) => countOf(session, 'restarted', from) > 0));
	await live.server.kill();
	await sleep(2_000);
	await live.startBehindReadinessCheck();
	const back = live.wawp.now();
	await Promise.all(sessions.map(async (session) => await upAfter(session, from)));
	figure('the same, n8n killed in the midst of six recoveries', `${Math.round((live.wawp.now() - back) / 1000)} s after it was back`, '90 s');
	await quiet();
	expect(live.wawp.now() - back).toBeLessThan(LONGEST_MS);
	expect(disturbed()).toEqual([]);
	const executions = await live.n8n.executions(workflow.id);
	for (const session of sessions) {
		expect(isUp(session)).toBe(true);
		expect(countOf(session, 'restarted', from)).toBeLessThanOrEqual(2);
	}
	expect(messagesOf(executions, 'Alert: Failed')).toEqual([]);
	expect(JSON.stringify(executions)).not.toContain(live.account.token);
	await live.n8n.unpublish(workflow.id);
});
