import type { IDataObject } from 'n8n-workflow';

/*
 * What the events of the engines are made of. They are events as each engine prints them, rebuilt from public reports and from what the engines are known to send. Ann writes to the
 * number 201000000009; her number is 201145202826, and WhatsApp hides her behind 123456789012345@lid.
 */

export const ME = { id: '201000000009@c.us', lid: '999999999999999@lid', pushName: 'Example Shop' };
export const ANN = '201145202826@c.us';
export const HIDDEN = '123456789012345@lid';
export const BOB = '201000000002@c.us';
export const GROUP = '120363000000000001@g.us';
export const ANN_NET = '201145202826@s.whatsapp.net';
export const ME_NET = '201000000009:12@s.whatsapp.net';
export const SENT = 1768580591;
export const SENT_ISO = '2026-01-16T16:23:11Z';

/** `_data.Info` of GOWS. */
export const info = (more: IDataObject = {}) => ({
	Chat: HIDDEN,
	Sender: HIDDEN,
	IsFromMe: false,
	IsGroup: false,
	AddressingMode: 'lid',
	SenderAlt: ANN_NET,
	RecipientAlt: '',
	BroadcastListOwner: '',
	BroadcastRecipients: null,
	ID: '3AC22AE73E797638455D',
	ServerID: 0,
	Type: 'text',
	PushName: 'Ann',
	Timestamp: SENT_ISO,
	Category: '',
	Multicast: false,
	MediaType: '',
	Edit: '',
	MsgMetaInfo: { TargetID: '', TargetSender: '', TargetChat: '' },
	VerifiedName: null,
	DeviceSentMeta: null,
	...more,
});

export const inGroup = { Chat: GROUP, IsGroup: true };

export const gows = (id: string, message: IDataObject, { body = null, more = {}, about = {} }: { body?: string | null; more?: IDataObject; about?: IDataObject } = {}) => {
	const told = info({ ID: id, ...about }) as IDataObject;
	const isGroup = told.IsGroup === true;
	return {
		id: `${String(told.IsFromMe)}_${String(told.Chat)}_${id}${isGroup ? `_${HIDDEN}` : ''}`,
		timestamp: SENT,
		from: told.Chat,
		fromMe: told.IsFromMe,
		source: 'app',
		body,
		to: isGroup ? told.Sender : null,
		participant: isGroup ? told.Sender : null,
		hasMedia: false,
		media: null,
		ack: 2,
		ackName: 'DEVICE',
		location: null,
		vCards: null,
		replyTo: null,
		_data: { Info: told, Message: message, IsEphemeral: false, IsViewOnce: false, IsViewOnceV2: false, IsEdit: false, RawMessage: message, Status: 3 },
		...more,
	};
};

export const noweb = (id: string, message: IDataObject, { key = {}, pushName = 'Ann', ...more }: IDataObject & { key?: IDataObject; pushName?: string } = {}) => {
	const whole = { remoteJid: HIDDEN, remoteJidAlt: ANN_NET, fromMe: false, id, addressingMode: 'lid', ...key } as IDataObject;
	return {
		id: `${String(whole.fromMe)}_${String(whole.remoteJid).replace('@s.whatsapp.net', '@c.us')}_${id}${whole.participant ? `_${String(whole.participant)}` : ''}`,
		timestamp: SENT,
		from: String(whole.remoteJid).replace('@s.whatsapp.net', '@c.us'),
		fromMe: whole.fromMe,
		source: 'app',
		body: null,
		to: null,
		participant: whole.participant ?? null,
		hasMedia: false,
		media: null,
		_data: { key: whole, messageTimestamp: { low: SENT, high: 0, unsigned: true }, pushName, broadcast: false, message, status: 2 },
		...more,
	};
};

export const webjs = (id: string, data: IDataObject, more: IDataObject = {}) => ({
	id: `false_${ANN}_${id}`,
	timestamp: SENT,
	from: ANN,
	fromMe: false,
	source: 'app',
	to: ME.id,
	body: '',
	hasMedia: false,
	media: null,
	vCards: [],
	_data: { id: { fromMe: false, remote: ANN, id, _serialized: `false_${ANN}_${id}` }, viewed: false, t: SENT, notifyName: 'Ann', from: ANN, to: ME.id, ack: 1, ...data },
	...more,
});

export const quoted = { stanzaID: '3EB0QUOTED', participant: ME_NET, quotedMessage: { conversation: 'We are open' } };

/* Parts of items: the chat, who did it, when. */

const PHONE = '201145202826';

export const HIDDEN_CHAT = { chatId: HIDDEN, chatType: 'direct', chatPhone: PHONE };
export const OPEN_CHAT = { chatId: ANN, chatType: 'direct', chatPhone: PHONE };
export const IN_GROUP = { chatId: GROUP, chatType: 'group' };
export const BY_HIDDEN = { senderId: HIDDEN, senderPhone: PHONE, senderLid: HIDDEN };
export const BY_ANN = { senderId: ANN, senderPhone: PHONE };
export const BY_ME = { fromMe: true, senderId: ME.id, senderPhone: '201000000009', senderLid: ME.lid };
export const NAMED = { senderName: 'Ann' };
export const AT = { timestamp: '2026-01-16T16:23:11.000Z' };
/** With the milliseconds that some engines tell. */
export const AT_123 = { timestamp: '2026-01-16T16:23:11.123Z' };
export const AT_344 = { timestamp: '2026-01-16T16:23:11.344Z' };

/** An event of an engine, what is told, its payload, and all that a person would say of it: nothing that is not so, nothing left out. */
export type EngineGolden = [event: string, what: string, payload: IDataObject, item: IDataObject];
