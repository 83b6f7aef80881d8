import { SWITCHES, type Wawp, startWawp } from '../simulator';
import { qrText } from '../support/qrText';
import { quickWawp } from '../support/quickWawp';
import { ACTION, WawpRig } from '../support/wawpRig';

let wawp: Wawp;
beforeEach(async () => void (wawp = await quickWawp()));
afterEach(async () => await wawp.stop());

test.each(['create', 'start', 'restart', 'stop', 'logout', 'delete', 'getInfo'])('%s shows no secret in the addresses of the webhooks that its answer lists', async (name) => {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	const webhooks = ['abc', 'def'].map((secret) => ({ url: `https://n8n.example.com/wawp?secret=${secret}`, events: ['message'] }));
	wawp.failNext({ status: 200, body: { success: true, status: 'WORKING', instance_id: rig.instance.id, webhooks, config: { webhooks } } }, { operation: `session.${name}` });
	const items = await rig.items(`session.${name}`, name === 'getInfo' ? { simplify: false } : {});
	expect(JSON.stringify(items)).toMatch(/secret=\*\*\*/);
	expect(JSON.stringify(items)).not.toMatch(/secret=(abc|def)/);
});

describe('Get Info', () => {
	const working = { status: 'WORKING', phone: '201145202826', pushName: 'Support' };

	test('says whether the number works, and which it is', async () => {
		const rig = new WawpRig(wawp, { instance: working });
		const [item] = await rig.items('session.getInfo');
		expect(item!.json).toEqual({
			instanceId: rig.instance.id,
			name: rig.instance.name,
			status: 'WORKING',
			isWorking: true,
			phoneNumber: '201145202826',
			pushName: 'Support',
			accountId: '201145202826@c.us',
			webhooks: [],
		});
	});

	test('shows the number where the account has no display name', async () => {
		const rig = new WawpRig(wawp, { instance: { ...working, pushName: '' } });
		expect((await rig.items('session.getInfo'))[0]!.json.pushName).toBe('201145202826');
	});

	test.each(SWITCHES.configWebhooks)('lists the webhooks that Wawp prints as %s', async (configWebhooks) => {
		wawp.switches.configWebhooks = configWebhooks;
		const rig = new WawpRig(wawp, { instance: working });
		rig.instance.webhooks.push({ url: 'https://example.com/a', events: ['message'], is_active: 1, retries: { delay: 2, attempts: 15 } });
		const [item] = await rig.items('session.getInfo');
		const listed = configWebhooks === 'empty object' ? [] : [{ url: 'https://example.com/a', events: ['message'] }];
		expect(item!.json.webhooks).toEqual(listed);
	});

	test('passes a state on that nobody has heard of, as not working', async () => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		wawp.setStatus(rig.instance.id, 'PASSKEY_REQUIRED');
		const [item] = await rig.items('session.getInfo');
		expect(item!.json).toMatchObject({ status: 'PASSKEY_REQUIRED', isWorking: false });
	});

	test('adds the whole answer with its secrets masked when not simplified', async () => {
		const rig = new WawpRig(wawp, { instance: working });
		const [item] = await rig.items('session.getInfo', { simplify: false });
		expect(item!.json).toMatchObject({
			isWorking: true,
			raw: { status: 'WORKING', config: { proxy: null, metadata: { access_token: '***', user_email: '***', instance_id: rig.instance.id } } },
		});
	});

	test.each(SWITCHES.qrInInfo)('turns a QR code that comes as %s into a PNG on request', async (qrInInfo) => {
		wawp.switches.qrInInfo = qrInInfo;
		const rig = new WawpRig(wawp, { instance: { status: 'SCAN_QR_CODE' } });
		const [item] = await rig.items('session.getInfo', { qrAsImage: true, binaryPropertyName: 'code' });
		expect(qrText(item, 'code')).toBe(qrInInfo === 'absent' ? undefined : rig.instance.qr!.value);
	});

	test('has no picture of a session that needs no scan', async () => {
		const rig = new WawpRig(wawp, { instance: working });
		expect((await rig.items('session.getInfo', { qrAsImage: true }))[0]!.binary).toBeUndefined();
	});

	test('asks by GET where Wawp knows no POST', async () => {
		wawp.switches.infoMethods = 'GET only';
		const rig = new WawpRig(wawp, { instance: working });
		await rig.items('session.getInfo');
		expect(rig.calls.map(({ method, status }) => [method, status])).toEqual([['POST', 405], ['GET', 200]]);
	});

	test('does not ask a second time when the session is what is unknown', async () => {
		const rig = new WawpRig(wawp, { credential: { instanceId: 'NOSUCHSESSIO' } });
		await rig.error('session.getInfo');
		expect(rig.calls).toHaveLength(1);
	});
});

