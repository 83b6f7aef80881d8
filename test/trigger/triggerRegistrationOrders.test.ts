import { SWITCHES, type Webhook } from '../simulator';
import { isThorough, share } from '../support/thorough';
import { TriggerRig, foreignWebhook } from '../support/triggerRig';

let rig: TriggerRig;
beforeAll(async () => {
	rig = await TriggerRig.start();
	// the pause between two rounds is random: none at all is the hardest case
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});
beforeEach(() => {
	rig.instance.webhooks = [];
	rig.wawp.switches.singleWebhookRoutes = 'known';
	rig.wawp.switches.systemWebhook = 'in systemConfig';
});

/** Every way to do what several actors do, each of whom keeps to the order of his own steps. */
function orders<Step>(actors: Step[][]): Step[][] {
	const busy = actors.filter((steps) => steps.length > 0);
	if (busy.length === 0) return [[]];
	return busy.flatMap(([first, ...rest]) => {
		const later = busy.map((steps) => (steps[0] === first ? rest : steps));
		return orders(later).map((order) => [first!, ...order]);
	});
}

/**
 * Two lives are lived alike: an order in which B comes first is one in which A does, the names swapped. CI tries each under both
 * names; before a push each is tried once, and of those with somebody else in between every other.
 */
function ordersOf(a: Life, b: Life, ...others: Step[][]): Step[][] {
	const all = orders([a.steps, b.steps, ...others]);
	const firstOf = (order: Step[]) => order.find((step) => a.steps.includes(step) || b.steps.includes(step));
	return isThorough ? all : share(all.filter((order) => firstOf(order) === a.steps[0]), others.length + 1, 0);
}

interface Step {
	name: string;
	happens(): Promise<void>;
}

const named = (order: Step[]): string => order.map(({ name }) => name).join(', ');

const EVENTS = ['session.status', 'message'];
const EDITED = ['call.received'];

/** A workflow that is activated, edited and deactivated. */
class Life {
	readonly id = rig.save();

	expected: string[][] = [];

	readonly steps: Step[];

	constructor(name: string) {
		this.steps = [
			this.step(`${name} is activated`, [EVENTS], async () => {
				await rig.publish(this.id, { events: EVENTS });
				await rig.n8n.activate(this.id);
			}),
			this.step(`${name} is edited`, [EDITED], async () => await rig.publish(this.id, { events: EDITED })),
			this.step(`${name} is deactivated`, [], async () => await rig.n8n.deactivate(this.id)),
		];
	}

	get registered(): string[][] {
		return rig.registered(this.id).map(({ events }) => events);
	}

	private step(name: string, expected: string[][], happens: () => Promise<void>): Step {
		return {
			name,
			happens: async () => {
				await happens();
				this.expected = expected;
			},
		};
	}
}

/** Wawp's own webhook and everybody else's are as they were. */
function expectOnlyOthers(others: Webhook[]): void {
	expect(rig.instance.webhooks).toEqual(others);
	const url = `https://app.wawp.net/api/webhook/${rig.account.token}`;
	expect(rig.instance.systemWebhook).toMatchObject({ url, is_active: 1, events: ['message', 'message.ack', 'session.status'] });
}

async function liveThrough(order: Step[], lives: Life[], before: () => void = () => {}): Promise<void> {
	for (const { name, happens } of order) {
		before();
		await happens();
		const are = lives.map(({ registered }) => registered);
		expect({ after: name, are }).toEqual({ after: name, are: lives.map(({ expected }) => expected) });
	}
}

test('twenty orders of two lives, and seven times as many with a third actor of one step', () => {
	const [a, b] = [new Life('A'), new Life('B')];
	expect(new Set(orders([a.steps, b.steps]).map(named)).size).toBe(20);
	const other = [{ name: 'x', happens: async () => {} }];
	expect(new Set(orders([a.steps, b.steps, other]).map(named)).size).toBe(140);
	expect([ordersOf(a, b), ordersOf(a, b, other)].map(({ length }) => length)).toEqual(isThorough ? [20, 140] : [10, 35]);
});

