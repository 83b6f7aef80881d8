import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { type Fault, SWITCHES, type Wawp } from '../simulator';
import { quickWawp } from '../support/quickWawp';
import { ACTION, WawpRig } from '../support/wawpRig';

let wawp: Wawp;
beforeEach(async () => void (wawp = await quickWawp()));
afterEach(async () => await wawp.stop());

const NUMBER = '201145202826';

const linked = (phone = NUMBER): WawpRig => new WawpRig(wawp, { instance: { status: 'WORKING', phone, pushName: 'Support' } });

const verified = async (rig: WawpRig, expectedNumber: string, parameters: INodeParameters = {}): Promise<IDataObject> =>
	(await rig.items('session.verifyAccount', { expectedNumber, ...parameters }))[0]!.json;

const heard = (rig: WawpRig) => rig.calls.map(({ operation }) => operation);

/** What another number has to be told by: one look may show the phone of before. */
const twice = ['session.getMe', 'session.getMe'];

describe('Verify Account', () => {
	test.each([
		NUMBER,
		`+${NUMBER}`,
		`00${NUMBER}`,
		' +20 114 520 2826 ',
		'+20 (114) 520-2826',
		'20.114.520.2826',
		'+20\u00a0114\u20115202826',
		`${NUMBER}@c.us`,
		`${NUMBER}@s.whatsapp.net`,
		`${NUMBER}:12@s.whatsapp.net`,
	])('takes the expected number as %j', async (expectedNumber) => {
		expect(await verified(linked(), expectedNumber)).toMatchObject({ matches: true, expected: NUMBER });
	});

	test('says which number was expected and which it is', async () => {
		const rig = linked();
		expect(await verified(rig, '+1 650 555 0100')).toEqual({
			instanceId: rig.instance.id,
			matches: false,
			expected: '16505550100',
			actual: NUMBER,
			account: { instanceId: rig.instance.id, id: `${NUMBER}@c.us`, phoneNumber: NUMBER, pushName: 'Support', platform: 'android' },
		});
		expect(heard(rig)).toEqual(twice);
		expect(rig.instance.linked).toBe(true);
	});

	test.each<[string, object]>([
		['a jid with a device part', { jid: `${NUMBER}:12@s.whatsapp.net`, name: 'Support' }],
		['an ID with a device part', { id: `${NUMBER}:3@s.whatsapp.net` }],
		['a jid under me', { me: { jid: `${NUMBER}:12@s.whatsapp.net` } }],
	])('compares with the digits of %s', async (_name, body) => {
		const rig = linked();
		wawp.failNext({ body });
		expect(await verified(rig, NUMBER)).toMatchObject({ matches: true, actual: NUMBER });
	});

	test('does not take a number for another that it only begins', async () => {
		expect(await verified(linked(), NUMBER.slice(0, -1))).toMatchObject({ matches: false });
	});

	test('ends with an error at another number, on request', async () => {
		const rig = linked();
		const error = await rig.error('session.verifyAccount', { expectedNumber: '16505550100', onMismatch: 'error' });
		expect(error).toMatchObject({ message: `The linked number is ${NUMBER}, not 16505550100`, context: { itemIndex: 0 } });
		expect(heard(rig)).toEqual(twice);
	});

	test('unlinks nobody where an expression gives a choice that there is not', async () => {
		const rig = linked();
		const error = await rig.error('session.verifyAccount', { expectedNumber: '16505550100', onMismatch: '={{ "unlink" }}' });
		expect(error.message).toBe("'If Another Number Is Linked' is none of its choices: unlink");
		expect(heard(rig)).toEqual([]);
	});

	test('logs another number out, on request', async () => {
		const rig = linked();
		expect(await verified(rig, '16505550100', { onMismatch: 'logOut' })).toMatchObject({ matches: false, loggedOut: true, actual: NUMBER });
		expect(heard(rig)).toEqual([...twice, 'session.logout']);
		expect(rig.instance.linked).toBe(false);
	});

	test('says that it is not logged out yet, where Wawp does it later', async () => {
		const rig = linked();
		wawp.failNext({ body: { status: 'queued', job_id: '17' } }, { operation: 'session.logout' });
		expect(await verified(rig, '16505550100', { onMismatch: 'logOut' })).toMatchObject({ matches: false, loggedOut: false, actual: NUMBER });
	});

	test.each(['error', 'logOut'])('leaves the right number as it is (%s)', async (onMismatch) => {
		const rig = linked();
		expect(await verified(rig, NUMBER, { onMismatch })).not.toHaveProperty('loggedOut');
		expect(heard(rig)).toEqual(['session.getMe']);
	});

	test.each([
		['5511987654321', '+55 (11) 8765-4321'],
		['551187654321', '+55 11 98765-4321'],
		['5215512345678', '+52 55 1234 5678'],
		['525512345678', '+52 1 55 1234 5678'],
		['5491123456789', '+54 11 2345-6789'],
		['541123456789', '+54 9 11 2345-6789'],
	])('knows %s by %j, and leaves it linked', async (phone, expectedNumber) => {
		const rig = linked(phone);
		expect(await verified(rig, expectedNumber, { onMismatch: 'logOut' })).toMatchObject({ matches: true, actual: phone });
		expect(heard(rig)).toEqual(['session.getMe']);
		expect(rig.instance.linked).toBe(true);
	});

	test.each([
		['another country', '+27 11 520 2826'],
		['the same country, with another end', '+20 114 520 2827'],
		['the same country, where six digits are alike', '+20 114 620 2826'],
	])('asks nobody about a number of %s (%s), which is another one', async (_what, expectedNumber) => {
		const rig = linked('201145202826');
		expect(await verified(rig, expectedNumber, { onMismatch: 'logOut' })).toMatchObject({ matches: false, loggedOut: true });
		expect(heard(rig)).toEqual([...twice, 'session.logout']);
	});

	/** A number of eight digits that became one of ten. */
	const longer = ['22512345678', '+225 07 12 34 56 78'] as const;

	test.each<[string, object, boolean]>([
		['under the linked ID', { numberExists: true, chatId: '22512345678@c.us' }, true],
		['under the linked ID, as engines write it', { numberExists: true, chatId: { _serialized: '22512345678@c.us' } }, true],
		['under another ID', { numberExists: true, chatId: '2250712345678@c.us' }, false],
	])('asks WhatsApp where both numbers end alike: it is known %s', async (_name, body, matches) => {
		const rig = linked(longer[0]);
		wawp.failNext({ body }, { operation: 'contact.checkExists' });
		const json = await verified(rig, longer[1], { onMismatch: 'logOut' });
		expect(json.matches).toBe(matches);
		expect(heard(rig)).toEqual([...twice, 'contact.checkExists', ...(matches ? [] : ['session.logout'])]);
		expect(rig.calls[2]!.params).toMatchObject({ phone: '2250712345678' });
		expect(rig.instance.linked).toBe(matches);
	});

	test.each<[string, Fault]>([
		['nothing', { body: {} }],
		['that there is no account', { body: { numberExists: false, chatId: null } }],
		['that there is no account, and an ID all the same', { body: { numberExists: false, chatId: '2250712345678@c.us' } }],
		['a hidden identity', { body: { numberExists: true, chatId: '123123123@lid' } }],
		['no ID', { body: { numberExists: true } }],
		['an error', { status: 403, body: { code: 'forbidden', message: 'No' } }],
	])('logs nobody out on a doubt: WhatsApp says %s', async (_name, fault) => {
		const rig = linked(longer[0]);
		wawp.failNext(fault, { operation: 'contact.checkExists' });
		const error = await rig.error('session.verifyAccount', { expectedNumber: longer[1], onMismatch: 'logOut' });
		expect(error.message).toBe('The linked number is 22512345678, which may be 2250712345678 in another form');
		expect(heard(rig)).toEqual([...twice, 'contact.checkExists']);
		expect(rig.instance.linked).toBe(true);
	});

	test('does not log out a number that Wawp does not tell', async () => {
		const rig = linked();
		wawp.failNext({ body: { id: '123123123@lid', pushName: 'Support' } });
		const error = await rig.error('session.verifyAccount', { expectedNumber: NUMBER, onMismatch: 'logOut' });
		expect(error).toMatchObject({ message: 'Wawp does not say which number is linked', description: expect.stringContaining('123123123@lid') });
		expect(rig.instance.linked).toBe(true);
	});

	test('is false for a number that Wawp does not tell, where an item is wanted', async () => {
		const rig = linked();
		wawp.failNext({ body: { id: '123123123@lid' } });
		expect(await verified(rig, NUMBER)).toMatchObject({ matches: false, actual: null });
	});

	test.each(SWITCHES.meWhenDisconnected)('says that nobody is linked when Wawp answers %s', async (meWhenDisconnected) => {
		wawp.switches.meWhenDisconnected = meWhenDisconnected;
		const rig = new WawpRig(wawp, { instance: { status: 'FAILED' } });
		const error = await rig.error('session.verifyAccount', { expectedNumber: NUMBER, onMismatch: 'logOut' });
		expect(error.message).toBe('The session is not connected to WhatsApp: it is FAILED');
		expect(heard(rig)).toEqual(['session.getMe', 'session.getInfo']);
	});

	test.each([' ', '={{ null }}', '={{ $json.nothing }}'])('says that no number is expected where it is given as %j, before anything is asked', async (expectedNumber) => {
		const rig = linked();
		const error = await rig.error('session.verifyAccount', { expectedNumber });
		expect(error.message).toBe("'Expected Phone Number' is empty");
		expect(rig.calls).toEqual([]);
	});

	test.each(['my phone', '0114 520 2826'])('refuses %j as an expected number before anything is asked', async (expectedNumber) => {
		const rig = linked();
		const error = await rig.error('session.verifyAccount', { expectedNumber });
		expect(error.message).toContain(`'Expected Phone Number' is not a phone number with its country code: ${expectedNumber}`);
		expect(rig.calls).toEqual([]);
	});
});

