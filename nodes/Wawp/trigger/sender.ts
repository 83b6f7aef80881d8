import { createHash, createHmac, timingSafeEqual } from 'crypto';

import type { SignatureMode } from '../fields/trigger';

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
	const signatures = signaturesIn(headers);
	if (signatures.some(({ algorithm, hex }) => isSame(hex, createHmac(algorithm, secret).update(body).digest('hex')))) return true;
	// Where a missing signature passes, the secret itself passes too: it may look like a signature that does not match.
	if (mode !== 'require' && isSame(text(headers['x-wawp-signature']), secret)) return true;
	return mode === 'check' && signatures.length === 0;
}

interface Signature {
	algorithm: string;
	hex: string;
}

/** Hex digits of a hash, by their number. */
const BY_LENGTH: Record<number, string> = { 64: 'sha256', 96: 'sha384', 128: 'sha512' };

/**
 * Wawp's page names X-Wawp-Signature and its SDK computes HMAC-SHA256 in hex; the engine sends X-Webhook-Hmac with
 * SHA-512, or what X-Webhook-Hmac-Algorithm names. Anything else is not a signature.
 */
function signaturesIn(headers: Record<string, unknown>): Signature[] {
	const wawp = text(headers['x-wawp-signature']).replace(/^sha(256|384|512)=/i, '');
	const engine = text(headers['x-webhook-hmac']);
	const named = text(headers['x-webhook-hmac-algorithm']).toLowerCase().replace('-', '') || 'sha512';
	return [
		{ algorithm: BY_LENGTH[wawp.length] ?? '', hex: wawp.toLowerCase() },
		{ algorithm: named, hex: engine.toLowerCase() },
	].filter(({ algorithm, hex }) => BY_LENGTH[hex.length] === algorithm && /^[0-9a-f]+$/.test(hex));
}

const text = (header: unknown): string => (typeof header === 'string' ? header.trim() : '');
