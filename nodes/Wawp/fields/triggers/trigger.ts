import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ALL_STATES, OTHER_STATE, passkeyStates, sessionStates } from '../../engine/states';
import { SESSION_STATUS } from '../../webhooks/events';
import { filters } from './filters';
import { severalInstances } from '../../engine/instanceField';
import { downloadIncoming } from '../media';
import { downloadLimit, qrAsImage } from '../../engine/outputFields';
import { onEveryChange, lookToo, onceAnOutage, outagePause, outageStates, startOn } from './outages';
import { eventNames } from '../session/webhook';

const states: INodePropertyOptions[] = [
	{ name: 'All States', value: ALL_STATES, description: 'Every change of the session. Take it away to choose some.' },
	...sessionStates,
	...passkeyStates,
	{ name: 'Other', value: OTHER_STATE, description: 'A state that newer engines add, such as a wait for a passkey' },
].sort((a, b) => a.name.localeCompare(b.name));

const ofSessionStatus = { events: [SESSION_STATUS] };

/** A condition holds for a list when it holds for each of its entries: hidden where nothing else is chosen. */
const ofOtherEvents: IDisplayOptions = { hide: { events: [{ _cnd: { eq: SESSION_STATUS } }] } };

/** How strictly signatures are taken. What Wawp really sends is not proven, so that the default refuses only what is wrong. */
export const signatureModes: INodePropertyOptions[] = [
	{
		name: 'Accept Plain Secret as Well',
		value: 'plain',
		description: 'Require the signature, or the bare secret in its place, which does not protect the body',
	},
	{
		name: 'Check if Present',
		value: 'check',
		description: 'Refuse one that does not match. A delivery without one passes: its URL carries a secret.',
	},
	{ name: 'Ignore', value: 'ignore', description: 'Rely on the secret in the URL alone' },
	{ name: 'Require', value: 'require', description: 'Refuse what is not signed. Test with your account that Wawp signs.' },
];

export type SignatureMode = 'check' | 'require' | 'plain' | 'ignore';

export const sessionStatesField: INodeProperties = {
	displayName: 'Session States',
	name: 'states',
	type: 'multiOptions',
	options: states,
	default: [ALL_STATES],
	displayOptions: { show: { ...ofSessionStatus, ...onEveryChange } },
	description: 'The states of the session that start the workflow',
};

export const rewriteList: INodeProperties = {
	displayName: 'Rewrite Webhook List',
	name: 'rewriteList',
	type: 'boolean',
	default: false,
	description:
		'Whether publishing may write back the whole list of webhooks where Wawp changes no single one. Other webhooks lose the signing secrets that Wawp does not show.',
};

export const triggerProperties: INodeProperties[] = [
	{
		...eventNames,
		description: 'What starts the workflow',
	},
	{
		displayName:
			'Message Sent or Received tells of every message, received ones too. Together with Message Received, a received message still starts one run. <i>fromMe</i> in the item tells your own ones apart; the <i>From</i> filter leaves them out.',
		name: 'everyMessageNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { events: ['message.any'] } },
	},
	{ ...startOn, displayOptions: { show: ofSessionStatus }, description: 'Which changes of a session start the workflow. Other events always do.' },
	{ ...outageStates, displayOptions: { show: { ...ofSessionStatus, ...onceAnOutage } } },
	sessionStatesField,
	{
		displayName: 'Only When Changed',
		name: 'onlyWhenChanged',
		type: 'boolean',
		default: true,
		displayOptions: { show: { ...ofSessionStatus, ...onEveryChange } },
		description:
			'Whether a state that Wawp reports again starts nothing. Each new QR code counts as a change, as the one before no longer works.',
	},
	{ ...filters, displayOptions: ofOtherEvents },
	{
		displayName: 'Register Automatically',
		name: 'registerAutomatically',
		type: 'boolean',
		default: true,
		description: 'Whether to tell Wawp by itself where to deliver',
		hint: 'Needs a paid Wawp plan. On a free one use the Wawp Session Watcher.',
	},
	{
		displayName:
			"Copy the Production URL above and paste it into the webhooks of your instance in <a href=\"https://wawp.net/account/connect\">Wawp's dashboard</a>, with the events chosen here. With a URL Secret, add ?secret= and the secret to the URL.",
		name: 'pasteNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registerAutomatically: [false] } },
	},
	{
		displayName: 'URL Secret',
		name: 'urlSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { registerAutomatically: [false] } },
		description: 'Refuses deliveries whose URL does not end with ?secret= and this text. Without it, anybody who knows the URL can start the workflow. It may not hold + & # or %, which mean something else in a URL.',
	},
	severalInstances,
	{
		// n8n asks for it where a node looks. It adds it by itself only to nodes that do nothing else.
		displayName: 'Poll Times',
		name: 'pollTimes',
		type: 'hidden',
		default: { item: [{ mode: 'everyMinute' }] },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			downloadLimit,
			downloadIncoming,
			{
				displayName: 'Include Raw',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to add everything that Wawp delivered, without its secrets, as \'raw\'',
			},
			lookToo,
			outagePause,
			{
				...qrAsImage,
				description: 'Whether to turn the QR code of a session status into a PNG file in the field \'data\'',
			},
			{
				displayName: 'Resolve Phone Number',
				name: 'resolvePhone',
				type: 'boolean',
				default: false,
				description:
					'Whether to ask Wawp for the number of a sender, or of members of a group, whom WhatsApp hides behind an ID that ends in @lid. Takes a request the first time. Without an answer the item comes without the number. Filters by number look at what comes of it.',
			},
			rewriteList,
			{
				displayName: 'Signature',
				name: 'signature',
				type: 'options',
				options: signatureModes,
				default: 'check',
				description: 'How to treat the signature of a delivery. Needs the Webhook Secret in the credential.',
			},
		],
	},
];
