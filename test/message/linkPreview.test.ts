import type { INodeParameters } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import type { Fault } from '../simulator/faults';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const LINK = 'https://example.com/news?id=7';
const card = (text: string): INodeParameters => ({ to: byId('+20 114 520 2826'), text, linkUrl: LINK, linkTitle: 'News' });
const texts = () => rig.calls.filter(({ operation }) => operation === 'message.sendLinkPreview').map(({ body }) => body.text);

test('the text of a link with a card goes out as it is written', async () => {
	expect((await rig.items('message.sendLinkPreview', card('Have a look')))[0]!.json.status).toBe('sent');
	expect(texts()).toEqual(['Have a look']);
});

test('has the link behind it where Wawp demands that, as the engine does', async () => {
	wawp.switches.linkInText = 'demanded';
	expect((await rig.items('message.sendLinkPreview', card('Have a look')))[0]!.json.status).toBe('sent');
	expect(texts()).toEqual(['Have a look', `Have a look\n${LINK}`]);
	expect(rig.calls.map(({ body: { url, title } }) => [url, title])).toEqual([[LINK, 'News'], [LINK, 'News']]);
	expect(rig.instance.whatsapp.messages.map(({ body }) => body)).toEqual([`Have a look\n${LINK}`]);
});

test.each<[what: string, text: string, fault: Fault]>([
	['the link is in it already', `Look: ${LINK}`, { status: 400, body: { message: 'No' } }],
	['it would be too long with it', 'x'.repeat(4090), { status: 400, body: { message: 'No' } }],
	['the message may have gone out', 'Look', { status: 500 }],
	['Wawp names the state of the session', 'Look', { status: 422, body: { message: 'x', expected: ['WORKING'], status: 'STARTING' } }],
])('is not sent a second time where %s', async (_what, text, fault) => {
	wawp.failNext(fault);
	expect((await rig.error('message.sendLinkPreview', card(text))).message).not.toBe('');
	expect(texts()).toEqual([text]);
});
