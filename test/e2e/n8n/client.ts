/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for developers, never in n8n */
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { parse } from 'flatted';
import type { IDataObject, INode, INodeTypeDescription, IRunExecutionData, IWorkflowBase } from 'n8n-workflow';

import { eventually } from '../eventually';
import { Execution } from './execution';

export const OWNER = { email: 'owner@mail.test', password: 'Wawp-local-1', firstName: 'Local', lastName: 'Owner' };

export interface SavedCredential {
	id: string;
	name: string;
}

export interface SavedWorkflow {
	id: string;
	name: string;
	versionId: string;
	nodes: INode[];
	connections: IWorkflowBase['connections'];
	settings: IDataObject;
	staticData: IDataObject | null;
}

export interface Publication {
	status: 'published' | 'partial' | 'failed' | 'not_published' | 'in_progress';
	triggers: Array<{ status: string; errorMessage: string | null }>;
}

/** A new one for each request: n8n ends those that are idle, at times just when one of them is taken again. */
const connections = new Agent({ keepAlive: false });

/** What n8n's pages do, over the same requests. */
export class N8nClient {
	private cookie = '';
	private readonly browserId = randomUUID();

	constructor(private readonly url: string) {}

	/** The first step on a new n8n. */
	async setUpOwner(): Promise<void> {
		await this.send('POST', '/rest/owner/setup', OWNER);
	}

