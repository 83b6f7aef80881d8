/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { FOLDER, fileOf } from './files';
import { itemsOf, operations } from './items';
import { previewOf } from './schemaOf';

test('what n8n shows of a node before its first run is written down, from what the operations return in its engine', async () => {
	rmSync(FOLDER, { recursive: true, force: true });
	for (const operation of operations) {
		mkdirSync(dirname(fileOf(operation)), { recursive: true });
		writeFileSync(fileOf(operation), `${JSON.stringify(previewOf(await itemsOf(operation)))}\n`);
	}
});
