import { auth } from './auth';
import type { Behaviour } from './behaviour';
import { channel } from './channel';
import { chat } from './chat';
import { contact } from './contact';
import { group } from './group';
import { groupMembers } from './groupMembers';
import { label } from './label';
import { lid } from './lid';
import { media } from './media';
import { message } from './message';
import { presence } from './presence';
import { profile } from './profile';
import { sending } from './sending';
import { session } from './session';
import { status } from './status';
import { webhook } from './webhook';

/** An operation without an entry answers its documented example. */
export const behaviours: Record<string, Behaviour> = {
	...session,
	...auth,
	...webhook,
	...sending,
	...message,
	...chat,
	...contact,
	...lid,
	...group,
	...groupMembers,
	...label,
	...channel,
	...presence,
	...profile,
	...status,
	...media,
};
