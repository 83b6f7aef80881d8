import type { Activity } from './activity';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { Deliveries } from './delivery';
import type { Envelope } from './events';
import type { PlannedFault, Weather } from './faults';
import type { Lifecycle } from './lifecycle';
import type { Log } from './log';
import type { Switches } from './switches';
import type { Lag } from './told';
import type { Instance, World } from './world';

/** One API request as it was heard, also when it was refused. */
export interface Call {
	at: number;
	operation: string | null;
	method: string;
	path: string;
	/** What was sent in the query and the JSON body, as it was spelled, without the credentials. */
	params: Record<string, unknown>;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
	credentials: Credentials;
	headers: Record<string, string>;
	/** Null as long as it has no answer. */
	status: number | null;
}

/** How well Wawp is. */
export interface Conditions {
	/** How far session info is behind what events tell. */
	lag: Lag;
	/** How long an engine takes to start, in simulated milliseconds. */
	bootMs: () => number;
	/** What goes wrong with a call that no fault was planned for. */
	weather: Weather;
}

/** What the parts of one simulator share. */
export interface Simulation {
	/** Known once the server listens. */
	url: string;
	world: World;
	switches: Switches;
	clock: Clock;
	activity: Activity;
	log: Log;
	lifecycle: Lifecycle;
	deliveries: Deliveries;
	/** Delivers an event to the webhooks that ask for it; without a payload, the documented one. */
	emit: (instance: Instance, event: string, payload?: unknown, overrides?: Partial<Envelope>) => Envelope;
	calls: Call[];
	faults: PlannedFault[];
	conditions: Conditions;
	/** How many calls wait for an answer that never comes. */
	hanging: number;
	/** What happens once an operation has been answered; each happens once. */
	afterwards: Array<{ operation: string; happens: () => void }>;
}
