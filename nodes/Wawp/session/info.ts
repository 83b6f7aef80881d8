import type { IDataObject } from 'n8n-workflow';

import { unwrapped, without } from '../engine/answer';
import { withoutSecretKeys } from '../engine/redact';
import { stateOf } from '../engine/states';
import { webhooksIn } from '../webhooks/webhooks';
import { accountIn } from './account';

/** Session info as one reads it. A state that nobody has heard of yet is passed on, and is not working. */
export function sessionInfo(body: IDataObject, instanceId: string): IDataObject {
	const { name = null, status: given, me, config } = unwrapped(body);
	const status = stateOf(given) ?? null;
	const { id: accountId, phoneNumber, pushName } = accountIn({ me });
	return {
		instanceId,
		name: name as string | null,
		status,
		isWorking: status === 'WORKING',
		phoneNumber,
		pushName,
		accountId,
		webhooks: webhooksIn(config).map(({ url, events }) => ({ url, events })),
	};
}

/** `instance_id` where the next node looks for it, also when Wawp wraps the answer. */
export const createdSession = (body: IDataObject): IDataObject => withoutSecretKeys(without(unwrapped(body), 'data') as IDataObject);

export const deletedSession = (body: IDataObject, instanceId: string): IDataObject => ({
	...withoutSecretKeys(unwrapped(body) as IDataObject),
	deleted: true,
	instanceId,
});
