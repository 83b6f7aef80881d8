/* The ID of a message: which chat it names, and what of it is the message itself. */

/** An ID in parts: of `true_201145202826@c.us_3EB0…`. */
export interface Parts {
	isMine: boolean;
	chat: string;
	bare: string;
	/** Of a message in a group. */
	participant?: string;
}

/** The key may hold anything, an underline too: only what looks like a person behind it is none of it, or the `out` of a message to oneself. */
const WHOLE_ID = /^(true|false)_([^_]{1,100})_(.{1,300}?)(?:_([^_@]+@[^_]+))?(?:_(?:in|out))?$/s;

export function partsOf(id: string | null): Parts | undefined {
	const [, whose, chat, bare, participant] = WHOLE_ID.exec(id ?? '') ?? [];
	return whose === undefined ? undefined : { isMine: whose === 'true', chat: chat!, bare: bare!, participant };
}

/**
 * What stays of a message's ID however it is told: the first message of a person may come twice, once with the number and once
 * with the hidden identity in its ID.
 */
export function sameMessage(id: string): string {
	const parts = partsOf(id);
	return parts ? `${parts.isMine}_${parts.bare}` : id;
}

export const wholeOf = ({ isMine, chat, bare, participant }: Parts): string => [isMine, chat, bare, ...(participant !== undefined && /@(g\.us|broadcast)$/.test(chat) ? [participant] : [])].join('_');
