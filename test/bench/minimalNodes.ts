import type { IExecuteFunctions, IHttpRequestOptions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** The least that a node can do for an item: read two parameters, make one request, and put out what came back. */
class Minimal implements INodeType {
	description: INodeTypeDescription;

	constructor(
		name: string,
		private readonly ask: (context: IExecuteFunctions, options: IHttpRequestOptions) => Promise<unknown>,
		credentials: INodeTypeDescription['credentials'] = [],
	) {
		this.description = {
			displayName: name,
			name,
			group: ['output'],
			version: 1,
			description: 'One request an item',
			defaults: { name },
			inputs: ['main'],
			outputs: ['main'],
			credentials,
			properties: [
				{ displayName: 'URL', name: 'url', type: 'string', default: '' },
				{ displayName: 'Body', name: 'body', type: 'json', default: '{}' },
			],
		};
		// n8n calls it with the context of the run as `this`.
		const { ask: send } = this;
		this.execute = async function execute(this: IExecuteFunctions) {
			const results: INodeExecutionData[] = [];
			for (const index of this.getInputData().keys()) {
				const url = this.getNodeParameter('url', index) as string;
				const body = JSON.parse(this.getNodeParameter('body', index) as string);
				results.push({ json: (await send(this, { method: 'POST', url, body, json: true })) as INodeExecutionData['json'], pairedItem: { item: index } });
			}
			return [results];
		};
	}

	execute: INodeType['execute'];
}

export const withCredential = new Minimal(
	'minimalWithCredential',
	async (context, options) => await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', options),
	[{ name: 'wawpApi', required: true }],
);

export const withoutCredential = new Minimal('minimalWithoutCredential', async (context, options) => await context.helpers.httpRequest(options));
