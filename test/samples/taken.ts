import type { IDataObject, INode } from 'n8n-workflow';

import { events } from '../../nodes/Wawp/webhooks/events';
import { aboutMessages } from '../events/aboutMessages';
import { bodies, enveloped, type Golden } from '../events/golden';
import { messages } from '../events/messages';
import { others } from '../events/others';
import { votes } from '../events/votes';
import { ExampleRig, LISTED } from '../support/exampleRig';
import { TriggerRig } from '../support/triggerRig';
import { ANN, deliveriesTo, ME, ORDINARY } from './invented';

export const TRIGGERS = ['n8n-nodes-wawp.wawpTrigger', 'n8n-nodes-wawp.wawpSessionWatcher'];

/** What the trigger of an example starts the workflow with, set as it is there. */
export const startOf = async (example: string, { type, parameters }: INode): Promise<IDataObject> =>
	type === TRIGGERS[0] ? await delivered(deliveriesTo(example), parameters) : await seen(example);

async function delivered(deliveries: IDataObject[], parameters: INode['parameters']): Promise<IDataObject> {
	const rig = await TriggerRig.start({ instance: { id: LISTED } });
	try {
		await rig.activate(parameters);
		let started: IDataObject[] = [];
		for (const body of deliveries) {
			await rig.deliver(body);
			started = await rig.started();
		}
		if (started.length !== 1) throw new Error(`${started.length} items, not one`);
		return started[0]!;
	} finally {
		await rig.stop();
	}
}

/** The watcher looks, the session fails, the watcher looks again. */
async function seen(example: string): Promise<IDataObject> {
	const rig = await ExampleRig.published(example, { instance: { id: LISTED, status: 'WORKING', name: 'wawp-84729105' }, lag: 0 });
	try {
		await rig.n8n.poll(rig.id);
		rig.wawp.setStatus(LISTED, 'FAILED');
		await rig.n8n.poll(rig.id);
		await rig.settled();
		return rig.items('Wawp Session Watcher')[0]!.json;
	} finally {
		await rig.stop();
	}
}

/** One item of each event whose payload is known, as the trigger makes it, with people who do not exist. */
export async function sampleOfEach(): Promise<Array<{ name: string; item: IDataObject }>> {
	const rig = await TriggerRig.start();
	try {
		await rig.activateByHand({ events: events.map(({ value }) => value as string) });
		const samples: Array<{ name: string; item: IDataObject }> = [];
		for (const { name, value } of events) {
			const body = deliveredOf(value as string);
			if (!body) continue;
			await rig.deliver(invented(body, samples.length));
			samples.push({ name, item: (await rig.started())[0]! });
		}
		return samples;
	} finally {
		await rig.stop();
	}
}

function deliveredOf(event: string): IDataObject | undefined {
	if (ORDINARY[event]) return enveloped(event, ORDINARY[event]);
	const golden = richest(event);
	return golden && bodies.get(`${golden.event}, ${golden.which}`);
}

/** What the reference shows, and of it the golden that tells most; what others do before what this number does itself. */
function richest(event: string): Golden | undefined {
	const told = ({ fields }: Golden) => Object.values(fields).filter((value) => value !== null && value !== '').length - (fields.fromMe === true ? 100 : 0);
	const isShown = ({ event: name, which }: Golden) => bodies.has(`${name}, ${which}`);
	return [...messages, ...aboutMessages, ...votes, ...others].filter((golden) => golden.event === event && isShown(golden)).sort((a, b) => told(b) - told(a))[0];
}

function invented(body: IDataObject, index: number): IDataObject {
	const people = JSON.parse(JSON.stringify(body).replaceAll('11111111111', ANN)) as IDataObject;
	// each of another instance, as the reference uses its IDs again and again
	return { ...people, me: ME, session: 'wawp-84729105', id: `evt_01k${String(index).padStart(2, '0')}aaaaaaaaaaaaaaaaaaaaa`, metadata: { instance_id: `3EB0BCB2E3${String(index).padStart(2, '0')}` } };
}
