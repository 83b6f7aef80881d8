import type { IDataObject } from 'n8n-workflow';

/** Who is linked, under the two names that WhatsApp has for an account: engines give now the one, now the other, now both. */
export interface Linked {
	/** By number. */
	account: string | null;
	/** By hidden identity. */
	lid: string | null;
}

export function linkedIn(me: IDataObject | null): Linked {
	const names = [me?.id, me?.lid].filter((name): name is string => typeof name === 'string' && name !== '');
	const isLid = (name: string) => name.endsWith('@lid');
	return { account: names.find((name) => !isLid(name)) ?? null, lid: names.find(isLid)?.replace(/:\d+@/, '@') ?? null };
}

/** Another account, as far as one name of it can be held against the same name of the one before. */
export function isOther(before: Linked, now: Linked): boolean {
	if (before.account !== null && now.account !== null) return before.account !== now.account;
	return before.lid !== null && now.lid !== null && before.lid !== now.lid;
}
