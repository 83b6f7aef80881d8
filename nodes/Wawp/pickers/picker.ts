import { type IDataObject, type ILoadOptionsFunctions, type INodeListSearchResult, type INodePropertyOptions, NodeOperationError } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { inAnyCase } from '../engine/anyCase';
import { NOTHING_CAME, instanceIdOf, namesNothing } from '../engine/instance';
import { operationOf } from '../engine/job';
import { call } from '../engine/transport';
import { instanceId } from '../engine/instanceField';
import { plainDigits } from '../phone/written';
import { resources } from '../resources';

/** A call of the table, in the name of the instance that the panel shows. */
export async function askOf(context: ILoadOptionsFunctions, key: string, values: IDataObject = {}): Promise<unknown> {
	const account = await accountOf(context);
	return await call(context, operationOf(resources, key), values, { account, instanceId: instanceIdOf(context, shownIn(context), account) });
}

/** What came of an expression is all that the editor sends of it, and null where it cannot be read: there, n8n fills in the default. */
function shownIn(context: ILoadOptionsFunctions): unknown {
	const { [instanceId.name]: sent = '' } = context.getCurrentNodeParameters() ?? {};
	const given = context.getNodeParameter(instanceId.name, '');
	const isBlank = sent === null || (typeof sent === 'string' && sent !== '' && sent.trim() === '');
	if (!isBlank && !namesNothing(given, () => context.getNode().parameters[instanceId.name])) return given;
	throw new NodeOperationError(context.getNode(), `'${instanceId.displayName}' ${NOTHING_CAME}`);
}

/**
 * What a list shows. n8n shows an error of it as an empty list: so the reason becomes its entries, which stand for no value. An
 * entry has one line, and the list is as wide as its field.
 */
export async function choicesOf(context: ILoadOptionsFunctions, load: () => Promise<INodeListSearchResult>): Promise<INodeListSearchResult> {
	try {
		return await load();
	} catch (error) {
		return { results: linesOf(`No list: ${(error as Error).message}`).map((name, index) => ({ name, value: ' '.repeat(index) })) };
	}
}

/** The same for a dropdown. */
export async function optionsOf(load: () => Promise<INodePropertyOptions[]>): Promise<INodePropertyOptions[]> {
	try {
		return await load();
	} catch (error) {
		return [reasonFor(error as Error)];
	}
}

/** What is looked for, and where: however capitals, accents and digits are written, and without the marks that come along with copied text. */
export const searched = (text: string): string => inAnyCase(plainDigits(text.normalize('NFKC')));

const LONGEST_LINE = 38;

/** Each value is blank, and none is that of another. */
function linesOf(text: string): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1)!;
		if (line && line.length + word.length >= LONGEST_LINE) lines.push(word);
		else lines[lines.length - 1] = `${line} ${word}`.trim();
	}
	return lines;
}

function reasonFor(error: Error & { description?: string | null }): { name: string; value: string; description?: string } {
	return { name: `No list: ${error.message}`, value: '', ...(error.description && { description: error.description }) };
}
