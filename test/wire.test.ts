import { resources } from '../nodes/Wawp/resources';
import { type Wawp, startWawp } from './simulator';
import { seedExamples } from './simulator/exampleWorld';
import { WawpRig } from './support/wawpRig';
import { type Wire, wires } from './wire';

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

test('every documented operation has its request written down', () => {
	const offered = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).flatMap(([operation, { flow }]) => (flow ? [] : [`${resource}.${operation}`])),
	);
	const written = new Set(wires.map(({ operation }) => operation));
	expect(offered.filter((operation) => !written.has(operation))).toEqual([]);
});

describe.each(['parameters', 'headers'])('with the token as %s', (sendAs) => {
	test.each(wires)('$operation sends what is written down', async ({ operation, instance, given, request, query = {}, body = {} }: Wire) => {
		const rig = new WawpRig(wawp, { instance: { ...instance }, credential: { sendAs } });
		prepare(rig, operation);

		const run = await rig.run(operation, given);

		const call = rig.calls.at(-1)!;
		expect(`${call.method} ${call.path}`).toBe(request);
		expect({ query: withoutCredentials(call.query), body: withoutCredentials(call.body) }).toEqual({ query, body });
		expect(call.credentials).toEqual({
			token: rig.account.token,
			instanceId: operation === 'session.create' ? null : rig.instance.id,
			carriedBy: sendAs === 'headers' ? 'headers' : /^(GET|DELETE) /.test(request) ? 'query' : 'body',
		});
		expect(call.status).toBe(200);
		// The documented answer of the legacy screenshot holds no picture.
		if (operation !== 'auth.getScreenshot') expect(run.status).toBe('success');
	});
});

/** What has to be there for the operation to find it. */
function prepare({ wawp, instance }: WawpRig, operation: string): void {
	const { world } = wawp;
	seedExamples(wawp, instance);
	if (['webhook.delete', 'webhook.update'].includes(operation)) {
		const retries = { delay: 2, attempts: 15 };
		instance.webhooks.push({ url: 'https://example.com/hook?id=7', events: ['message'], is_active: 1, retries });
	}
	if (operation === 'auth.verifyOtp') {
		world.otps.push({ instanceId: instance.id, chatId: '201145202826', code: '012345', sentAt: Date.now(), wrongTries: 0 });
	}
}

const withoutCredentials = (sent: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(sent).filter(([name]) => name !== 'access_token' && name !== 'instance_id'));
