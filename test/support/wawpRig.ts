import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters, IRun, IWorkflowSettings } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { WawpSessionWatcher } from '../../nodes/Wawp/WawpSessionWatcher.node';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import type { Account, Call, Instance, Wawp as LocalWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { type NodeSpec, Rig, items } from './engine';

export const ACTION = 'n8n-nodes-wawp.wawp';
export const TRIGGER = 'n8n-nodes-wawp.wawpTrigger';
export const WATCHER = 'n8n-nodes-wawp.wawpSessionWatcher';

const nodes = { [ACTION]: new Wawp(), [TRIGGER]: new WawpTrigger(), [WATCHER]: new WawpSessionWatcher() };

/** One of each for all rigs, as n8n has them. */
export const nodeTypes = () => ({ ...nodes });

/** The action node in n8n's engine, with a credential for one account of a local Wawp. */
export class WawpRig {
	readonly account: Account;

	readonly instance: Instance;

	readonly rig: Rig;

	constructor(
		readonly wawp: LocalWawp,
		given: { instance?: NewInstance; plan?: 'paid' | 'free'; credential?: ICredentialDataDecryptedObject; settings?: IWorkflowSettings } = {},
	) {
		this.account = wawp.addAccount({ plan: given.plan });
		this.instance = wawp.addInstance(this.account, given.instance);
		const credential = { accessToken: this.account.token, instanceId: this.instance.id, baseUrl: wawp.url };
		this.rig = new Rig({
			nodeTypes: nodeTypes(),
			credentialTypes: [new WawpApi()],
			credentials: { wawpApi: { ...credential, ...given.credential } },
			settings: given.settings,
		});
	}

	/** `session.getInfo` with these parameters, once for each input item. */
	async run(
		operation: string,
		parameters: INodeParameters = {},
		{ input = [{ json: {} }], ...spec }: { input?: INodeExecutionData[] } & Partial<NodeSpec> = {},
	): Promise<IRun> {
		const [resource = '', name = ''] = operation.split('.');
		return await this.rig.runNode(
			{ type: ACTION, credentials: ['wawpApi'], ...spec, parameters: { resource, operation: name, ...parameters } },
			input,
		);
	}

	/** The items of such a run, which must succeed. */
	async items(...given: Parameters<WawpRig['run']>): Promise<INodeExecutionData[]> {
		const run = await this.run(...given);
		const { error } = run.data.resultData;
		if (error) throw error;
		return items(run);
	}

	/** The error of such a run, which must not succeed. */
	async error(...given: Parameters<WawpRig['run']>): Promise<ShownError> {
		const { error } = (await this.run(...given)).data.resultData;
		if (!error) throw new Error('The run succeeded');
		return error as unknown as ShownError;
	}

	/** What Wawp heard from this account, oldest first. */
	get calls(): Call[] {
		return this.wawp.calls.filter(({ credentials }) => credentials.token === this.account.token);
	}
}

/** What n8n shows of an error. */
export interface ShownError {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context: { itemIndex?: number; data?: unknown };
}
