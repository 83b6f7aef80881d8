/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { appendFileSync } from 'node:fs';

export interface Figure {
	/** What was done to n8n. */
	what: string;
	measured: string;
	/** What the package promises. */
	promised: string;
}

/** Notes what was measured, for the table at the end. */
export function figure(what: string, measured: string, promised: string): void {
	const { E2E_FIGURES } = process.env;
	if (E2E_FIGURES) appendFileSync(E2E_FIGURES, `${JSON.stringify({ what, measured, promised } satisfies Figure)}\n`);
}
