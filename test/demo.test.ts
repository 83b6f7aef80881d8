import { WawpApi } from '../credentials/WawpApi.credentials';
import { type Story, missingScene, recoverSession } from './demo/recovery';
import { items } from './support/engine';
import { qrText } from './support/qrText';
import { nodeTypes } from './support/wawpRig';

describe('the demo', () => {
	let story: Story;
	beforeAll(async () => {
		story = await recoverSession({ nodeTypes, credentialType: new WawpApi() }, () => undefined);
	}, 60_000);

	test('logs a number in, hears of the loss, brings the session back, and has a logged-out phone scan again, in this order', () => {
		expect(missingScene(story.moments)).toBeUndefined();
	});

	test('shows a QR code that a phone can read', () => {
		expect(qrText(items(story.login, 'Start and Show QR Code', 1)[0])).toMatch(/^2@/);
	});

	test('starts one run an outage, restarts once, and asks a person once for each log-in', () => {
		const said = story.moments.map(({ text }) => text);
		expect(said.filter((text) => text.startsWith('trigger fired'))).toHaveLength(2);
		expect(said.filter((text) => text === 'restarted')).toHaveLength(1);
		expect(said.filter((text) => text === 'temporary link created')).toHaveLength(2);
	});

	test('leaves the token nowhere', () => {
		expect(JSON.stringify([story.login, story.deliveries])).not.toContain(story.token);
		expect(story.logs).not.toContain(story.token);
	});
});

test('a story with a scene missing is no success', () => {
	const moments = [{ at: 1, who: 'Wawp' as const, text: 'created' }];
	expect(missingScene(moments)).toBe('Wawp: ^started$');
});
