import type { Wawp } from '../simulator';

/** One way of losing a session, and what it takes to have it back. */
export interface Kind {
	name: string;
	happens: (wawp: Wawp, id: string) => void;
	/** The fewest restarts and starts that the life cycle allows. */
	remedies: number;
	/** Whether only a person can help. */
	needsPerson?: true;
	/** Milliseconds for which even a perfect healer has to wait, beside the engine's own time. */
	unavoidableMs?: number;
}

export const KINDS: Kind[] = [
	{ name: 'fails', remedies: 1, happens: ({ phone }, id) => phone.fail(id) },
	{ name: 'stops', remedies: 1, happens: (wawp, id) => wawp.setStatus(id, 'STOPPED') },
	{ name: 'hangs', remedies: 1, unavoidableMs: 60_000, happens: (wawp, id) => wawp.setStatus(id, 'STARTING') },
	{
		name: 'fails, and the restart hangs',
		remedies: 2,
		unavoidableMs: 60_000,
		happens: (wawp, id) => {
			instanceOf(wawp, id).stuckInStarting = 1;
			wawp.phone.fail(id);
		},
	},
	{ name: 'is logged out', remedies: 0, needsPerson: true, happens: ({ phone }, id) => phone.logOut(id) },
	{
		name: 'fails, and is logged out',
		remedies: 1,
		needsPerson: true,
		happens: (wawp, id) => {
			instanceOf(wawp, id).linked = false;
			wawp.phone.fail(id);
		},
	},
	{ name: 'fails for half a second', remedies: 0, happens: ({ phone }, id) => phone.stumbles(id, { status: 'FAILED', forMs: 500 }) },
	{ name: 'reconnects within half a second', remedies: 0, happens: ({ phone }, id) => phone.stumbles(id, { status: 'STARTING', forMs: 500 }) },
	{ name: 'reconnects within ten seconds', remedies: 0, unavoidableMs: 10_000, happens: ({ phone }, id) => phone.stumbles(id, { status: 'STARTING', forMs: 10_000 }) },
	{
		name: 'flaps, then fails',
		remedies: 1,
		happens: (wawp, id) => {
			for (const status of ['STARTING', 'WORKING', 'STARTING', 'WORKING']) wawp.setStatus(id, status);
			wawp.phone.fail(id);
		},
	},
];

/** What becomes of the events of an outage on their way. */
export const DELIVERIES = {
	'at once': async ({ outage }: Way) => outage(),
	late: async (way: Way) => await held(way, 'in order', HELD_MS.late!),
	reordered: async (way: Way) => await held(way, 'reversed', HELD_MS.reordered!),
	doubled: async ({ wawp, outage, pass }: Way) => {
		const before = wawp.deliveries.length;
		outage();
		await pass(100);
		for (const delivery of wawp.deliveries.slice(before)) void wawp.redeliver(delivery, 1);
	},
	flat: async ({ wawp, outage }: Way) => {
		wawp.switches.deliveryShape = 'flat';
		outage();
	},
	lost: async ({ wawp, outage }: Way) => {
		takeNothing(wawp);
		outage();
		// Those of the loss alone, or all for a while.
		setTimeout(() => takeAgain(wawp), Math.random() < 0.5 ? 1 : 120_000); // eslint-disable-line @n8n/community-nodes/no-restricted-globals -- of the virtual time
	},
	'without the end': async ({ wawp, outage }: Way) => {
		outage();
		takeNothing(wawp);
		setTimeout(() => takeAgain(wawp), 120_000); // eslint-disable-line @n8n/community-nodes/no-restricted-globals -- of the virtual time
	},
};

export type Delivery = keyof typeof DELIVERIES;

/** How long events are under way. */
export const HELD_MS: Partial<Record<string, number>> = { late: 10_000, reordered: 4_000 };

export interface Way {
	wawp: Wawp;
	outage: () => void;
	/** Milliseconds. */
	pass: (ms: number) => Promise<void>;
}

async function held({ wawp, outage, pass }: Way, order: 'in order' | 'reversed', ms: number): Promise<void> {
	wawp.holdDeliveries();
	outage();
	await pass(ms);
	void wawp.releaseDeliveries(order);
}

const webhooksOf = ({ world }: Wawp) => world.instances.flatMap(({ webhooks }) => webhooks);
const takeNothing = (wawp: Wawp): void => webhooksOf(wawp).forEach((webhook) => (webhook.is_active = 0));
const takeAgain = (wawp: Wawp): void => webhooksOf(wawp).forEach((webhook) => (webhook.is_active = 1));

export const instanceOf = ({ world }: Wawp, id: string) => world.instances.find((instance) => instance.id === id)!;
