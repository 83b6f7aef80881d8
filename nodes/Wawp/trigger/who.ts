import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { WawpAccount } from '../engine/account';
import { namedIn } from '../engine/instance';
import { isMasked } from '../engine/redact';
import type { SignatureMode } from '../fields/triggers/trigger';
import { accountAnew, accountFor } from '../delivery/account';
import type { Refusal } from '../delivery/refusals';
import { type Registration, registrationsIn, signingSecretOf } from './registration';
import { fingerprintOf, urlSecretOf } from '../delivery/secrets';
import { isPlainSecret, isSame, isTrusted, signatureFault } from '../delivery/sender';
import { isRegistering, isSignatureMode } from './settings';
import { SECRET_PARAMETER } from './wishes';

/* Who delivers? What is registered is told by its secret in the URL, whatever has become of the static data meanwhile. */

export interface Sender {
	account: WawpAccount;
	/** The instance whose URL this is; null where a person registered it. */
	instanceId: string | null;
	/** The strictest way of taking signatures that the delivery passes. */
	trust: Trust;
}

export type Trust = 'require' | 'plain' | 'check';

export async function senderOf(context: IWebhookFunctions): Promise<Sender | Refusal> {
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	if (!rawBody) return { status: 415, message: 'A delivery of Wawp is JSON' };
	// An expression that gives nothing opens no door.
	const registersItself = isRegistering(settingIn(context, 'registerAutomatically'));
	const told = registersItself ? await registeredOf(context) : await byHandOf(context);
	if (!told) return UNKNOWN_SECRET[registersItself ? 'registered' : 'byHand'];
	const { account, instanceId, secret, isKnown } = told;
	const headers = context.getHeaderData() as IDataObject;
	const mode = modeIn(context);
	const trust = (['require', 'plain'] as const).find((strict) => isTrusted(strict, secret, rawBody, headers)) ?? 'check';
	// What may be missing may also be wrong, where nobody knows under which secret it was registered.
	const passes = isTrusted(mode, secret, rawBody, headers) || (mode === 'check' && !isKnown);
	return passes ? { account, instanceId, trust } : wrongSignature(told, headers);
}

const UNKNOWN_SECRET = {
	registered: {
		status: 403,
		message: 'The secret in the URL is not the registered one',
		advice: 'If Wawp sends it, unpublish the workflow and publish it again: that registers the address anew.',
	},
	byHand: { status: 403, message: 'The secret in the URL is not the registered one', advice: "If Wawp sends it, paste the URL with ?secret= and the 'URL Secret' of the trigger into Wawp's dashboard, and look whether the expression of 'URL Secret', if it is one, gives a text." },
};

/** Wawp is told what is wrong; what to do about it is for the person who reads the log. */
function wrongSignature({ secret }: Told, headers: IDataObject): Refusal {
	const message = `The signature is missing or does not match: ${signatureFault(secret, headers)}`;
	if (!secret) return { status: 403, message, advice: "Set the 'Webhook Secret' in the credential, then unpublish the workflow and publish it again, or set 'Signature' to 'Check if Present'." };
	if (isPlainSecret(secret, headers)) return { status: 403, message, advice: "X-Wawp-Signature holds the Webhook Secret itself: set 'Signature' to 'Accept Plain Secret as Well', or to 'Check if Present'." };
	return {
		status: 403,
		message,
		advice: "If Wawp sends it, unpublish the workflow and publish it again, which registers the 'Webhook Secret' of the credential anew, or set 'Signature' to 'Ignore'.",
	};
}

interface Told {
	account: WawpAccount;
	instanceId: string | null;
	/** That deliveries are signed with. */
	secret: string | undefined;
	/** Whether it is certain that they are. */
	isKnown: boolean;
}

/** Undefined when the URL is none that the trigger registered. */
async function registeredOf(context: IWebhookFunctions): Promise<Told | undefined> {
	const account = await accountFor(context);
	const given = secretIn(context);
	const saved = savedFor(context, given);
	if (saved) return { account, instanceId: saved.instanceId, ...signingSecretOf(saved, account) };
	for (const read of [accountFor, accountAnew]) {
		const present = await read(context);
		const derived = derivedFor(context, given, present);
		if (derived) return { account: present, ...derived };
	}
	return undefined;
}

/** The registration whose secret the delivery carries. */
function savedFor(context: IWebhookFunctions, given: string): Registration | undefined {
	const fingerprint = fingerprintOf(given);
	// All are looked at, so that the time tells nothing about which of them it is.
	const [found] = registrationsIn(context).filter((entry) => isSame(fingerprint, entry.fingerprint));
	return found;
}

function derivedFor(context: IWebhookFunctions, given: string, { accessToken, instanceId: own, webhookSecret }: WawpAccount): Omit<Told, 'account'> | undefined {
	if (!accessToken) return undefined;
	const saved = registrationsIn(context).map(({ instanceId }) => instanceId);
	const named = instancesOf(context).map((instanceId) => instanceId || own);
	const [workflowId, nodeId, isTest] = [context.getWorkflow().id ?? '', context.getNode().id, context.getMode() === 'manual'];
	const possible = [...new Set([...saved, ...named])].flatMap((instanceId) => [true, false].map((isSigned) => ({ instanceId, isSigned })));
	const [found] = possible.filter((one) => isSame(given, urlSecretOf(accessToken, { workflowId, nodeId, isTest, ...one })));
	return found && { instanceId: found.instanceId, secret: found.isSigned ? webhookSecret : undefined, isKnown: !found.isSigned };
}

/** None where an expression gives none; the run says so. */
function instancesOf(context: IWebhookFunctions): string[] {
	try {
		return namedIn(context, 'instanceId');
	} catch {
		return [];
	}
}

/** Where a person pasted the address, and perhaps a secret of their own. */
async function byHandOf(context: IWebhookFunctions): Promise<Told | undefined> {
	const isOpen = !context.getNode().parameters.urlSecret;
	const urlSecret = urlSecretIn(context);
	if (!isOpen && (urlSecret === undefined || !isSame(secretIn(context), urlSecret))) return undefined;
	// What a person typed into Wawp's dashboard can only be what the credential says now.
	const account = await accountFor(context);
	return { account, instanceId: null, secret: account.webhookSecret, isKnown: true };
}

/** Undefined where an expression gives none, or what stands in its place: that must let nobody in. */
function urlSecretIn(context: IWebhookFunctions): string | undefined {
	const given = settingIn(context, 'urlSecret');
	const secret = ['string', 'number'].includes(typeof given) ? String(given) : '';
	return secret === '' || isMasked(secret) ? undefined : secret;
}

function secretIn(context: IWebhookFunctions): string {
	const given = (context.getQueryData() as IDataObject)[SECRET_PARAMETER];
	return typeof given === 'string' ? given : '';
}

/** One that cannot be read is taken as if it were not set. */
function modeIn(context: IWebhookFunctions): SignatureMode {
	const mode = settingIn(context, 'options.signature');
	return isSignatureMode(mode) ? mode : 'check';
}

/** Undefined where its expression fails: the run says what is wrong with it. */
function settingIn(context: IWebhookFunctions, name: string): unknown {
	try {
		return context.getNodeParameter(name, undefined);
	} catch {
		return undefined;
	}
}
