import type { Switches } from './switches';
import { type Instance, jidOf } from './world';
import { isPerson, numberOf } from './world/ids';
import type { Message } from './world/whatsapp';

/** What a send answers, which depends on the engine behind the instance. */
export function sentAnswer(message: Message, instance: Instance, { sentAnswer: engine }: Switches): unknown {
	const { id, hash, chatId, body, type, timestamp } = message;
	switch (engine) {
		case 'WEBJS': {
			const object = { fromMe: true, remote: chatId, id: hash, _serialized: id };
			const from = jidObject(jidOf(instance));
			return { _data: { id: object, viewed: false, body, type, t: timestamp, from, to: jidObject(chatId), ack: 0 }, id: object };
		}
		case 'GOWS':
			return { id, _data: { Info: infoOf(message, instance) } };
		case 'GOWS, no id':
			return { _data: { Info: infoOf(message, instance) } };
		case 'NOWEB':
			return { key: { id: hash, fromMe: true, remoteJid: isPerson(chatId) ? rawJid(chatId) : chatId } };
	}
}

/** What it answers instead when the message has to wait its turn. */
export const queuedAnswer = (jobId: string) => ({ status: 'queued', code: 'success', job_id: jobId });

const infoOf = ({ hash }: Message, { phone }: Instance) => ({ ID: hash, Sender: `${phone}:97@s.whatsapp.net`, IsFromMe: true });

const jidObject = (jid: string) => ({ server: jid.replace(/^.*@/, ''), user: numberOf(jid), _serialized: jid });

const rawJid = (chatId: string) => chatId.replace(/@c\.us$/, '@s.whatsapp.net');
