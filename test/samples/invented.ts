import type { IDataObject } from 'n8n-workflow';

import { LISTED } from '../support/exampleRig';

/* People who do not exist: numbers of +1 202 555 01.. belong to nobody. */

export const ANN = '12025550123';
export const OWN = '12025550199';
export const ME = { id: `${OWN}@c.us`, lid: '99887766554433@lid', pushName: 'Example Shop' };
const GROUP = '120363000000000001@g.us';
const AT = Date.UTC(2026, 10, 21, 10);

const message = (payload: IDataObject): IDataObject => ({
	id: `false_${ANN}@c.us_3EB0965B123D06E0B70741`,
	timestamp: AT / 1000,
	from: `${ANN}@c.us`,
	fromMe: false,
	source: 'app',
	to: ME.id,
	participant: null,
	hasMedia: false,
	media: null,
	ack: 1,
	ackName: 'SERVER',
	replyTo: null,
	_data: { notifyName: 'Ann Example' },
	...payload,
});

const VOTE: IDataObject = {
	vote: { id: `false_${GROUP}_3EB0C0FFEE00000000AA_${ANN}@c.us`, from: GROUP, to: ME.id, participant: `${ANN}@c.us`, fromMe: false, selectedOptions: ['Tuesday'], timestamp: AT / 1000 },
	poll: { id: `true_${GROUP}_3EB0B0BACAFE00000001`, from: ME.id, to: GROUP, fromMe: true },
};

/** The payloads of what people build with most, by their event: those of the reference are its engine's oddest. */
export const ORDINARY: Record<string, IDataObject> = {
	message: message({ body: 'What is the price?' }),
	'message.any': message({ id: `true_${ANN}@c.us_3EB0A1B2C3D4E5F60718`, from: ME.id, to: `${ANN}@c.us`, fromMe: true, source: 'api', body: 'It is 20 dollars.', _data: {} }),
	'message.waiting': message({ body: '' }),
	'poll.vote': VOTE,
};

const state = (status: string, secondsLater = 0): Delivery => ({ event: 'session.status', payload: { name: 'wawp-84729105', status }, timestamp: AT + secondsLater * 1000 });

interface Delivery {
	event: string;
	payload: IDataObject;
	timestamp?: number;
}

/** What Wawp delivers to the trigger of an example, one after the other; what the last one starts the workflow with is pinned. */
const DELIVERIES: Record<string, Delivery[]> = {
	'keyword-auto-reply': [{ event: 'message', payload: message({ body: 'What is the price?' }) }],
	'reply-bot': [{ event: 'message', payload: message({ body: 'Hello, when are you open?' }) }],
	'ai-support-bot': [{ event: 'message', payload: message({ body: 'Do you ship to Brazil?' }) }],
	'ai-agent-with-human-review': [{ event: 'message', payload: message({ body: 'My order came a week late, and the box was broken.' }) }],
	'missed-call-follow-up': [{ event: 'call.received', payload: { id: '1F0E9D8C7B6A59483726', from: `${ANN}@c.us`, timestamp: AT / 1000, isVideo: false, isGroup: false } }],
	'session-auto-recovery': [state('WORKING'), state('FAILED', 60)],
	'delivery-report-collector': [{ event: 'message.ack', payload: { id: `true_${ANN}@c.us_3EB0A1B2C3D4E5F60718`, from: ME.id, to: `${ANN}@c.us`, participant: null, fromMe: true, ack: 3, ackName: 'READ' } }],
	'media-forwarder': [
		{
			event: 'message',
			payload: message({
				body: 'The offer',
				hasMedia: true,
				media: { url: 'https://api.wawp.net/api/files/offer.pdf', mimetype: 'application/pdf', filename: 'offer.pdf', error: null },
				_data: { notifyName: 'Ann Example', type: 'document', size: 48213 },
			}),
		},
	],
	'account-directory': [state('SCAN_QR_CODE'), state('WORKING', 20)],
	'group-welcome': [{ event: 'group.v2.participants', payload: { group: { id: GROUP }, type: 'join', timestamp: AT / 1000, participants: [{ id: `${ANN}@c.us`, role: 'participant' }], _data: {} } }],
	'poll-with-votes': [
		{
			event: 'poll.vote',
			payload: VOTE,
		},
	],
	'event-router': [{ event: 'message', payload: message({ body: 'Good morning!' }) }],
};

/** The bodies that are posted for an example. */
export const deliveriesTo = (example: string): IDataObject[] =>
	(DELIVERIES[example] ?? []).map(({ event, payload, timestamp = AT }, index) => ({
		id: `evt_01k${String(index).padStart(2, '0')}aaaaaaaaaaaaaaaaaaaaa`,
		timestamp,
		session: 'wawp-84729105',
		metadata: { instance_id: LISTED },
		me: ME,
		event,
		payload,
	}));
