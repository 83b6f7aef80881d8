import type { INodePropertyOptions } from 'n8n-workflow';

/** The states a session moves through. Newer engines add some: an unknown state means "not ready". */
export const sessionStates: INodePropertyOptions[] = [
	{ name: 'Failed', value: 'FAILED', description: 'The connection broke down: restart the session' },
	{ name: 'Scan QR Code', value: 'SCAN_QR_CODE', description: 'A person has to link the phone. Comes again with each new QR code.' },
	{ name: 'Starting', value: 'STARTING', description: 'The engine is booting, or connects again after it lost the connection' },
	{ name: 'Stopped', value: 'STOPPED', description: 'The session is switched off and still linked' },
	{ name: 'Working', value: 'WORKING', description: 'The number is connected' },
];

/** What newer engines want of a person, as they want a scan. */
export const passkeyStates: INodePropertyOptions[] = [
	{ name: 'Passkey Required', value: 'PASSKEY_REQUIRED', description: 'A person has to link the phone with a passkey. Newer engines only.' },
	{ name: 'Passkey to Confirm', value: 'PASSKEY_CONFIRMATION_REQUIRED', description: 'A person has to confirm the passkey on the phone. Newer engines only.' },
];

/** Stands for every state, of newer engines too. */
export const ALL_STATES = '*';

/** Stands for every state that is not among the five. */
export const OTHER_STATE = 'OTHER';

export const isAmong = (states: INodePropertyOptions[], status: unknown): boolean => states.some(({ value }) => value === status);

/** A state in the letters of Wawp's pages, in whichever ones it came; undefined where there is none. */
export function stateOf(given: unknown): string | undefined {
	const text = typeof given === 'string' ? given.trim() : '';
	return text === '' ? undefined : text.toUpperCase().replace(/[\s-]+/g, '_');
}

/** In capitals any state: nobody can know all of them. In other letters a word that is none says how the call went. */
export const isState = (given: unknown): boolean =>
	typeof given === 'string' && (/^[A-Z]+(_[A-Z]+)*$/.test(given.trim()) || isAmong([...sessionStates, ...passkeyStates], stateOf(given)));
