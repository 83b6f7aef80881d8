import type { NodeOperationError } from 'n8n-workflow';

import { accountOf } from '../../nodes/Wawp/engine/account';
import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

/* The credential, as the nodes use it, and what of it may be seen. */

const accountWith = async (credential: object, itemIndex?: number) => await accountOf({ getNode: () => ({ name: 'Wawp' }), getCredentials: async () => credential } as never, itemIndex);

test('spaces that were copied along are none of it', async () => {
	const credential = { baseUrl: ' https://api.wawp.net ', instanceId: ' 3EB0BCB2E3D4\n', accessToken: '\ttoken ', webhookSecret: ' secret ' };
	expect(await accountWith(credential)).toMatchObject({ baseUrl: 'https://api.wawp.net', instanceId: '3EB0BCB2E3D4', accessToken: 'token', webhookSecret: 'secret', secrets: ['token', 'secret'] });
});

test.each([undefined, null, '', ' '])('a Webhook Secret of %j is none', async (webhookSecret) => {
	expect((await accountWith({ baseUrl: 'https://api.wawp.net', accessToken: 'token', webhookSecret })).webhookSecret).toBeUndefined();
});

test('a Base URL that is none is told before anything is asked', async () => {
	const { message, description, context } = await accountWith({ baseUrl: 'https://me@api.wawp.net', accessToken: 'token' }, 3).then(() => Promise.reject(new Error('It was taken')), (error: NodeOperationError) => error);
	expect([message, description, context.itemIndex]).toEqual([expect.stringContaining("The credential's 'Base URL' "), expect.stringContaining('Use https://api.wawp.net, or the https:// address of your proxy.'), 3]);
});

describe('a secret of the credential that Wawp quotes', () => {
	let wawp: Wawp;
	beforeEach(async () => void (wawp = await startWawp()));
	afterEach(async () => await wawp.stop());

	const WEBHOOK_SECRET = 'hook+secret/4711=%';
	const quotes = (rig: WawpRig) => `${rig.account.token} and ${WEBHOOK_SECRET}`;
	const start = () => new WawpRig(wawp, { credential: { webhookSecret: WEBHOOK_SECRET } });

	test('is in no item', async () => {
		const rig = start();
		wawp.failNext({ status: 200, body: { name: quotes(rig), status: 'WORKING', more: [{ said: quotes(rig) }] } });
		const [item] = await rig.items('session.getInfo', { simplify: false });
		const text = JSON.stringify(item!.json);
		expect(text).toContain('*** and ***');
		for (const secret of [rig.account.token, WEBHOOK_SECRET]) expect(text).not.toContain(secret);
	});

	test('is in no error', async () => {
		const rig = start();
		wawp.failNext({ status: 400, body: { message: `Not ${quotes(rig)}` } });
		const { message, description, context } = await rig.error('session.getInfo');
		const text = JSON.stringify([message, description, context]);
		expect(text).toContain('Not *** and ***');
		for (const secret of [rig.account.token, WEBHOOK_SECRET]) expect(text).not.toContain(secret);
	});
});
