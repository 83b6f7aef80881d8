import type { Behaviour, Request } from './behaviour';
import { Refusal } from '../answer';
import { PICTURE, VIDEO, incomingFile, voiceKind } from '../incomingFile';
import { sentAnswer } from '../sentAnswer';
import { chatIdOf } from '../world/ids';
import { type NewMessage, newMessage } from '../world/messages';

const STORIES = 'status@broadcast';

export const status: Record<string, Behaviour> = {
	'status.sendText': (request) => {
		const { text, backgroundColor, font } = request.params;
		if (backgroundColor !== undefined && !/^#[0-9a-f]{6}$/i.test(String(backgroundColor))) {
			throw new Refusal(400, 'invalid_param', 'backgroundColor must be written as #RRGGBB');
		}
		return post(request, { body: text as string, extra: { backgroundColor, font } });
	},

	'status.sendImage': async (request) => {
		const media = await incomingFile(request.params.file, 'file', PICTURE, request.wawp);
		return post(request, { type: 'image', media, body: String(request.params.caption ?? '') });
	},

	'status.sendVideo': async (request) => {
		const media = await incomingFile(request.params.file, 'file', VIDEO, request.wawp);
		return post(request, { type: 'video', media, body: String(request.params.caption ?? '') });
	},

	'status.sendVoice': async (request) => {
		const { file, convert = true, caption } = request.params;
		const media = await incomingFile(file, 'file', voiceKind(convert), request.wawp);
		return post(request, { type: 'ptt', media, body: String(caption ?? '') });
	},

	'status.delete': ({ instance, params }) => {
		const { whatsapp } = instance;
		const story = whatsapp.stories.find(({ id, hash }) => id === params.id || hash === params.id);
		if (!story) throw new Refusal(404, 'message_not_found', 'There is no such story');
		whatsapp.stories = whatsapp.stories.filter((each) => each !== story);
	},
};

function post({ wawp, instance, params }: Request, given: Omit<NewMessage, 'chatId'>): unknown {
	const extra = { ...given.extra, contacts: contactsOf(params.contacts) };
	const story = newMessage(instance, { ...given, extra, chatId: STORIES, fromMe: true }, wawp.clock.now());
	instance.whatsapp.stories.push(story);
	wawp.log.add(instance.id, `${story.type} posted as a story`);
	return sentAnswer(story, instance, wawp.switches);
}

/** Null is everybody; a text names some, with commas between them. */
function contactsOf(given: unknown): string[] | null {
	if (typeof given !== 'string' || given === '' || given === 'null') return null;
	return given.split(',').map(chatIdOf);
}
