/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createServer } from 'node:net';
import type { IDataObject } from 'n8n-workflow';

import { Live } from './live';

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
afterAll(async () => await live?.stop());

/** What a user sees who clicks Test, or Save. */
async function tested(given: IDataObject): Promise<[status: string, message: string]> {
	const data = { accessToken: live.account.token, instanceId: '', baseUrl: live.wawp.url, webhookSecret: '', sendAs: 'parameters', ...given };
	const { status, message } = await live.n8n.testCredential(data);
	return [status, message];
}

test('n8n offers the three nodes of the package, one of them as a tool and as a human review too', async () => {
	const types = await live.n8n.nodeTypes();
	expect(types.filter((type) => type.startsWith('n8n-nodes-wawp.')).sort()).toEqual([
		'n8n-nodes-wawp.wawp',
		'n8n-nodes-wawp.wawpHitlTool',
		'n8n-nodes-wawp.wawpSessionWatcher',
		'n8n-nodes-wawp.wawpTool',
		'n8n-nodes-wawp.wawpTrigger',
	]);
});

test('a token and an instance that belong together pass, also sent in headers', async () => {
	const { id: instanceId } = live.wawp.addInstance(live.account, { status: 'STOPPED' });
	expect(await tested({ instanceId })).toEqual(['OK', 'Connection successful!']);
	expect(await tested({ instanceId, sendAs: 'headers' })).toEqual(['OK', 'Connection successful!']);
});

test('a wrong token, an unknown instance and a missing one are told apart', async () => {
	const { id: instanceId } = live.wawp.addInstance(live.account, { status: 'WORKING' });
	expect(await tested({ instanceId, accessToken: 'wrong' })).toEqual(['Error', 'Wawp does not accept this Access Token. Copy it again from wawp.net/account/connect.']);
	expect(await tested({ instanceId: 'AAAAAAAAAAAA' })).toEqual([
		'Error',
		"Wawp finds no session with this Instance ID. Copy its 12 letters and digits again. If they are right, the session may be down: save all the same, and run 'Session > Ensure Working'. Once a session was deleted, its ID is gone for good.",
	]);
	expect(await tested({})).toEqual([
		'Error',
		"Without an Instance ID nothing is wrong: Wawp tests a token only together with one. Save, run 'Session > Create' of the Wawp node, and put the ID here that it returns. With one, Wawp does not understand it or the token: copy both again.",
	]);
});

test('a Base URL where nothing answers fails with the name of the fault', async () => {
	const [status, message] = await tested({ instanceId: 'AAAAAAAAAAAA', baseUrl: await addressOfNobody() });
	expect([status, message]).toEqual(['Error', expect.stringContaining('ECONNREFUSED')]);
	expect(message).not.toContain(live.account.token);
});

async function addressOfNobody(): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return `http://127.0.0.1:${port}`;
}
