import type { INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import { items } from './engine';
import { type LiveN8n, startN8n } from './liveN8n';

/* n8n's own Data Table node, on the stand-in for n8n's database. */

let n8n: LiveN8n;
beforeEach(async () => {
	n8n = await startN8n({ nodeTypes: () => ({}) });
});
afterEach(async () => await n8n.stop());

async function run(parameters: INodeParameters, input: INodeExecutionData[] = [{ json: {} }]): Promise<IRun> {
	const id = n8n.save({
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Node', type: 'n8n-nodes-base.dataTable', parameters },
		],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
	});
	return await n8n.run(id, { items: input });
}

const create = async () =>
	await run({
		resource: 'table',
		operation: 'create',
		tableName: 'orders',
		columns: { column: [{ name: 'customer', type: 'string' }, { name: 'total', type: 'number' }, { name: 'paidAt', type: 'date' }] },
		options: { createIfNotExists: true },
	});

const row = async (operation: string, parameters: INodeParameters, input?: INodeExecutionData[]) =>
	await run({ operation, dataTableId: { __rl: true, mode: 'name', value: 'orders' }, ...parameters }, input);

const values = (value: INodeParameters): INodeParameters => ({ columns: { mappingMode: 'defineBelow', value } });

const where = (...conditions: INodeParameters[]): INodeParameters => ({ matchType: 'allConditions', filters: { conditions } });

const rows = () => n8n.dataTables.rows('orders').map(({ customer, total }) => [customer, total]);

test('a table is created once, and reused', async () => {
	const [first] = items(await create());
	const [second] = items(await create());
	expect(second!.json.id).toBe(first!.json.id);
});

test('rows are inserted, found in their order, changed and deleted', async () => {
	await create();
	await row('insert', { columns: { mappingMode: 'autoMapInputData' } }, [{ json: { customer: 'Ann', total: 3 } }, { json: { customer: 'Bob', total: 5 } }]);
	const found = items(await row('get', { ...where({ keyName: 'total', condition: 'gt', keyValue: 2 }), limit: 1, orderBy: true, orderByColumn: 'id', orderByDirection: 'DESC' }));
	expect(found.map(({ json }) => json)).toMatchObject([{ customer: 'Bob', total: 5, id: 2 }]);
	await row('upsert', { ...where({ keyName: 'customer', keyValue: 'Ann' }), ...values({ customer: 'Ann', total: 4 }) });
	await row('upsert', { ...where({ keyName: 'customer', keyValue: 'Cid' }), ...values({ customer: 'Cid', total: 1 }) });
	await row('deleteRows', where({ keyName: 'customer', keyValue: 'Bob' }));
	expect(rows()).toEqual([['Ann', 4], ['Cid', 1]]);
});

test('items pass while no row matches', async () => {
	await create();
	expect(items(await row('rowNotExists', where({ keyName: 'customer', keyValue: 'Ann' })))).toHaveLength(1);
	await row('insert', values({ customer: 'Ann' }));
	expect(items(await row('rowNotExists', where({ keyName: 'customer', keyValue: 'Ann' })))).toHaveLength(0);
});

test('a row is changed only while the column that is asked for is empty', async () => {
	await create();
	await row('insert', { columns: { mappingMode: 'autoMapInputData' } }, [{ json: { customer: '', total: 1 } }, { json: { total: 2 } }, { json: { customer: 'Ann', total: 3 } }]);
	const claim = async () => items(await row('update', { ...where({ keyName: 'customer', condition: 'isEmpty' }), ...values({ customer: 'Bob' }) }));
	expect((await claim()).map(({ json }) => json.total)).toEqual([1, 2]);
	expect(await claim()).toEqual([]);
});

test('a date may come in words', async () => {
	await create();
	await row('insert', values({ customer: 'Ann', paidAt: '2026-11-21T09:00:00.000Z' }));
	const paidAfter = async (time: string) => items(await row('get', where({ keyName: 'paidAt', condition: 'gt', keyValue: time })));
	expect(await paidAfter('2026-11-21T08:00:00.000Z')).toHaveLength(1);
	expect(await paidAfter('2026-11-21T10:00:00.000Z')).toEqual([]);
});

test.each([
	['a column that is not there', { name: 'Ann' }, "unknown column name 'name'"],
	['a value of another type', { total: 'many' }, "value 'many' does not match column type 'number'"],
	['words that are no date', { paidAt: 'soon' }, "value 'soon' does not match column type 'date'"],
])('%s is refused', async (_case, value, message) => {
	await create();
	expect((await row('insert', values(value))).data.resultData.error?.message).toContain(message);
	expect(rows()).toEqual([]);
});
