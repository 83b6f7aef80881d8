import type { IDataObject } from 'n8n-workflow';

import { type Given, TriggerRig } from './triggerRig';
import { VirtualTime } from './virtualTime';

/* A trigger that tells outages, and looks once a minute: what it tells, in a time that jumps. */

export let rig: TriggerRig;
export let virtual: VirtualTime;
/** Of its workflow. */
export let id: string;

/** Ends what each test of a file has started. */
export function lookingAlone(): void {
	afterEach(async () => {
		virtual.stop();
		await rig.stop();
	});
}

export const WORKING = { status: 'WORKING' as const, phone: '201145202826' };

export async function start(given: Given): Promise<void> {
	rig = await TriggerRig.start({ speed: 1, ...given });
	virtual = new VirtualTime(() => rig.wawp.hanging);
}

export async function publish(parameters: IDataObject = {}): Promise<void> {
	id = await virtual.of(rig.activate({ startOn: 'outage', ...parameters }));
}

export async function listening(given: Given = { instance: WORKING }, parameters: IDataObject = {}): Promise<void> {
	await start(given);
	await publish(parameters);
	await virtual.of(rig.settled());
}

export const look = async (): Promise<void> => await virtual.of(rig.n8n.poll(id));

export async function looked(afterMs = 60_000): Promise<string[]> {
	await virtual.pass(afterMs);
	await look();
	return await news();
}

export const news = async (): Promise<string[]> =>
	(await virtual.of(rig.started())).map(({ instanceId, status, previousStatus, outage }) => {
		const { from, to, lastedSeconds } = outage as IDataObject;
		const whose = instanceId === rig.instance.id ? '' : ' of another session';
		return `${lastedSeconds === undefined ? 'lost' : 'back'} ${String(from)}>${String(to)}, ${String(previousStatus)}>${String(status)}${whose}`;
	});

/** An event tells of its new state. */
export async function heard(status: string): Promise<string[]> {
	rig.enters(status);
	return await news();
}

/** From here on no event arrives. */
export const unheard = (status: string): void => rig.entersUnheard(status);

export const looks = (): number => rig.heard.filter((operation) => operation === 'session.getInfo').length;
