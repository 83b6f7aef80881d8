import { auth } from './auth';
import { session } from './session';
import { webhook } from './webhook';
import type { Wire } from './wire';

export type { Wire };

export const wires: Wire[] = [...session, ...auth, ...webhook];
