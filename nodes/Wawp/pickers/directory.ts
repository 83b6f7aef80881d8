import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { rowsUnder } from '../engine/rows';
import { askOf, choicesOf, optionsOf } from './picker';

/* What a search for channels can be narrowed to, and the labels of a chat: short lists. */

export async function searchViews(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return await choicesOf(this, async () => {
		const views = await choicesFrom(this, 'channel.getSearchViews', 'views');
		return { results: views.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())) };
	});
}

export async function getCategories(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(async () => await choicesFrom(this, 'channel.getSearchCategories', 'categories'));
}

export async function getCountries(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(async () => await choicesFrom(this, 'channel.getSearchCountries', 'countries'));
}

export async function getLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await optionsOf(async () => await choicesFrom(this, 'label.getAll', 'labels'));
}

async function choicesFrom(context: ILoadOptionsFunctions, operation: string, key: string): Promise<Array<{ name: string; value: string }>> {
	const rows = rowsUnder(key)(await askOf(context, operation));
	return rows.map(choiceOf).sort((a, b) => a.name.localeCompare(b.name));
}

/** The shape is not documented; the engine has small objects such as value and name, or code and name. */
function choiceOf(row: IDataObject): { name: string; value: string } {
	const value = String(row.value ?? row.code ?? row.id ?? row.name ?? '');
	return { name: String(row.name ?? row.label ?? row.title ?? value), value };
}
