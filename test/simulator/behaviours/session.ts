import { randomBytes } from 'node:crypto';

import type { Behaviour } from './behaviour';
import { Refusal } from '../answer';
import { demandConnected } from '../connected';
import { qrDataUri } from '../qr';
import type { Simulation } from '../simulation';
import { numericKeys } from '../numericKeys';
import { toldAccount, toldState } from '../told';
import { type Instance, type Qr, type TempLink, jidOf, metadataOf, newInstance } from '../world';
import { FREE_POLICIES, POLICIES } from './policies';

const LINK_LIFE_MS = 30 * 60_000;

export const session: Record<string, Behaviour> = {
	'session.create': ({ wawp, account, params }) => {
		const { world, switches, lifecycle, log } = wawp;
		const owned = world.instances.filter((instance) => instance.account === account);
		if (owned.length >= account.quota) {
			throw new Refusal(403, 'instance_limit_reached', `The plan allows ${account.quota} instances`);
		}
		const instance = newInstance(world, account, { name: params.name as string | undefined });
		log.add(instance.id, 'created');
		if (switches.createStarts) lifecycle.start(instance);
		const created = { instance_id: instance.id, session_name: instance.name };
		return switches.createAnswer === 'flat' ? created : { success: true, data: created };
	},

	'session.start': ({ wawp, instance }) => {
		const isStarted = instance.status !== 'STOPPED' && instance.status !== 'FAILED';
		if (isStarted && wawp.switches.startWhenRunning === '422') throw new Refusal(422, undefined, `Session '${instance.name}' is already started`);
		wawp.lifecycle.start(instance);
		return stateOf(instance);
	},

	'session.stop': ({ wawp, instance }) => {
		wawp.lifecycle.stop(instance);
		return stateOf(instance);
	},

	'session.restart': ({ wawp, instance }) => {
		wawp.lifecycle.restart(instance);
		return stateOf(instance);
	},

	'session.logout': ({ wawp, instance }) => {
		wawp.lifecycle.logOut(instance);
		return stateOf(instance);
	},

	'session.delete': ({ wawp, instance }) => {
		wawp.lifecycle.forget(instance);
		wawp.world.instances = wawp.world.instances.filter((other) => other !== instance);
		wawp.world.tempLinks = wawp.world.tempLinks.filter(({ instanceId }) => instanceId !== instance.id);
		wawp.log.add(instance.id, 'deleted');
		return { ...stateOf(instance), status: 'DELETED' };
	},

	'session.getInfo': ({ wawp, instance }) => {
		const { name } = instance;
		const { switches } = wawp;
		const { status, qr } = toldState(instance, wawp.clock);
		return {
			name,
			status,
			config: {
				webhooks: configWebhooks(instance, wawp),
				proxy: null,
				...(switches.metadata === 'with token' && { metadata: metadataOf(instance) }),
			},
			me: status === 'WORKING' ? { id: jidOf(instance), pushName: instance.pushName } : null,
			...(switches.qrInInfo !== 'absent' && { qr: qrOf(qr, wawp) }),
		};
	},

	'session.getMe': ({ wawp, instance }) => {
		const { clock, switches } = wawp;
		demandConnected(instance, switches);
		const told = toldState(instance, clock);
		// It is connected, which whoever is asked does not know yet.
		const isEarly = told.status !== 'WORKING';
		if (isEarly && switches.meTooEarly === 'null') return null;
		const account = isEarly && switches.meTooEarly === 'the account before' ? toldAccount(instance, clock) : undefined;
		if (!account) demandConnected(told, switches);
		const { pushName, ...linked } = account ?? instance;
		return { id: jidOf(linked), pushName, platform: 'android', me: { id: jidOf(linked), name: pushName } };
	},

	'session.createTempLink': ({ wawp, instance }) => {
		const { world, clock, log, url } = wawp;
		const token = randomBytes(32).toString('hex');
		const link: TempLink = {
			token,
			instanceId: instance.id,
			url: `${url}/temp-qr/${token}`,
			expiresAt: clock.now() + LINK_LIFE_MS,
		};
		world.tempLinks = [...world.tempLinks.filter(({ instanceId }) => instanceId !== instance.id), link];
		log.add(instance.id, 'temporary link created');
		return linkAnswer(link, wawp);
	},

	'session.getTempLink': ({ wawp, instance }) => {
		const now = wawp.clock.now();
		const link = wawp.world.tempLinks.find((each) => each.instanceId === instance.id && each.expiresAt > now);
		return link ? linkAnswer(link, wawp) : { link: null };
	},

	'session.revokeTempLink': ({ wawp, instance }) => {
		wawp.world.tempLinks = wawp.world.tempLinks.filter(({ instanceId }) => instanceId !== instance.id);
		wawp.log.add(instance.id, 'temporary link revoked');
	},

	'session.getRateLimit': ({ wawp, account, instance }) => {
		const policies = Object.entries(POLICIES).map(([slug, limits]) => ({
			slug,
			available: account.plan === 'paid' || FREE_POLICIES.includes(slug),
			limits,
		}));
		const has_active_plan = account.plan === 'paid';
		if (wawp.switches.rateLimitAnswer === 'slugs') {
			return { has_active_plan, policies, free_policies: FREE_POLICIES, policy_slug: instance.policy };
		}
		const objects = policies.map(({ slug, ...policy }) => ({ policy_slug: slug, ...policy }));
		const free = objects.filter(({ policy_slug }) => FREE_POLICIES.includes(policy_slug));
		return {
			has_active_plan,
			policies: numericKeys(objects),
			free_policies: numericKeys(free),
			current_policy: instance.policy,
		};
	},

	'session.setRateLimit': ({ wawp, account, instance, params }) => {
		const slug = params.policy_slug as string;
		if (!Object.hasOwn(POLICIES, slug)) throw new Refusal(400, 'invalid_policy', `There is no policy '${slug}'`);
		if (account.plan === 'free' && !FREE_POLICIES.includes(slug)) {
			throw new Refusal(403, 'subscription_required', `The policy '${slug}' needs a paid subscription`);
		}
		instance.policy = slug;
		wawp.log.add(instance.id, `rate limit policy ${slug}`);
	},
};

const stateOf = ({ id, name, status }: Instance) => ({ name, status, instance_id: id });

function configWebhooks({ webhooks }: Instance, { switches }: Simulation): unknown {
	if (switches.configWebhooks === 'empty object') return {};
	const list = webhooks.map(({ url, events, retries }) => ({ url, events, retries }));
	return switches.configWebhooks === 'array' ? list : numericKeys(list);
}

function qrOf(qr: Qr | null, { switches }: Simulation): string | null {
	if (!qr) return null;
	const dataUri = qrDataUri(qr.value);
	return switches.qrInInfo === 'data URI' ? dataUri : dataUri.slice(dataUri.indexOf(',') + 1);
}

function linkAnswer({ url, expiresAt }: TempLink, { switches, clock }: Simulation) {
	const iso = new Date(expiresAt).toISOString();
	const expiries = {
		expires_at: iso,
		expiry: Math.floor(expiresAt / 1000),
		expires_in: Math.round((expiresAt - clock.now()) / 1000),
		expiration: iso.slice(0, 19).replace('T', ' '),
	};
	const expiry = { [switches.linkExpiryKey]: expiries[switches.linkExpiryKey] };
	return switches.linkAnswer === 'string' ? { link: url, ...expiry } : { link: { url, ...expiry } };
}
