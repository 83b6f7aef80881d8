import type { IDataObject } from 'n8n-workflow';

import { events } from '../../nodes/Wawp/webhooks/events';
import { shapes } from '../../nodes/Wawp/delivery/shape';
import { aboutMessages } from '../events/aboutMessages';
import { ME, SESSION, bodies, enveloped } from '../events/golden';
import { messages } from '../events/messages';
import { others } from '../events/others';
import { votes } from '../events/votes';
import { TriggerRig } from '../support/triggerRig';

const golden = [...messages, ...aboutMessages, ...votes, ...others];

/** A state without an envelope has tests of its own. */
const FLAT = 'session.status, variant 1';

let rig: TriggerRig;
beforeAll(async () => {
	rig = await TriggerRig.start({ quick: true });
	await rig.activateByHand({ events: events.map(({ value }) => value as string) });
});
afterAll(async () => await rig.stop());

let count = 0;

/** The item that a body starts a run with. Each is of another instance, as the reference uses its IDs again and again. */
async function itemOf(body: IDataObject): Promise<IDataObject> {
	count += 1;
	await rig.deliver({ ...body, id: `evt_${count}`, metadata: { instance_id: `INSTANCE${count}` } });
	const [item, ...more] = await rig.started();
	expect(more).toEqual([]);
	return item!;
}

test.each(golden.map((entry) => [`${entry.event}, ${entry.which}`, entry] as const))('%s', async (name, { event, payload, fields }) => {
	const body = payload ? enveloped(event, payload) : bodies.get(name)!;
	expect(await itemOf(body)).toEqual({
		event,
		id: `evt_${count}`,
		instanceId: `INSTANCE${count}`,
		session: SESSION,
		me: { ...ME, phoneNumber: '11111111111' },
		payload: body.payload,
		...fields,
	});
});

test('an item begins with what people use, and ends with what tells the event itself', async () => {
	const of = async (event: string, which: string) => Object.keys(await itemOf(bodies.get(`${event}, ${which}`)!));
	const [first] = messages;
	const names = await of(first!.event, first!.which);
	expect(names.slice(0, 7)).toEqual(['text', 'chatId', 'senderName', 'senderPhone', 'type', 'messageId', 'fromMe']);
	expect(names.slice(-6)).toEqual(['event', 'instanceId', 'session', 'id', 'me', 'payload']);
});

test('everything that the reference shows is held against a written expectation', () => {
	const written = new Set(golden.map(({ event, which }) => `${event}, ${which}`));
	expect([...bodies.keys()].filter((name) => !written.has(name) && name !== FLAT)).toEqual([]);
});

test('every event that is described has a shape, and every shape an event', () => {
	const undescribed = ['group.participants.update', 'status.update'];
	expect([...Object.keys(shapes), ...undescribed].sort()).toEqual(events.map(({ value }) => value).sort());
});

test('no field of a shape takes the place of what every item has', () => {
	const taken = ['event', 'id', 'instanceId', 'session', 'status', 'previousStatus', 'me', 'payload', 'raw'];
	expect(Object.values(shapes).flatMap((shape) => Object.keys(shape)).filter((name) => taken.includes(name))).toEqual([]);
});
