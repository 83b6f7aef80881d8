import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'crypto';

/*
 * The secret in the URL is derived, so that whoever has the credential knows it again: n8n's static data may be lost or rolled
 * back at any moment, and it is shown by n8n's public API. It keeps nothing that could be used in the place of a secret.
 */

/** What a derived secret is for. */
export interface Purpose {
	workflowId: string;
	nodeId: string;
	instanceId: string;
	isTest: boolean;
	/** Whether Wawp was given a Webhook Secret with it: one that is taken away again makes it another address. */
	isSigned: boolean;
}

/** 48 hex digits. */
export const urlSecretOf = (accessToken: string, { workflowId, nodeId, instanceId, isTest, isSigned }: Purpose): string =>
	createHmac('sha256', accessToken)
		.update(JSON.stringify(['wawp-trigger', workflowId, nodeId, instanceId, isTest ? 'test' : 'production', isSigned]))
		.digest('hex')
		.slice(0, 48);

/** Tells a secret again, and nothing else about it. */
export const fingerprintOf = (secret: string): string => createHash('sha256').update(`wawp-trigger ${secret}`).digest('hex');

/** The Webhook Secret as it was registered, readable for the holder of the access token alone. */
export function sealed(text: string, accessToken: string): string {
	const nonce = randomBytes(NONCE_LENGTH);
	const cipher = createCipheriv('aes-256-gcm', keyOf(accessToken), nonce);
	const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), bytes]).toString('base64');
}

/** Undefined where another token sealed it. */
export function unsealed(seal: string, accessToken: string): string | undefined {
	const bytes = Buffer.from(seal, 'base64');
	try {
		const decipher = createDecipheriv('aes-256-gcm', keyOf(accessToken), bytes.subarray(0, NONCE_LENGTH), { authTagLength: TAG_LENGTH });
		decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
		return Buffer.concat([decipher.update(bytes.subarray(NONCE_LENGTH + TAG_LENGTH)), decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

const keyOf = (accessToken: string): Buffer => createHmac('sha256', accessToken).update('wawp-trigger webhook secret').digest();
