import { type IAdditionalCredentialOptions, type ICredentialDataDecryptedObject, type INode, NodeOperationError } from 'n8n-workflow';

import { faultOfBaseUrl } from './baseUrl';
import { pasted } from './pasted';
import { IS_MASKED, isMasked } from './redact';

/** The credential, as the nodes use it. */
export interface WawpAccount {
	baseUrl: string;
	instanceId: string;
	accessToken: string;
	/** What must appear in no item, error or log. */
	secrets: string[];
	/** Wawp signs deliveries with it, where it is told to. */
	webhookSecret?: string;
	/** Goes along with each request: otherwise n8n would fetch the credential anew for it, and as it is for the first item. */
	login: IAdditionalCredentialOptions;
}

interface Context {
	getNode(): INode;
	getCredentials(type: string, itemIndex?: number): Promise<ICredentialDataDecryptedObject>;
}

export async function accountOf(context: Context, itemIndex?: number): Promise<WawpAccount> {
	const credential = await context.getCredentials('wawpApi', itemIndex);
	const { baseUrl, instanceId, accessToken, webhookSecret } = credential;
	const fault = faultOfBaseUrl(text(baseUrl));
	if (fault) {
		throw new NodeOperationError(context.getNode(), `The credential's 'Base URL' ${fault}`, {
			itemIndex,
			description: 'Use https://api.wawp.net, or the https:// address of your proxy. http:// is for a Wawp on this machine or in a private network.',
		});
	}
	const masked = maskedIn(credential);
	if (masked) throw new NodeOperationError(context.getNode(), `The credential's '${masked.label}' ${IS_MASKED.wrong}`, { itemIndex, description: masked.advice });
	return {
		baseUrl: pasted(baseUrl),
		instanceId: pasted(instanceId),
		accessToken: pasted(accessToken),
		secrets: [pasted(accessToken), text(webhookSecret)],
		webhookSecret: text(webhookSecret) || undefined,
		login: { credentialsDecrypted: { id: '', name: '', type: 'wawpApi', data: credential } },
	};
}

/** The one of its secrets that is not the secret itself. */
export const maskedIn = (credential: ICredentialDataDecryptedObject): { label: string; advice: string } | undefined =>
	SECRETS.find(({ name }) => isMasked(text(credential[name])));

const SECRETS = [
	{ name: 'accessToken', label: 'Access Token', advice: 'Copy it as a whole from wawp.net/account/connect.' },
	{ name: 'webhookSecret', label: 'Webhook Secret', advice: IS_MASKED.advice },
];

/** As it stands: Wawp signs with the Webhook Secret that was registered. */
const text = (value: unknown): string => String(value ?? '').trim();
