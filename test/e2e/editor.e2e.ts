/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import jsQR from 'jsqr';
import type { INode, INodeParameters } from 'n8n-workflow';
import { PNG } from 'pngjs';

import { resources } from '../../nodes/Wawp/resources';
import type { Instance } from '../simulator';
import { Editor } from './browser/editor';
import { eventually } from './eventually';
import { Live, prepared } from './live';
import type { SavedWorkflow } from './n8n/client';

let live: Live;
let editor: Editor;
let instance: Instance;
beforeAll(async () => {
	live = await Live.start();
	instance = live.wawp.addInstance(live.account, { id: '3EB0BCB2E3D4', phone: '201145202826', pushName: 'Support' });
	live.credential = await live.addCredential({ instanceId: instance.id });
	editor = await Editor.open(prepared().chromium, live.server.url);
});
afterAll(async () => {
	await editor?.close();
	await live?.stop();
});

const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters = {}): INode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [name === 'Start' ? 0 : 240, 0],
	parameters,
	...(type.startsWith('n8n-nodes-wawp.') && { credentials: { wawpApi: live.credential } }),
	...(type.endsWith('.wawpTrigger') && { webhookId: randomUUID() }),
});

/** A manual start and, if given, a node behind it. */
async function workflowOf(name: string, ...behind: INode[]): Promise<SavedWorkflow> {
	const connections = { Start: { main: [behind.map(({ name: to }) => ({ node: to, type: 'main' as const, index: 0 }))] } };
	return await live.n8n.addWorkflow({
		name,
		nodes: [node('Start', 'n8n-nodes-base.manualTrigger', 1), ...behind],
		connections: behind.length ? connections : {},
		settings: { executionOrder: 'v1' },
	});
}

test.each(['wawp', 'whatsapp'])('the node creator finds the nodes under "%s"', async (words) => {
	await editor.openWorkflow();
	await editor.searchNodes(words);
	expect(await editor.found()).toEqual(expect.arrayContaining(['Wawp', 'Wawp Session Watcher']));
	if (words === 'whatsapp') await editor.picture('node-creator');
});

test('the node creator lists what Wawp can do, and a choice opens the node with its settings', async () => {
	await editor.openWorkflow((await workflowOf('Link a number')).id);
	await editor.searchNodes('wawp');
	await editor.part('item-iterator-item').filter({ hasText: 'Wawp' }).first().click();
	const action = editor.page.getByText('Get the QR code of a session as an image', { exact: true });
	await action.waitFor();
	const operations = Object.values(resources).flatMap((resource) => Object.keys(resource.operations));
	await editor.part('node-creator').getByText(`Actions (${operations.length})`).waitFor();
	await editor.picture('actions');
	await action.click();
	const panel = editor.part('ndv');
	await editor.part('node-parameters', panel).waitFor();
	expect(await editor.labels(panel)).toEqual(expect.arrayContaining(['Resource', 'Operation', 'Instance ID']));
	await editor.picture('node');
});

test('the panel that sends a text begins with where it goes and what it says', async () => {
	await editor.openWorkflow((await workflowOf('Send a text', node('Send Text', 'n8n-nodes-wawp.wawp', 1, { resource: 'message', operation: 'sendText' }))).id);
	const panel = await editor.openNode('Send Text');
	const labels = await editor.labels(editor.part('node-parameters', panel));
	expect(labels.slice(0, 5)).toEqual(['Credential', 'Resource', 'Operation', 'To', 'Text']);
	await editor.picture('send-text');
});

