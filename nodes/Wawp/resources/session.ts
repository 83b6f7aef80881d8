import { anyOf, holdsState, isDone, isDoneOrEmpty, member, value } from '../engine/holds';
import type { Output, Resource } from '../engine/operation';
import { qrAsImage, simplify } from '../engine/outputFields';
import {
	awaitedStates,
	expectedNumber,
	giveUpAfter,
	logOutIfNeeded,
	onMismatch,
	pairingCodeFor,
	restartStuckAfter,
	timeOutIsError,
	withQr,
	withTempLink,
} from '../fields/session/healing';
import { policySlug, reuseInstance, sessionName } from '../fields/session/session';
import { holdsAccount } from '../session/account';
import { showUrlSecrets } from '../fields/session/webhook';
import { withoutUrlSecrets } from '../webhooks/webhooks';
import { connectedAccount } from '../session/connectedAccount';
import { ensureWorking, noteRestarted } from '../session/ensureWorking';
import { health } from '../session/health';
import { createdSession, deletedSession, sessionInfo } from '../session/info';
import { noteShown } from '../session/linkedBefore';
import { qrOfSession } from '../session/qr';
import { noteMade, reused } from '../session/reused';
import { rateLimit } from '../session/rateLimit';
import { holdsTempLink, tempLink } from '../session/tempLink';
import { verifyAccount } from '../session/verifyAccount';
import { waitForStatus } from '../session/waitForStatus';

/** Where the session stands now. */
const newState: Output = { holds: anyOf(holdsState, isDone) };

/** The engine answers with the whole session, its webhooks among it. */
const hidden = withoutUrlSecrets();

