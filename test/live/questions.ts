import { shapeOf } from './shape';

/** What earlier answers have told: there is nothing to ask about a group where none is known. */
export interface Known {
	status?: string;
	me?: string;
	chat?: string;
	message?: string;
	contact?: string;
	group?: string;
	inviteCode?: string;
	label?: string;
	lid?: string;
	channel?: string;
	view?: string;
}

const ANY = ['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED', ''];

export interface Question {
	/** As the reference names it, such as `session.getInfo`. */
	operation: string;
	/** What it needs of what is known. */
	needs?: Array<keyof Known>;
	/** The states in which asking changes nothing and can be answered; only WORKING where none are named. */
	in?: string[];
	params?: (known: Required<Known>) => Record<string, unknown>;
	/** What the answer tells for the questions after it. */
	tells?: (body: Body) => Partial<Known>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each answer has a shape of its own, and what does not fit tells nothing
type Body = any;

const first = (body: Body): Body => (Array.isArray(body) ? body : Object.values(body ?? {}))[0] ?? {};
const idIn = ({ id, JID }: Body): string | undefined => [id?._serialized, id, JID].find((each) => typeof each === 'string');
const few = () => ({ limit: 3 });
const ofChat = ({ chat }: Required<Known>) => ({ chatId: chat });
const ofContact = ({ contact }: Required<Known>) => ({ contactId: contact });
const ofGroup = ({ group }: Required<Known>) => ({ id: group });

/** All that changes nothing, in the order in which the answers feed what comes after. */
export const questions: Question[] = [
	{ operation: 'session.getInfo', in: ANY, tells: ({ status, me }) => ({ status, me: me?.id }) },
	{ operation: 'session.getMe', in: ANY },
	{ operation: 'session.getRateLimit', in: ANY },
	{ operation: 'session.getTempLink', in: ANY },
	{ operation: 'webhook.getAll', in: ANY },
	{ operation: 'auth.getQr', in: ['SCAN_QR_CODE'], params: () => ({ format: 'raw' }) },
	{ operation: 'auth.getQrImage', in: ['SCAN_QR_CODE'] },
	{ operation: 'auth.getScreenshot', in: ['SCAN_QR_CODE', 'WORKING'] },
	{ operation: 'profile.get' },
	{ operation: 'chat.getAll', params: few, tells: (body) => ({ chat: idIn(first(body)) }) },
	{ operation: 'chat.getOverview', params: few },
	{ operation: 'chat.getOverviewByIds', needs: ['chat'], params: ({ chat }) => ({ pagination: { limit: 1 }, filter: { ids: [chat] } }) },
	{ operation: 'chat.getMessages', needs: ['chat'], params: ({ chat }) => ({ chatId: chat, limit: 3, downloadMedia: false }), tells: (body) => ({ message: idIn(first(body)) }) },
	{ operation: 'chat.getPicture', needs: ['chat'], params: ofChat },
	{ operation: 'message.get', needs: ['chat', 'message'], params: ({ chat, message }) => ({ chatId: chat, messageId: message, downloadMedia: false }) },
	{ operation: 'contact.getAll', params: few, tells: (body) => ({ contact: idIn(first(body)) }) },
	{ operation: 'contact.get', needs: ['contact'], params: ofContact },
	{ operation: 'contact.getAbout', needs: ['contact'], params: ofContact },
	{ operation: 'contact.getPicture', needs: ['contact'], params: ofContact },
	{ operation: 'contact.checkExists', needs: ['me'], params: ({ me }) => ({ phone: me.replace(/[:@].*/, '') }) },
	{ operation: 'group.getAll', params: few, tells: (body) => ({ group: idIn(first(body)) }) },
	{ operation: 'group.count' },
	{ operation: 'group.get', needs: ['group'], params: ofGroup },
	{ operation: 'group.getParticipants', needs: ['group'], params: ofGroup },
	{ operation: 'group.getInviteCode', needs: ['group'], params: ofGroup, tells: (body) => ({ inviteCode: typeof body === 'string' ? body : (body?.inviteCode ?? body?.code) }) },
	{ operation: 'group.getJoinInfo', needs: ['inviteCode'], params: ({ inviteCode }) => ({ code: inviteCode }) },
	{ operation: 'group.getPicture', needs: ['group'], params: ofGroup },
	{ operation: 'group.getInfoAdminOnly', needs: ['group'], params: ofGroup },
	{ operation: 'group.getMessagesAdminOnly', needs: ['group'], params: ofGroup },
	{ operation: 'label.getAll', tells: (body) => ({ label: idIn(first(body)) }) },
	{ operation: 'label.get', needs: ['label'], params: ({ label }) => ({ id: label }) },
	{ operation: 'label.getForChat', needs: ['chat'], params: ofChat },
	{ operation: 'label.getChats', needs: ['label'], params: ({ label }) => ({ labelId: label }) },
	{ operation: 'lid.getAll', params: few, tells: (body) => ({ lid: first(body).lid }) },
	{ operation: 'lid.count' },
	{ operation: 'lid.getByLid', needs: ['lid'], params: ({ lid }) => ({ lid }) },
	{ operation: 'lid.getByPhone', needs: ['me'], params: ({ me }) => ({ number: me.replace(/[:@].*/, '') }) },
	{ operation: 'presence.getAll' },
	{ operation: 'channel.getAll', tells: (body) => ({ channel: idIn(first(body)) }) },
	{ operation: 'channel.get', needs: ['channel'], params: ({ channel }) => ({ id: channel }) },
	{ operation: 'channel.previewMessages', needs: ['channel'], params: ({ channel }) => ({ id: channel, limit: 3 }) },
	{ operation: 'channel.getSearchViews', tells: (body) => ({ view: first(body).value ?? first(body).id ?? first(body) }) },
	{ operation: 'channel.getSearchCategories' },
	{ operation: 'channel.getSearchCountries' },
	{ operation: 'channel.searchByText', params: () => ({ text: 'news', limit: 3 }) },
	{ operation: 'channel.searchByView', needs: ['view'], params: ({ view }) => ({ view, limit: 3 }) },
];

/** Reads, of which something is left behind all the same. */
export const NOT_ASKED: Record<string, string> = {
	'presence.get': 'the engine subscribes to the chat on the way',
	'media.convert': 'it uploads a file',
};

/** Only what a question can be about. */
export const learned = (tells: Question['tells'], body: unknown): Partial<Known> => {
	if (!tells || typeof body !== 'object' || body === null) return typeof body === 'string' && tells ? onlyTexts(tells(body)) : {};
	return onlyTexts(tells(body));
};

const onlyTexts = (known: Partial<Known>): Partial<Known> => Object.fromEntries(Object.entries(known).filter(([, value]) => typeof value === 'string' && !shapeOf(value).kinds.includes('empty text')));
