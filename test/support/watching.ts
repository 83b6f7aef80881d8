import type { IDataObject, INodeParameters, WorkflowActivateMode, WorkflowExecuteMode } from 'n8n-workflow';

import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { time } from '../../nodes/Wawp/time/time';
import { type Fault, type Wawp, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { WATCHER, WawpRig } from './wawpRig';

/** The local Wawp of the test that runs. */
export let wawp: Wawp;

/** Has each test of a file start with a local Wawp of its own. */
export function watchingAlone(): void {
	beforeEach(async () => {
		wawp = await startWawp();
		[laterMs, pausedMs] = [0, 0];
		jest.spyOn(Date, 'now').mockImplementation(() => now() + laterMs + pausedMs);
		jest.spyOn(time, 'pause').mockImplementation(async (ms) => void (pausedMs += ms));
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await wawp.stop();
	});
}

export const WORKING = { status: 'WORKING', phone: '201145202826', pushName: 'Support' };

/** The watcher from one activation to the next: n8n works on one copy of its static data all the while. */
export class Watching {
	private readonly node;

	private readonly workflow;

	constructor(
		readonly rig: WawpRig,
		parameters: INodeParameters = {},
		private readonly activation: WorkflowActivateMode = 'activate',
		saved: IDataObject = {},
	) {
		this.node = rig.rig.node('Watcher', { type: WATCHER, credentials: ['wawpApi'], parameters });
		this.workflow = rig.rig.workflow([this.node]);
		Object.assign(this.staticData, saved);
	}

	async poll(mode: WorkflowExecuteMode = 'trigger', activation = this.activation): Promise<IDataObject[] | null> {
		const { node, workflow } = this;
		const context = this.rig.rig.pollContext(node, workflow, { mode, activation: mode === 'manual' ? 'manual' : activation });
		const output = await new WawpSessionWatcher().poll.call(context).finally(() => {
			this.rig.wawp.conditions.weather = () => undefined;
			// The next poll is due a minute after this one, however long this one waits.
			pausedMs = 0;
		});
		return output && output[0]!.map(({ json }) => json);
	}

	async error(mode?: WorkflowExecuteMode): Promise<string> {
		return await this.poll(mode).then(
			() => 'The poll succeeded',
			({ message }: Error) => message,
		);
	}

	get staticData(): IDataObject {
		return this.workflow.getStaticData('node', this.node);
	}

	/** What n8n writes to its database, and reads from it. */
	get saved(): IDataObject {
		return JSON.parse(JSON.stringify(this.staticData)) as IDataObject;
	}
}

export const watch = async (instance: NewInstance = WORKING, parameters: INodeParameters = {}): Promise<Watching> => {
	const watching = new Watching(new WawpRig(wawp, { instance }), parameters);
	await watching.poll();
	return watching;
};

/** The next poll fails, however often it tries. */
export const fail = (fault: Fault) => {
	wawp.conditions.weather = () => ({ headers: { 'retry-after': '0' }, ...fault });
};

export const failingPolls = async (watching: Watching, count: number, fault: Fault = { status: 502 }) => {
	const polls = [];
	for (let done = 0; done < count; done++) {
		fail(fault);
		polls.push(await watching.poll());
	}
	return polls;
};

export const moves = (items: IDataObject[] | null) => items?.map(({ previousStatus, status, reason }) => `${String(reason)}: ${String(previousStatus)} > ${String(status)}`);

const now = Date.now;
let laterMs = 0;
/** What the poll that is under way has waited. */
let pausedMs = 0;

/** From here on it is that much later than it really is. */
export const later = (seconds: number) => void (laterMs = seconds * 1000);
