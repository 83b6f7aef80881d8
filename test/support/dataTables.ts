import {
	type CreateDataTableOptions,
	type DataTable,
	type DataTableColumn,
	type DataTableColumnJsType,
	type DataTableFilter,
	type DataTableProxyProvider,
	type DataTableRow,
	type DataTableRowReturn,
	type IDataTableProjectAggregateService,
	type IDataTableProjectService,
	type ListDataTableRowsOptions,
	DATA_TABLE_SYSTEM_COLUMN_TYPE_MAP,
	sleep,
} from 'n8n-workflow';

const PROJECT = 'project-1';

/** Stands in for the data tables of n8n's server, which keeps them in its database: what the Data Table node asks for, in memory. */
export class DataTables implements DataTableProxyProvider {
	private readonly tables: Table[] = [];

	/** How long a database takes for an answer (milliseconds), in which another run comes in between. */
	latency = 0;

	/** The rows of a table, oldest first; a copy. */
	rows(name: string): DataTableRowReturn[] {
		return structuredClone(this.tables.find(({ about }) => about.name === name)?.rows ?? []);
	}

	/** Puts a row in, as a user does on n8n's page of data tables. */
	async add(name: string, row: DataTableRow): Promise<void> {
		const table = this.tables.find(({ about }) => about.name === name);
		if (!table) throw new Error(`There is no data table ${name}`);
		await table.insertRows([row], 'all');
	}

	/** Time passes: all that a table holds was put in that much earlier (milliseconds). */
	age(name: string, by: number): void {
		for (const row of this.tables.find(({ about }) => about.name === name)?.rows ?? []) row.createdAt = new Date(row.createdAt.getTime() - by);
	}

	async getDataTableAggregateProxy(): Promise<IDataTableProjectAggregateService> {
		return {
			getProjectId: () => PROJECT,
			createDataTable: async (options) => this.create(options),
			// n8n looks a name up by what it contains, newest change first
			getManyAndCount: async ({ filter = {}, take }) => {
				const name = String(filter.name ?? '').toLowerCase();
				const found = this.tables.map(({ about }) => about).filter((about) => about.name.toLowerCase().includes(name));
				return { count: found.length, data: structuredClone(found.reverse().slice(0, take)) };
			},
			deleteDataTableAll: notInTests,
		};
	}

	async getDataTableProxy(_workflow: unknown, _node: unknown, id: string): Promise<IDataTableProjectService> {
		if (this.latency > 0) await sleep(this.latency);
		const table = this.tables.find(({ about }) => about.id === id);
		if (!table) throw new Error(`Data table with ID '${id}' could not be found in this project`);
		return table;
	}

	private create({ name, columns }: CreateDataTableOptions): DataTable {
		if (this.tables.some(({ about }) => about.name === name)) throw new Error(`Data table with name '${name}' already exists in this project`);
		const id = `table-${this.tables.length + 1}`;
		const now = new Date();
		const named = columns.map((column, index): DataTableColumn => ({ index, ...column, id: `${id}-${index}`, dataTableId: id }));
		const about: DataTable = { id, name, columns: named, createdAt: now, updatedAt: now, projectId: PROJECT };
		this.tables.push(new Table(about));
		return structuredClone(about);
	}
}

class Table implements IDataTableProjectService {
	rows: DataTableRowReturn[] = [];

	private lastId = 0;

	constructor(readonly about: DataTable) {}

	readonly updateDataTable = notInTests;
	readonly deleteDataTable = notInTests;
	readonly addColumn = notInTests;
	readonly moveColumn = notInTests;
	readonly deleteColumn = notInTests;
	readonly clearRows = notInTests;

	async getColumns(): Promise<DataTableColumn[]> {
		return structuredClone(this.about.columns);
	}

	async getManyRowsAndCount({ filter, sortBy = ['id', 'ASC'], skip = 0, take }: Partial<ListDataTableRowsOptions>) {
		const [column, direction] = sortBy;
		const found = this.matching(filter).sort((a, b) => (direction === 'ASC' ? 1 : -1) * compare(a[column]!, b[column]!));
		return { count: found.length, data: structuredClone(found.slice(skip, take && skip + take)) };
	}

