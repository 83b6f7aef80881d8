import type { Activity } from './activity';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import type { Deliveries } from './delivery';
import type { Envelope } from './events';
import type { PlannedFault } from './faults';
import type { Lifecycle } from './lifecycle';
import type { Log } from './log';
import type { Switches } from './switches';
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
	/** What happens once an operation has been answered; each happens once. */
	afterwards: Array<{ operation: string; happens: () => void }>;
}
