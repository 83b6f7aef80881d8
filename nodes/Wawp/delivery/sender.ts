import { createHash, createHmac, timingSafeEqual } from 'crypto';

import type { SignatureMode } from '../fields/triggers/trigger';

/* Is it Wawp that delivers? The secret in the URL proves who was told the URL; a signature also proves the body. */

/** Compares in constant time, whatever the lengths. */
export function isSame(given: string, expected: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(expected));
}

/** Whether the signature headers of a delivery allow it, under the secret that was registered with its URL. */
export function isTrusted(
	mode: SignatureMode,
	secret: string | undefined,
	body: Buffer,
	headers: Record<string, unknown>,
): boolean {
	if (mode === 'ignore') return true;
	if (!secret) return mode === 'check';
	const signatures = signaturesIn(headers).filter(isReadable);
	if (signatures.some((signature) => matches(signature, secret, body))) return true;
	// Where a missing signature passes, the secret itself passes too: it may look like a signature that does not match.
	if (mode !== 'require' && isSame(text(headers[WAWP]), secret)) return true;
	return mode === 'check' && signatures.length === 0;
}

/** What is wrong with each header of a delivery that is not trusted, in words without a value of them. */
export function signatureFault(secret: string | undefined, headers: Record<string, unknown>): string {
	if (!secret) return "There is no Webhook Secret that a signature could be checked with";
	const given = signaturesIn(headers);
	if (given.length === 0) return 'The delivery has neither of the headers X-Webhook-Hmac and X-Wawp-Signature';
	return given.map((signature) => `${signature.header} ${isReadable(signature) ? 'does not match the body and the Webhook Secret' : signature.fault}`).join(', and ');
}

/** Whether the secret itself was sent instead of a signature. */
export const isPlainSecret = (secret: string | undefined, headers: Record<string, unknown>): boolean => Boolean(secret) && isSame(text(headers[WAWP]), secret!);

interface Signature {
	header: string;
	algorithm: string;
	hex: string;
	/** What it is, where it is no signature. */
	fault: string;
}

/** Hex digits of a hash, by their number. */
const BY_LENGTH: Record<number, string> = { 64: 'sha256', 96: 'sha384', 128: 'sha512' };

const WAWP = 'x-wawp-signature';
const ENGINE = 'x-webhook-hmac';
const ALGORITHM = 'x-webhook-hmac-algorithm';

/**
 * Wawp's page names X-Wawp-Signature and its SDK computes HMAC-SHA256 in hex; the engine sends X-Webhook-Hmac with
 * SHA-512, or what X-Webhook-Hmac-Algorithm names. Anything else is not a signature.
 */
function signaturesIn(headers: Record<string, unknown>): Signature[] {
	const wawp = text(headers[WAWP]).replace(/^sha(256|384|512)=/i, '').toLowerCase();
	const engine = text(headers[ENGINE]).toLowerCase();
	const named = text(headers[ALGORITHM]).toLowerCase().replace('-', '') || 'sha512';
	return [
		{ header: 'X-Webhook-Hmac', algorithm: named, hex: engine, fault: `is no HMAC in hex of the algorithm ${text(headers[ALGORITHM]) ? 'that X-Webhook-Hmac-Algorithm names' : 'SHA-512'}` },
		{ header: 'X-Wawp-Signature', algorithm: BY_LENGTH[wawp.length] ?? '', hex: wawp, fault: 'is no HMAC in hex' },
	].filter(({ hex }) => hex !== '');
}

const isReadable = ({ algorithm, hex }: Signature): boolean => BY_LENGTH[hex.length] === algorithm && /^[0-9a-f]+$/.test(hex);

const matches = ({ algorithm, hex }: Signature, secret: string, body: Buffer): boolean => isSame(hex, createHmac(algorithm, secret).update(body).digest('hex'));

const text = (header: unknown): string => (typeof header === 'string' ? header : '');
