import { addressOf } from '../messageJson';
import type { Simulation } from '../simulation';
import type { Instance } from '../world';

/** The picture of a person or of a group; null where there is none, or none to see. */
export function pictureOf(id: string, { whatsapp }: Instance, wawp: Simulation): string | null {
	const { contacts, groups, chats } = whatsapp;
	const owner = [...contacts, ...groups, ...chats].find((each) => each.id === id && each.picture);
	return owner?.picture ? addressOf(owner.picture, wawp) : null;
}
