/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import jsQR from 'jsqr';
import type { INode, INodeParameters } from 'n8n-workflow';
import type { Locator } from 'playwright-core';
import { PNG } from 'pngjs';

import { resources } from '../../nodes/Wawp/resources';
import type { Instance } from '../simulator';
import { Editor } from './browser/editor';
import { Walk } from './browser/walk';
import { eventually } from './eventually';
import { Live, PERSON, prepared } from './live';
import type { SavedWorkflow } from './n8n/client';

let live: Live;
let editor: Editor;
let instance: Instance;
beforeAll(async () => {
	live = await Live.start();
	instance = live.wawp.addInstance(live.account, { id: '3EB0BCB2E3D4', phone: '201145202826', pushName: 'Support' });
	// the only one, as n8n takes one by itself where there is no other
	await live.n8n.removeCredential(live.credential.id);
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

const WORDS = ['send message', 'send', 'message', 'whatsapp message', 'chatbot', 'bot', 'reply', 'group', 'poll', 'broadcast', 'verification code', 'sms', 'text message', 'receive message', 'message received', 'auto reply', 'answer', 'notify', 'whatsapp bot', 'phone number'];

test('the node creator finds Wawp under what people call it', async () => {
	await editor.openWorkflow();
	const missed: string[] = [];
	for (const words of WORDS) if (!(await editor.isFound('Wawp', words))) missed.push(words);
	expect(missed).toEqual([]);
	await editor.picture('node-creator-reply');
});

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
	await editor.openWorkflow((await workflowOf('Send a text', node('Send Text', 'n8n-nodes-wawp.wawp', 2, { resource: 'message', operation: 'sendText' }))).id);
	const panel = await editor.openNode('Send Text');
	const labels = await editor.labels(editor.part('node-parameters', panel));
	expect(labels.slice(0, 5)).toEqual(['Credential', 'Resource', 'Operation', 'To', 'Text']);
	expect(await editor.part('rlc-mode-selector', panel).first().locator('input').inputValue()).toBe('Number or ID');
	await editor.picture('send-text');
});

