import type { INodeParameters } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const hello: INodeParameters = { to: { mode: 'id', value: '={{ $json.to }}' }, text: 'Hello' };
const two = ['201145202826', '201145202827'].map((to) => ({ json: { to } }));
const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

async function run(operation: string, parameters: INodeParameters, spec: object) {
	const { data } = await rig.run(operation, parameters, { input: two, ...spec });
	return { hints: data.resultData.runData.Node![0]!.hints ?? [], error: data.resultData.error };
}

test('n8n runs the whole node again, and sends again what went out: the run warns of it', async () => {
	wawp.failNext({ body: { success: true } });
	wawp.failNext({ status: 400 });
	const { hints, error } = await run('message.sendText', hello, retrying);
	expect(error).toBeUndefined();
	const sent = rig.calls.filter(({ operation }) => operation === 'message.sendText');
	expect(sent.map(({ params }) => params.chatId)).toEqual(['201145202826@c.us', '201145202827@c.us', '201145202826@c.us', '201145202827@c.us']);
	expect(hints).toEqual([{ type: 'warning', location: 'outputPane', message: expect.stringMatching(/^'Retry On Fail' is on: .*goes out twice\. Switch it off under Settings\./) }]);
});

test('the warning comes with the first run already, before anything went wrong', async () => {
	const { hints } = await run('message.sendText', hello, retrying);
	expect(hints).toHaveLength(1);
});

test('the error of a run that failed each time warns too', async () => {
	for (let count = 0; count < 4; count++) wawp.failNext({ status: 400 });
	const { error } = await run('message.sendText', hello, retrying);
	expect(error).toMatchObject({ description: expect.stringMatching(/This was item 1 of 2\. None was done before it\. 'Retry On Fail' is on: .* Switch it off under Settings\.$/) });
});

test.each<[string, INodeParameters]>([
	['status.sendText', { statusText: 'Hello' }],
	['group.create', { groupName: 'Team', participantsInput: 'json', participantsJson: '["201145202826"]' }],
	['channel.create', { channelName: 'News' }],
	['label.create', { labelName: 'Lead' }],
	['session.create', {}],
])('%s, which would happen twice, warns', async (operation, parameters) => {
	expect((await run(operation, parameters, retrying)).hints).toHaveLength(1);
});

test.each<[string, INodeParameters]>([
	['chat.getAll', {}],
	['session.getInfo', {}],
	['chat.markUnread', { chat: { mode: 'id', value: '201145202826' } }],
])('%s, which may be done twice, does not', async (operation, parameters) => {
	wawp.seed(rig.instance.id, { chats: [{ id: '201145202826@c.us' }] });
	expect((await run(operation, parameters, retrying)).hints).toEqual([]);
});

test.each([{}, { retryOnFail: false }, { retryOnFail: false, maxTries: 3, waitBetweenTries: 1 }])('without Retry On Fail there is no warning (%j)', async (settings) => {
	expect((await run('message.sendText', hello, settings)).hints).toEqual([]);
	wawp.failNext({ status: 400 });
	const { error } = await run('message.sendText', hello, settings);
	expect(error).toMatchObject({ description: expect.not.stringContaining('Retry On Fail') });
});

test.each(['session.getInfo', 'session.ensureWorking'])('%s, which may be done twice, does not count what was done before it failed', async (operation) => {
	// It is looked for for half a minute.
	time.speed = 1_000;
	const { error } = await run(operation, { instanceId: 'NOSUCHSESSIO' }, {}).finally(() => (time.speed = 1));
	expect(error).toMatchObject({ message: 'Wawp finds no session with this Instance ID', description: expect.not.stringContaining('This was item') });
});
