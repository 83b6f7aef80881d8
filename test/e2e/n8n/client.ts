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
	active: boolean;
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

	async removeCredential(id: string): Promise<void> {
		await this.send('DELETE', `/rest/credentials/${id}`);
	}

	/** The words that the credential's dialog shows. */
	async testCredential(data: IDataObject, saved = { id: '', name: 'Wawp' }): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const credentials = { ...saved, type: 'wawpApi', data };
		return await this.send('POST', '/rest/credentials/test', { credentials });
	}

	async addWorkflow({ name, nodes, connections, settings, pinData }: Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings' | 'pinData'>): Promise<SavedWorkflow> {
		return await this.send('POST', '/rest/workflows', { name, nodes, connections, settings, pinData, active: false });
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.send('GET', `/rest/workflows/${id}`);
	}

	async changeWorkflow(id: string, nodes: INode[], connections?: IWorkflowBase['connections']): Promise<void> {
		const saved = await this.workflow(id);
		await this.send('PATCH', `/rest/workflows/${id}`, { versionId: saved.versionId, nodes, connections: connections ?? saved.connections });
	}

	/** Publishes what is saved, and waits until n8n is done with the triggers, whatever came of it. */
	async publish(id: string): Promise<Publication> {
		const { versionId } = await this.workflow(id);
		const refusal = await this.send('POST', `/rest/workflows/${id}/activate`, { versionId }).then(() => undefined, refusalIn);
		// An n8n before 2.41 is through with the triggers when it answers.
		if (refusal) return { status: 'failed', triggers: [{ status: 'failed', errorMessage: refusal.words }] };
		return await this.publication(id, ({ status }) => status !== 'in_progress' && status !== 'not_published');
	}

	async unpublish(id: string): Promise<void> {
		await this.send('POST', `/rest/workflows/${id}/deactivate`, {});
		await this.publication(id, ({ status }) => status === 'not_published');
	}

	async publication(id: string, isExpected: (publication: Publication) => boolean): Promise<Publication> {
		return await eventually(`the publication of workflow ${id}`, async () => {
			const publication = await this.send<Publication>('GET', `/rest/workflows/${id}/publication-status`).catch(async (error: Error) => await this.publicationBefore241(id, error));
			return isExpected(publication) && publication;
		});
	}

	/** Of an n8n that has no other word for it. */
	private async publicationBefore241(id: string, error: Error): Promise<Publication> {
		if (refusalIn(error).status !== 404) throw error;
		const { active } = await this.workflow(id);
		return { status: active ? 'published' : 'not_published', triggers: [] };
	}

	/** Execute workflow, from a trigger that needs no event. */
	async execute(id: string, trigger: string): Promise<Execution> {
		const { executionId } = await this.run<{ executionId: string }>(id, trigger);
		return await this.finished(executionId);
	}

	/** The same, without waiting for its end: it may sleep first. */
	async begin(id: string, trigger: string): Promise<string> {
		return (await this.send<{ executionId: string }>('POST', `/rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } })).executionId;
	}

	/** Execute workflow, from a trigger that then waits for an event. */
	async listen(id: string, trigger: string): Promise<void> {
		const { waitingForWebhook } = await this.run<{ waitingForWebhook?: boolean }>(id, trigger);
		if (!waitingForWebhook) throw new Error(`${trigger} does not wait for an event`);
	}

	/** An n8n before 2.41 wants to be told the workflow too. */
	private async run<T>(id: string, trigger: string): Promise<T> {
		return await this.send('POST', `/rest/workflows/${id}/run`, { workflowData: await this.workflow(id), triggerToStartFrom: { name: trigger } });
	}

	async stopListening(id: string): Promise<void> {
		await this.send('DELETE', `/rest/test-webhook/${id}`);
	}

	/** The oldest first, those that are still running among them. */
	async executions(workflowId: string): Promise<Execution[]> {
		const listed = await this.listedExecutions(workflowId);
		return await Promise.all(listed.map(async ({ id }) => await this.execution(id)));
	}

	/**
	 * The same without what they hold. n8n hands out a hundred at a time, and the running ones with the first of them. It orders them
	 * by when they started and goes on by their number: those that started in another order than they came may be on no page.
	 */
	async listedExecutions(workflowId: string): Promise<ListedExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const listed = new Map<number, ListedExecution>();
		let cursor: string | null = '';
		while (cursor !== null) {
			const page: ExecutionsPage = await this.send('GET', `/rest/executions?limit=100&filter=${filter}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
			for (const execution of page.results) listed.set(Number(execution.id), execution);
			cursor = page.nextCursor ?? null;
			if (cursor !== null || listed.size > page.results.length) await this.addMissing(listed, workflowId);
		}
		return [...listed.values()].sort((one, other) => Number(one.id) - Number(other.id));
	}

	private async addMissing(listed: Map<number, ListedExecution>, workflowId: string): Promise<void> {
		const numbers = [...listed.keys()];
		for (let number = Math.min(...numbers); number < Math.max(...numbers); number++) {
			if (listed.has(number)) continue;
			const found = await this.send<ListedExecution & { workflowId: string }>('GET', `/rest/executions/${number}`).catch(() => undefined);
			if (found?.workflowId === workflowId) listed.set(number, found);
		}
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
		return new Execution(facts, (parse(data) ?? {}) as IRunExecutionData);
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

	/** What a field offers of which the node looks up the choices. */
	async choices(node: INode, field: string, methodName: string): Promise<Array<{ name: string; value: unknown }>> {
		return await this.lookedUp('options', node, { path: `parameters.${field}`, methodName });
	}

	/** The same where it can be searched. */
	async found(node: INode, field: string, methodName: string): Promise<Array<{ name: string; value: unknown }>> {
		const { results } = await this.lookedUp<{ results: Array<{ name: string; value: unknown }> }>('resource-locator-results', node, { path: `parameters.${field}`, methodName });
		return results;
	}

	private async lookedUp<T>(what: string, { type, typeVersion, parameters, credentials }: INode, asked: IDataObject): Promise<T> {
		const known = { nodeTypeAndVersion: { name: type, version: typeVersion }, currentNodeParameters: parameters, credentials };
		return await this.send('POST', `/rest/dynamic-node-parameters/${what}`, { ...asked, ...known });
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
		if (answer.status >= 400) throw new Refused(`${method} ${path}`, answer.status, answer.data);
		return (answer.data ? JSON.parse(answer.data) : {}) as T;
	}

	private async ask(request: AxiosRequestConfig): Promise<AxiosResponse<string>> {
		return await axios.request({ ...request, baseURL: this.url, httpAgent: connections, responseType: 'text', transformResponse: (text: string) => text, validateStatus: () => true });
	}
}

class Refused extends Error {
	constructor(
		request: string,
		readonly status: number,
		private readonly body: string,
	) {
		super(`n8n answered ${request} with ${status}: ${body.slice(0, 2000)}`);
	}

	/** What a person is shown. */
	get words(): string {
		return (JSON.parse(this.body) as { message: string }).message;
	}
}

function refusalIn(error: Error): Refused {
	if (error instanceof Refused) return error;
	throw error;
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
	/** Where the next page begins; null when there is none, absent where n8n knows no pages. */
	nextCursor?: string | null;
	/** Of all pages. */
	count: number;
}

interface ExecutionAnswer {
	id: string;
	mode: string;
	status: string;
	data: string;
}