describe('two workflows and somebody else on one instance', () => {
	test.each(SWITCHES.singleWebhookRoutes)(
		'end with only the others left, in every order, with the routes of a single webhook %s',
		async (singleWebhookRoutes) => {
			rig.wawp.switches.singleWebhookRoutes = singleWebhookRoutes;
			rig.instance.webhooks = [foreignWebhook()];
			const [a, b] = [new Life('A'), new Life('B')];
			for (const order of ordersOf(a, b)) {
				await liveThrough(order, [a, b]);
				expectOnlyOthers([foreignWebhook()]);
			}
		},
		60_000,
	);

	test('keep somebody who comes at any moment, in every order', async () => {
		rig.wawp.switches.singleWebhookRoutes = '405';
		const [a, b] = [new Life('A'), new Life('B')];
		const comes = { name: 'the CRM comes', happens: async () => void rig.instance.webhooks.push(foreignWebhook()) };
		for (const order of ordersOf(a, b, [comes])) {
			rig.instance.webhooks = [];
			await liveThrough(order, [a, b]);
			expectOnlyOthers([foreignWebhook()]);
		}
	}, 600_000);

	test.each(SWITCHES.systemWebhook)(
		"keep Wawp's own webhook, in every order, where the list shows it %s and only the whole list can be written",
		async (systemWebhook) => {
			Object.assign(rig.wawp.switches, { systemWebhook, singleWebhookRoutes: '404' });
			rig.instance.webhooks = [foreignWebhook()];
			rig.wawp.calls.length = 0;
			const [a, b] = [new Life('A'), new Life('B')];
			for (const order of ordersOf(a, b)) {
				await liveThrough(order, [a, b]);
				expectOnlyOthers([foreignWebhook()]);
			}
			const written = rig.wawp.calls.filter(({ operation }) => operation === 'webhook.replaceAll').map(({ params }) => params.webhooks as Webhook[]);
			const kept = written.filter((list) => list.some(({ url }) => url === rig.instance.systemWebhook.url));
			expect(written.length).toBeGreaterThan(0);
			expect(kept).toHaveLength(systemWebhook === 'hidden' ? 0 : written.length);
		},
		60_000,
	);

	test('win in every order against somebody who writes back, each time, the list he had read before', async () => {
		rig.wawp.switches.singleWebhookRoutes = '405';
		rig.instance.webhooks = [foreignWebhook()];
		const [a, b] = [new Life('A'), new Life('B')];
		const undoNextWrite = () => {
			const before = structuredClone(rig.instance.webhooks);
			rig.wawp.after('webhook.replaceAll', () => (rig.instance.webhooks = before));
		};
		for (const order of ordersOf(a, b)) {
			await liveThrough(order, [a, b], undoNextWrite);
			expectOnlyOthers([foreignWebhook()]);
		}
	}, 60_000);

	test('do not lose each other when both are activated, then deactivated, at the same moment', async () => {
		rig.wawp.switches.singleWebhookRoutes = '405';
		rig.instance.webhooks = [foreignWebhook()];
		const ids = [rig.save(), rig.save()];
		// whoever reads second learns late what he read, and would write it back over what the first has written
		for (const delayMs of [1, 300]) rig.wawp.failNext({ delayMs }, { operation: 'webhook.getAll' });
		await Promise.all(ids.map(async (id) => await rig.n8n.activate(id)));
		expect(ids.map((id) => rig.registered(id).length)).toEqual([1, 1]);
		await Promise.all(ids.map(async (id) => await rig.n8n.deactivate(id)));
		expectOnlyOthers([foreignWebhook()]);
	});
});

test('gives up, in words, against somebody who never stops writing', async () => {
	rig.wawp.switches.singleWebhookRoutes = '405';
	const undo = () => {
		rig.instance.webhooks = [];
		rig.wawp.after('webhook.replaceAll', undo);
	};
	undo();
	await expect(rig.activate()).rejects.toThrow(
		'Something else keeps changing the webhooks of this instance. Try again in a minute.',
	);
});

test('a test in the editor and the live workflow never remove each other, in any order', async () => {
	const id = rig.save();
	const listening: Array<Awaited<ReturnType<typeof rig.n8n.listen>>> = [];
	const live: Step[] = [
		{ name: 'live', happens: async () => await rig.n8n.activate(id) },
		{ name: 'not live', happens: async () => await rig.n8n.deactivate(id) },
	];
	const inEditor: Step[] = [
		{ name: 'listening', happens: async () => void listening.push(await rig.n8n.listen(id)) },
		{ name: 'not listening', happens: async () => await listening.pop()!.stop() },
	];
	const now = new Set<string>();
	for (const order of orders([live, inEditor])) {
		for (const { name, happens } of order) {
			await happens();
			if (name.startsWith('not ')) now.delete(name.slice('not '.length));
			else now.add(name);
			const paths = rig.instance.webhooks.map(({ url }) => (url.includes('/webhook-test/') ? 'listening' : 'live'));
			expect({ order: named(order), now: paths.sort() }).toEqual({ order: named(order), now: [...now].sort() });
		}
	}
});
