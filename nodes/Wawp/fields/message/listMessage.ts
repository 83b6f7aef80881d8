import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';
import { addsOnly, plainText } from '../../engine/plainValue';
import { eitherWay, wayOf } from '../values/eitherWay';

const title: INodeProperties = {
	displayName: 'List Title',
	name: 'listTitle',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. What can we do for you?',
};

const body: INodeProperties = {
	displayName: 'Text',
	name: 'listText',
	type: 'string',
	typeOptions: { rows: 2 },
	required: true,
	default: '',
	placeholder: 'e.g. Please choose one of these',
	description: 'What stands above the button',
};

const button: INodeProperties = {
	displayName: 'Button',
	name: 'listButton',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Open Menu',
	description: 'The words on the button that opens the list',
};

const footer = addsOnly({
	displayName: 'Footer',
	name: 'listFooter',
	type: 'string',
	default: '',
});

const sectionsWay = wayOf('Sections Input', 'sectionsInput');

const sectionList: INodeProperties = {
	displayName: 'Sections',
	name: 'sections',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	required: true,
	placeholder: 'Add Section',
	default: { section: [{ title: '', rows: { row: [{ title: '', description: '', rowId: '' }] } }] },
	displayOptions: { show: { sectionsInput: ['fields'] } },
	options: [
		{
			displayName: 'Section',
			name: 'section',
			values: [
				{ displayName: 'Section Title', name: 'title', type: 'string', default: '' },
				{
					displayName: 'Rows',
					name: 'rows',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					placeholder: 'Add Row',
					default: { row: [{ title: '', description: '', rowId: '' }] },
					options: [
						{
							displayName: 'Row',
							name: 'row',
							values: [
								{ displayName: 'Row Title', name: 'title', type: 'string', default: '' },
								{ displayName: 'Description', name: 'description', type: 'string', default: '' },
								{ displayName: 'ID', name: 'rowId', type: 'string', default: '', description: 'What your workflow gets back when the row is chosen. Numbered if left out.' },
							],
						},
					],
				},
			],
		},
	],
};

const sectionsJson: INodeProperties = {
	displayName: 'Sections (JSON)',
	name: 'sectionsJson',
	type: 'json',
	required: true,
	default: '[{ "title": "Main", "rows": [{ "title": "Option 1", "rowId": "1" }] }]',
	displayOptions: { show: { sectionsInput: ['json'] } },
	description: 'An array of sections, each with a title and its rows: title, rowId, description',
};

interface Section {
	title: string;
	rows: Row[];
}

interface Row {
	title: string;
	rowId: string;
	description?: string;
}

const sections = eitherWay<Section[]>({
	way: sectionsWay,
	below: sectionList,
	json: sectionsJson,
	fromBelow: (get, item) => ((get(sectionList) as { section?: Drafted[] }).section ?? []).map(({ title: name, rows }) => sectionOf(name, rows?.row ?? [], sectionList, item)),
	fromJson: (given, _get, item) =>
		Array.isArray(given) && given.every((entry) => isObject(entry) && Array.isArray(entry.rows) && entry.rows.every(isObject))
			? given.map(({ title: name, rows }) => sectionOf(name, rows, sectionsJson, item))
			: undefined,
	shape: 'an array of sections with rows',
	check: checkSections,
});

/** What the editor keeps of a section. */
interface Drafted {
	title: unknown;
	rows?: { row?: DraftedRow[] };
}

type DraftedRow = Partial<Record<keyof Row, unknown>>;

function sectionOf(name: unknown, rows: DraftedRow[], { displayName }: INodeProperties, item: Item): Section {
	const textOf = (value: unknown, what: string) => plainText(value, { displayName: `${displayName} > ${what}` }, item) ?? '';
	return {
		title: textOf(name, 'title'),
		rows: rows.map(({ title: rowTitle, rowId, description }) => ({
			title: textOf(rowTitle, 'title'),
			rowId: textOf(rowId, 'rowId').trim(),
			...(textOf(description, 'description') && { description: textOf(description, 'description') }),
		})),
	};
}

/** Two rows of one ID could not be told apart when somebody chooses one. */
function checkSections(list: Section[], field: INodeProperties, item: Item): void {
	const rows = list.flatMap((section) => section.rows);
	if (rows.length === 0) throw inputError(item, field, 'holds no row to choose');
	if (rows.some((row) => row.title.trim() === '')) throw inputError(item, field, 'holds a row without a title');
	const ids = rows.map(({ rowId }) => rowId).filter(Boolean);
	if (new Set(ids).size < ids.length) throw inputError(item, field, 'holds two rows of one ID', 'Give each row an ID of its own.');
}

/** Rows without an ID get their place in the whole list, or the next number that is none's. */
function numbered(list: Section[]): Section[] {
	const taken = new Set(list.flatMap(({ rows }) => rows.map(({ rowId }) => rowId)));
	let place = 0;
	const idOf = ({ rowId }: Row): string => {
		place++;
		if (rowId) return rowId;
		let number = place;
		while (taken.has(String(number))) number++;
		taken.add(String(number));
		return String(number);
	};
	return list.map(({ title: name, rows }) => ({ title: name, rows: rows.map((row) => ({ ...row, rowId: idOf(row) })) }));
}

export const listMessage: FieldGroup = {
	properties: [title, body, button, ...sections.properties],
	settings: [footer],
	read: async (get, item) => ({
		title: get(title),
		description: get(body),
		button: get(button),
		...(get(footer) ? { footer: get(footer) } : {}),
		sections: numbered((await sections.read(get, item)) as Section[]),
	}),
};
