import type { StoredFile } from './files';

export const ACKS = { ERROR: -1, PENDING: 0, SERVER: 1, DEVICE: 2, READ: 3, PLAYED: 4 } as const;
export type Ack = keyof typeof ACKS;

/** All that the WhatsApp account behind an instance holds, as plain objects: tests may look at anything and change anything. */
export interface WhatsApp {
	/** The one written to last comes first. */
	chats: Chat[];
	/** Oldest first. */
	messages: Message[];
	contacts: Contact[];
	/** Those the account is in, and those it could join. */
	groups: Group[];
	labels: Label[];
	/** How many labels there have ever been: the ID of a deleted one is never used again. */
	labelsMade: number;
	/** Those the account follows or runs, and those of the public directory. */
	channels: Channel[];
	lids: Lid[];
	presence: Presence;
	profile: Profile;
	/** The stories that are up. */
	stories: Message[];
	/** What media were converted to. */
	converted: StoredFile[];
	/** Numbers, digits only, that nobody has on WhatsApp. All others exist. */
	notOnWhatsApp: string[];
	/** Numbers, digits only, whose owners let nobody put them into a group. */
	refusesGroups: string[];
	/** How fast the account may send; null is as fast as it likes. */
	sendLimit: SendLimit | null;
	/** When it sent, in milliseconds of the simulated clock. */
	sendTimes: number[];
}

export interface Chat {
	id: string;
	name: string;
	archived: boolean;
	unread: number;
	/** The dot that people put there themselves. */
	markedUnread: boolean;
	/** Unix seconds of the last thing that happened in it. */
	timestamp: number;
	picture: StoredFile | null;
	/** IDs of labels. */
	labels: string[];
}

export type MessageType =
	| 'chat'
	| 'image'
	| 'video'
	| 'ptt'
	| 'audio'
	| 'document'
	| 'location'
	| 'vcard'
	| 'poll_creation'
	| 'event_creation'
	| 'list';

export interface Message {
	/** `true_201145202826@c.us_3EB0…`, in a group with `_<participant>` behind it. */
	id: string;
	/** The last part of it, or the one before the participant. */
	hash: string;
	chatId: string;
	/** Unix seconds. */
	timestamp: number;
	from: string;
	to: string;
	fromMe: boolean;
	/** Who wrote it, in a group. */
	participant: string | null;
	type: MessageType;
	/** Text or caption. */
	body: string;
	media: StoredFile | null;
	ack: Ack;
	/** Emoji by who reacted. */
	reactions: Record<string, string>;
	/** Unix seconds. */
	pinnedUntil: number | null;
	starred: boolean;
	edited: boolean;
	revoked: boolean;
	poll: Poll | null;
	location: { latitude: string; longitude: string; description: string } | null;
	vCards: string[];
	/** ID of the quoted message. */
	replyTo: string | null;
	/** Whatever else was asked for: the rows of a list, a calendar event, the look of a story. */
	extra: Record<string, unknown>;
}

export interface Poll {
	name: string;
	options: string[];
	multipleAnswers: boolean;
	/** Chosen options by who voted. */
	votes: Record<string, string[]>;
}

export interface Contact {
	id: string;
	number: string;
	/** As saved in the address book; null when it is not. */
	name: string | null;
	/** As they call themselves. */
	pushname: string | null;
	isMyContact: boolean;
	isWAContact: boolean;
	isBlocked: boolean;
	/** Null when it is hidden. */
	about: string | null;
	picture: StoredFile | null;
}

export type Role = 'participant' | 'admin' | 'superadmin';

export interface Group {
	id: string;
	subject: string;
	description: string;
	participants: Array<{ id: string; role: Role }>;
	inviteCode: string;
	infoAdminOnly: boolean;
	messagesAdminOnly: boolean;
	picture: StoredFile | null;
}

export interface Label {
	id: string;
	name: string;
	/** 0 to 19. */
	color: number;
}

export interface Channel {
	id: string;
	name: string;
	description: string;
	inviteCode: string;
	/** GUEST is one that the account does not follow. */
	role: 'OWNER' | 'ADMIN' | 'SUBSCRIBER' | 'GUEST';
	muted: boolean;
	followers: number;
	verified: boolean;
	picture: StoredFile | null;
	categories: string[];
	country: string;
	/** What was posted, oldest first. */
	posts: Array<{ message: Message; viewCount: number }>;
}

export interface Lid {
	lid: string;
	pn: string;
}

export type PresenceState = 'online' | 'offline' | 'typing' | 'recording' | 'paused';

export interface Presence {
	online: boolean;
	/** What the account shows in a chat, until it stops or writes. At WhatsApp it also fades by itself. */
	shows: Record<string, 'typing' | 'recording'>;
	/** Chats whose presence is asked for. */
	subscribed: string[];
	/** What others show, by chat. */
	others: Record<string, Array<{ participant: string; lastKnownPresence: PresenceState; lastSeen?: number }>>;
}

export interface Profile {
	about: string;
	picture: StoredFile | null;
}

export interface SendLimit {
	messages: number;
	perSeconds: number;
}

export const emptyWhatsApp = (): WhatsApp => ({
	chats: [],
	messages: [],
	contacts: [],
	groups: [],
	labels: [],
	labelsMade: 0,
	channels: [],
	lids: [],
	presence: { online: false, shows: {}, subscribed: [], others: {} },
	profile: { about: 'Hey there! I am using WhatsApp.', picture: null },
	stories: [],
	converted: [],
	notOnWhatsApp: [],
	refusesGroups: [],
	sendLimit: null,
	sendTimes: [],
});
