import type { INodeProperties } from 'n8n-workflow';

import { severalInstances } from '../../engine/instanceField';
import { onEveryChange, outagePause, outageStates, startOn } from './outages';

export const emitFirst: INodeProperties = {
	displayName: 'Start With the Present State',
	name: 'emitFirst',
	type: 'boolean',
	default: false,
	displayOptions: { show: onEveryChange },
	description: 'Whether the first look starts the workflow too, with the state in which it finds each session. Otherwise it only notes it.',
};

export const stuckAfter: INodeProperties = {
	displayName: 'Stuck After (Seconds)',
	name: 'stuckAfter',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 90,
	description: 'How long a session may be STARTING before that is told, once',
};

export const unreachableAfter: INodeProperties = {
	displayName: 'Unreachable After (Failed Looks)',
	name: 'unreachableAfter',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 3,
	description: 'How many looks in a row may fail before that is told, once. Another item tells when Wawp is back.',
};

export const watcherProperties: INodeProperties[] = [
	{
		displayName:
			'n8n looks once a minute at most: a session that drops and comes back in between goes unseen. With a paid Wawp plan, the Wawp Trigger hears of every change at once.',
		name: 'pollNotice',
		type: 'notice',
		default: '',
	},
	{ ...severalInstances, name: 'instanceIds' },
	startOn,
	outageStates,
	emitFirst,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [outagePause, stuckAfter, unreachableAfter],
	},
];
