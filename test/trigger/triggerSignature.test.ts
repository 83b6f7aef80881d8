import { createHmac } from 'crypto';

import type { INodeParameters } from 'n8n-workflow';

import { TriggerRig } from '../support/triggerRig';

/* What a refused delivery is told, and what the person reads who looks why nothing starts. */

const SECRET = 'dummy-webhook-secret';
const BODY = '{"event": "message", "payload": {"body": "Hi"}}';
const hmac = (algorithm: string, secret: string = SECRET) => createHmac(algorithm, secret).update(BODY).digest('hex');

let rig: TriggerRig;
let refused: string;
beforeAll(async () => void (rig = await TriggerRig.start({ credential: { webhookSecret: SECRET } })));
afterAll(async () => await rig.stop());

/** The words of the answer, and of the log. */
async function answerTo(signature: string, headers: Record<string, string>, more: INodeParameters = {}): Promise<{ status: number; told: string; logged: string }> {
	const id = await rig.activate({ events: ['message'], options: { signature }, ...more });
	const url = rig.registered(id)[0]?.url ?? rig.n8n.webhookUrl(id);
	if (more.registerAutomatically === false) rig.changeCredential({ webhookSecret: '' });
	const before = rig.n8n.logs.entries.length;
	const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close', ...headers }, body: BODY });
	const { message } = (await answer.json()) as { message: string };
	const logged = rig.n8n.logs.entries.slice(before).map((entry) => entry.message).filter((line) => line.includes('refused a delivery')).join('\n');
	refused = JSON.stringify([message, logged]);
	await rig.n8n.deactivate(id);
	return { status: answer.status, told: message, logged };
}

const SAID = 'The signature is missing or does not match: ';
const NO_MATCH = 'does not match the body and the Webhook Secret';
const PUBLISH_AGAIN = "If Wawp sends it, unpublish the workflow and publish it again, which registers the 'Webhook Secret' of the credential anew, or set 'Signature' to 'Ignore'.";

test.each<[what: string, mode: string, headers: Record<string, string>, fault: string, advice?: string]>([
	['no header', 'require', {}, 'The delivery has neither of the headers X-Webhook-Hmac and X-Wawp-Signature'],
	['no header where the plain secret would do', 'plain', {}, 'The delivery has neither of the headers X-Webhook-Hmac and X-Wawp-Signature'],
	['empty headers', 'require', { 'X-Wawp-Signature': '', 'X-Webhook-Hmac': ' ' }, 'The delivery has neither of the headers X-Webhook-Hmac and X-Wawp-Signature'],
	['an HMAC of another secret', 'check', { 'X-Webhook-Hmac': hmac('sha512', 'other') }, `X-Webhook-Hmac ${NO_MATCH}`],
	['an HMAC of another secret, of Wawp', 'require', { 'X-Wawp-Signature': `sha256=${hmac('sha256', 'other')}` }, `X-Wawp-Signature ${NO_MATCH}`],
	['both of another secret', 'require', { 'X-Wawp-Signature': hmac('sha256', 'other'), 'X-Webhook-Hmac': hmac('sha512', 'other') }, `X-Webhook-Hmac ${NO_MATCH}, and X-Wawp-Signature ${NO_MATCH}`],
	['words', 'require', { 'X-Wawp-Signature': 'yes' }, 'X-Wawp-Signature is no HMAC in hex'],
	['one wrong, one that is none', 'check', { 'X-Wawp-Signature': 'yes', 'X-Webhook-Hmac': hmac('sha512', 'other') }, `X-Webhook-Hmac ${NO_MATCH}, and X-Wawp-Signature is no HMAC in hex`],
	['another length', 'require', { 'X-Webhook-Hmac': hmac('sha256') }, 'X-Webhook-Hmac is no HMAC in hex of the algorithm SHA-512'],
	['another algorithm than it names', 'require', { 'X-Webhook-Hmac': hmac('sha512'), 'X-Webhook-Hmac-Algorithm': 'sha256' }, 'X-Webhook-Hmac is no HMAC in hex of the algorithm that X-Webhook-Hmac-Algorithm names'],
	['the secret itself', 'require', { 'X-Wawp-Signature': SECRET }, 'X-Wawp-Signature is no HMAC in hex', "X-Wawp-Signature holds the Webhook Secret itself: set 'Signature' to 'Accept Plain Secret as Well', or to 'Check if Present'."],
])('%s, with Signature at %s', async (_what, mode, headers, fault, advice = PUBLISH_AGAIN) => {
	const { status, told, logged } = await answerTo(mode, headers);
	expect({ status, told }).toEqual({ status: 403, told: SAID + fault });
	expect(logged).toMatch(new RegExp(`refused a delivery \\(403\\): ${escaped(SAID + fault)}\\. ${escaped(advice)}$`));
	for (const value of [SECRET, ...Object.values(headers).filter((header) => header.trim().length > 3)]) if (!['sha256', 'yes'].includes(value)) expect(refused).not.toContain(value);
});

test('no Webhook Secret any more, where a person registered the address', async () => {
	const { status, told, logged } = await answerTo('require', { 'X-Wawp-Signature': hmac('sha256') }, { registerAutomatically: false });
	expect({ status, told }).toEqual({ status: 403, told: `${SAID}There is no Webhook Secret that a signature could be checked with` });
	expect(logged).toContain("Set the 'Webhook Secret' in the credential");
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
