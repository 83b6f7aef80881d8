import type { IDataObject } from 'n8n-workflow';

import type { Instance } from '../simulator';
import { ENGINES, type Engine } from '../events/engines';
import { ANN, HIDDEN, ME } from '../events/engines/parts';
import { Live } from './live';
import { TRIGGER, savedWithTrigger } from './triggered';

/* What public reports say of the engines, in the real n8n: whose message, which one, which words. */

let live: Live;
beforeAll(async () => void (live = await Live.start()));
afterAll(async () => await live?.stop());

let instance: Instance;
beforeEach(() => void (instance = live.wawp.addInstance(live.account, { status: 'WORKING' })));

const EVENTS = ['message', 'message.edited', 'message.revoked', 'poll.vote'];

/** The payload of a golden item, and what is written of it. */
function golden(engine: Engine, event: string, what: string): { payload: IDataObject; item: IDataObject } {
	const [, , payload, item] = ENGINES[engine].find((entry) => entry[0] === event && entry[1] === what)!;
	return { payload, item };
}

const CASES: Array<[engine: Engine, event: string, what: string]> = [
	['GOWS', 'message', 'a voice note in a group, with the keys of its sender beside it'],
	['NOWEB', 'message', 'a tap on a row of a list'],
	['WEBJS', 'message', 'a place, whose small picture is in its body'],
	['NOWEB', 'message.edited', 'named by the protocol alone'],
	['GOWS', 'message.revoked', 'of this number, by an administrator of the group'],
	['GOWS', 'poll.vote', 'of a hidden person, in a direct chat'],
];

test('events of all engines become the items that a person would write, each in a run of its own', async () => {
	const wawpApi = await live.addCredential({ instanceId: instance.id });
	const workflow = await savedWithTrigger(live.n8n, wawpApi, { name: 'Engines', parameters: { events: EVENTS } });
	await live.publish(workflow);
	for (const [index, [engine, event, what]] of CASES.entries()) {
		live.wawp.emit(instance.id, event, golden(engine, event, what).payload, { id: `evt_${index}`, engine, me: ME });
		// In their order, so that each run is that of its case.
		await live.wawp.settled();
	}
	const executions = await live.n8n.finishedExecutions(workflow.id, CASES.length);
	const items = new Map(executions.flatMap((execution) => execution.json(TRIGGER)).map((json) => [(json as IDataObject).id, json as IDataObject]));
	expect(items.size).toBe(CASES.length);
	for (const [index, [engine, event, what]] of CASES.entries()) expect(items.get(`evt_${index}`)).toMatchObject(golden(engine, event, what).item);
});

test('a first contact that is told by the hidden identity and by the number starts one run, and passes a filter by number', async () => {
	const wawpApi = await live.addCredential({ instanceId: instance.id });
	const workflow = await savedWithTrigger(live.n8n, wawpApi, { name: 'One person', parameters: { events: ['message'], filters: { senders: ['+201145202826'] } } });
	await live.publish(workflow);
	const told = (from: string, key: string, more: IDataObject = {}) => live.wawp.emit(instance.id, 'message', { id: `false_${from}_${key}`, from, fromMe: false, body: key, ...more }, { engine: 'GOWS', me: ME });
	const beside = { _data: { Info: { SenderAlt: ANN.replace('@c.us', '@s.whatsapp.net') } } };
	told(HIDDEN, 'FIRST', beside);
	await live.wawp.settled();
	told(ANN, 'FIRST');
	told('201000000002@c.us', 'OTHER');
	await live.wawp.settled();
	told(ANN, 'SECOND');
	await live.wawp.settled();
	const executions = await live.n8n.finishedExecutions(workflow.id, 2);
	const items = executions.flatMap((execution) => execution.json(TRIGGER)) as IDataObject[];
	expect(items.map(({ text, senderPhone }) => [text, senderPhone])).toEqual([
		['FIRST', '201145202826'],
		['SECOND', '201145202826'],
	]);
});
