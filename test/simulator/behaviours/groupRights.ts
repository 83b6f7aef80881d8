import type { Behaviour, Request } from './behaviour';
import { foundGroup, isAdmin } from './found';
import { Refusal } from '../answer';
import type { Params } from '../parameters';
import type { Simulation } from '../simulation';
import type { Instance } from '../world';
import { chatIdOf } from '../world/ids';
import type { Group } from '../world/whatsapp';

/** What only administrators may do, at least while the group says so. */
export function changed(isForAdmins: (group: Group) => boolean, change: (request: Request, group: Group) => unknown): Behaviour {
	return (request) => {
		const { instance, params, wawp } = request;
		const found = foundGroup(instance, params.id);
		if (isForAdmins(found) && !isAdmin(found, instance)) return notAdmin(wawp, { ok: false });
		return change(request, found) ?? okay(wawp);
	};
}

/** The engine answers true or false, or refuses; Wawp's page shows an object. */
export const okay = ({ switches }: Simulation) => (switches.groupAnswer === 'object' ? { ok: true } : true);

export function notAdmin({ switches }: Simulation, object: Record<string, boolean>): unknown {
	if (switches.notAdmin === '403') throw new Refusal(403, 'forbidden', 'Only administrators of the group may do this');
	return switches.groupAnswer === 'object' ? object : false;
}

export const refuses = ({ whatsapp }: Instance, id: string): boolean => whatsapp.refusesGroups.some((number) => `${number}@c.us` === id);

/** `[{ id }]`, where the ID may be a bare number. */
export function peopleOf(given: unknown): string[] {
	return (given as Params[]).map(({ id }) => {
		if (typeof id !== 'string' || id === '') throw new Refusal(400, 'missing_param', 'Missing required parameter: participants[id]');
		return chatIdOf(id);
	});
}
