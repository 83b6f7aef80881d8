import { type Relay, type Way, relay } from '../support/relay';
import { ExampleRig, LAGS, until } from '../support/exampleRig';
import { VirtualTime } from '../support/virtualTime';

/*
 * The flagship, in n8n's engine, against what can happen to a session, however the events of it are delivered and however far
 * session info lags behind. The sessions of one test are lost at the same time.
 */

interface Outage {
	happens: (rig: ExampleRig, id: string) => void;
	ends: string;
	alert?: 'Needs a Login' | 'Failed';
	/** How many outages those are. */
	times?: number;
	/** What the example may do about it, in this order. */
	remedies?: string[];
}

const OUTAGES: Record<string, Outage> = {
	'fails, and a restart helps': { happens: ({ wawp }, id) => wawp.phone.loseConnection(id), ends: 'WORKING', remedies: ['restarted'] },
	'fails again after a restart': {
		happens: ({ wawp }, id) => {
			instanceOf(wawp, id).failsOnStart = 5;
			wawp.phone.fail(id);
		},
		ends: 'FAILED',
		alert: 'Failed',
		remedies: ['restarted'],
	},
	'fails for a moment': { happens: ({ wawp }, id) => wawp.phone.stumbles(id, { status: 'FAILED', forMs: 400 }), ends: 'WORKING' },
	'connects again by itself': { happens: ({ wawp }, id) => wawp.phone.stumbles(id, { status: 'STARTING', forMs: 4_000 }), ends: 'WORKING' },
	'hangs while it connects again': { happens: ({ wawp }, id) => wawp.phone.stumbles(id, { status: 'STARTING', forMs: 3_600_000 }), ends: 'WORKING', remedies: ['restarted'] },
	'is logged out on the phone': { happens: ({ wawp }, id) => wawp.phone.logOut(id), ends: 'FAILED', alert: 'Needs a Login' },
	'fails, and is logged out when it is back': {
		happens: ({ wawp }, id) => {
			instanceOf(wawp, id).linked = false;
			wawp.phone.fail(id);
		},
		ends: 'FAILED',
		alert: 'Needs a Login',
		remedies: ['restarted'],
	},
	'is stopped on purpose': { happens: ({ wawp }, id) => wawp.setStatus(id, 'STOPPED'), ends: 'STOPPED', times: 0 },
	'waits for what newer engines ask of a person': { happens: ({ wawp }, id) => wawp.setStatus(id, 'PASSKEY_REQUIRED'), ends: 'PASSKEY_REQUIRED', alert: 'Needs a Login' },
	'is lost again and again': {
		happens: ({ wawp }, id) => {
			wawp.phone.stumbles(id, { status: 'STARTING', forMs: 1_000 });
			void until(() => instanceOf(wawp, id).status === 'WORKING').then(() => wawp.phone.stumbles(id, { status: 'FAILED', forMs: 1_000 }));
		},
		ends: 'WORKING',
		times: 2,
	},
};

const names = Object.keys(OUTAGES);
const idOf = (name: string) => `OUTAGE${String(names.indexOf(name)).padStart(6, '0')}`;

const instanceOf = ({ world }: ExampleRig['wawp'], id: string) => world.instances.find((instance) => instance.id === id)!;

let rig: ExampleRig;
let between: Relay;
let virtual: VirtualTime;
afterEach(async () => {
	virtual.stop();
	await between.stop();
	await rig.stop();
});

/** All sessions up, the example published, and between Wawp and n8n what delivers in this way. */
async function published(way: Way, lag: number): Promise<void> {
	rig = await ExampleRig.start('session-auto-recovery', {
		ownTime: true,
		lag,
		instance: { id: idOf(names[0]!), status: 'WORKING' },
		switches: { deliveryShape: way === 'flat' ? 'flat' : 'enveloped' },
		settings: { 'Wawp Trigger': { instanceId: names.map(idOf).join(', ') } },
	});
	for (const name of names.slice(1)) rig.wawp.addInstance(rig.account, { id: idOf(name), status: 'WORKING' });
	between = await relay(way);
	virtual = new VirtualTime(() => rig.wawp.hanging);
	await virtual.of(rig.n8n.activate(rig.id));
	for (const { webhooks } of rig.wawp.world.instances) for (const webhook of webhooks) webhook.url = between.urlFor(webhook.url);
}

async function over(): Promise<void> {
	do {
		await virtual.until(() => !between.isBusy());
		await virtual.of(rig.settled());
	} while (between.isBusy());
}

const of = (id: string, node: string) => rig.items(node).filter(({ json }) => JSON.stringify(json).includes(id));

/** What was done to a session, and whether it was working then. */
function deedsTo(id: string): string[] {
	const lines = rig.wawp.log.filter(({ instanceId }) => instanceId === id).map(({ text }) => text);
	return lines.flatMap((text, index) => {
		if (!['restarted', 'started', 'logged out through the API'].includes(text) && !text.startsWith('disturbed')) return [];
		const state = lines.slice(0, index).filter((line) => /^[A-Z_]+$/.test(line)).at(-1);
		return [state === 'WORKING' ? `${text} while WORKING` : text];
	});
}

const WAYS: Way[] = ['in order', 'late', 'doubled', 'reordered', 'flat', 'without the end'];

describe.each(LAGS)('with states that come %i ms late', (lag) => {
	test.each(WAYS)('and events that come %s, each session is up or somebody is told, once', async (way) => {
		await published(way, lag);
		for (const name of names) OUTAGES[name]!.happens(rig, idOf(name));
		await over();
		for (const name of ['is logged out on the phone', 'fails, and is logged out when it is back']) await virtual.until(() => instanceOf(rig.wawp, idOf(name)).status === 'FAILED');
		await over();
		const found = names.map((name) => {
			const id = idOf(name);
			const alerts = ['Needs a Login', 'Failed'].flatMap((kind) => of(id, `Alert: ${kind}`).map(() => kind));
			return { name, ends: instanceOf(rig.wawp, id).status, alerts, remedies: deedsTo(id), runs: of(id, 'Wawp Trigger').length };
		});
		expect(found).toEqual(
			names.map((name) => {
				const { ends, alert, remedies = [], times = 1 } = OUTAGES[name]!;
				const runs = found.find((entry) => entry.name === name)!.runs;
				// Where all comes late, what happened after the loss may look like another one: a run that does nothing.
				const most = times > 0 && way === 'late' ? times + 1 : times;
				return { name, ends, alerts: alert ? [alert] : [], remedies, runs: Math.min(runs, most) };
			}),
		);
		expect(rig.errors).toEqual([]);

		const [again] = names.map(idOf);
		rig.wawp.phone.loseConnection(again!);
		await over();
		expect([instanceOf(rig.wawp, again!).status, deedsTo(again!)]).toEqual(['WORKING', ['restarted', 'restarted']]);
		expect(rig.traces()).not.toContain(rig.account.token);
	});
});
