import type { Wire } from './wire';

export const call: Wire[] = [
	{
		operation: 'call.reject',
		given: { callId: 'call_123456789', caller: '123456789@c.us' },
		request: 'POST /v2/calls/reject',
		body: { callId: 'call_123456789', from: '123456789@c.us' },
	},
	{
		operation: 'call.reject',
		given: { callId: 'call_123456789', caller: '+20 114 520 2826' },
		request: 'POST /v2/calls/reject',
		body: { callId: 'call_123456789', from: '201145202826@c.us' },
	},
	{
		operation: 'call.reject',
		given: { callId: 'call_123456789', caller: '1234567890@g.us' },
		request: 'POST /v2/calls/reject',
		body: { callId: 'call_123456789', from: '1234567890@g.us' },
	},
	{
		operation: 'call.reject',
		given: { callId: '={{ $json.payload.id }}', caller: '={{ $json.payload.from }}' },
		input: [{ json: { payload: { id: 'call_123456789', from: '123123123@lid' } } }],
		request: 'POST /v2/calls/reject',
		body: { callId: 'call_123456789', from: '123123123@lid' },
	},
];
