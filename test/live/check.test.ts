 
import { isRead } from '../../nodes/Wawp/engine/operation';
import { resources } from '../../nodes/Wawp/resources';
import { type Switches, SWITCHES, startWawp } from '../simulator';
import { seedExamples } from '../simulator/exampleWorld';
import { isThorough } from '../support/thorough';
import { type Finding, check } from './check';
import { NOT_ASKED, questions } from './questions';
import { reportOf } from './report';

const NAME = 'Zoe Quillfeather';
const TEXT = 'The safe opens with 4711';

async function world(switches: Partial<Switches> = {}, status = 'WORKING') {
	const wawp = await startWawp({ switches });
	const account = wawp.addAccount();
	const instance = wawp.addInstance(account, { status, id: '3EB0BCB2E3D4' });
	seedExamples(wawp, instance);
	wawp.seed(instance.id, { contacts: [{ id: '4915112345678@c.us', name: NAME }], messages: [{ chatId: '4915112345678@c.us', body: TEXT }] });
	instance.whatsapp.presence.subscribed.push('201234567890@c.us');
	instance.whatsapp.presence.others['201234567890@c.us'] = [{ participant: '201234567890@c.us', lastKnownPresence: 'online', lastSeen: 1_727_745_026 }];
	instance.webhooks.push({ url: 'https://foreign.test/hook?secret=s3cret-of-others', events: ['message'], is_active: 1, hmac: 'hmac-of-others', retries: { delay: 1, attempts: 2 } });
	return { wawp, account: { baseUrl: wawp.url, token: account.token, instanceId: instance.id } };
}

async function found(switches: Partial<Switches> = {}, status = 'WORKING'): Promise<Finding[]> {
	const { wawp, account } = await world(switches, status);
	try {
		return await check({ account, pauseMs: 0 });
	} finally {
		await wawp.stop();
	}
}

const asked = (findings: Finding[]) => findings.filter(({ result }) => result !== 'not asked');

describe('what is asked', () => {
	const reads = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).flatMap(([name, operation]) => (isRead(operation) && !operation.flow ? [`${resource}.${name}`] : [])),
	);

	test('is every operation that reads, save those that leave something behind', () => {
		expect([...questions.map(({ operation }) => operation), ...Object.keys(NOT_ASKED)].sort()).toEqual([...reads].sort());
	});

	test.each(['WORKING', 'SCAN_QR_CODE', 'STOPPED'])('changes nothing (%s)', async (status) => {
		const { wawp, account } = await world({}, status);
		const state = () => JSON.stringify([wawp.log, wawp.world, wawp.deliveries], (_key, value: unknown) => (value instanceof Set || value instanceof Map ? [...value] : value));
		const before = state();
		await check({ account, pauseMs: 0 });
		expect(state()).toBe(before);
		await wawp.stop();
	});

	test('is as the reference has it where Wawp is as the reference has it', async () => {
		for (const status of ['WORKING', 'SCAN_QR_CODE', 'STOPPED']) {
			const findings = asked(await found({}, status));
			expect(findings.filter(({ result }) => result === 'differs')).toEqual([]);
			expect(findings.filter(({ result }) => result === 'confirmed').length).toBeGreaterThan(status === 'WORKING' ? 40 : 7);
		}
	});

	test('is named with what the reference would like to know, and what is not asked with the reason', async () => {
		const findings = await found({}, 'SCAN_QR_CODE');
		const of = (name: string) => findings.find(({ what }) => what === name)!;
		expect(of('session.getInfo').open).toContain('whether qr is a data URI or bare Base64');
		expect(of('session.getInfo').came).toContain('qr: data URI');
		expect(of('chat.getAll')).toMatchObject({ result: 'not asked', details: ['the session is not WORKING'] });
		expect(of('session.restart')).toMatchObject({ result: 'not asked', details: ['it changes something'] });
		expect(of('presence.get')).toMatchObject({ result: 'not asked', details: ['the engine subscribes to the chat on the way'] });
	});
});

const REFUSALS = ['a wrong token', 'no token', 'an instance that is none', 'no instance'];
const LISTS = ['chat.getAll', 'chat.getOverview', 'chat.getOverviewByIds', 'chat.getMessages', 'contact.getAll', 'group.getAll', 'group.getParticipants', 'label.getAll', 'lid.getAll', 'presence.getAll', 'channel.getAll', 'channel.previewMessages', 'channel.getSearchViews', 'channel.getSearchCountries', 'channel.searchByView'];

