import { auth } from './auth';
import type { Behaviour } from './behaviour';
import { session } from './session';
import { webhook } from './webhook';

/** An operation without an entry answers its documented example. */
export const behaviours: Record<string, Behaviour> = { ...session, ...auth, ...webhook };
