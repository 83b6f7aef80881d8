import { NodeHelpers, type INodeParameters, type INodeProperties, type INodePropertyCollection } from 'n8n-workflow';

import { Wawp } from '../../nodes/Wawp/Wawp.node';
import codex from '../../nodes/Wawp/Wawp.node.json';
import { TestNodeTypes } from '../support/nodeTypes';
import { nodeTypes } from '../support/wawpRig';

/* The human review that n8n 2.41 makes of the action node by itself; it runs in test/e2e. */

const REVIEW = 'n8n-nodes-wawp.wawpHitlTool';
const { description } = new TestNodeTypes(nodeTypes()).getByNameAndVersion(REVIEW);

/** What the panel shows, nothing that is hidden. */
function shown(parameters: INodeParameters): INodeProperties[] {
	const node = { typeVersion: 2 };
	const values = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description)!;
	return description.properties.filter((property) => property.type !== 'hidden' && NodeHelpers.displayParameter(values, property, node, description));
}

const optionsOf = (parameters: INodeParameters): string[] => {
	const collection = shown(parameters).find(({ name }) => name === 'options')!;
	const values = NodeHelpers.getNodeParameters(description.properties, parameters, true, false, { typeVersion: 2 }, description)!;
	return (collection.options as INodeProperties[])
		.filter((option) => NodeHelpers.displayParameter({ ...values }, option, { typeVersion: 2 }, description, values))
		.map(({ displayName }) => displayName);
};

test('n8n makes a review of the node, as it does of its own', () => {
	expect(codex.categories).toEqual(['Communication', 'HITL']);
	expect(codex.subcategories).toEqual({ HITL: ['Human in the Loop'] });
	expect(codex.alias).toEqual(expect.arrayContaining(['human', 'approval']));
	const { webhooks } = new Wawp().description;
	expect(webhooks).toEqual(
		['GET', 'POST'].map((httpMethod) => ({ name: 'default', httpMethod, responseMode: 'onReceived', responseData: '', path: '={{ $nodeId }}', restartWebhook: true, isFullPath: true })),
	);
});

test.each(['webPage', 'poll', 'reply'])('its panel asks for what is needed and for nothing else, by %s', (answerBy) => {
	expect(shown({ answerBy }).map(({ displayName }) => displayName)).toEqual(['Message', 'To', 'Answer By', 'Approval Options', 'Instance ID', 'Options']);
	const who = answerBy === 'webPage' ? [] : ['Who May Answer'];
	expect(optionsOf({ answerBy }).sort()).toEqual(['Default Country Code', 'Limit Wait Time', ...who].sort());
});

test('the names are those of n8n', () => {
	const names = Object.fromEntries(description.properties.filter(({ name }) => ['responseType', 'approvalOptions'].includes(name)).map((property) => [property.name, property]));
	expect(names.responseType).toMatchObject({ type: 'hidden', default: 'approval' });
	const [values] = names.approvalOptions!.options as INodePropertyCollection[];
	expect(values).toMatchObject({ name: 'values', values: [{ name: 'approvalType' }, { name: 'approveLabel' }, { name: 'disapproveLabel' }] });
});
