/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { readFileSync } from 'node:fs';

import type { WorkflowJson } from './liveN8n';

/** A file of examples/ as a user imports it: the credential is chosen in the Wawp nodes, nothing else is changed. */
export function importedExample(name: string): WorkflowJson {
	const workflow = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as WorkflowJson;
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-wawp.') ? { ...node, credentials: { wawpApi: { id: 'wawp', name: 'Wawp' } } } : node,
	);
	return { ...workflow, nodes };
}