describe('Get Connected Account', () => {
	test('names the account, with the number where there is no display name', async () => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING', phone: '201145202826', pushName: '' } });
		const [item] = await rig.items('session.getMe');
		expect(item!.json).toEqual({
			instanceId: rig.instance.id,
			id: '201145202826@c.us',
			phoneNumber: '201145202826',
			pushName: '201145202826',
			platform: 'android',
		});
	});

	test('takes the device part off an ID', async () => {
		const rig = new WawpRig(wawp);
		wawp.failNext({ body: { id: '201145202826:12@s.whatsapp.net', pushName: 'Support' } });
		expect((await rig.items('session.getMe'))[0]!.json).toMatchObject({ id: '201145202826@c.us', phoneNumber: '201145202826', platform: null });
	});

	test.each(SWITCHES.meWhenDisconnected)('says that the session is not connected when Wawp answers %s', async (status) => {
		wawp.switches.meWhenDisconnected = status;
		const rig = new WawpRig(wawp, { instance: { status: 'SCAN_QR_CODE' } });
		const error = await rig.error('session.getMe');
		expect(error.message).toBe('The session is not connected to WhatsApp: it is SCAN_QR_CODE');
		expect(error.description).toMatch(/scan the QR code/);
		// A scan may have happened just now: it is asked about for some seconds.
		expect(new Set(rig.calls.map(({ operation }) => operation))).toEqual(new Set(['session.getMe', 'session.getInfo']));
		expect(rig.calls.length).toBeLessThanOrEqual(14);
	});

	test('says that the token is wrong when it is, without a second call', async () => {
		const rig = new WawpRig(wawp, { credential: { accessToken: 'not-the-right-token' } });
		expect((await rig.error('session.getMe')).message).toBe('Wawp does not accept the access token');
		expect(wawp.calls).toHaveLength(1);
	});

	test('says that the session is unknown when it is', async () => {
		const rig = new WawpRig(wawp, { credential: { instanceId: 'NOSUCHSESSIO' } });
		expect((await rig.error('session.getMe')).message).toBe('Wawp finds no session with this Instance ID');
	});
});

describe('rate limits', () => {
	test.each(SWITCHES.rateLimitAnswer)('are readable when the answer has %s', async (rateLimitAnswer) => {
		wawp.switches.rateLimitAnswer = rateLimitAnswer;
		const rig = new WawpRig(wawp, { plan: 'free' });
		const { currentPolicy, hasActivePlan, policies } = (await rig.items('session.getRateLimit'))[0]!.json;
		expect({ currentPolicy, hasActivePlan }).toEqual({ currentPolicy: 'standard_policy', hasActivePlan: false });
		expect(policies).toMatchObject([
			{ slug: 'strict', name: 'Strict', available: true, isCurrent: false, sendMessagesPerMinute: 5 },
			{ slug: 'standard_policy', name: 'Standard Policy', available: true, isCurrent: true },
			{ slug: 'growth', available: false, groupRequestsPerDay: null, accountProtectionSeconds: null },
			{ slug: 'unlimited', available: false, sendMessagesPerDay: 'unlimited', accountProtectionSeconds: null },
		]);
	});

	test.each(SWITCHES.rateLimitAnswer)('are chosen from a list that marks what the plan does not include (%s)', async (rateLimitAnswer) => {
		wawp.switches.rateLimitAnswer = rateLimitAnswer;
		const { rig } = new WawpRig(wawp, { plan: 'free' });
		const spec = { type: ACTION, credentials: ['wawpApi'], parameters: { resource: 'session', operation: 'setRateLimit' } };
		expect((await rig.listSearch(spec, 'searchPolicies')).results).toEqual([
			{ name: 'Strict', value: 'strict' },
			{ name: 'Standard Policy', value: 'standard_policy' },
			{ name: 'Growth (not in your plan)', value: 'growth' },
			{ name: 'Unlimited (not in your plan)', value: 'unlimited' },
		]);
		expect((await rig.listSearch(spec, 'searchPolicies', 'STAND')).results).toEqual([{ name: 'Standard Policy', value: 'standard_policy' }]);
	});

	test('list the policies of the instance that the operation names', async () => {
		const { rig, account } = new WawpRig(wawp);
		const other = wawp.addInstance(account);
		const parameters = { resource: 'session', operation: 'setRateLimit', instanceId: other.id };
		await rig.listSearch({ type: ACTION, credentials: ['wawpApi'], parameters }, 'searchPolicies');
		expect(wawp.calls.at(-1)!.credentials.instanceId).toBe(other.id);
	});
});