test('a node behind one that never ran shows the fields that will come, and they can be dragged', async () => {
	const send = node('Send Text', 'n8n-nodes-wawp.wawp', 2, { resource: 'message', operation: 'sendText', text: 'Hi' });
	const workflow = await live.n8n.addWorkflow({
		name: 'Drag a field',
		nodes: [node('Start', 'n8n-nodes-base.manualTrigger', 1), send, { ...node('React', 'n8n-nodes-wawp.wawp', 2, { resource: 'message', operation: 'react' }), position: [480, 0] }],
		connections: { Start: { main: [[{ node: 'Send Text', type: 'main', index: 0 }]] }, 'Send Text': { main: [[{ node: 'React', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	await editor.openWorkflow(workflow.id);
	const panel = await editor.openNode('React');
	const input = editor.part('ndv-input-panel', panel).or(editor.part('input-panel', panel)).first();
	for (const field of ['messageId', 'chatId', 'timestamp', 'status']) await input.getByText(field, { exact: true }).first().waitFor();
	await editor.picture('schema-preview');
	const message = editor.part('parameter-input-messageId', panel);
	await editor.holdOver(input.getByText('messageId', { exact: true }).first(), message);
	await editor.pictureWithNotices('schema-preview-dragged');
	await editor.page.mouse.up();
	await message.getByText('$json.messageId').first().waitFor();
});

test('from an n8n that has no credential one paste, six clicks and two fields lead to the first answer', async () => {
	await live.n8n.removeCredential(live.credential.id);
	live.wawp.setStatus(instance.id, 'WORKING');
	await editor.openWorkflow();
	const walk = new Walk(editor);
	await walk.paste(readFileSync('examples/keyword-auto-reply.json', 'utf8'));
	const panel = await walk.openNode('Wawp Trigger');
	await walk.click(panel.getByText('Connect to Wawp'));
	const dialog = editor.part('editCredential-modal');
	await walk.fill(fieldOf(dialog, 'accessToken'), live.account.token);
	await walk.fill(fieldOf(dialog, 'instanceId'), instance.id);
	await onThisMachine(dialog);
	await walk.click(editor.part('credential-save-button', dialog));
	await dialog.waitFor({ state: 'hidden' });
	await walk.click(editor.part('ndv-close-button'));
	await walk.click(editor.part('workflow-open-publish-modal-button'));
	await walk.click(editor.part('workflow-publish-button'));
	const [, id] = await eventually('the address of the workflow', () => /workflow\/(\w{8,})/.exec(editor.page.url()));
	await live.n8n.publication(id!, ({ status }) => status === 'published');
	const { nodes } = await live.n8n.workflow(id!);
	const chosen = nodes.flatMap(({ credentials }) => credentials?.wawpApi ?? []);
	try {
		expect(chosen).toEqual([chosen[0], chosen[0]]);
		live.wawp.phone.receives(instance.id, { from: PERSON, body: 'What is the price?' });
		const [answer] = await eventually('an answer', () => live.sent(instance.id).length > 0 && live.sent(instance.id));
		expect(answer).toMatchObject({ operation: 'message.sendText', chatId: PERSON });
		expect(walk.taken).toEqual({ pastes: 1, clicks: 6, fields: 2 });
	} finally {
		await live.n8n.unpublish(id!);
		await live.n8n.removeCredential(chosen[0]!.id!);
		live.credential = await live.addCredential({ instanceId: instance.id });
	}
});

const fieldOf = (dialog: Locator, name: string): Locator => editor.part(`parameter-input-${name}`, dialog).locator('input');

/** What only the Wawp on this machine asks for. */
async function onThisMachine(dialog: Locator): Promise<void> {
	await editor.part('parameter-input-advanced', dialog).locator('.el-switch, [role="switch"]').first().click();
	await fieldOf(dialog, 'baseUrl').fill(live.wawp.url);
}

test('a session that is stopped is told as such, with the way out', async () => {
	live.wawp.setStatus(instance.id, 'STOPPED');
	const to = { __rl: true, mode: 'number', value: '+20 114 520 2826' };
	await editor.openWorkflow((await workflowOf('Send to a stopped session', node('Send Text', 'n8n-nodes-wawp.wawp', 2, { resource: 'message', operation: 'sendText', to, text: 'Hi' }))).id);
	const panel = await editor.openNode('Send Text');
	await editor.part('node-execute-button', panel).click();
	const message = editor.part('node-error-message', panel);
	await message.waitFor();
	expect(await message.innerText()).toBe("The session is STOPPED: run 'Session > Start', then try again");
	await editor.part('node-execute-button', panel).getByText('Execute step').waitFor();
	await editor.picture('error-stopped');
});

test('the credential dialog tells a wrong token when it is saved, and closes with the right one', async () => {
	await editor.openWorkflow((await workflowOf('Enter the credential', node('Get Info', 'n8n-nodes-wawp.wawp', 2, { resource: 'session', operation: 'getInfo' }))).id);
	const panel = await editor.openNode('Get Info');
	await editor.part('node-credentials-select', panel).click();
	await editor.part('node-credentials-select-item-new').click();
	const dialog = editor.part('editCredential-modal');
	await editor.part('credential-connection-parameter', dialog).first().waitFor();
	expect((await editor.labels(dialog)).slice(0, 2)).toEqual(['Access Token', 'Instance ID']);
	await dialog.getByText('The 12 letters and digits that name one linked number').waitFor();
	await editor.picture('credential');
	await onThisMachine(dialog);
	await fieldOf(dialog, 'accessToken').fill('wrong');
	await fieldOf(dialog, 'instanceId').fill(instance.id);
	await editor.part('credential-save-button', dialog).click();
	await dialog.getByText('More details').click();
	await dialog.getByText('Wawp does not accept this Access Token. Copy it again').waitFor();
	await editor.picture('credential-refused');
	await fieldOf(dialog, 'accessToken').fill(live.account.token);
	await editor.part('credential-save-button', dialog).click();
	await dialog.waitFor({ state: 'hidden' });
	expect(await editor.part('node-credentials-select', panel).locator('input').inputValue()).toBe('Wawp account');
});

test('the QR code is shown in the output pane, as a phone can scan it', async () => {
	live.wawp.setStatus(instance.id, 'SCAN_QR_CODE');
	await editor.openWorkflow((await workflowOf('Show the code', node('Get QR Code', 'n8n-nodes-wawp.wawp', 2, { resource: 'auth', operation: 'getQrImage' }))).id);
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
	await editor.openWorkflow((await workflowOf('Unknown instance', node('Get Info', 'n8n-nodes-wawp.wawp', 2, { resource: 'session', operation: 'getInfo', instanceId: 'AAAAAAAAAAAA' }))).id);
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

test('a free account is told, where it tries the trigger, what needs no webhook, and which address would last', async () => {
	const account = live.wawp.addAccount({ plan: 'free' });
	const { id: instanceId } = live.wawp.addInstance(account, { status: 'WORKING' });
	const wawpApi = await live.addCredential({ accessToken: account.token, instanceId });
	const trigger = { ...node('Wawp Trigger', 'n8n-nodes-wawp.wawpTrigger', 2), credentials: { wawpApi } };
	await editor.openWorkflow((await live.n8n.addWorkflow({ name: 'Free account', nodes: [trigger], connections: {}, settings: { executionOrder: 'v1' } })).id);
	const panel = await editor.openNode('Wawp Trigger');
	await editor.part('trigger-execute-button', panel).click();
	const notice = editor.notice('This needs a paid Wawp plan');
	await notice.waitFor();
	const words = await notice.innerText();
	expect(words).toContain('On a free account use the Wawp Session Watcher');
	expect(words).toContain(`/webhook/${trigger.webhookId}`);
	expect(words).not.toContain('/webhook-test/');
	await editor.pictureWithNotices('error-free-account');
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
