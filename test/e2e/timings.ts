/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { appendFileSync } from 'node:fs';

/** Notes how long something took, for the table at the end. */
export async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
	const start = Date.now();
	try {
		return await work();
	} finally {
		const { E2E_TIMINGS } = process.env;
		if (E2E_TIMINGS) appendFileSync(E2E_TIMINGS, `${JSON.stringify({ what, ms: Date.now() - start })}\n`);
	}
}
