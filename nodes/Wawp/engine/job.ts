import { instanceId as instanceIdField } from './instanceField';
import type { WawpAccount } from './account';
import { Entered } from './entered';
import { inputError } from './input';
import { instanceIdOf, namesNothing } from './instance';
import type { Item, Job, Operation, Resource, Target } from './operation';
import { resultsOf } from './output';
import { givenIn, writtenIn } from './parameter';
import { refuseOtherRoutes } from './pathValue';
import { ask, call, refusalOf } from './transport';

type Resources = Record<string, Resource>;

/** The row under a key such as 'session.start', with what its resource says for all of its rows. */
export function operationOf(resources: Resources, key: string): Operation {
	const [resource = '', name = ''] = key.split('.');
	const { needs, lookAt, operations } = resources[resource]!;
	return { ...(needs && { needs }), lookAt, ...operations[name]! };
}

/** The instance that the item names, or else its credential. */
export function addressedBy({ needsInstance }: Operation, item: Item, account: WawpAccount): string {
	if (needsInstance === false) return '';
	const { context, index } = item;
	const given = givenIn(item, instanceIdField.name, '');
	// Somebody else's number would send it.
	if (namesNothing(given, () => writtenIn(item, instanceIdField.name, ''))) throw inputError(item, instanceIdField, 'is empty: nothing came of its expression', "Look at the expression, or clear the field to use the credential's.");
	return instanceIdOf(context, given, account, index);
}

/** Reads what the user entered. Throws when it is not what the operation needs. */
export async function jobOf(resources: Resources, operation: Operation, item: Item, target: Target): Promise<Job> {
	const { context } = item;
	const entered = new Entered(operation, item);
	const values = await entered.values();
	refuseOtherRoutes(operation, values, item);
	const job: Job = {
		operation,
		item,
		account: target.account,
		instanceId: target.instanceId,
		values,
		get: (property) => entered.get(property),
		call: async (key, values = {}) => await call(context, operationOf(resources, key), values, target),
		callSelf: async (values, variant) => await call(context, { ...operation, ...variant }, values, target),
		ask: async (key, values = {}, { instanceId = target.instanceId, timeoutMs } = {}) => await ask(context, { ...operationOf(resources, key), timeoutMs, longestRestMs: timeoutMs }, values, { ...target, instanceId }),
		errorOf: async (key, answer, words) => await refusalOf(context, { ...operationOf(resources, key), ...words }, answer, target),
		output: async (body) => await resultsOf(job, body),
	};
	return job;
}
