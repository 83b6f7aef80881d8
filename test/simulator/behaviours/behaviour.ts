import type { Params } from '../parameters';
import type { Simulation } from '../simulation';
import type { Account, Instance } from '../world';

/** What an operation does and answers; undefined stands for the documented example. */
export type Behaviour = (request: Request) => unknown;

export interface Request {
	wawp: Simulation;
	account: Account;
	/** The instance the call is about; session.create, which has none, does not look. */
	instance: Instance;
	params: Params;
}
