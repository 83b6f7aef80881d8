import fc from 'fast-check';
import type { IDataObject, INodeParameters, Workflow } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { events } from '../../nodes/Wawp/webhooks/events';
import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { bodies, enveloped } from '../events/golden';
import { messages } from '../events/messages';
import { Rig } from '../support/engine';
import { runs } from '../support/thorough';
import { TRIGGER } from '../support/wawpRig';

/* Deliveries that no Wawp would send: whatever stands where, the trigger answers, and nothing gets out that is secret. */

const TOKEN = 'dummy-token-of-the-account';
const SECRET = 'dummy-webhook-secret';
const NODE = 'Wawp Trigger';
const trigger = new WawpTrigger();

/** A port that nobody listens on. */
const NOWHERE = 'http://127.0.0.1:1';

/** Everything that the trigger can do with a delivery. */
const settings: INodeParameters[] = [
	{ options: { includeRaw: true, qrAsImage: true } },
	{
		onlyWhenChanged: false,
		filters: {
			chatTypes: ['direct', 'group'],
			from: 'others',
			chats: ['+11111111111', '1234567890@g.us'],
			senders: ['+11111111111'],
			textContains: ['e'],
			textStartsWith: ['h', 'i'],
			textMatches: '^(\\w+\\s*)+[?!,]',
			messageTypes: ['text', 'other', 'image'],
			ackLevels: [3],
		},
	},
	{ options: { includeRaw: true, downloadMedia: true, resolvePhone: true, downloadLimit: 1 } },
];

/** A trigger whose address was pasted by hand, so that nothing but the delivery matters. */
class Receiver {
	private readonly rig = new Rig({
		nodeTypes: { [TRIGGER]: trigger },
		credentialTypes: [new WawpApi()],
		credentials: { wawpApi: { accessToken: TOKEN, webhookSecret: SECRET, instanceId: '3EB0BCB2E3D4', baseUrl: NOWHERE } },
	});

	private readonly node;

	private readonly workflow: Workflow;

	constructor(parameters: INodeParameters) {
		const names = events.map(({ value }) => value as string);
		this.node = this.rig.node(NODE, { type: TRIGGER, credentials: ['wawpApi'], parameters: { registerAutomatically: false, events: names, ...parameters } });
		this.workflow = this.rig.workflow([this.node]);
	}

	async take(text: string): Promise<{ status: number; items: IDataObject[] }> {
		const { context, sent } = this.rig.webhookContext(this.node, this.workflow, { rawBody: Buffer.from(text) });
		const { workflowData } = await trigger.webhook.call(context);
		const [items = []] = workflowData ? await trigger.execute.call(this.rig.executeContext(this.node, this.workflow, workflowData.flat())) : [];
		return { status: sent.status, items: items.map(({ json }) => json) };
	}

	get saved(): string {
		return JSON.stringify(this.workflow.staticData);
	}
}

const originals = [...bodies].map(([, body]) => body).concat(messages.flatMap(({ event, payload }) => (payload ? [enveloped(event, payload)] : [])));

/** What is put in the place of something, as JSON: each use is a value of its own. The large ones are rare, as they take their time. */
const strange = fc.oneof(
	{
		weight: 30,
		arbitrary: fc
			.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 1666943582, '', 'x', ' ', '0', [], {}, [null], { 0: 'a', 1: 'b' }, 'true_', '_@_', 'true_@_@', '@', '@c.us', '@lid', '123@lid', '١٢٣٤٥٦٧٨@c.us')
			.map((value) => JSON.stringify(value)),
	},
	{
		weight: 30,
		arbitrary: fc
			.constantFrom('\u0000', '\ud800', '\u202e\u200b', '👩‍👩‍👧', 'ı İ ß', '__proto__', 'constructor', '{{ $json }}', '={{ 1 }}', `see ?access_token=${TOKEN}`, SECRET, NOWHERE, `${NOWHERE}/x.png`, 'data:image/png;base64,iVBORw0KGgo=')
			.map((value) => JSON.stringify(value)),
	},
	{
		weight: 10,
		arbitrary: fc.constantFrom(
			'{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "toString": 1, "hasOwnProperty": 2, "length": 3}',
			'{"_serialized": {"_serialized": []}, "id": {"id": 1}, "low": {"low": {"low": {}}}}',
			...[100, 249, 251, 2_000].map((levels) => `${'{"a":['.repeat(levels)}1${']}'.repeat(levels)}`),
		),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			JSON.stringify('a1 @_+'.repeat(50_000)),
			JSON.stringify(Array.from({ length: 5_000 }, (_, n) => `${n}@c.us`)),
			JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`key${n}`, n]))),
		),
	},
	{ weight: 10, arbitrary: fc.json({ maxDepth: 3 }) },
);

