import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { isObject } from '../engine/answer';
import { rowsUnder } from '../engine/rows';
import { chatIdOf } from '../fields/ids';
import { askOf, choicesOf } from './picker';

export const searchChats = pickerOf({ operation: 'chat.getAll', rows: rowsUnder('chats'), sent: { sortBy: 'conversationTimestamp', sortOrder: 'DESC' } });

export const searchGroups = pickerOf({ operation: 'group.getAll', rows: rowsUnder('groups'), sent: { exclude: ['participants'] }, kind: '@g.us' });

export const searchContacts = pickerOf({ operation: 'contact.getAll', rows: rowsUnder('contacts'), sent: { sortBy: 'name', sortOrder: 'ASC' } });

/** Neither comes in parts. */
export const searchChannels = pickerOf({ operation: 'channel.getAll', rows: rowsUnder('channels'), kind: '@newsletter' });
export const searchLabels = pickerOf({ operation: 'label.getAll', rows: rowsUnder('labels') });

interface Picker {
	operation: string;
	rows: (body: unknown) => IDataObject[];
	/** What is sent with the paging; without it the list comes as a whole. */
	sent?: IDataObject;
	/** Rows of another kind are left out. */
	kind?: string;
}

const PAGE = 100;
/** A search looks through so many parts before it asks the user to scroll on. */
const PARTS_AT_ONCE = 10;

function pickerOf(picker: Picker) {
	return async function search(this: ILoadOptionsFunctions, filter = '', token?: string): Promise<INodeListSearchResult> {
		return await choicesOf(this, async () => await found(this, picker, filter.trim().toLowerCase(), Number(token ?? 0)));
	};
}

/** Wawp cannot search by name: the parts are looked through here. */
async function found(context: ILoadOptionsFunctions, picker: Picker, filter: string, from: number): Promise<INodeListSearchResult> {
	const results: INodeListSearchItems[] = [];
	for (let offset = from, part = 0; part < PARTS_AT_ONCE; part++, offset += PAGE) {
		const rows = picker.rows(await askOf(context, picker.operation, picker.sent && { ...picker.sent, limit: PAGE, offset }));
		results.push(...rows.map(itemOf).filter((item) => item !== undefined && matches(item, filter, picker.kind)) as INodeListSearchItems[]);
		if (!picker.sent || rows.length === 0) return { results };
		if (results.length > 0) return { results, paginationToken: String(offset + PAGE) };
	}
	return { results };
}

function matches({ name, value }: INodeListSearchItems, filter: string, kind = ''): boolean {
	return String(value).endsWith(kind) && `${name} ${value}`.toLowerCase().includes(filter);
}

/** By its name, or by its ID where it has none. */
function itemOf(row: IDataObject): INodeListSearchItems | undefined {
	const { id, name, subject, pushname, shortName, _data, groupMetadata } = row;
	const own = isObject(id) ? id._serialized : id;
	if (typeof own !== 'string' && typeof own !== 'number') return undefined;
	const value = chatIdOf(String(own)) ?? String(own);
	const raw = [_data, groupMetadata].filter(isObject).flatMap((inner) => [inner.subject, inner.name]);
	const shown = [name, subject, pushname, shortName, ...raw].find((text) => typeof text === 'string' && text.trim() !== '');
	return { name: String(shown ?? value), value };
}