test('the credential dialog tells a wrong token when it is saved, and closes with the right one', async () => {
	await editor.openWorkflow((await workflowOf('Enter the credential', node('Get Info', 'n8n-nodes-wawp.wawp', 1, { resource: 'session', operation: 'getInfo' }))).id);
	const panel = await editor.openNode('Get Info');
	await editor.part('node-credentials-select', panel).click();
	await editor.part('node-credentials-select-item-new').click();
	const dialog = editor.part('editCredential-modal');
	await editor.part('credential-connection-parameter', dialog).first().waitFor();
	expect((await editor.labels(dialog)).slice(0, 2)).toEqual(['Access Token', 'Instance ID']);
	const field = (name: string) => editor.part(`parameter-input-${name}`, dialog).locator('input');
	await editor.picture('credential');
	await field('accessToken').fill('wrong');
	await field('instanceId').fill(instance.id);
	await field('baseUrl').fill(live.wawp.url);
	await editor.part('credential-save-button', dialog).click();
	await dialog.getByText('More details').click();
	await dialog.getByText('Wawp does not accept this Access Token. Copy it again').waitFor();
	await editor.picture('credential-refused');
	await field('accessToken').fill(live.account.token);
	await editor.part('credential-save-button', dialog).click();
	await dialog.waitFor({ state: 'hidden' });
	expect(await editor.part('node-credentials-select', panel).locator('input').inputValue()).toBe('Wawp account');
});

test('the QR code is shown in the output pane, as a phone can scan it', async () => {
	live.wawp.setStatus(instance.id, 'SCAN_QR_CODE');
	await editor.openWorkflow((await workflowOf('Show the code', node('Get QR Code', 'n8n-nodes-wawp.wawp', 1, { resource: 'auth', operation: 'getQrImage' }))).id);
	const panel = await editor.openNode('Get QR Code');
	await editor.part('node-execute-button', panel).click();
	await editor.part('ndv-view-binary-data', panel).click();
	const picture = editor.part('output-panel', panel).locator('img[src*="binary-data"]');
	await picture.waitFor();
	const read = await eventually('the picture to be read', async () => textIn(await picture.screenshot()));
	expect(read).toMatch(/^2@/);
	await editor.picture('qr-code');
});

test('an error says what is wrong and what to do', async () => {
	live.wawp.setStatus(instance.id, 'WORKING');
	await editor.openWorkflow((await workflowOf('Unknown instance', node('Get Info', 'n8n-nodes-wawp.wawp', 1, { resource: 'session', operation: 'getInfo', instanceId: 'AAAAAAAAAAAA' }))).id);
	const panel = await editor.openNode('Get Info');
	await editor.part('node-execute-button', panel).click();
	const message = editor.part('node-error-message', panel);
	await message.waitFor();
	expect(await message.innerText()).toBe('Wawp finds no session with this Instance ID');
	expect(await editor.part('node-error-description', panel).innerText()).toMatch(/Instance ID/);
	expect(await panel.innerText()).not.toContain(live.account.token);
	await editor.part('node-execute-button', panel).getByText('Execute step').waitFor();
	await editor.picture('error');
});

test('the trigger listens for one event and shows it', async () => {
	live.wawp.setStatus(instance.id, 'WORKING');
	const workflow = await live.n8n.addWorkflow({
		name: 'React to an event',
		nodes: [node('Wawp Trigger', 'n8n-nodes-wawp.wawpTrigger', 2, { events: ['session.status'] })],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await editor.openWorkflow(workflow.id);
	const panel = await editor.openNode('Wawp Trigger');
	expect(await editor.part('trigger-header', panel).innerText()).toBe('Listen for events of Wawp');
	expect(await editor.labels(panel)).toEqual(expect.arrayContaining(['Events', 'Session States', 'Only When Changed', 'Register Automatically']));
	await editor.picture('trigger');
	await editor.part('trigger-execute-button', panel).click();
	await eventually('the test address to be registered', () => instance.webhooks.length === 1);
	await editor.part('trigger-listening', panel).waitFor();
	await editor.picture('trigger-listening');
	live.wawp.phone.loseConnection(instance.id);
	const output = editor.part('output-panel', panel);
	await output.getByText('session.status').first().waitFor();
	await editor.part('radio-button-schema', output).click();
	await editor.picture('trigger-heard');
	await eventually('the test address to go', () => instance.webhooks.length === 0);
});

test.each(readdirSync('examples').map((file) => file.replace('.json', '')))('the example %s is seen at a glance: no line runs through a node or a note, and no note is cut', async (name) => {
	const example = await live.importExample(name);
	await editor.openWorkflow(example.id);
	await editor.fit();
	expect(await editor.crossings()).toEqual([]);
	expect(await editor.cutNotes()).toEqual([]);
	await editor.picture(name);
});

function textIn(screenshot: Buffer): string | undefined {
	const { data, width, height } = PNG.sync.read(screenshot);
	return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
