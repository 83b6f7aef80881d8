import { Refusal } from './answer';
import type { Heard } from './hear';
import type { Operation } from './reference';
import type { Account, Instance, World } from './world';

export interface Credentials {
	token: string | null;
	instanceId: string | null;
	/** Where the token travelled. */
	carriedBy: 'query' | 'body' | 'headers' | null;
}

const NAMES = ['access_token', 'instance_id'];

export function credentialsOf({ query, body, headers }: Heard): Credentials {
	const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
	const ways = [
		['body', body.access_token],
		['query', query.access_token],
		['headers', headers['access-token'] ?? bearer],
	] as const;
	const [carriedBy, token] = ways.find(([, value]) => given(value)) ?? [null, null];
	const instanceId = [body.instance_id, query.instance_id, headers['x-instance-id']].find(given);
	return {
		token: given(token) ? String(token) : null,
		instanceId: given(instanceId) ? String(instanceId) : null,
		carriedBy,
	};
}

export function withoutCredentials(params: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(params).filter(([name]) => !NAMES.includes(name)));
}

export function authenticate(
	credentials: Credentials,
	{ key, needsInstance }: Operation,
	world: World,
): { account: Account; instance: Instance | undefined } {
	const { instanceId } = credentials;
	const account = accountOf(credentials, world);
	if (!needsInstance) return { account, instance: undefined };

	if (!instanceId) throw new Refusal(400, 'missing_param', 'Missing required parameter: instance_id');
	const instance = world.instances.find(({ id, account: owner }) => id === instanceId && owner === account);
	if (!instance) throw new Refusal(404, 'invalid_session', 'No session of this account has this instance ID');
	if (key.startsWith('webhook.') && account.plan === 'free') {
		throw new Refusal(403, 'subscription_required', 'The webhook API needs a paid subscription');
	}
	return { account, instance };
}

export function accountOf({ token }: Credentials, world: World): Account {
	if (!token) throw new Refusal(401, 'invalid_access_token', 'Missing access_token');
	const account = world.accounts.find((candidate) => candidate.token === token);
	if (!account) throw new Refusal(401, 'invalid_access_token', 'The access token is not valid');
	return account;
}

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
