import type { Resource } from '../engine/operation';
import { callId, caller } from '../fields/call';

export const call = {
	name: 'Call',
	description: 'Reject incoming calls',
	needs: 'WORKING',
	lookAt: 'the phone',
	operations: {
		reject: {
			name: 'Reject',
			action: 'Reject a call',
			description: 'Reject a call while it rings, for about half a minute. The caller hears that it was declined.',
			request: 'POST /v2/calls/reject',
			fields: { callId, from: caller },
		},
	},
} satisfies Resource;
