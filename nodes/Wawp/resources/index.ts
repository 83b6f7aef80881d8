import type { Resource } from '../engine/operation';
import { auth } from './auth';
import { call } from './call';
import { channel } from './channel';
import { chat } from './chat';
import { contact } from './contact';
import { group } from './group';
import { label } from './label';
import { lid } from './lid';
import { media } from './media';
import { message } from './message';
import { presence } from './presence';
import { profile } from './profile';
import { session } from './session';
import { status } from './status';
import { webhook } from './webhook';

/** The whole API surface, in the order of use. Keys are saved in workflows: never rename them. */
export const resources: Record<string, Resource> = {
	message,
	session,
	auth,
	chat,
	contact,
	group,
	channel,
	label,
	status,
	presence,
	profile,
	media,
	call,
	lid,
	webhook,
};