describe('temporary links', () => {
	const keys = SWITCHES.linkExpiryKey.flatMap((key) => SWITCHES.linkAnswer.map((shape) => [key, shape] as const));

	test.each(keys)('come with their expiry under the key %s, the link being a %s', async (linkExpiryKey, linkAnswer) => {
		await wawp.stop();
		wawp = await startWawp({ switches: { linkExpiryKey, linkAnswer } });
		const rig = new WawpRig(wawp);
		const [created] = await rig.items('session.createTempLink');
		const [read] = await rig.items('session.getTempLink');
		const { url, expiresAt } = wawp.world.tempLinks.find(({ instanceId }) => instanceId === rig.instance.id)!;
		expect(created!.json).toEqual({ instanceId: rig.instance.id, link: url, expiresAt: expect.any(String) });
		expect(Math.abs(Date.parse(created!.json.expiresAt as string) - expiresAt)).toBeLessThan(2000);
		expect(read!.json.link).toBe(url);
	});

	test('are null where there is none', async () => {
		const [item] = await new WawpRig(wawp).items('session.getTempLink');
		expect(item!.json).toMatchObject({ link: null, expiresAt: null });
	});

	test('can be revoked', async () => {
		const rig = new WawpRig(wawp);
		await rig.items('session.createTempLink');
		expect((await rig.items('session.revokeTempLink'))[0]!.json).toMatchObject({ deleted: true, instanceId: rig.instance.id });
		expect(wawp.world.tempLinks).toEqual([]);
	});
});

describe('Create and Delete', () => {
	test.each(SWITCHES.createAnswer)('return the Instance ID that the next node needs, from an answer that is %s', async (createAnswer) => {
		wawp.switches.createAnswer = createAnswer;
		const [item] = await new WawpRig(wawp).items('session.create');
		expect(item!.json).toMatchObject({ instance_id: wawp.world.instances.at(-1)!.id, session_name: expect.any(String) });
	});

	test('create is not repeated when no answer comes, and says that the session may exist', async () => {
		const rig = new WawpRig(wawp);
		wawp.failNext({ reset: true, carryOut: true });
		const error = await rig.error('session.create');
		expect(error.message).toBe('The connection to Wawp was lost');
		expect(error.description).toMatch(/The session may exist now/);
		expect(rig.calls).toHaveLength(1);
	});

	test('create says that the plan has no room for another session', async () => {
		const rig = new WawpRig(wawp, { plan: 'free' });
		const error = await rig.error('session.create');
		expect(error).toMatchObject({ message: 'Wawp did not create another session', httpCode: '403' });
		expect(error.description).toMatch(/Delete one that is not needed/);
	});

	test('delete says that it deleted', async () => {
		const rig = new WawpRig(wawp);
		expect((await rig.items('session.delete'))[0]!.json).toMatchObject({ deleted: true, instanceId: rig.instance.id, status: 'DELETED' });
		expect(wawp.world.instances).not.toContain(rig.instance);
	});

	test('what is queued is not called deleted yet', async () => {
		const rig = new WawpRig(wawp);
		wawp.failNext({ status: 202, body: { status: 'queued', jobId: '17' } });
		expect((await rig.items('session.delete'))[0]!.json).toEqual({ status: 'queued', jobId: '17' });
	});
});
