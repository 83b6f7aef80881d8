import { WawpTrigger } from '../../nodes/Wawp/WawpTrigger.node';
import { TriggerRig } from '../support/triggerRig';
import { TRIGGER } from '../support/wawpRig';

/** By its ending a name of the internet that no computer has: a request to it would be a message of its own. */
const DISTANT_WAWP = 'https://api.wawp.invalid';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

async function activationMessage(publicUrl: string, baseUrl: string): Promise<string> {
	const trigger = new WawpTrigger();
	trigger.webhookMethods.default.delete = async () => true;
	rig = await TriggerRig.start({ n8n: { nodeTypes: () => ({ [TRIGGER]: trigger }), activationTries: 1 } });
	rig.changeCredential({ baseUrl });
	rig.n8n.publicUrl = publicUrl;
	const error = await rig.activate().catch((thrown: Error) => thrown);
	return error instanceof Error ? error.message : 'active';
}

test.each([
	'http://localhost:5678',
	'http://127.0.0.1:5678',
	'http://[::1]:5678',
	'http://0.0.0.0:5678',
	'http://10.0.0.7',
	'http://172.16.0.2:5678',
	'https://192.168.1.20',
	'http://169.254.3.4',
	'http://[fd00::1]:5678',
	'http://n8n:5678',
	'http://nas.local',
	'http://host.docker.internal:5678',
])('an n8n that knows itself as %s is told about WEBHOOK_URL, before any request to a Wawp on the internet', async (publicUrl) => {
	const message = await activationMessage(publicUrl, DISTANT_WAWP);
	expect(message).toContain('environment variable WEBHOOK_URL');
	expect(message).toContain(`Wawp cannot deliver to ${publicUrl}/webhook/`);
});

test.each([
	'https://n8n.example.com',
	'https://10.example.com',
	'https://localhost.example.com',
	'http://172.32.0.1',
	'http://11.0.0.1:5678',
	'https://[2001:db8::1]',
	'https://fdic.example.com',
])('an n8n that knows itself as %s may register at a Wawp on the internet', async (publicUrl) => {
	expect(await activationMessage(publicUrl, DISTANT_WAWP)).toMatch(/^The host of the Base URL cannot be found\./);
});

test('an n8n on this machine may register at a Wawp on this machine', async () => {
	rig = await TriggerRig.start();
	rig.n8n.publicUrl = rig.n8n.url.replace('127.0.0.1', 'localhost');
	await rig.activate();
	expect(rig.deliveryUrl).toMatch(/^http:\/\/localhost:/);
});
