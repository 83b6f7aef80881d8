import { health } from '../../nodes/Wawp/session/health';

/* A session's state in words, as Session > Get Health shows it. */

test.each([
	['WORKING', true, false, 'Connected', 'Nothing to do'],
	['STARTING', false, false, 'Starting', 'Wait. Restart it when it takes longer than a minute.'],
	['SCAN_QR_CODE', false, true, 'Waits for a scan', 'Let a person scan the QR code or type in a pairing code'],
	['PASSKEY_REQUIRED', false, true, 'Waits for a passkey', 'Let a person link the phone again, and confirm the passkey there'],
	['PASSKEY_CONFIRMATION_REQUIRED', false, true, 'Waits for a passkey', 'Let a person confirm the passkey on the phone'],
	['STOPPED', false, false, 'Switched off', 'Start it, unless it was stopped on purpose'],
	['FAILED', false, false, 'Broken down', 'Restart it. If it fails again, log it out and start it.'],
	['OF_LATER', false, false, 'Not ready', "Look at it in Wawp's dashboard"],
])('%s is explained', (status, healthy, needsLogin, statusText, nextStep) => {
	expect(health({ name: 'shop', status }, '3EB0')).toEqual({ instanceId: '3EB0', name: 'shop', status, statusText, healthy, needsLogin, nextStep, phoneNumber: null, pushName: null });
});

test('whose session it is stands beside it, in whichever envelope it comes', () => {
	const me = { id: '201145202826:7@s.whatsapp.net', pushName: 'Shop' };
	for (const body of [{ status: 'WORKING', me }, { data: { status: 'WORKING', me } }]) {
		expect(health(body, '3EB0')).toMatchObject({ name: null, status: 'WORKING', phoneNumber: '201145202826', pushName: 'Shop' });
	}
});

test('a session without a state is not ready', () => {
	expect(health({ name: 'shop' }, '3EB0')).toMatchObject({ status: null, healthy: false, needsLogin: false, statusText: 'Not ready' });
});

test('what is known of its engine is shown without what is secret', () => {
	expect(health({ status: 'WORKING', engine: { engine: 'WEBJS', state: 'CONNECTED', token: 'word', page: { url: 'about:blank', accessToken: 'word' } } }, '3EB0').engine).toEqual({ engine: 'WEBJS', state: 'CONNECTED', page: { url: 'about:blank', accessToken: '***' } });
	for (const engine of [null, 'WEBJS', undefined, 7]) expect(health({ status: 'WORKING', engine }, '3EB0')).not.toHaveProperty('engine');
});
