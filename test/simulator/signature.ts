import { createHmac, randomUUID } from 'node:crypto';

import type { Switches } from './switches';

/** The headers that prove where a delivery comes from. They are made once: a retry repeats them. */
export function signatureHeaders(
	body: string,
	secret: string | undefined,
	timestamp: number,
	way: Switches['signature'],
): Record<string, string> {
	if (!secret) return {};
	const hmac = (algorithm: string) => createHmac(algorithm, secret).update(body).digest('hex');
	switch (way) {
		case 'sha256':
			return { 'X-Wawp-Signature': hmac('sha256') };
		case 'sha256 prefixed':
			return { 'X-Wawp-Signature': `sha256=${hmac('sha256')}` };
		case 'plain secret':
			return { 'X-Wawp-Signature': secret };
		case 'sha512':
			return {
				'X-Webhook-Hmac': hmac('sha512'),
				'X-Webhook-Hmac-Algorithm': 'sha512',
				'X-Webhook-Request-Id': randomUUID(),
				'X-Webhook-Timestamp': String(timestamp),
			};
		case 'none':
			return {};
	}
}
