/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest and by hand, never in n8n */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { JsonSchema } from './schemaOf';

/** Where n8n looks for what it shows before the first run: by the version of the node, padded. */
export const FOLDER = join(__dirname, '../../nodes/Wawp/__schema__/v2.0.0');

export const fileOf = (operation: string): string => join(FOLDER, `${operation.replace('.', '/')}.json`);

export const written = (operation: string): JsonSchema => JSON.parse(readFileSync(fileOf(operation), 'utf8')) as JsonSchema;

/** As in 'message.sendText'. */
export const operationsWithFile = (): string[] =>
	readdirSync(FOLDER).flatMap((resource) => readdirSync(join(FOLDER, resource)).map((file) => `${resource}.${file.replace(/\.json$/, '')}`));
