import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';

import { type Fault, type Wawp, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { items } from './engine';
import { VirtualTime } from './virtualTime';
import { WawpRig } from './wawpRig';

/** The local Wawp of the test that runs. */
export let wawp: Wawp;

let virtual: VirtualTime | undefined;

/** Has each test of a file start with a local Wawp of its own, and with a time that jumps to what is due. */
export function healingFast(): void {
	beforeEach(async () => {
		wawp = await startWawp();
		virtual = new VirtualTime(() => wawp.hanging);
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		virtual?.stop();
		await wawp.stop();
	});
}

/** Work that waits, in that time. */
export const inTime = async <T>(work: Promise<T>): Promise<T> => await (virtual ? virtual.of(work) : work);

export const rigWith = (instance: NewInstance = {}): WawpRig => new WawpRig(wawp, { instance });

export const heal = async (rig: WawpRig, parameters: INodeParameters = {}, spec: Parameters<WawpRig['run']>[2] = {}): Promise<IRun> =>
	await inTime(rig.run('session.ensureWorking', parameters, spec));

/** In words. */
export const healingError = async (rig: WawpRig, parameters: INodeParameters = {}, spec: Parameters<WawpRig['error']>[2] = {}) =>
	await inTime(rig.error('session.ensureWorking', parameters, spec));

const OUTPUTS = ['Working', 'Needs Login', 'Failed', 'Error'];

/** Where each item left, and what it says. */
export function leaving(run: IRun): Array<[output: string, json: IDataObject]> {
	const { error } = run.data.resultData;
	if (error) throw error;
	return OUTPUTS.flatMap((output, index) => items(run, 'Node', index).map(({ json }): [string, IDataObject] => [output, json]));
}

export async function healed(rig: WawpRig, parameters?: INodeParameters): Promise<{ output: string; json: IDataObject; did: string[] }> {
	const [[output, json]] = leaving(await heal(rig, parameters)) as [[string, IDataObject]];
	return { output, json, did: deedsOf(json) };
}

export const deedsOf = ({ actions }: IDataObject): string[] => (actions as IDataObject[]).map(({ action }) => action as string);

/** What Wawp was asked, the looks left out or not. */
export const heard = (rig: WawpRig): string[] => rig.calls.map(({ operation }) => String(operation).replace('session.', ''));
export const heardActions = (rig: WawpRig): string[] => heard(rig).filter((operation) => operation !== 'getInfo');
export const restartTimes = (id: string): number[] => wawp.log.filter(({ instanceId, text }) => instanceId === id && text === 'restarted').map(({ at }) => at);

/** The fault, as often as a look asks by itself, for that many looks. */
export function failLooks(looks: number, fault: Fault): void {
	for (let count = 0; count < looks * 4; count++) wawp.failNext({ headers: { 'retry-after': '0' }, ...fault }, { operation: 'session.getInfo' });
}