export const session = {
	name: 'Session',
	description: 'Create, start, check and end the session of a WhatsApp number',
	lookAt: "'Session > Get Info'",
	operations: {
		getInfo: {
			name: 'Get Info',
			action: 'Get info about a session',
			description: 'Read the state of a session, the linked number and its settings',
			request: 'POST /v2/session/info',
			// By POST, as answers to GET may be some seconds old.
			fallback: 'GET /v2/session/info',
			reads: true,
			switches: [showUrlSecrets],
			output: {
				simplify: sessionInfo,
				holds: holdsState,
				file: { read: qrOfSession, fileName: 'qr.png', mimeType: 'image/png', onRequest: qrAsImage },
			},
			after: (job, results) => withoutUrlSecrets(showUrlSecrets)(job, noteShown(job, results)),
		},
		ensureWorking: {
			name: 'Ensure Working',
			action: 'Ensure that a session works',
			description: 'Bring a session back by the least step that helps, or say that a person has to scan',
			notice: 'Starts a session that is STOPPED, restarts one that FAILED or hangs, and leaves by Working, Needs Login or Failed. One that is stopped on purpose is started too: name only those that should be active.',
			request: 'POST /v2/session/info',
			flow: ['session.getInfo', 'session.start', 'session.restart', 'session.logout', 'session.createTempLink', 'auth.requestCode', 'auth.getQrImage', 'session.getMe', 'session.getRateLimit'],
			overlaps: true,
			outputs: ['Working', 'Needs Login', 'Failed'],
			switches: [giveUpAfter],
			options: {
				logOutIfNeeded,
				pairingCodeFor,
				qrAsImage: withQr,
				restartStuckAfter,
				withTempLink,
			},
			run: ensureWorking,
		},
		create: {
			name: 'Create',
			action: 'Create a session',
			description: 'Add an instance to the account. Start it afterwards.',
			notice: "Takes one of the instances of your plan. A session that is STOPPED or FAILED needs no new one: use 'Ensure Working'.",
			request: 'POST /v2/session/create',
			needsInstance: false,
			ifUnsure: "The session may exist now: look at Wawp's dashboard before you create another one.",
			refusals: {
				403: {
					message: 'Wawp did not create another session',
					description: 'The account has as many instances as its plan allows. Delete one that is not needed, or take a larger plan.',
				},
			},
			options: { name: sessionName },
			settings: [reuseInstance],
			before: reused,
			output: { json: createdSession, holds: value('instance_id', 'instanceId') },
			after: (job, results) => hidden(job, noteMade(job, results)),
		},
		start: {
			name: 'Start',
			action: 'Start a session',
			description: 'Boot a session that is STOPPED. Not one that is WORKING: it may disturb its connection.',
			request: 'POST /v2/session/start',
			output: newState,
			after: hidden,
		},
		restart: {
			name: 'Restart',
			action: 'Restart a session',
			description: 'Boot the engine again and keep the link: for FAILED, or for STARTING after a minute',
			notice: 'Wait 30 seconds before sending.',
			request: 'POST /v2/session/restart',
			output: newState,
			after: (job, results) => hidden(job, noteRestarted(job, results)),
		},
		stop: {
			name: 'Stop',
			action: 'Stop a session',
			description: 'Switch a session off and keep the link, so that it starts again without a scan',
			request: 'POST /v2/session/stop',
			output: newState,
			after: hidden,
		},
		logout: {
			name: 'Log Out',
			action: 'Log a session out',
			description: 'Unlink the phone. The number stays offline until a person scans a new QR code.',
			notice: "The instance and its ID stay. To switch it off and keep the phone linked, use 'Stop'.",
			request: 'POST /v2/session/logout',
			output: newState,
			after: hidden,
		},
		delete: {
			name: 'Delete',
			action: 'Delete a session',
			description: 'Remove an instance and all it stores, for good',
			notice: 'Log it out first, so that the phone forgets it too. What names this Instance ID stops working: a new instance gets another one.',
			request: 'DELETE /v2/session/delete',
			output: { json: deletedSession },
			after: hidden,
		},
		waitForStatus: {
			name: 'Wait for Status',
			action: 'Wait until a session is in a state',
			description: 'Wait until a session is in one of the chosen states, at most ten minutes',
			notice: 'The workflow waits in place. For longer waits start one with the Wawp Trigger.',
			request: 'POST /v2/session/info',
			flow: ['session.getInfo'],
			reads: true,
			switches: [awaitedStates, giveUpAfter, timeOutIsError],
			run: waitForStatus,
		},
		getHealth: {
			name: 'Get Health',
			action: 'Get the health of a session',
			description: 'Read the state of a session in words, whether it is healthy, and what to do next',
			request: 'POST /v2/session/info',
			flow: ['session.getInfo'],
			fallback: 'GET /v2/session/info',
			reads: true,
			output: { json: health, holds: holdsState },
			after: noteShown,
		},
		getMe: {
			name: 'Get Connected Account',
			action: 'Get the connected account of a session',
			description: 'Read which WhatsApp account is linked to a working session',
			request: 'GET /v2/session/me',
			needs: 'WORKING',
			switches: [simplify],
			output: { holds: holdsAccount },
			run: connectedAccount,
		},
		verifyAccount: {
			name: 'Verify Account',
			action: 'Verify the account of a session',
			description: "Check that the linked phone is the expected one. 'Log Out' unlinks one that is wrong twice.",
			request: 'GET /v2/session/me',
			flow: ['session.getMe', 'session.getInfo', 'contact.checkExists', 'session.logout'],
			overlaps: true,
			switches: [expectedNumber, onMismatch],
			run: verifyAccount,
		},
		createTempLink: {
			name: 'Create Temporary Link',
			action: 'Create a temporary link to a QR code page',
			description: 'Make a link with which another person can scan the QR code, for 30 minutes',
			notice: 'Ends earlier links. Whoever opens it can link a phone of their own, so treat it like a password.',
			request: 'POST /v2/session/temp-link',
			output: { json: tempLink, holds: holdsTempLink },
		},
		getTempLink: {
			name: 'Get Temporary Link',
			action: 'Get the temporary link of a session',
			description: 'Read the temporary link that is valid now, if there is one',
			request: 'GET /v2/session/temp-link',
			output: { json: tempLink, holds: member('link', 'url') },
		},
		revokeTempLink: {
			name: 'Revoke Temporary Link',
			action: 'Revoke the temporary links of a session',
			description: 'End all temporary links of a session at once',
			request: 'DELETE /v2/session/temp-link',
			output: { json: (body, instanceId) => ({ ...body, deleted: true, instanceId }) },
		},
		getRateLimit: {
			name: 'Get Rate Limit',
			action: 'Get the rate limit of a session',
			description: 'Read how fast this instance may send, and which policies the plan offers',
			request: 'GET /v2/session/rate-limit',
			output: { simplify: rateLimit, holds: member('policies', 'current_policy', 'policy_slug', 'has_active_plan') },
		},
		setRateLimit: {
			name: 'Set Rate Limit',
			action: 'Set the rate limit of a session',
			description: 'Choose another sending policy for this instance',
			request: 'PATCH /v2/session/rate-limit',
			refusals: {
				403: {
					message: 'The plan of this account does not include this policy',
					description: "Choose one that 'Session > Get Rate Limit' shows as available.",
				},
			},
			fields: { policy_slug: policySlug },
			output: { holds: anyOf(isDoneOrEmpty, value('policy_slug', 'current_policy', 'policy')) },
		},
	},
} satisfies Resource;
