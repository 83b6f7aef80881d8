import type { Resource } from '../engine/operation';
import { auth } from './auth';
import { session } from './session';
import { webhook } from './webhook';

/** The whole API surface. Keys are saved in workflows: never rename them. */
export const resources: Record<string, Resource> = { session, auth, webhook };
