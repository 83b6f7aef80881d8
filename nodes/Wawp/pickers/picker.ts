import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { instanceIdOf } from '../engine/instance';
import { operationOf } from '../engine/job';
import { call } from '../engine/transport';
import { instanceId } from '../fields/instance';
import { resources } from '../resources';

/** A call of the table, in the name of the instance that the panel shows. */
export async function askOf(context: ILoadOptionsFunctions, key: string, values: IDataObject = {}): Promise<unknown> {
	const account = await accountOf(context);
	const id = instanceIdOf(context, context.getNodeParameter(instanceId.name, ''), account);
	return await call(context, operationOf(resources, key), values, { account, instanceId: id });
}

/**
 * What a list shows. n8n shows an error of it as an empty list: so the reason becomes its one entry, which stands for no value.
 */
export async function choicesOf(context: ILoadOptionsFunctions, load: () => Promise<INodeListSearchResult>): Promise<INodeListSearchResult> {
	try {
		return await load();
	} catch (error) {
		return { results: [reasonFor(error as Error)] };
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

function reasonFor(error: Error & { description?: string | null }): { name: string; value: string; description?: string } {
	return { name: `No list: ${error.message}`, value: '', ...(error.description && { description: error.description }) };
}
