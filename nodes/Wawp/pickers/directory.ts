import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { namesUnder } from '../engine/rows';
import { askOf, choicesOf, optionsOf, searched } from './picker';

/* What a search for channels can be narrowed to, and the labels of a chat: short lists. */

export async function searchViews(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return await choicesOf(this, async () => {
		const views = await choicesFrom(this, 'channel.getSearchViews', 'views');
		return { results: views.filter(({ name }) => searched(name).includes(searched(filter))) };
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
	const body = await askOf(context, operation);
	const choices = (namesUnder(key)(body) ?? []).map(choiceOf);
	return choices.filter(({ value }) => value !== '').sort((a, b) => a.name.localeCompare(b.name));
}

/** The shape is not documented; the engine has small objects such as value and name, or code and name. */
function choiceOf(row: IDataObject): { name: string; value: string } {
	const value = String(row.value ?? row.code ?? row.id ?? row.name ?? '');
	return { name: String(row.name ?? row.label ?? row.title ?? value), value };
}
