import { type IDataObject, type IHookFunctions, type INode, type INodeProperties, type IPollFunctions, type IWebhookFunctions, type NodeParameterValueType, NodeOperationError } from 'n8n-workflow';

import { choicesIn } from '../engine/choices';
import { flagIn, switchIn } from '../engine/flag';
import { isExpression, namedIn } from '../engine/instance';
import { qrAsImage } from '../engine/outputFields';
import { IS_MASKED, isMasked } from '../engine/redact';
import { downloadIncoming } from '../fields/media';
import { lookToo, outagePolicyIn } from '../fields/triggers/outages';
import { eventNames } from '../fields/session/webhook';
import { type SignatureMode, sessionStatesField, signatureModes } from '../fields/triggers/trigger';
import type { OutagePolicy } from '../session/outage';
import { faultOf } from './filters';

/** What the user has set, as far as it is about what starts the workflow and what its items hold. */
export interface Settings {
	events: string[];
	/** An empty one is the credential's. */
	instances: string[];
	filters: IDataObject;
	/** None stands for all. */
	states: string[];
	onlyWhenChanged: boolean;
	/** Where a session that is lost or back is told, and no other change of it. */
	outages: OutagePolicy | undefined;
	/** Whether sessions are looked at as well. */
	looks: boolean;
	signature: SignatureMode;
	downloadMedia: boolean;
	/** Whether whoever delivers has shown a secret: only then may the addresses in it be fetched. */
	isGuarded: boolean;
	downloadLimit: unknown;
	resolvePhone: boolean;
	includeRaw: boolean;
	qrAsImage: boolean;
}

/** In execute() a parameter is read for an item; here it is the same for all. */
export interface Parameters {
	getNode(): INode;
	parameter(name: string, fallback?: unknown): unknown;
}

/** Where they are the same for all. */
export const parametersOf = (context: IHookFunctions | IPollFunctions | IWebhookFunctions): Parameters => ({
	getNode: () => context.getNode(),
	parameter: (name, fallback) => context.getNodeParameter(name, fallback),
});

/** All of them at once, before anything is decided. Throws, in words, where one cannot be understood. */
export function settingsOf(given: Parameters): Settings {
	const filters = objectIn(given, 'filters', 'Filters');
	const fault = faultOf(filters);
	if (fault !== undefined) throw new NodeOperationError(given.getNode(), fault);
	refuseMasked(given);
	const options = objectIn(given, 'options', 'Options');
	const flag = (displayName: string, value: unknown, usual: boolean) => switchIn(given.getNode(), displayName, value, usual);
	const registers = flag('Register Automatically', given.parameter('registerAutomatically', true), true);
	return {
		events: eventsOf(given),
		instances: namedIn({ getNode: () => given.getNode(), getNodeParameter: (name, fallback) => given.parameter(name, fallback) as NodeParameterValueType }, 'instanceId'),
		filters,
		states: namesIn(given, sessionStatesField),
		onlyWhenChanged: flag('Only When Changed', given.parameter('onlyWhenChanged', true), true),
		outages: outagePolicyIn((name, fallback) => given.parameter(name, fallback)),
		looks: flag(lookToo.displayName, options[lookToo.name], true),
		signature: signatureIn(given, options.signature ?? 'check'),
		downloadMedia: flag(downloadIncoming.displayName, options.downloadMedia, false),
		isGuarded: registers || asksForSecret(given, options),
		downloadLimit: options.downloadLimit,
		resolvePhone: flag('Resolve Phone Number', options.resolvePhone, false),
		includeRaw: flag('Include Raw', options.includeRaw, false),
		qrAsImage: flag(qrAsImage.displayName, options.qrAsImage, false),
	};
}

function refuseMasked(given: Parameters): void {
	if (!isMasked(String(given.parameter('urlSecret', '')))) return;
	throw new NodeOperationError(given.getNode(), `'URL Secret' ${IS_MASKED.wrong}. ${IS_MASKED.advice}`);
}

/** Whether the trigger registers itself at Wawp: also where it cannot be told, as that lets in nobody who does not know its secret. */
export const isRegistering = (registerAutomatically: unknown): boolean => flagIn(registerAutomatically) !== false;

export const registersItself = (context: IHookFunctions | IPollFunctions): boolean => isRegistering(context.getNodeParameter('registerAutomatically', true));

/** Each once. */
export const eventsOf = (given: Parameters): string[] => namesIn(given, eventNames);

const asksForSecret = (given: Parameters, { signature }: IDataObject): boolean => Boolean(given.parameter('urlSecret', '')) || signature === 'require' || signature === 'plain';

export const UNGUARDED =
	"'Download Media' would let anybody who knows the URL have addresses fetched: enter a 'URL Secret', or set 'Signature' to 'Require'.";

function namesIn(given: Parameters, property: INodeProperties): string[] {
	const { name, displayName } = property;
	const chosen = choicesIn(property, given.parameter(name, []));
	if ('wrong' in chosen) throw new NodeOperationError(given.getNode(), `'${displayName}' ${chosen.wrong}. ${chosen.advice}`);
	const { [name]: written } = given.getNode().parameters;
	if (chosen.values.length === 0 && isExpression(written)) throw new NodeOperationError(given.getNode(), `'${displayName}' is empty: nothing came of its expression. Look at the expression, or choose from the list.`);
	return chosen.values.map(String);
}

export const isSignatureMode = (value: unknown): value is SignatureMode => signatureModes.some((mode) => mode.value === value);

function signatureIn(given: Parameters, value: unknown): SignatureMode {
	if (isSignatureMode(value)) return value;
	throw new NodeOperationError(given.getNode(), "'Signature' is none of its choices. Choose one from the list, or have the expression return check, require, plain or ignore.");
}

function objectIn(given: Parameters, name: string, displayName: string): IDataObject {
	const value = given.parameter(name, {}) ?? {};
	if (typeof value === 'object' && !Array.isArray(value)) return value as IDataObject;
	throw new NodeOperationError(given.getNode(), `'${displayName}' cannot be read. Set its entries one by one.`);
}
