import type { INodeProperties } from 'n8n-workflow';

import type { FieldGroup } from '../engine/operation';
import { withToolHint } from '../engine/toolHints';
import { checkedId } from './values/ids';
import { trimmed } from './values/texts';

const callIdField: INodeProperties = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	required: true,
	default: '',
	hint: 'After a Wawp Trigger on Call Received: {{ $json.callId }}',
};
withToolHint(callIdField, "Of the call that came in, by the name of a node before the agent: {{ $('Wawp Trigger').first().json.callId }}");

export const callId = trimmed(callIdField);

const callerField: INodeProperties = {
	displayName: 'Caller',
	name: 'caller',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 201145202826@c.us',
	hint: 'After a Wawp Trigger on Call Received: {{ $json.from }}',
};
withToolHint(callerField, "Of the call that came in, by the name of a node before the agent: {{ $('Wawp Trigger').first().json.from }}");

/** Given back as Wawp told it: there are calls in groups. */
export const caller: FieldGroup = {
	properties: [callerField],
	read: (get, item) => checkedId(String(get(callerField)), undefined, callerField, item),
};
