import { isRead } from '../../nodes/Wawp/engine/operation';
import { resources } from '../../nodes/Wawp/resources';
import { type Hostile, hostile } from '../answers/hostile';
import { TAKEN } from '../answers/taken';
import { type Wawp, startWawp } from '../simulator';
import { StandIn } from '../support/standIn';
import { share } from '../support/thorough';

const single = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations).flatMap(([name, operation]) => (operation.flow ? [] : [`${resource}.${name}`])),
);

const NO_LIST = "Wawp's answer was not understood";
const UNTOLD = "Wawp's answer does not say whether it was done";
const nextWithoutInstance: Hostile[] = [];
const answerFor = (instanceId: string): Hostile => hostile[Number(/^HOSTILE(\d+)$/.exec(instanceId)?.[1] ?? NaN)] ?? nextWithoutInstance.shift()!;

let wawp: Wawp;
let standIn: StandIn;
beforeAll(async () => {
	wawp = await startWawp();
	standIn = await StandIn.start(wawp, answerFor);
});
afterAll(async () => {
	standIn.stop();
	await wawp.stop();
});

/** What became of hostile answers to one operation. */
async function outcomesOf(key: string, answers = hostile) {
	nextWithoutInstance.splice(0, Infinity, ...answers);
	const told = await standIn.itemsOf(key, answers.map((answer) => `HOSTILE${String(hostile.indexOf(answer)).padStart(2, '0')}`));
	return answers.map(({ what }, index) => ({ what, items: told[index]!, error: told[index]![0]?.json.error as string | undefined }));
}

/** What no operation takes, so that each shows how it tells so. */
const UNKNOWN = 'an unknown key';

const changes = (key: string): boolean => {
	const [resource = '', name = ''] = key.split('.');
	return !isRead(resources[resource]!.operations[name]!);
};

describe('an answer that is broken, or none', () => {
	test.each(single)('is no success of %s, save where it was looked at', async (key) => {
		const others = share(hostile, 8, single.indexOf(key));
		const outcomes = await outcomesOf(key, hostile.filter((answer) => answer.what === UNKNOWN || others.includes(answer)));
		const tried = outcomes.map(({ what }) => what);
		expect(outcomes.filter(({ error }) => error === undefined).map(({ what }) => what)).toEqual((TAKEN[key] ?? []).filter((what) => tried.includes(what)));
		for (const { items: told } of outcomes) {
			const texts = JSON.stringify(told.map(({ json, error }) => [json, error?.message, error?.description, error?.context]));
			expect(texts).not.toMatch(/PRIVATE-WORDS|"status":"sent"/);
		}
		const isUntold = outcomes.filter(({ error }) => error === UNTOLD);
		expect(isUntold.map(({ items: [item] }) => item!.json.status)).toEqual(isUntold.map(() => 'unknown'));
		// The list is read before it is written over, and a hostile one ends it there.
		const told = key === 'webhook.replaceAll' ? NO_LIST : UNTOLD;
		expect(outcomes.some(({ error }) => error === told)).toBe(changes(key));
	});

	test('is told with what came, without what was asked', async () => {
		const outcomes = await outcomesOf('message.sendText');
		const told = Object.fromEntries(outcomes.map(({ what, items: [item] }) => [what, `${item!.json.error as string} ${item!.error?.description ?? (item!.json.details as { advice?: string } | undefined)?.advice ?? ''}`]));
		expect(told['nothing under 201']).toBe(
			"Wawp's answer does not say whether it was done The message may have gone out: look at 'Chat > Get Messages', or at the phone, before you send it again. Wawp answered: nothing",
		);
		expect(told['an unknown key']).toMatch(/Wawp answered: \{"things":\[\{"id":"x"\}\]\}$/);
		expect(told['a page with an error in it']).toMatch(/does not say whether it was done .* Wawp answered: 502 Bad Gateway$/);
		expect(told['an error of the engine']).toMatch(/fault of its own .*may have gone out.* Wawp said: Evaluation failed$/);
	});

	test('of a read is told with what to do', async () => {
		const { items: [item] } = (await outcomesOf('chat.getAll')).find(({ what }) => what === 'an unknown key')!;
		expect(item!.json).toEqual({ error: "Wawp's answer was not understood" });
		expect(item!.error!.description).toMatch(/Try again in a minute.*Base URL.*Wawp answered: \{"things"/);
	});
});

describe('a success that names no message', () => {
	test.each(['true', 'success: true', 'the generic success'])('is told as unknown, and stops nothing (%s)', async (what) => {
		const { items: [item] } = (await outcomesOf('message.sendText')).find((outcome) => outcome.what === what)!;
		expect(item!.json).toMatchObject({ messageId: null, status: 'unknown' });
		expect(item!.error).toBeUndefined();
	});
});
