import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { accountOf } from './engine/account';
import { instanceIdOf } from './engine/instance';
import { call } from './engine/transport';
import { session } from './resources/session';
import { policiesIn } from './session/rateLimit';

/** The sending policies of the instance. Those that the plan does not include stay visible, and say so. */
export async function searchPolicies(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const account = await accountOf(this);
	const instanceId = instanceIdOf(this, this.getNodeParameter('instanceId', ''), account);
	const answer = await call(this, session.operations.getRateLimit, {}, { account, instanceId });
	const wanted = filter.toLowerCase();
	return {
		results: policiesIn(answer)
			.map(({ slug, name, available }) => ({ name: available ? name : `${name} (not in your plan)`, value: slug }))
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}