/** What is told otherwise under each value but the first; switches that only an act can show are not here. */
const SEEN: { [Name in keyof Switches]?: string[] } = {
	infoMethods: ['session.getInfo', ...REFUSALS],
	systemWebhook: ['webhook.getAll'],
	listReturns: ['webhook.getAll'],
	webhookList: ['webhook.getAll'],
	configWebhooks: ['session.getInfo'],
	metadata: ['session.getInfo'],
	qrInInfo: ['session.getInfo'],
	qrImage: ['auth.getQrImage'],
	qrValue: ['auth.getQr'],
	qrExpiry: ['auth.getQr'],
	meWhenDisconnected: ['session.getMe'],
	rateLimitAnswer: ['session.getRateLimit'],
	errors: ['session.getMe', ...REFUSALS],
	refusals: ['session.getMe', ...REFUSALS],
	routes: ['chat.getAll', 'auth.getQr', 'auth.getQrImage'],
	lists: LISTS,
	groupList: ['group.getAll'],
	contactPicture: ['contact.getPicture'],
	contactIds: ['contact.getAll', 'contact.get'],
	existence: ['contact.checkExists'],
	lidCount: ['lid.count'],
	lidByPhone: ['lid.getByPhone'],
	participants: ['group.getParticipants'],
	inviteCode: ['group.getInviteCode'],
	channelCursor: ['channel.searchByText', 'channel.searchByView'],
	channelFields: ['channel.getAll', 'channel.get', 'channel.searchByView'],
	presenceKey: ['presence.getAll'],
	profileAnswer: ['profile.get'],
};

/** Shown only by a session that waits for a scan. */
const SCANNING = ['qrInInfo', 'qrImage', 'qrValue', 'qrExpiry', 'meWhenDisconnected', 'errors', 'refusals'];

function statesFor(name: string): string[] {
	if (isThorough || name === 'routes') return ['WORKING', 'SCAN_QR_CODE'];
	return SCANNING.includes(name) ? ['SCAN_QR_CODE'] : ['WORKING'];
}

describe('an answer of another kind', () => {
	const told = ({ result, details, came }: Finding) => JSON.stringify([result, details, came]);
	const usual = new Map<string, Promise<Finding[]>>();
	const usually = (status: string) => usual.get(status) ?? usual.set(status, found({}, status)).get(status)!;

	const cases = Object.entries(SEEN).flatMap(([name, seen]) => {
		const [, ...values] = SWITCHES[name as keyof Switches];
		return (isThorough ? values : values.slice(0, 1)).map((value) => [name, value, seen] as const);
	});
	test.each(cases)('is found where it is, and nowhere else: %s is %s', async (name, value, seen) => {
		const others: string[] = [];
		for (const status of statesFor(name)) {
			const before = await usually(status);
			const after = await found({ [name]: value }, status);
			others.push(...after.filter((finding, index) => told(finding) !== told(before[index]!)).map(({ what }) => what));
		}
		expect([...new Set(others)].sort()).toEqual([...seen].sort());
	});

	test('says what was expected, and what came', async () => {
		const differing = (await found({ lidCount: 'number', participants: 'role', routes: 'alternative' })).filter(({ result }) => result === 'differs');
		expect(Object.fromEntries(differing.map(({ what, details }) => [what, details]))).toEqual({
			'chat.getAll': ['GET /v2/chats is answered with 405'],
			'group.getParticipants': ['[].isAdmin: boolean is expected, nothing came', '[].isSuperAdmin: boolean is expected, nothing came'],
			'lid.count': ['answer: object is expected, number came'],
		});
	});

	test('where Wawp does not accept the token no answer is confirmed', async () => {
		const { wawp, account } = await world({}, 'STOPPED');
		const findings = asked(await check({ account: { ...account, token: 'not-it' }, pauseMs: 0 }));
		await wawp.stop();
		expect(findings.filter(({ what, result }) => result === 'confirmed' && !REFUSALS.includes(what))).toEqual([]);
		expect(findings[0]).toMatchObject({ what: 'session.getInfo', details: [expect.stringMatching(/^it is refused with 401/)] });
	});

	test('where nobody listens nothing is confirmed', async () => {
		const findings = asked(await check({ account: { baseUrl: 'http://127.0.0.1:9', token: 'x', instanceId: 'y' }, pauseMs: 0 }));
		expect(findings.filter(({ result }) => result !== 'differs')).toEqual([]);
		expect(findings[0]).toMatchObject({ details: ['there was no answer'] });
	});
});

describe('the report', () => {
	test.each<Partial<Switches>>([{}, { quotesUrl: true }, { groupList: 'by ID', lists: 'numeric keys' }, { errors: 'text', refusals: 'under 200' }, { engine: 'GOWS' }, { engine: 'WEBJS' }])('holds no secret, no person and no words of one (%j)', async (switches) => {
		for (const status of ['WORKING', 'SCAN_QR_CODE']) {
			const { wawp, account } = await world(switches, status);
			const report = reportOf(await check({ account, pauseMs: 0 }), [account.token, account.instanceId], '2026-11-26');
			await wawp.stop();
			expect(report.length).toBeGreaterThan(2_000);
			expect(report).not.toMatch(new RegExp([account.token, account.instanceId, NAME, TEXT, 'others', 'John', 'Alpha', '127\\.0\\.0\\.1', '\\d{6}'].join('|')));
		}
	});

	test('lists what was not asked, and why', async () => {
		const report = reportOf(await found(), [], '2026-11-26');
		expect(report).toMatch(/^## Wawp against the reference, 2026-11-26\n\n\d+ confirmed, 0 differs, \d+ new, \d+ not asked\n/);
		expect(report).toContain('\n- message.sendText: it changes something\n');
	});
});
