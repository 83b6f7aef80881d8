import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/session/time';
import { type Fault, type Wawp, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { items } from './engine';
import { WawpRig } from './wawpRig';

/** A minute takes a second and a half. */
export const SPEED = 40;

/** The local Wawp of the test that runs. */
export let wawp: Wawp;

/** Has each test of a file start with a local Wawp of its own, and with a clock as fast as that one's. */
export function healingFast(): void {
	beforeEach(async () => {
		time.speed = SPEED;
		wawp = await startWawp({ speed: SPEED });
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		time.speed = 1;
		await wawp.stop();
	});
}

export const rigWith = (instance: NewInstance = {}): WawpRig => new WawpRig(wawp, { instance });

export const heal = async (rig: WawpRig, parameters: INodeParameters = {}, spec: Parameters<WawpRig['run']>[2] = {}): Promise<IRun> =>
	await rig.run('session.ensureWorking', parameters, spec);

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
