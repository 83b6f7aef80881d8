import { type INode, type NodeParameterValueType, NodeOperationError } from 'n8n-workflow';

import type { WawpAccount } from './account';
import { pasted } from './pasted';

/**
 * Names the instance of a request, in both ways of sending the token: a node sets it to address another
 * instance than the credential's, or to '' for a request that addresses none.
 */
export const INSTANCE_HEADER = 'X-Instance-ID';

/** The instance a node names, or else its credential's. Refused before any request when there is none. */
export function instanceIdOf(context: { getNode(): INode }, given: unknown, account: WawpAccount, itemIndex?: number): string {
	const own = pasted(given);
	const id = own || account.instanceId;
	// Such words are what became of nothing on its way.
	if (/^[\w-]{1,40}$/.test(id) && !/^(null|undefined|nan)$/i.test(id)) return id;
	const description = "It is the 12 letters and digits that 'Session > Create' returns and Wawp's dashboard shows.";
	if (!id) {
		throw new NodeOperationError(context.getNode(), "'Instance ID' is empty, here and in the credential", { itemIndex, description });
	}
	const where = own ? "'Instance ID'" : "The credential's 'Instance ID'";
	throw new NodeOperationError(context.getNode(), `${where} is not one`, { itemIndex, description });
}

/** The instances that a node names under `instanceId` or `instanceIds`: a list, or a text of several. An empty name stands for the credential's. */
export function namedIn(context: Naming, name: string, fallback: '' | [] = ''): string[] {
	const given = [context.getNodeParameter(name, fallback)].flat();
	if (namesNothing(given, () => context.getNode().parameters[name])) throw new Error(`'Instance IDs' ${NOTHING_CAME}`);
	const texts = given.flatMap((text) => pasted(text).split(/[\s,;]+/));
	const named = [...new Set(texts.filter(Boolean))];
	return named.length ? named : [''];
}

interface Naming {
	getNode(): INode;
	getNodeParameter(name: string, fallback: NodeParameterValueType): unknown;
}

/**
 * A person who left a field empty wants the credential's instance; an expression that gives nothing, or nothing for one of several,
 * wanted another one. What is written in the field is asked for only where it matters: n8n copies the whole node for it.
 */
export function namesNothing(given: unknown, written: () => unknown): boolean {
	const entries = [given].flat();
	if (entries.some((entry) => entry === null || entry === undefined)) return true;
	if (!lacksOne(entries, false)) return false;
	const texts = [written()].flat();
	return texts.some((text) => isExpression(text) && text.trim() !== '=') && lacksOne(entries, !texts.some((text) => MISSING_AT_END.test(String(text))));
}

/** A list that is kept elsewhere may end with a comma. */
const lacksOne = (entries: unknown[], mayEnd: boolean): boolean =>
	entries.length === 0 || entries.some((entry) => (mayEnd ? String(entry).replace(/(?<=[^\s,;])\s*[,;]\s*$/, '') : String(entry)).split(/[,;]/).some((part) => part.trim() === ''));

/** A comma before an expression: behind it there should be something. */
const MISSING_AT_END = /[,;]\s*\{\{(?:(?!\}\}).)*\}\}\s*$/s;

export const isExpression = (written: unknown): written is string => typeof written === 'string' && written.startsWith('=');

export const NOTHING_CAME = "is empty: nothing came of its expression. Look at the expression, or clear the field to use the credential's.";