describe('Get Health', () => {
	const healthOf = async (rig: WawpRig): Promise<IDataObject> => (await rig.items('session.getHealth'))[0]!.json;

	test('tells a session that works, with one call', async () => {
		const rig = linked();
		expect(await healthOf(rig)).toEqual({
			instanceId: rig.instance.id,
			name: rig.instance.name,
			status: 'WORKING',
			statusText: 'Connected',
			healthy: true,
			needsLogin: false,
			nextStep: 'Nothing to do',
			phoneNumber: NUMBER,
			pushName: 'Support',
		});
		expect(heard(rig)).toEqual(['session.getInfo']);
	});

	test.each([
		['STARTING', 'Starting', false, /longer than a minute/],
		['SCAN_QR_CODE', 'Waits for a scan', true, /scan the QR code/],
		['STOPPED', 'Switched off', false, /Start it, unless/],
		['FAILED', 'Broken down', false, /Restart it/],
		['PASSKEY_REQUIRED', 'Waits for a passkey', true, /link the phone again, and confirm the passkey/],
		['PASSKEY_CONFIRMATION_REQUIRED', 'Waits for a passkey', true, /confirm the passkey on the phone/],
		['OF_LATER', 'Not ready', false, /dashboard/],
	])('puts %s into words', async (status, statusText, needsLogin, nextStep) => {
		const rig = new WawpRig(wawp);
		wawp.setStatus(rig.instance.id, status);
		expect(await healthOf(rig)).toMatchObject({ status, statusText, healthy: false, needsLogin, nextStep: expect.stringMatching(nextStep) });
	});

	test('shows what Wawp tells of the engine, without its secrets', async () => {
		const rig = linked();
		const engine = { engine: 'GOWS', state: 'CONNECTED', access_token: rig.account.token, grpc: { client: `token ${rig.account.token}` } };
		wawp.failNext({ body: { name: 'wawp-1', status: 'WORKING', engine } });
		expect((await healthOf(rig)).engine).toEqual({ engine: 'GOWS', state: 'CONNECTED', grpc: { client: 'token ***' } });
	});

	test('says nothing of an engine that is a mere name', async () => {
		const rig = linked();
		wawp.failNext({ body: { name: 'wawp-1', status: 'WORKING', engine: 'GOWS' } });
		expect(await healthOf(rig)).not.toHaveProperty('engine');
	});

	test('asks by GET where Wawp knows no POST', async () => {
		wawp.switches.infoMethods = 'GET only';
		const rig = linked();
		expect((await healthOf(rig)).healthy).toBe(true);
		expect(rig.calls.map(({ method, status }) => [method, status])).toEqual([['POST', 405], ['GET', 200]]);
	});

	test('serves an agent as well', async () => {
		const rig = linked();
		const [item] = await rig.items('session.getHealth', {}, { type: `${ACTION}Tool` });
		expect(item!.json.healthy).toBe(true);
	});
});
