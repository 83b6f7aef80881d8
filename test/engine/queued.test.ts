import type { INodeProperties } from 'n8n-workflow';

import { operationOf } from '../../nodes/Wawp/engine/job';
import { type Job, isRead } from '../../nodes/Wawp/engine/operation';
import { resultsOf } from '../../nodes/Wawp/engine/output';
import { resources } from '../../nodes/Wawp/resources';

/* Wawp may take an order and carry it out later: then nothing may claim that it is done. What is only read is never an order. */

const BODY = { status: 'pending', job_id: 'job-7' };

const rows = Object.entries(resources).flatMap(([resource, { operations }]) => Object.keys(operations).map((name) => `${resource}.${name}`)).map((key) => ({ key, operation: operationOf(resources, key) }));
/** Neither those that are made of others, nor what is nothing without a list or a file. */
const single = rows.filter(({ operation: { flow, output: { list, file } = {} } }) => !flow && !list && !(file && !file.onRequest));

const told = async (job: Pick<Job, 'operation'>) =>
	(await resultsOf({ ...job, instanceId: '3EB0BCB2E3D4', values: { chatId: '201145202826@c.us' }, get: ({ name }: INodeProperties) => name === 'simplify' } as unknown as Job, BODY)).map(({ json }) => json);

test.each(single.filter(({ operation }) => !isRead(operation)))('$key says that it waits its turn, and nothing else', async (row) => {
	const [json, ...others] = await told(row);
	expect(others).toEqual([]);
	expect(json).toMatchObject({ status: 'queued', jobId: 'job-7' });
	expect(Object.entries(json!).filter(([name, value]) => value !== null && !['status', 'jobId', 'job_id', 'instanceId', 'chatId'].includes(name))).toEqual([]);
});

test.each(single.filter(({ operation }) => isRead(operation)))('$key has read what waits, and waits for nothing itself', async (row) => {
	const [json, ...others] = await told(row);
	expect([json!.status === 'queued', json!.jobId, others]).toEqual([false, undefined, []]);
});
