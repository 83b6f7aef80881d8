import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { accountFor } from '../../nodes/Wawp/delivery/account';
import { urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { startWawp } from '../simulator';
import { TriggerRig, post } from '../support/triggerRig';

let rig: TriggerRig;
beforeEach(async () => {
	rig = await TriggerRig.start();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

let last = 0;
const message = (payload: IDataObject) => ({ id: `evt_${++last}`, event: 'message', payload });

const textOf = async (body: string) => {
	await rig.deliver(message({ body }));
	const [{ text }] = (await rig.started()) as [IDataObject];
	return text;
};

function passed(milliseconds: number): void {
	const now = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + milliseconds);
}

test('the credential is read once for the deliveries of ten seconds', async () => {
	await rig.activate({ events: ['message'] });
	const read = jest.spyOn(rig.n8n.credentials, 'getDecrypted');
	for (let count = 0; count < 5; count++) await rig.deliver(message({ body: 'Hi' }));
	expect(await rig.started()).toHaveLength(5);
	expect(read).toHaveBeenCalledTimes(1);
	passed(10_000);
	await rig.deliver(message({ body: 'Hi' }));
	expect(read).toHaveBeenCalledTimes(2);
});

test('a crowd that comes after ten seconds does not wait until one of them has read it', async () => {
	await rig.activate({ events: ['message'] });
	await rig.deliver(message({ body: 'Hi' }));
	passed(10_000);
	const held = rig.holdNext();
	const first = rig.deliver(message({ body: 'Hi' }));
	await held.reached;
	const read = jest.spyOn(rig.n8n.credentials, 'getDecrypted');
	for (let count = 0; count < 5; count++) await rig.deliver(message({ body: 'Hi' }));
	expect(read).toHaveBeenCalledTimes(1);
	held.release();
	await first;
	expect(await rig.started()).toHaveLength(7);
});

test('a token is kept out of the items from the first delivery on, and a new one ten seconds later at the latest', async () => {
	await rig.activate({ events: ['message'] });
	expect(await textOf(`Look: ${rig.account.token}`)).not.toContain(rig.account.token);
	rig.changeCredential({ accessToken: 'token-of-tomorrow' });
	passed(10_000);
	expect(await textOf('Look: token-of-tomorrow')).not.toContain('token-of-tomorrow');
});

test('an address that the account of before does not explain has the credential read again, once a second', async () => {
	const [node] = rig.workflow({ events: ['message'] }).nodes;
	const id = rig.n8n.save({ nodes: [{ ...node!, id: 'node' }] });
	await rig.n8n.activate(id);
	expect(await textOf('Hi')).toBe('Hi');
	rig.changeCredential({ accessToken: 'token-of-tomorrow' });
	const secret = urlSecretOf('token-of-tomorrow', { workflowId: id, nodeId: 'node', instanceId: rig.instance.id, isTest: false, isSigned: false });
	const delivered = async () => await post(`${rig.n8n.webhookUrl(id)}?secret=${secret}`, JSON.stringify(message({ body: 'Ho' })));
	expect(await delivered()).toBe(403);
	passed(1_000);
	expect(await delivered()).toBe(200);
	expect(await rig.started()).toMatchObject([{ text: 'Ho', instanceId: rig.instance.id }]);
});

test('another credential that is selected counts at once', async () => {
	await rig.stop();
	rig = await TriggerRig.start({ n8n: { credentials: { wawp: { type: 'wawpApi', data: {} }, other: { type: 'wawpApi', data: {} } } } });
	rig.changeCredential({});
	rig.n8n.credentials.update('other', { accessToken: rig.account.token, webhookSecret: 'secret-of-another', instanceId: rig.instance.id, baseUrl: rig.wawp.url });
	const id = await rig.activate({ events: ['message'] });
	expect(await textOf('Look: secret-of-another')).toContain('secret-of-another');
	const { nodes } = rig.workflow({ events: ['message'] });
	await rig.n8n.publish(id, { nodes: nodes.map((node) => ({ ...node, credentials: { wawpApi: { id: 'other', name: 'Other' } } })) });
	expect(await textOf('Look: secret-of-another')).not.toContain('secret-of-another');
});

test('each node of each workflow has an account of its own, and a copied node has that of its copy', async () => {
	// An expression in the credential may give each of them another token.
	const places = ['w1', 'w2'].flatMap((workflow) => ['n1', 'n2'].flatMap((id) => ['c1', 'c2'].map((credential) => ({ workflow, id, credential, token: `${workflow} ${id} ${credential}` }))));
	const contextOf = ({ workflow, id, credential, token }: (typeof places)[number]) =>
		({
			getWorkflow: () => ({ id: workflow }),
			getNode: () => ({ id, credentials: { wawpApi: { id: credential, name: credential } } }),
			getCredentials: async () => ({ accessToken: token, instanceId: '', baseUrl: 'https://api.wawp.net' }),
		}) as unknown as IWebhookFunctions;
	for (let round = 0; round < 2; round++) {
		const read = await Promise.all(places.map(async (place) => (await accountFor(contextOf(place))).accessToken));
		expect(read).toEqual(places.map(({ token }) => token));
	}
});

test('a request goes where the credential says now', async () => {
	const moved = await startWawp();
	try {
		await rig.activate({ events: ['message'], options: { resolvePhone: true } });
		await rig.deliver(message({ from: '111111@lid', body: 'Hi' }));
		await rig.settled();
		rig.changeCredential({ baseUrl: moved.url });
		await rig.deliver(message({ from: '222222@lid', body: 'Hi' }));
		expect(await rig.started()).toHaveLength(2);
		expect(moved.calls.map(({ operation, path }) => [operation, path])).toEqual([['lid.getByLid', expect.stringContaining('222222')]]);
	} finally {
		await moved.stop();
	}
});
