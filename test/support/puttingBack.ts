import type { IDataObject } from 'n8n-workflow';

import type { Instance } from '../simulator';
import { id, listening as listeningWith, rig, virtual } from './looking';
import { type Given, foreignWebhook } from './triggerRig';

/* A trigger of messages whose address is gone from Wawp's list, while n8n runs and asks it once a minute. */

export const listening = async (given: Given = {}, parameters: IDataObject = {}): Promise<void> =>
	await listeningWith({ instance: { status: 'WORKING' }, ...given }, { startOn: 'change', events: ['message'], ...parameters });

export const replaced = (instance: Instance = rig.instance) => (instance.webhooks = [foreignWebhook()]);

/** As n8n asks, once a minute. What is asked on the way does not hold it up. */
export async function minutes(count: number): Promise<void> {
	for (let minute = 0; minute < count; minute++) {
		await virtual.pass(45_000);
		await virtual.of(rig.n8n.poll(id));
		await virtual.pass(15_000);
	}
}

export async function taken(text: string): Promise<unknown[]> {
	rig.wawp.emit(rig.instance.id, 'message', { id: `false_1@c.us_${text}`, body: text });
	await virtual.of(rig.settled());
	return (await virtual.of(rig.started())).map(({ text: got }) => got);
}
