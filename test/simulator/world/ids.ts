import { randomBytes, randomInt } from 'node:crypto';

/** Digits, with or without a plus sign, spaces or one of the endings for people, become `<digits>@c.us`; other IDs stay. */
export function chatIdOf(given: string): string {
	const [, number] = /^\+?([\d ]+)(?:@c\.us|@s\.whatsapp\.net)?$/.exec(given.trim()) ?? [];
	return number === undefined ? given.trim() : `${registeredNumber(number.replace(/ /g, ''))}@c.us`;
}

export const isPerson = (id: string): boolean => id.endsWith('@c.us') || id.endsWith('@lid');
export const isGroup = (id: string): boolean => id.endsWith('@g.us');
export const isChannel = (id: string): boolean => id.endsWith('@newsletter');
export const isChatId = (id: string): boolean => /^[\w.-]+@(c\.us|lid|g\.us|newsletter|broadcast)$/.test(id);

export const numberOf = (id: string): string => id.replace(/@.*$/, '');

/** The number as WhatsApp knows it: older Brazilian ones lack the ninth digit that people dial, Mexican ones have a 1 that nobody dials. */
export function registeredNumber(dialled: string): string {
	const brazil = /^55(\d\d)9(\d{8})$/.exec(dialled);
	if (brazil && Number(brazil[1]) > 30) return `55${brazil[1]}${brazil[2]}`;
	const mexico = /^52(\d{10})$/.exec(dialled);
	return mexico ? `521${mexico[1]}` : dialled;
}

export const newHash = (): string => `3EB0${randomBytes(8).toString('hex').toUpperCase()}`;

export const messageIdOf = (fromMe: boolean, chatId: string, hash: string, participant: string | null): string =>
	[fromMe, chatId, hash, ...(participant ? [participant] : [])].join('_');

export const newGroupId = (): string => `1203630${randomInt(10_000_000, 100_000_000)}@g.us`;
export const newChannelId = (): string => `1203631${randomInt(10_000_000, 100_000_000)}@newsletter`;
export const newInviteCode = (): string => randomBytes(16).toString('base64url').slice(0, 22);
