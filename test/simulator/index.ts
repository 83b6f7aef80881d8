import { Activity } from './activity';
import { Clock } from './clock';
import { type Attempt, Deliveries, type ReleaseOrder } from './delivery';
import { tells } from './dialect';
import { deliveryBody, envelope, statusPayload, type Envelope } from './events';
import type { Fault } from './faults';
import { Lifecycle, type Scan, type Stumble } from './lifecycle';
import { Log, type LogLine } from './log';
import { servePhone } from './page';
import { serveApi } from './server';
import { signatureHeaders } from './signature';
import type { Call, Conditions, Simulation } from './simulation';
import { likeliest, type Switches } from './switches';
import { type Lag, noteChange } from './told';
import {
	type Account,
	type Instance,
	type NewAccount,
	type NewInstance,
	type World,
	newAccount,
	newInstance,
	newWorld,
} from './world';
import { type Incoming, receive } from './inbox';
import { type Vote, vote } from './votes';
import type { Message } from './world/whatsapp';
import { type Seed, seed } from './world/seed';

export type { Account, Attempt, Stumble, Call, Envelope, Fault, Instance, LogLine, Scan, Switches, World };
export { SWITCHES } from './switches';
export type { Status, Webhook } from './world';
export type { Seed } from './world/seed';
export type * from './world/whatsapp';

export interface Options {
	/** Any free one when left out. */
	port?: number;
	/** How fast simulated time runs: at 1000, a QR code lives 30 ms instead of 30 s. */
	speed?: number;
	switches?: Partial<Switches>;
	/** Up to 3,000 is documented. */
	lag?: Lag;
}

/** A local Wawp: the whole API of the reference, sessions that live, webhooks that arrive, and phones to press. */
export interface Wawp {
	readonly url: string;
	readonly world: World;
	readonly switches: Switches;
	/** May be changed at any time. */
	readonly conditions: Conditions;
	/** How many calls wait for an answer that never comes. */
	readonly hanging: number;
	readonly calls: Call[];
	readonly deliveries: Attempt[];
	readonly log: LogLine[];
	/** Simulated time in milliseconds. */
	now(): number;
	addAccount(given?: NewAccount): Account;
	addInstance(account: Account, given?: NewInstance): Instance;
	/** Adds to what the account of an instance holds. */
	seed(instanceId: string, what: Seed): void;
	/** Spoils the next call, or the next of that operation. */
	failNext(fault: Fault, which?: { operation?: string }): void;
	/** Once, right after the operation has been answered from the world: a competing writer, for one. */
	after(operation: string, happens: (wawp: Wawp) => void): void;
	readonly phone: Phone;
	setStatus(instanceId: string, status: string): void;
	/** Delivers an event to the webhooks that ask for it; without a payload, the documented one. */
	emit(instanceId: string, event: string, payload?: unknown, overrides?: Partial<Envelope>): Envelope;
	/** Sends a delivery again, or all that have the event ID. */
	redeliver(which: Attempt | string, times: number, how?: { concurrently?: boolean }): Promise<void>;
	holdDeliveries(): void;
	releaseDeliveries(order: ReleaseOrder): Promise<void>;
	/** Resolves when no delivery, retry or boot is under way. A shown QR code is not waited for. */
	settled(): Promise<void>;
	stop(): Promise<void>;
}

/** What people do with the phone, and what happens to it. */
export interface Phone {
	scan(instanceId: string, scan?: Scan): void;
	logOut(instanceId: string): void;
	loseConnection(instanceId: string): void;
	fail(instanceId: string): void;
	reconnect(instanceId: string): void;
	/** A connection is lost that comes back by itself. */
	stumbles(instanceId: string, how: Stumble): void;
	/** Somebody else writes to the account. */
	receives(instanceId: string, incoming: Incoming): Message;
	/** Somebody else votes in a poll of the account. */
	votes(instanceId: string, vote: Vote): void;
}

