import { INVISIBLE } from '../phone/written';

/** An ID, a token or an address, without what was copied along around and inside of it. */
export const pasted = (given: unknown): string => String(given ?? '').replace(INVISIBLE, '').trim();
