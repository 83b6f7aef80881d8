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
	'at once': async (_wawp: Wawp, outage: () => void) => outage(),
	late: async (wawp: Wawp, outage: () => void, pass: Pass) => await held(wawp, outage, 'in order', pass),
	reordered: async (wawp: Wawp, outage: () => void, pass: Pass) => await held(wawp, outage, 'reversed', pass),
	doubled: async (wawp: Wawp, outage: () => void, pass: Pass) => {
		const before = wawp.deliveries.length;
		outage();
		await pass(100);
		for (const delivery of wawp.deliveries.slice(before)) void wawp.redeliver(delivery, 1);
	},
	flat: async (wawp: Wawp, outage: () => void) => {
		wawp.switches.deliveryShape = 'flat';
		outage();
	},
	lost: async (wawp: Wawp, outage: () => void) => {
		const webhooks = wawp.world.instances.flatMap((instance) => instance.webhooks);
		webhooks.forEach((webhook) => (webhook.is_active = 0));
		outage();
		webhooks.forEach((webhook) => (webhook.is_active = 1));
	},
};

export type Delivery = keyof typeof DELIVERIES;

export type Pass = (ms: number) => Promise<void>;

async function held(wawp: Wawp, outage: () => void, order: 'in order' | 'reversed', pass: Pass): Promise<void> {
	wawp.holdDeliveries();
	outage();
	await pass(4_000);
	void wawp.releaseDeliveries(order);
}

export const instanceOf = ({ world }: Wawp, id: string) => world.instances.find((instance) => instance.id === id)!;
