import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { type Members, membersOf, ownIdsOf } from '../engine/members';
import { rowsUnder } from '../engine/rows';
import { ownIdIn } from '../fields/values/ids';
import { askOf, choicesOf, searched } from './picker';

export const searchChats = pickerOf({ operation: 'chat.getAll', rows: rowsUnder('chats'), sent: { sortBy: 'conversationTimestamp', sortOrder: 'DESC' } });

export const searchGroups = pickerOf({ operation: 'group.getAll', rows: rowsUnder('groups'), sent: { exclude: ['participants'] }, page: 50, kind: '@g.us' });

export const searchContacts = pickerOf({ operation: 'contact.getAll', rows: rowsUnder('contacts'), sent: { sortBy: 'name', sortOrder: 'ASC' } });

/** Neither comes in parts. */
export const searchChannels = pickerOf({ operation: 'channel.getAll', rows: rowsUnder('channels'), kind: '@newsletter' });
export const searchLabels = pickerOf({ operation: 'label.getAll', rows: rowsUnder('labels'), isLabel: true });

interface Picker {
	operation: string;
	rows: (body: unknown) => IDataObject[] | undefined;
	/** What is sent with the paging; without it the list comes as a whole. */
	sent?: IDataObject;
	/** As many rows as Wawp is asked for at once. */
	page?: number;
	/** Rows of another kind are left out. */
	kind?: string;
	/** Their IDs are numbers, and nobody's phone. */
	isLabel?: true;
}

const PAGE = 100;
/** A search looks through so many parts before it asks the user to go on. */
const PARTS_AT_ONCE = 10;

function pickerOf(picker: Picker) {
	return async function search(this: ILoadOptionsFunctions, filter = '', token?: string): Promise<INodeListSearchResult> {
		return await choicesOf(this, async () => await found(this, picker, searched(filter), markIn(token)));
	};
}

/** How far a list was read, and what its last part began with: a list that begins so again does not know parts. */
interface Mark {
	offset: number;
	first?: string;
}

const markIn = (token: string | undefined): Mark => (token === undefined ? { offset: 0 } : (JSON.parse(token) as Mark));

/** Wawp cannot search by name: the parts are looked through here. */
async function found(context: ILoadOptionsFunctions, picker: Picker, filter: string, mark: Mark): Promise<INodeListSearchResult> {
	let { offset, first } = mark;
	for (let part = 0; part < PARTS_AT_ONCE; part++) {
		const { page: limit = PAGE } = picker;
		const rows = picker.rows(await askOf(context, picker.operation, picker.sent && { ...picker.sent, limit, offset })) ?? [];
		const items = rows.map((row) => itemOf(row, picker)).filter((item) => item !== undefined);
		if (picker.sent && (rows.length === 0 || (first !== undefined && first === items[0]?.value))) return { results: [] };
		const results = items.filter((item) => matches(item, filter, picker.kind));
		if (!picker.sent) return { results };
		offset += rows.length;
		first = items[0]?.value as string | undefined;
		if (results.length > 0) return { results, paginationToken: JSON.stringify({ offset, first }) };
	}
	return { results: [{ name: `Nothing among the first ${offset}: enter the number or the ID instead`, value: '' }] };
}

/** By name, or by a number as people write it. */
function matches({ name, value }: INodeListSearchItems, filter: string, kind = ''): boolean {
	const digits = filter.replace(/[\s()+-]/g, '');
	const isNumber = /^\d+$/.test(digits) && String(value).includes(digits);
	return String(value).endsWith(kind) && (isNumber || searched(`${name} ${value}`).includes(filter));
}

/** By its name, or by its ID where it has none. */
function itemOf(row: IDataObject, { kind, isLabel }: Picker): INodeListSearchItems | undefined {
	const value = isLabel ? ownIdsOf(row)[0] : ownIdIn(row);
	if (value === undefined || value === null) return undefined;
	const { _data, groupmetadata, ...own } = membersOf(row);
	const shown = [own, membersOf(_data), membersOf(groupmetadata)].flatMap(namesIn).find((text) => typeof text === 'string' && text.trim() !== '');
	return { name: told(String(shown ?? ''), value, kind), value };
}

/** NOWEB calls `notify` what people call themselves. */
const namesIn = ({ name, subject, title, pushname, notify, shortname }: Members): unknown[] => [name, subject, title, pushname, notify, shortname];

/** A person and a group may have one name: the number tells them apart, or what it is. n8n shows one line. */
function told(name: string, chatId: string, only?: string): string {
	const [user = '', server = ''] = chatId.split('@');
	const number = server === 'c.us' ? `+${user}` : undefined;
	if (name === '') return number ?? chatId;
	const beside = number ?? (only ? undefined : KINDS[server]);
	return beside === undefined || name.replace(/[\s()-]/g, '') === beside ? name : `${name} (${beside})`;
}

const KINDS: Record<string, string> = { 'g.us': 'group', newsletter: 'channel', lid: 'hidden number', broadcast: 'broadcast list' };
