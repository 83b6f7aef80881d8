/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { rmSync } from 'node:fs';

export default async function tidyUp(): Promise<void> {
	rmSync(process.env.E2E_FOLDER!, { recursive: true, force: true });
}
