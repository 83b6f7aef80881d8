import type { Behaviour, Request } from './behaviour';
import { recipientOf } from './found';
import { Refusal } from '../answer';
import { type Kind, DOCUMENT, PICTURE, SOUND, VIDEO, incomingFile, voiceKind } from '../incomingFile';
import { send } from '../outbox';
import type { Params } from '../parameters';
import type { NewMessage } from '../world/messages';
import type { MessageType } from '../world/whatsapp';

const LONGEST_TEXT = 4096;

/** The operations that send: each says what the message is made of. */
export const sending: Record<string, Behaviour> = {
	'message.sendText': (request) => sent(request, { body: limited(String(request.params.message)) }),

	'message.sendImage': async (request) => await sentFile(request, 'image', PICTURE),
	'message.sendVideo': async (request) => await sentFile(request, 'video', VIDEO),
	'message.sendAudio': async (request) => await sentFile(request, 'audio', SOUND),
	'message.sendDocument': async (request) => await sentFile(request, 'document', DOCUMENT),
	'message.sendVoice': async (request) => await sentFile(request, 'ptt', voiceKind(request.params.convert)),

	'message.sendLocation': (request) => {
		const { latitude, longitude, title, message } = request.params;
		demandBetween('latitude', latitude, 90);
		demandBetween('longitude', longitude, 180);
		const description = [title, message].filter(Boolean).join('\n');
		const location = { latitude: String(latitude), longitude: String(longitude), description };
		return sent(request, { type: 'location', location });
	},

	'message.sendContact': (request) => {
		const contacts = request.params.contacts as Params[];
		if (contacts.length === 0) throw invalid('contacts must hold a card');
		return sent(request, { type: 'vcard', vCards: contacts.map(vCardOf) });
	},

	'message.sendPoll': (request) => {
		const { name, options, multipleAnswers = false } = request.params.poll as Params;
		if (typeof name !== 'string' || name === '') throw invalid('poll[name] must be a question');
		if (!Array.isArray(options) || options.length < 2 || options.length > 12) throw invalid('poll[options] must hold 2 to 12 options');
		if (options.some((option) => typeof option !== 'string' || option === '' || option.length >= 255)) {
			throw invalid('poll[options] must be texts of less than 255 characters');
		}
		const poll = { name, options: options as string[], multipleAnswers: multipleAnswers === true, votes: {} };
		return sent(request, { type: 'poll_creation', body: name, poll });
	},

	'message.sendEvent': (request) => {
		const event = (request.params.event ?? {}) as Params;
		const { name, startTime, endTime } = event;
		if (typeof name !== 'string' || typeof startTime !== 'number') throw invalid('event must have a name and a startTime');
		if (endTime !== undefined && Number(endTime) <= startTime) throw invalid('event must end after it starts');
		return sent(request, { type: 'event_creation', body: name, extra: { event } });
	},

	'message.sendList': (request) => {
		const list = request.params.message as Params;
		const sections = Array.isArray(list.sections) ? (list.sections as Params[]) : [];
		const rows = sections.flatMap((section) => (Array.isArray(section.rows) ? (section.rows as Params[]) : []));
		if (typeof list.button !== 'string' || rows.length === 0) throw invalid('message must have a button and sections with rows');
		if (!rows.every(({ title, rowId }) => typeof title === 'string' && typeof rowId === 'string')) {
			throw invalid('each row must have a title and a rowId');
		}
		return sent(request, { type: 'list', body: String(list.description ?? list.title ?? ''), extra: { list } });
	},

	'message.sendLinkPreview': (request) => {
		const { text, url, title, description, thumbnail } = request.params;
		if (!/^https?:\/\/[^\s/]/.test(String(url))) throw invalid('url must be an HTTP address');
		if (request.wawp.switches.linkInText === 'demanded' && !String(text).includes(String(url))) throw invalid('text must contain the url');
		return sent(request, { body: limited(String(text)), extra: { preview: { url, title, description, thumbnail } } });
	},
};

type Content = Omit<NewMessage, 'chatId'>;

function sent({ wawp, instance, params }: Request, content: Content): unknown {
	const { chatId, reply_to } = params;
	return send(wawp, instance, { ...content, chatId: recipientOf(instance, chatId), replyTo: quotedBy(reply_to) });
}

async function sentFile(request: Request, type: MessageType, kind: Kind): Promise<unknown> {
	const { instance, params, wawp } = request;
	recipientOf(instance, params.chatId);
	const media = await incomingFile(params.file, 'file', kind, wawp);
	const extra = params.asNote === true ? { asNote: true } : {};
	return sent(request, { type, media, body: String(params.caption ?? ''), extra });
}

/** The samples show the text null for none. */
const quotedBy = (id: unknown): string | null => (typeof id === 'string' && id !== '' && id !== 'null' ? id : null);

function limited(text: string): string {
	if (text.length > LONGEST_TEXT) throw invalid(`A text has ${LONGEST_TEXT} characters at most`);
	return text;
}

function demandBetween(name: string, value: unknown, limit: number): void {
	const isDecimal = /^-?\d+(\.\d+)?$/.test(String(value));
	if (!isDecimal || Math.abs(Number(value)) > limit) throw invalid(`${name} must be a decimal between -${limit} and ${limit}`);
}

function vCardOf({ vcard, fullName, phoneNumber, organization, whatsappId }: Params): string {
	if (typeof vcard === 'string') return vcard;
	if (typeof fullName !== 'string' || typeof phoneNumber !== 'string') throw invalid('each contact must have a fullName and a phoneNumber');
	const company = organization ? [`ORG:${String(organization)};`] : [];
	const waid = whatsappId ? `;waid=${String(whatsappId)}` : '';
	return ['BEGIN:VCARD', 'VERSION:3.0', `FN:${fullName}`, ...company, `TEL;type=CELL;type=VOICE${waid}:${phoneNumber}`, 'END:VCARD'].join('\n');
}

const invalid = (message: string) => new Refusal(400, 'invalid_param', message);
