import type { IDataObject } from 'n8n-workflow';

import { isObject, unwrapped } from '../engine/answer';
import { flagIn } from '../engine/flag';
import { listOf } from '../engine/rows';

/** A sending policy, and whether this plan may choose it. */
export interface Policy {
	slug: string;
	name: string;
	available: boolean;
	limits: Record<string, unknown>;
}

const LIMITS = {
	sendMessagesPerMinute: 'send_message_per_minute',
	sendMessagesPerDay: 'send_message_daily_cap',
	accountProtectionSeconds: 'account_protection_seconds',
	concurrentOperations: 'concurrent_limit',
	groupRequestsPerMinute: 'group_req_per_minute',
	groupRequestsPerDay: 'group_daily_cap',
	numberChecksPerMinute: 'check_req_per_minute',
	numberChecksPerDay: 'check_daily_cap',
};

/** The policies in words: a number, `unlimited`, or null where Wawp states none. */
export function rateLimit(body: IDataObject, instanceId: string): IDataObject {
	const answer = unwrapped(body);
	const current = currentPolicy(answer);
	return {
		instanceId,
		currentPolicy: current,
		hasActivePlan: flagIn(answer.has_active_plan) === true,
		policies: policiesIn(body).map(({ limits, ...policy }) => ({
			...policy,
			isCurrent: policy.slug === current,
			...Object.fromEntries(Object.entries(LIMITS).map(([key, wireName]) => [key, limitIn(limits[wireName])])),
		})),
	};
}

/** All policies of an answer. Which of them a free plan may choose is said twice, in two ways. */
export function policiesIn(body: unknown): Policy[] {
	const { policies, free_policies, has_active_plan } = unwrapped(body);
	const free = entriesOf(free_policies).map(slugOf);
	return entriesOf(policies).map((policy) => {
		const slug = slugOf(policy);
		const { name, label, available, limits } = isObject(policy) ? policy : ({} as Record<string, unknown>);
		return {
			slug,
			name: [name, label].find((text) => typeof text === 'string' && text !== '') as string | undefined ?? inWords(slug),
			available: available === undefined ? flagIn(has_active_plan) === true || free.includes(slug) : flagIn(available) === true,
			limits: isObject(limits) ? limits : {},
		};
	});
}

/** The name of this field is not documented. */
function currentPolicy(answer: Record<string, unknown>): string | null {
	const { current_policy, policy_slug, policy, current } = answer;
	const named = [current_policy, policy_slug, policy, current].find((value) => value !== undefined && value !== null);
	return named === undefined ? null : slugOf(named);
}

function slugOf(policy: unknown): string {
	if (!isObject(policy)) return String(policy);
	return String(policy.slug ?? policy.policy_slug ?? policy.id ?? policy.name);
}

/** A list, or an object that is keyed by slug. */
function entriesOf(value: unknown): unknown[] {
	const list = listOf(value);
	if (list.length || !isObject(value)) return list;
	return Object.entries(value).map(([slug, policy]) => (isObject(policy) ? { slug, ...policy } : slug));
}

function limitIn(value: unknown): number | string | null {
	if (value === null || value === undefined || value === '') return null;
	const number = Number(value);
	if (number < 0 || number === Infinity) return 'unlimited';
	return Number.isFinite(number) ? number : String(value as string);
}

/** `standard_policy` → `Standard Policy`. */
const inWords = (slug: string): string =>
	slug.replace(/_/g, ' ').replace(/\b\w/g, (letter) => letter.toUpperCase());
