import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { policiesIn } from '../session/rateLimit';
import { askOf, choicesOf, searched } from './picker';

/** The sending policies of the instance. Those that the plan does not include stay visible, and say so. */
export async function searchPolicies(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	return await choicesOf(this, async () => {
		const policies = policiesIn(await askOf(this, 'session.getRateLimit'));
		const choices = policies.map(({ slug, name, available }) => ({ name: available ? name : `${name} (not in your plan)`, value: slug }));
		return { results: choices.filter(({ name, value }) => searched(`${name} ${value}`).includes(searched(filter))) };
	});
}