	async logIn(): Promise<void> {
		await this.send('POST', '/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	}

	async addCredential(name: string, data: IDataObject, type = 'wawpApi'): Promise<SavedCredential> {
		return await this.send('POST', '/rest/credentials', { name, type, data });
	}

	async changeCredential({ id, name }: SavedCredential, data: IDataObject): Promise<void> {
		await this.send('PATCH', `/rest/credentials/${id}`, { name, type: 'wawpApi', data });
	}

	/** The words that the credential's dialog shows. */
	async testCredential(data: IDataObject): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const credentials = { id: '', name: 'Wawp', type: 'wawpApi', data };
		return await this.send('POST', '/rest/credentials/test', { credentials });
	}

	async addWorkflow({ name, nodes, connections, settings }: Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'>): Promise<SavedWorkflow> {
		return await this.send('POST', '/rest/workflows', { name, nodes, connections, settings, active: false });
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.send('GET', `/rest/workflows/${id}`);
	}

	async changeWorkflow(id: string, nodes: INode[]): Promise<void> {
		const { versionId, connections } = await this.workflow(id);
		await this.send('PATCH', `/rest/workflows/${id}`, { versionId, nodes, connections });
	}

	/** Publishes what is saved, and waits until n8n is done with the triggers, whatever came of it. */
	async publish(id: string): Promise<Publication> {
		const { versionId } = await this.workflow(id);
		await this.send('POST', `/rest/workflows/${id}/activate`, { versionId });
		return await this.publication(id, ({ status }) => status !== 'in_progress' && status !== 'not_published');
	}

	async unpublish(id: string): Promise<void> {
		await this.send('POST', `/rest/workflows/${id}/deactivate`, {});
		await this.publication(id, ({ status }) => status === 'not_published');
	}

	async publication(id: string, isExpected: (publication: Publication) => boolean): Promise<Publication> {
		return await eventually(`the publication of workflow ${id}`, async () => {
			const publication = await this.send<Publication>('GET', `/rest/workflows/${id}/publication-status`);
			return isExpected(publication) && publication;
		});
	}

	/** Execute workflow, from a trigger that needs no event. */
	async execute(id: string, trigger: string): Promise<Execution> {
		const { executionId } = await this.send<{ executionId: string }>('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } });
		return await this.finished(executionId);
	}

	/** Execute workflow, from a trigger that then waits for an event. */
	async listen(id: string, trigger: string): Promise<void> {
		const { waitingForWebhook } = await this.send<{ waitingForWebhook?: boolean }>('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } });
		if (!waitingForWebhook) throw new Error(`${trigger} does not wait for an event`);
	}

	async stopListening(id: string): Promise<void> {
		await this.send('DELETE', `/rest/test-webhook/${id}`);
	}

	/** The oldest first, those that are still running among them. */
	async executions(workflowId: string): Promise<Execution[]> {
		const listed = await this.listedExecutions(workflowId);
		return await Promise.all(listed.map(async ({ id }) => await this.execution(id)));
	}

	/** The same without what they hold. n8n hands out a hundred at a time, and the running ones with the first of them. */
	async listedExecutions(workflowId: string): Promise<ListedExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const listed = new Map<string, ListedExecution>();
		let cursor: string | null = '';
		while (cursor !== null) {
			const page: ExecutionsPage = await this.send('GET', `/rest/executions?limit=100&filter=${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
			for (const execution of page.results) listed.set(execution.id, execution);
			cursor = page.nextCursor;
		}
		return [...listed.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	/** How many executions of a workflow came to a good end. */
	async successes(workflowId: string): Promise<number> {
		return (await this.successesPage(workflowId)).count;
	}

	/** When the newest executions of a workflow were over, in Unix milliseconds. */
	async lastEnd(workflowId: string): Promise<number> {
		const { results } = await this.successesPage(workflowId);
		return Math.max(...results.map(({ stoppedAt }) => Date.parse(stoppedAt)));
	}

	private async successesPage(workflowId: string): Promise<ExecutionsPage> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success'] }));
		return await this.send('GET', `/rest/executions?limit=100&filter=${filter}`);
	}

	/** Waits for so many executions of a workflow that have come to their end. */
	async finishedExecutions(workflowId: string, count: number): Promise<Execution[]> {
		return await eventually(`${count} executions of workflow ${workflowId}`, async () => {
			const finished = (await this.executions(workflowId)).filter(({ isOver }) => isOver);
			return finished.length >= count && finished;
		});
	}

	async execution(id: string): Promise<Execution> {
		const { data, ...facts } = await this.send<ExecutionAnswer>('GET', `/rest/executions/${id}`);
		return new Execution(facts, parse(data) as IRunExecutionData);
	}

	/** The button of an execution that runs or waits. */
	async stopExecution(id: string): Promise<void> {
		await this.send('POST', `/rest/executions/${id}/stop`);
	}

	/** With its executions, as the list of workflows does it. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.send('POST', `/rest/workflows/${id}/archive`);
		await this.send('DELETE', `/rest/workflows/${id}`);
	}

	/** The bytes of a file that an execution holds. */
	async binaryData(id: string): Promise<Buffer> {
		const headers = { 'browser-id': this.browserId, cookie: this.cookie };
		const { data } = await axios.get<ArrayBuffer>(`${this.url}/rest/binary-data?id=${encodeURIComponent(id)}&action=view`, { headers, httpAgent: connections, responseType: 'arraybuffer' });
		return Buffer.from(data);
	}

	private async finished(id: string): Promise<Execution> {
		return await eventually(`execution ${id} to end`, async () => {
			const execution = await this.execution(id);
			return execution.isOver && execution;
		});
	}

	async dataTableRows(name: string): Promise<IDataObject[]> {
		const { data } = await this.send<{ data: IDataObject[] }>('GET', `${await this.dataTable(name)}/rows?take=100`);
		return data;
	}

	async addDataTableRows(name: string, rows: IDataObject[]): Promise<void> {
		await this.send('POST', `${await this.dataTable(name)}/insert`, { data: rows, returnType: 'count' });
	}

	private async dataTable(name: string): Promise<string> {
		const { id: project } = await this.send<{ id: string }>('GET', '/rest/projects/personal');
		const tables = `/rest/projects/${project}/data-tables`;
		const { data } = await this.send<{ data: Array<{ id: string; name: string }> }>('GET', tables);
		const table = data.find((candidate) => candidate.name === name);
		if (!table) throw new Error(`There is no data table ${name}`);
		return `${tables}/${table.id}`;
	}

	/** Installs a community package as its page does. */
	async installPackage(name: string): Promise<InstalledPackage> {
		return await this.send('POST', '/rest/community-packages', { name });
	}

	async updatePackage(name: string): Promise<InstalledPackage> {
		return await this.send('PATCH', '/rest/community-packages', { name });
	}

	async uninstallPackage(name: string): Promise<void> {
		await this.send('DELETE', `/rest/community-packages?name=${name}`);
	}

	async packages(): Promise<InstalledPackage[]> {
		return await this.send('GET', '/rest/community-packages');
	}

	/** The names of the node types that the editor offers. */
	async nodeTypes(): Promise<string[]> {
		return [...new Set((await this.nodeDescriptions()).map(({ name }) => name))];
	}

	/** A node type that has versions may have several. */
	async nodeDescriptions(): Promise<INodeTypeDescription[]> {
		return await this.fetched('GET', '/types/nodes.json');
	}

	/** What a webhook shows in a browser. */
	async page(path: string): Promise<string> {
		return (await this.ask({ url: path })).data;
	}

	private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
		return (await this.fetched<{ data: T }>(method, path, body)).data;
	}

	private async fetched<T>(method: string, path: string, body?: unknown): Promise<T> {
		const headers = { 'content-type': 'application/json', 'browser-id': this.browserId, cookie: this.cookie };
		const answer = await this.ask({ method, url: path, headers, data: body });
		const [cookie] = answer.headers['set-cookie'] ?? [];
		if (cookie) this.cookie = cookie.split(';')[0]!;
		if (answer.status >= 400) throw new Error(`n8n answered ${method} ${path} with ${answer.status}: ${answer.data.slice(0, 2000)}`);
		return (answer.data ? JSON.parse(answer.data) : {}) as T;
	}

	private async ask(request: AxiosRequestConfig): Promise<AxiosResponse<string>> {
		return await axios.request({ ...request, baseURL: this.url, httpAgent: connections, responseType: 'text', transformResponse: (text: string) => text, validateStatus: () => true });
	}
}

export interface InstalledPackage {
	packageName: string;
	installedVersion: string;
	installedNodes: Array<{ type: string }>;
}

export interface ListedExecution {
	id: string;
	status: string;
	stoppedAt: string;
}

interface ExecutionsPage {
	results: ListedExecution[];
	/** Where the next page begins; null when there is none. */
	nextCursor: string | null;
	/** Of all pages. */
	count: number;
}

interface ExecutionAnswer {
	id: string;
	mode: string;
	status: string;
	data: string;
}
