import type { IDataObject, IExecuteFunctions, IHttpRequestOptions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** The least that a node can do for an item: read two parameters, make one request, and put out what came back. */
class Minimal implements INodeType {
	description: INodeTypeDescription;

	constructor(
		name: string,
		private readonly ask: (context: IExecuteFunctions, options: IHttpRequestOptions) => Promise<unknown>,
		credentials: INodeTypeDescription['credentials'] = [],
		private readonly bodyOf = (context: IExecuteFunctions, index: number): IDataObject => JSON.parse(context.getNodeParameter('body', index) as string),
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
		const { ask: send, bodyOf: read } = this;
		this.execute = async function execute(this: IExecuteFunctions) {
			const results: INodeExecutionData[] = [];
			for (const index of this.getInputData().keys()) {
				const url = this.getNodeParameter('url', index) as string;
				const body = read(this, index);
				results.push({ json: (await send(this, { method: 'POST', url, body, json: true })) as INodeExecutionData['json'], pairedItem: { item: index } });
			}
			return [results];
		};
	}

	execute: INodeType['execute'];
}

const CREDENTIALS: INodeTypeDescription['credentials'] = [{ name: 'wawpApi', required: true }];

const loggedIn = async (context: IExecuteFunctions, options: IHttpRequestOptions): Promise<unknown> => await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', options);

export const withCredential = new Minimal('minimalWithCredential', loggedIn, CREDENTIALS);

export const withoutCredential = new Minimal('minimalWithoutCredential', async (context, options) => await context.helpers.httpRequest(options));

/** Sends the file of the item, which n8n keeps in memory as Base64. */
export const withFile = new Minimal('minimalWithFile', loggedIn, CREDENTIALS, (context, index) => ({
	chatId: '201145202826@c.us',
	'file[data]': context.helpers.assertBinaryData(index, 'data').data,
	'file[filename]': 'a.pdf',
	'file[mimetype]': 'application/pdf',
}));
