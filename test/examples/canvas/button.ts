import type { INode } from 'n8n-workflow';

/** n8n 2.41 (findTriggerNodeToAutoSelect): forms, webhooks, apps, schedules, then the manual trigger; of alike ones the first in the file. */
const ORDER = ['n8n-nodes-base.formTrigger', 'n8n-nodes-base.webhook', 'apps', 'n8n-nodes-base.scheduleTrigger', 'n8n-nodes-base.manualTrigger'];

/** The triggers of a workflow: the big button starts the first one, the others are behind its arrow. */
export const triggersOf = (nodes: INode[]): INode[] => nodes.filter(({ type }) => rank(type) < ORDER.length).sort((a, b) => rank(a.type) - rank(b.type));

function rank(type: string): number {
	if (/^n8n-nodes-wawp\.(wawpTrigger|wawpSessionWatcher)$/.test(type)) return ORDER.indexOf('apps');
	return ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length;
}
