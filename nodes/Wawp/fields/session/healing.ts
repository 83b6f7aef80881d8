import type { INodeProperties } from 'n8n-workflow';

import { addsOnly, refusedBeyond } from '../../engine/plainValue';
import { passkeyStates, sessionStates } from '../../engine/states';
import { qrAsImage } from '../../engine/outputFields';

/* For the operations that wait for a session. Nothing of this is sent to Wawp. */

export const giveUpAfter = refusedBeyond({
	displayName: 'Time Limit (Seconds)',
	name: 'timeLimit',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 600 },
	default: 120,
	description: 'How long to wait at most. The workflow waits in place, for ten minutes at the longest.',
});

export const logOutIfNeeded: INodeProperties = {
	displayName: 'Log Out if Restart Does Not Help',
	name: 'logOutIfNeeded',
	type: 'boolean',
	default: false,
	description: 'Whether to log a session out that fails again after a restart. It then needs a new scan.',
};

export const restartStuckAfter: INodeProperties = {
	displayName: 'Restart if Starting for (Seconds)',
	name: 'restartStuckAfter',
	type: 'number',
	typeOptions: { minValue: 10 },
	default: 60,
	description: 'How long a session may be STARTING before it is restarted, once. A restart that was made because it FAILED does not count.',
};

export const pairingCodeFor = addsOnly({
	displayName: 'Pairing Code for Phone Number',
	name: 'pairingCodeFor',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'When a login is needed, request a code that the owner of this number can type in instead of scanning',
});

export const withTempLink: INodeProperties = {
	displayName: 'Temporary Link',
	name: 'withTempLink',
	type: 'boolean',
	default: false,
	description: 'Whether to make a link to a page with the QR code, for 30 minutes, when a login is needed. Ends earlier links.',
};

export const withQr: INodeProperties = {
	...qrAsImage,
	description: 'Whether to add the QR code as a PNG file in the field \'data\' when a login is needed',
};

export const awaitedStates: INodeProperties = {
	displayName: 'States',
	name: 'states',
	type: 'multiOptions',
	required: true,
	options: [...passkeyStates, ...sessionStates].sort((a, b) => a.name.localeCompare(b.name)),
	default: ['WORKING'],
	description: 'Any of these ends the wait',
};

export const timeOutIsError: INodeProperties = {
	displayName: 'Time-Out Is an Error',
	name: 'timeOutIsError',
	type: 'boolean',
	default: false,
	description: 'Whether to end with an error when the time limit is reached, instead of with an item in which \'reached\' is false',
};

export const expectedNumber: INodeProperties = {
	displayName: 'Expected Phone Number',
	name: 'expectedNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'The number that should be linked, written as you like, with its country code',
};

export const onMismatch: INodeProperties = {
	displayName: 'If Another Number Is Linked',
	name: 'onMismatch',
	type: 'options',
	options: [
		{ name: 'Log Out', value: 'logOut', description: 'Unlink the wrong phone. The session then needs a new scan.' },
		{ name: 'Return an Item', value: 'item', description: 'Go on with an item in which \'matches\' is false' },
		{ name: 'Stop With an Error', value: 'error', description: 'End with an error, or leave by the error output' },
	],
	default: 'item',
};
