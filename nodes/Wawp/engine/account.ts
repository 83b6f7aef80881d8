import { type ICredentialDataDecryptedObject, type INode, NodeOperationError } from 'n8n-workflow';

import { isWebAddress } from './baseUrl';

/** The credential, as the nodes use it. */
export interface WawpAccount {
	baseUrl: string;
	instanceId: string;
	accessToken: string;
	/** What must appear in no item, error or log. */
	secrets: string[];
	/** Wawp signs deliveries with it, where it is told to. */
	webhookSecret?: string;
}

interface Context {
	getNode(): INode;
	getCredentials(type: string, itemIndex?: number): Promise<ICredentialDataDecryptedObject>;
}

export async function accountOf(context: Context, itemIndex?: number): Promise<WawpAccount> {
	const { baseUrl, instanceId, accessToken, webhookSecret } = await context.getCredentials('wawpApi', itemIndex);
	if (!isWebAddress(text(baseUrl))) {
		throw new NodeOperationError(context.getNode(), "The credential's 'Base URL' is not a web address", {
			itemIndex,
			description: 'Use https://api.wawp.net.',
		});
	}
	return {
		baseUrl: text(baseUrl),
		instanceId: text(instanceId),
		accessToken: text(accessToken),
		secrets: [text(accessToken), text(webhookSecret)],
		webhookSecret: text(webhookSecret) || undefined,
	};
}

const text = (value: unknown): string => String(value ?? '').trim();
