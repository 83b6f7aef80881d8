/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { readFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from './liveN8n';

/** A file of examples/ as a user imports it: the credential is chosen in the Wawp nodes, and nothing else is changed but these settings, by node. */
export function importedExample(name: string, settings: Record<string, INodeParameters> = {}): WorkflowJson {
	const workflow = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as WorkflowJson;
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...settings[node.name] },
		...(node.type.startsWith('n8n-nodes-wawp.') && { credentials: { wawpApi: { id: 'wawp', name: 'Wawp' } } }),
	}));
	return { ...workflow, nodes };
}