const change = fc.record({
	/** The way down from the top: which member, each time. */
	path: fc.array(fc.nat(20), { maxLength: 5 }),
	how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'wrap', 'swap'),
	value: strange,
	name: fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'payload', '_data', 'Info', 'Message', 'message', 'key', 'from', 'event', 'status', ''),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(body: unknown, { path, how, value: json, name }: Change): unknown {
	const value = JSON.parse(json) as unknown;
	if (typeof body !== 'object' || body === null || path.length === 0) return how === 'wrap' ? [body, value] : value;
	const [step, ...rest] = path;
	const keys = Object.keys(body);
	const key = keys[step! % Math.max(keys.length, 1)] ?? name;
	const members = body as Record<string, unknown>;
	// `__proto__` leads to what all objects share.
	const member = Object.hasOwn(members, key) ? members[key] : undefined;
	if (rest.length > 0 && typeof member === 'object') define(members, key, changed(member, { path: rest, how, value: json, name }));
	else if (how === 'remove') delete members[key];
	else if (how === 'rename') define(members, name, member);
	else if (how === 'swap') define(members, keys[0] ?? name, member);
	else define(members, key, how === 'wrap' ? [member, value] : value);
	return body;
}

function textOf(body: unknown): string | undefined {
	try {
		return JSON.stringify(body) ?? '';
	} catch {
		return undefined;
	}
}

/** As JSON does it: a name is a name, whatever prototypes have under it. */
function define(members: object, key: string, value: unknown): void {
	Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
}

const RUNS = runs(2_000, 10_000);

test('thousands of them are answered, leave no secret in an item, and little in the saved data', async () => {
	const receivers = settings.map((parameters) => new Receiver(parameters));
	const statuses: Record<number, number> = {};
	let started = 0;
	let count = 0;
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...originals), fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(9), async (original, changes, which) => {
			count += 1;
			// what the reference shows has the same IDs again and again
			const body = JSON.parse(JSON.stringify({ ...original, id: `evt_${count}`, metadata: { instance_id: `I${count}`, access_token: TOKEN } }).replaceAll('https://api.wawp.net', NOWHERE)) as unknown;
			const text = textOf(changes.reduce<unknown>(changed, body));
			// Some changes bite their own tail, and cannot be sent.
			fc.pre(text !== undefined);
			const receiver = receivers[which < 6 ? 0 : which < 9 ? 1 : 2]!;
			const { status, items } = await receiver.take(text!);
			statuses[status] = (statuses[status] ?? 0) + 1;
			started += items.length;
			// n8n takes some time for each event, in which it hears nobody: there may be no more than two thousand.
			const delivered: unknown = text && JSON.parse(text);
			expect(status === 413).toBe(Array.isArray(delivered) && delivered.length > 2_000);
			if (status !== 413) expect([200, 400]).toContain(status);
			expect(status === 400 && items.length > 0).toBe(false);
			const told = JSON.stringify(items);
			expect(told).not.toContain(TOKEN);
			expect(told).not.toContain(SECRET);
			for (const item of items) expect(Object.keys(item)).toEqual(expect.arrayContaining(['event', 'id', 'instanceId', 'session', 'timestamp']));
		}),
		{ numRuns: RUNS },
	);
	expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	for (const { saved } of receivers) {
		expect(Buffer.byteLength(saved)).toBeLessThan(64 * 1024);
		expect(saved).not.toContain(TOKEN);
	}
	// most of them were still events, and some were not
	expect(started).toBeGreaterThan(RUNS / 5);
	expect(statuses[400]).toBeGreaterThan(RUNS / 200);
}, 600_000);
