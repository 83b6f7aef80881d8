/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { IDataObject, INode, IWorkflowBase } from 'n8n-workflow';

import { events } from '../../nodes/Wawp/webhooks/events';
import { ANN } from './invented';
import { samplesIn, samplesPage } from './page';
import { sampleOfEach, startOf, TRIGGERS } from './taken';

/** `npm run generate:samples` writes what it takes instead of looking at what is there. */
const isWriting = Boolean(process.env.SAMPLES);
const PAGE = 'docs/samples.md';

const examples = readdirSync('examples')
	.map((file) => ({ file, workflow: JSON.parse(readFileSync(`examples/${file}`, 'utf8')) as IWorkflowBase }))
	.map(({ file, workflow }) => ({ file, workflow, trigger: workflow.nodes.find(({ type }) => TRIGGERS.includes(type)) }));

test.each(examples.filter(({ trigger }) => trigger))('$file pins to its trigger what this starts it with', async ({ file, workflow, trigger }) => {
	const item = await startOf(file.replace('.json', ''), trigger as INode);
	if (isWriting) {
		workflow.pinData = { [trigger!.name]: [{ json: item }] };
		writeFileSync(`examples/${file}`, `${JSON.stringify(workflow, null, 2)}\n`);
	}
	expect(Object.keys(workflow.pinData!)).toEqual([trigger!.name]);
	const [pinned, ...more] = workflow.pinData![trigger!.name]!;
	expect(more).toEqual([]);
	expect(timeless(pinned!.json)).toEqual(timeless(item));
});

test.each(examples.filter(({ trigger }) => !trigger))('$file pins nothing, as it starts by itself', ({ workflow }) => {
	expect(workflow.pinData).toEqual({});
});

test('docs/samples.md has one item of each event, as the trigger makes it', async () => {
	const samples = await sampleOfEach();
	if (isWriting) writeFileSync(PAGE, samplesPage(samples));
	const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
	expect(samplesIn(page)).toEqual(Object.fromEntries(samples.map(({ name, item }) => [name, item])));
});

test('docs/samples.md shows a received message as people get it, and all events but those that nobody has described', () => {
	const samples = samplesIn(readFileSync(PAGE, 'utf8'));
	expect(samples['Message Received']).toMatchObject({ text: 'What is the price?', senderName: 'Ann Example', senderPhone: ANN, chatPhone: ANN, type: 'text', fromMe: false, chatType: 'direct', hasMedia: false });
	expect(samples['Message Sent or Received']).toMatchObject({ chatPhone: ANN, type: 'text', fromMe: true });
	expect(events.filter(({ name }) => !(name in samples)).map(({ value }) => value)).toEqual(['status.update', 'group.participants.update']);
});

test('nobody who may exist is pinned or shown: their numbers are of those that belong to nobody', () => {
	const shown = [...examples.map(({ workflow }) => JSON.stringify(workflow.pinData)), readFileSync(PAGE, 'utf8')].join('\n');
	const numbers = [...shown.matchAll(/(\d+)@(?:c\.us|s\.whatsapp\.net)/g)].map(([, number]) => number!);
	expect(numbers).not.toEqual([]);
	expect([...new Set(numbers)].filter((number) => !/^120255501\d\d$/.test(number))).toEqual([]);
});

/** The watcher tells the time of its look. */
const timeless = (item: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(item).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then').replaceAll(/(?<!\d)1[5-9]\d{11}(?!\d)/g, '0')) as IDataObject;
