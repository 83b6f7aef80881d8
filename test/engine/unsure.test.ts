import type { INodeParameters } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import type { Fault } from '../simulator/faults';
import { items } from '../support/engine';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

/* Writes whose outcome nobody knows, where the workflow goes on with an item for each failure. */

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const UNTOLD = "Wawp's answer does not say whether it was done";
const ADVICE = "The message may have gone out: look at 'Chat > Get Messages', or at the phone, before you send it again.";
const hello: INodeParameters = { to: byId('+20 114 520 2826'), text: 'Hi' };
const input = [{ json: { row: 1 } }];

const UNSURE: Array<[what: string, fault: Fault, error: string, advice: string]> = [
	['an answer that says neither yes nor no', { status: 201, body: {} }, UNTOLD, `${ADVICE} Wawp answered: {}`],
	['an empty answer', { status: 201, body: '' }, UNTOLD, `${ADVICE} Wawp answered: nothing`],
	['a page', { status: 200, body: '<html><title>Login</title></html>', contentType: 'text/html' }, UNTOLD, `${ADVICE} Wawp answered: Login`],
	['a fault of the server', { status: 500, body: { message: 'Oops' } }, 'Wawp could not complete this because of a fault of its own', `Try again in a minute. ${ADVICE} Wawp said: Oops`],
	['a lost connection', { reset: true }, 'The connection to Wawp was lost', `Try again in a minute. ${ADVICE}`],
];

describe.each(UNSURE)('%s', (_what, fault, error, advice) => {
	beforeEach(() => wawp.failNext(fault, { operation: 'message.sendText' }));

	test('is an item with the status unknown, never sent, and with how to find out', async () => {
		const run = await rig.run('message.sendText', hello, { input, onError: 'continueRegularOutput' });
		expect(items(run).map(({ json }) => json)).toEqual([{ error, status: 'unknown', details: { advice } }]);
	});

	test('is such an item in the error output, beside what came in', async () => {
		const run = await rig.run('message.sendText', hello, { input, onError: 'continueErrorOutput' });
		expect(items(run)).toEqual([]);
		expect(items(run, 'Node', 1).map(({ json }) => json)).toEqual([{ row: 1, error, message: error, details: { status: 'unknown', advice } }]);
	});

	test('stops the workflow with the same words, where it is not to go on', async () => {
		expect(await rig.error('message.sendText', hello)).toMatchObject({ message: error, description: advice });
	});
});

describe('what is known', () => {
	test.each<[string, Fault, string]>([
		['a refusal', { status: 400, body: { message: 'No such chat' } }, 'Wawp did not understand the values of this operation'],
		['too many requests', { status: 429, headers: { 'Retry-After': '99' }, body: {} }, 'Wawp is receiving too many requests'],
	])('is an error, and has no status (%s)', async (_what, fault, error) => {
		wawp.failNext(fault);
		const [item] = items(await rig.run('message.sendText', hello, { input, onError: 'continueRegularOutput' }));
		expect(item!.json).toEqual({ error });
		expect(item!.error?.message).toBe(error);
	});

	test('of a read is not either: it can be asked again', async () => {
		wawp.failNext({ body: {} });
		const [item] = items(await rig.run('chat.getAll', {}, { input, onError: 'continueRegularOutput' }));
		expect(item!.json).toEqual({ error: "Wawp's answer was not understood" });
	});

	test('of a file of the workflow that never left is not either', async () => {
		const [item] = items(await rig.run('message.sendImage', { to: byId('+20 114 520 2826') }, { input, onError: 'continueRegularOutput' }));
		expect(Object.keys(item!.json)).toEqual(['error']);
		expect(rig.calls).toEqual([]);
	});

	test.each(['message.markSeen', 'message.startTyping', 'message.stopTyping'].flatMap((before) => UNSURE.filter(([, { body = {} }]) => body !== '' && JSON.stringify(body) !== '{}').map(([what, fault, error]) => [what, before, fault, error] as const)))('of the message is that it was not sent, where it is %s to %s before it', async (_what, before, fault, error) => {
		wawp.failNext(fault, { operation: before });
		const [item] = items(await rig.run('message.sendText', { ...hello, options: { markSeenFirst: true, typingSeconds: 0.001 } }, { input, onError: 'continueRegularOutput' }));
		expect(item!.json).toEqual({ error: expect.stringMatching(error === UNTOLD ? /answer/ : error) });
		expect(item!.error?.description).toMatch(/^(?!.*all the same).*To run it again does no harm\. .*[.!?] The message itself was not sent\.$/s);
		expect(rig.calls.filter(({ operation }) => operation === 'message.sendText')).toEqual([]);
	});
});
