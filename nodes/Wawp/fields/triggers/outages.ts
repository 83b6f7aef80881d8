import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { choicesIn } from '../../engine/choices';
import { inRange } from '../../engine/inRange';
import { OTHER_STATE, sessionStates } from '../../engine/states';

/* Which changes of a session start a workflow: each of them, or a session that is lost and one that is back. */

export const startOn: INodeProperties = {
	displayName: 'Start the Workflow',
	name: 'startOn',
	type: 'options',
	options: [
		{ name: 'On Every Change', value: 'change', description: 'Each new state of a session starts the workflow' },
		{
			name: 'Once an Outage',
			value: 'outage',
			description: 'One item when a session that was up is lost, and one when it is back',
		},
	],
	default: 'change',
	description: 'Which changes of a session start the workflow',
};

/** Of what is only there for one of the two. */
export const onEveryChange = { startOn: ['change'] };
export const onceAnOutage = { startOn: ['outage'] };

const told: Record<string, string> = {
	FAILED: 'The connection broke down',
	SCAN_QR_CODE: 'A person has to link the phone again, by a code or a passkey. A first log-in does not count.',
	STARTING: 'The engine of a session that was up connects again. Most often it is back by itself.',
	STOPPED: 'Somebody switched the session off. Choose it only where no session is stopped on purpose.',
	WORKING: 'The number is connected again: tells the end of an outage too',
};

export const outageStates: INodeProperties = {
	displayName: 'States That Count',
	name: 'outageStates',
	type: 'multiOptions',
	options: [
		...sessionStates.map(({ name, value }) => ({ name, value, description: told[String(value)] })),
		{ name: 'Other', value: OTHER_STATE, description: 'A state that newer engines add' },
	].sort((a, b) => a.name.localeCompare(b.name)),
	default: ['FAILED', OTHER_STATE, 'SCAN_QR_CODE', 'STARTING', 'WORKING'],
	displayOptions: { show: onceAnOutage },
	description: 'The states by which a session counts as lost, and whether its return starts the workflow too',
};

export const outagePause: INodeProperties = {
	displayName: 'Pause Between Outages (Seconds)',
	name: 'outagePause',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 3,
	description:
		'For sessions that flap: one that is lost again sooner than this after the last time starts nothing. The next state that is heard of after the pause does, if the session is still lost. Once an Outage only.',
};

export const lookToo: INodeProperties = {
	displayName: 'Look Every Minute Too',
	name: 'lookToo',
	type: 'boolean',
	default: true,
	description:
		'Whether to ask for the state of each session once a minute as well: a session is then found lost also where its event, or the run that it started, was. Once an Outage only.',
};

/** Undefined where every change is asked for. Throws, in words, where the states cannot be understood. */
export function outagePolicyIn(parameter: (name: string, fallback: unknown) => unknown) {
	if (parameter('startOn', 'change') !== 'outage') return undefined;
	const { outagePause: seconds } = (parameter('options', {}) ?? {}) as IDataObject;
	return { states: statesIn(parameter(outageStates.name, outageStates.default)), pauseMs: Number(inRange(outagePause, seconds ?? outagePause.default)) * 1000 };
}

function statesIn(value: unknown): string[] {
	const chosen = choicesIn(outageStates, value);
	if ('wrong' in chosen) throw new Error(`'${outageStates.displayName}' ${chosen.wrong}. ${chosen.advice}`);
	if (chosen.values.length === 0) throw new Error(`'${outageStates.displayName}' is empty. Choose from the list.`);
	return chosen.values.map(String);
}
