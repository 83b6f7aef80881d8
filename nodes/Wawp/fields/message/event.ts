import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup } from '../../engine/operation';
import { addsOnly } from '../../engine/plainValue';
import { secondsOf } from '../values/moment';

const eventName: INodeProperties = {
	displayName: 'Event Name',
	name: 'eventName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Team Meeting',
};

const start: INodeProperties = {
	displayName: 'Start',
	name: 'eventStart',
	type: 'dateTime',
	required: true,
	default: '',
	description: 'In the time zone of the workflow. Each guest sees it in their own.',
};

const end = addsOnly({
	displayName: 'End',
	name: 'eventEnd',
	type: 'dateTime',
	default: '',
	description: 'In the time zone of the workflow',
});

const description = addsOnly({
	displayName: 'Description',
	name: 'eventDescription',
	type: 'string',
	default: '',
});

const location = addsOnly({
	displayName: 'Location',
	name: 'eventLocation',
	type: 'string',
	default: '',
	placeholder: 'e.g. Meeting Room A',
});

const guests: INodeProperties = {
	displayName: 'Guests May Bring Guests',
	name: 'extraGuestsAllowed',
	type: 'boolean',
	default: false,
	description: 'Whether invited people may bring others',
};

/** Nested, as Wawp's own example of the body has it; its table lists the same under dotted names. */
export const event: FieldGroup = {
	properties: [eventName, start],
	settings: [description, end, guests, location],
	read(get, item) {
		const startTime = secondsOf(get(start), start, item);
		const endTime = get(end) === undefined ? undefined : secondsOf(get(end), end, item);
		if (endTime !== undefined && endTime <= startTime) throw inputError(item, end, `is not after '${start.displayName}'`);
		return {
			name: get(eventName),
			...(get(description) ? { description: get(description) } : {}),
			startTime,
			...(endTime !== undefined && { endTime }),
			...(get(location) ? { location: { name: get(location) } } : {}),
			extraGuestsAllowed: get(guests) === true,
		};
	},
};