	readonly insertRows = (async (rows: DataTableRow[]) => {
		const now = new Date();
		const inserted = rows.map((row) => {
			const empty = Object.fromEntries(this.about.columns.map(({ name }) => [name, null]));
			return { ...empty, ...this.checked(row), id: ++this.lastId, createdAt: now, updatedAt: now } as DataTableRowReturn;
		});
		this.rows.push(...inserted);
		return structuredClone(inserted);
	}) as IDataTableProjectService['insertRows'];

	async updateRows({ filter, data }: { filter: DataTableFilter; data: DataTableRow }): Promise<DataTableRowReturn[]> {
		const found = this.matching(filter);
		for (const row of found) Object.assign(row, this.checked(data), { updatedAt: new Date() });
		return structuredClone(found);
	}

	async upsertRow(options: { filter: DataTableFilter; data: DataTableRow }): Promise<DataTableRowReturn[]> {
		const updated = await this.updateRows(options);
		return updated.length > 0 ? updated : await this.insertRows([options.data], 'all');
	}

	async deleteRows({ filter }: { filter: DataTableFilter }): Promise<DataTableRowReturn[]> {
		const found = this.matching(filter);
		this.rows = this.rows.filter((row) => !found.includes(row));
		return found;
	}

	private matching({ type, filters }: DataTableFilter = { type: 'and', filters: [] }): DataTableRowReturn[] {
		const holds = (row: DataTableRowReturn) => (each: Condition) => isMet(each, row[each.columnName] ?? null);
		return this.rows.filter((row) => (type === 'and' || filters.length === 0 ? filters.every(holds(row)) : filters.some(holds(row))));
	}

	/** A value of another type than its column's is refused, as is a column that the table does not have. */
	private checked(row: DataTableRow): DataTableRow {
		return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, this.valueFor(name, value)]));
	}

	private valueFor(name: string, given: DataTableColumnJsType): DataTableColumnJsType {
		const type = this.about.columns.find((column) => column.name === name)?.type ?? DATA_TABLE_SYSTEM_COLUMN_TYPE_MAP[name];
		if (!type) throw new Error(`unknown column name '${name}'`);
		const value = type === 'date' && typeof given === 'string' ? dateIn(given) : given;
		const isRight = value === null || (type === 'date' ? value instanceof Date : typeof value === type);
		if (!isRight) throw new Error(`value '${String(value)}' does not match column type '${type}'`);
		return value;
	}
}

/** n8n takes a date in words as well. */
function dateIn(text: string): Date | string {
	const date = new Date(text);
	return Number.isNaN(date.getTime()) ? text : date;
}

type Condition = DataTableFilter['filters'][number];

function isMet({ condition, value }: Condition, actual: DataTableColumnJsType): boolean {
	switch (condition) {
		case 'eq':
			return compare(actual, value) === 0;
		case 'neq':
			return compare(actual, value) !== 0;
		case 'gt':
			return actual !== null && compare(actual, value) > 0;
		case 'gte':
			return actual !== null && compare(actual, value) >= 0;
		case 'lt':
			return actual !== null && compare(actual, value) < 0;
		case 'isEmpty':
			return actual === null || actual === '';
		case 'isNotEmpty':
			return actual !== null && actual !== '';
		default:
			throw new Error(`The condition ${condition} is not available in tests`);
	}
}

/** Like a database: dates by their time, and a number that came as text is still that number. */
function compare(a: DataTableColumnJsType, b: DataTableColumnJsType): number {
	const [left, right] = [a, b].map((value) => (value instanceof Date ? value.getTime() : value));
	if (typeof left === 'number' && right !== null) return left - Number(right);
	if (left === right) return 0;
	return String(left) < String(right) ? -1 : 1;
}

async function notInTests(): Promise<never> {
	throw new Error('This operation on data tables is not available in tests');
}