export async function startWawp({ port = 0, speed = 1, switches, lag = 0 }: Options = {}): Promise<Wawp> {
	const simulation = newSimulation(speed, { ...likeliest(), ...switches });
	simulation.conditions.lag = lag;
	const { world, clock, lifecycle, deliveries, log } = simulation;
	const server = serveApi(simulation);
	servePhone(server, simulation);
	simulation.url = await server.listen({ port, host: '127.0.0.1' });
	const instanceOf = (id: string) => findInstance(world, id);

	const wawp: Wawp = {
		url: simulation.url,
		world,
		switches: simulation.switches,
		conditions: simulation.conditions,
		get hanging() {
			return simulation.hanging;
		},
		calls: simulation.calls,
		deliveries: deliveries.attempts,
		log: log.lines,
		now: () => clock.now(),
		addAccount: (given) => newAccount(world, given),
		addInstance: (account, given) => {
			const instance = newInstance(world, account, given);
			if (given?.whatsapp) seed(instance, given.whatsapp, clock.now());
			log.add(instance.id, 'created');
			if (given?.status === 'STARTING') lifecycle.boot(instance);
			else if (given?.status && given.status !== 'STOPPED') lifecycle.set(instance, given.status);
			// What it is from the start is known by all.
			instance.told = [{ from: 0, status: instance.status, qr: instance.qr, phone: instance.phone, pushName: instance.pushName }];
			return instance;
		},
		seed: (id, what) => seed(instanceOf(id), what, clock.now()),
		failNext: (fault, { operation } = {}) => simulation.faults.push({ fault, operation }),
		after: (operation, happens) => simulation.afterwards.push({ operation, happens: () => happens(wawp) }),
		phone: {
			scan: (id, scan) => lifecycle.scan(instanceOf(id), scan),
			logOut: (id) => lifecycle.logOutOnPhone(instanceOf(id)),
			loseConnection: (id) => lifecycle.loseConnection(instanceOf(id)),
			fail: (id) => lifecycle.fail(instanceOf(id)),
			reconnect: (id) => lifecycle.reconnect(instanceOf(id)),
			stumbles: (id, how) => lifecycle.stumble(instanceOf(id), how),
			receives: (id, incoming) => receive(simulation, instanceOf(id), incoming),
			votes: (id, given) => vote(simulation, instanceOf(id), given),
		},
		setStatus: (id, status) => lifecycle.set(instanceOf(id), status),
		emit: (id, event, payload, overrides) => simulation.emit(instanceOf(id), event, payload, overrides),
		redeliver: async (which, times, { concurrently } = {}) => await deliveries.redeliver(which, times, concurrently),
		holdDeliveries: () => deliveries.hold(),
		releaseDeliveries: async (order) => await deliveries.release(order),
		settled: async () => await simulation.activity.settled(),
		stop: async () => {
			clock.stop();
			deliveries.stop();
			await server.close();
		},
	};
	return wawp;
}

const BOOT_MS = 2_000;

function newSimulation(speed: number, switches: Switches): Simulation {
	const clock = new Clock(speed);
	const activity = new Activity();
	const log = new Log(clock);
	const simulation: Simulation = {
		url: '',
		world: newWorld(),
		switches,
		clock,
		activity,
		log,
		conditions: { lag: 0, bootMs: () => BOOT_MS, weather: () => undefined },
		lifecycle: new Lifecycle(clock, activity, log, () => simulation.conditions.bootMs(), (instance) => {
			instance.statuses = [...instance.statuses, { status: instance.status, timestamp: clock.now() }].slice(-3);
			noteChange(instance, clock, simulation.conditions.lag);
			simulation.emit(instance, 'session.status', statusPayload(instance, switches));
		}),
		deliveries: new Deliveries(clock, activity, log),
		emit: (...event) => emit(simulation, ...event),
		calls: [],
		faults: [],
		hanging: 0,
		afterwards: [],
	};
	return simulation;
}

function emit(
	{ clock, switches, deliveries }: Simulation,
	instance: Instance,
	event: string,
	payload?: unknown,
	overrides?: Partial<Envelope>,
): Envelope {
	const timestamp = clock.now();
	const isTold = tells(switches.engine, event);
	const sent = { ...envelope(instance, event, payload, timestamp, switches), ...overrides };
	const body = JSON.stringify(deliveryBody(sent, instance, switches));
	for (const { url, events, is_active, retries, hmac } of instance.webhooks) {
		if (!isTold || !is_active || !events.includes(event)) continue;
		const signature = signatureHeaders(body, hmac, timestamp, switches.signature);
		const headers = { 'Content-Type': 'application/json', 'User-Agent': 'Wawp', ...signature };
		deliveries.send({ instanceId: instance.id, url, event, id: sent.id, body, headers, retries });
	}
	return sent;
}

function findInstance(world: World, id: string): Instance {
	const instance = world.instances.find((candidate) => candidate.id === id);
	if (!instance) throw new Error(`There is no instance ${id}`);
	return instance;
}
