import type { IDataObject } from 'n8n-workflow';

import { unwrapped } from '../engine/answer';
import { stateOf } from '../engine/states';
import { publicMembers, withoutSecretKeys } from '../engine/redact';
import { accountIn } from './account';
import { needsLogin } from './lifecycle';

interface Meaning {
	text: string;
	nextStep: string;
}

const MEANINGS: Record<string, Meaning> = {
	WORKING: { text: 'Connected', nextStep: 'Nothing to do' },
	STARTING: { text: 'Starting', nextStep: 'Wait. Restart it when it takes longer than a minute.' },
	SCAN_QR_CODE: { text: 'Waits for a scan', nextStep: 'Let a person scan the QR code or type in a pairing code' },
	PASSKEY_REQUIRED: { text: 'Waits for a passkey', nextStep: 'Let a person link the phone again, and confirm the passkey there' },
	PASSKEY_CONFIRMATION_REQUIRED: { text: 'Waits for a passkey', nextStep: 'Let a person confirm the passkey on the phone' },
	STOPPED: { text: 'Switched off', nextStep: 'Start it, unless it was stopped on purpose' },
	FAILED: { text: 'Broken down', nextStep: 'Restart it. If it fails again, log it out and start it.' },
};

const UNKNOWN: Meaning = { text: 'Not ready', nextStep: "Look at it in Wawp's dashboard" };

/** One look at a session, for a status page. */
export function health(body: IDataObject, instanceId: string): IDataObject {
	const { name = null, status: given, me, engine } = unwrapped(body);
	const status = stateOf(given);
	const { text, nextStep } = MEANINGS[String(status)] ?? UNKNOWN;
	const { phoneNumber, pushName } = accountIn({ me });
	return {
		instanceId,
		name: name as string | null,
		status: status ?? null,
		statusText: text,
		healthy: status === 'WORKING',
		needsLogin: needsLogin(String(status)),
		nextStep,
		phoneNumber,
		pushName,
		...(isDetails(engine) && { engine: withoutSecretKeys(publicMembers(engine)) as IDataObject }),
	};
}

const isDetails = (engine: unknown): engine is Record<string, unknown> => typeof engine === 'object' && engine !== null;
