import { auth } from './auth';
import { call } from './call';
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
import { sendingFiles } from './sendingFiles';
import { session } from './session';
import { status } from './status';
import { webhook } from './webhook';
import type { Wire } from './wire';

export type { Wire };
export { prepare } from './prepare';

/** WhatsApp itself can be asked only while a phone is connected. */
const connected = (wire: Wire): Wire => ({ instance: { status: 'WORKING' }, ...wire });

const ofWhatsApp = [
	...sending,
	...sendingFiles,
	...message,
	...chat,
	...contact,
	...group,
	...groupMembers,
	...channel,
	...label,
	...status,
	...presence,
	...profile,
	...lid,
	...call,
	...media,
];

export const wires: Wire[] = [...session, ...auth, ...webhook, ...ofWhatsApp.map(connected)];
