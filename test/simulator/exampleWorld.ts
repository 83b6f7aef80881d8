import type { Instance, Wawp } from './index';
import { SAMPLES } from './world/files';
import { addMessage, newMessage } from './world/messages';

const CHAT = '201234567890@c.us';
const PERSON = '1234567890@c.us';
/** The chat of the message in the example of message.star, which names another one beside it. */
const STARRED = '447441429009@c.us';
const GROUP = '1234567890@g.us';

/** Fills an account so that the documented example of every operation finds what it speaks of, its files included. */
export function seedExamples(wawp: Wawp, instance: Instance): void {
	const now = wawp.now();
	wawp.world.web.push(...webFiles().filter(({ url }) => !wawp.world.web.some((known) => known.url === url)));
	wawp.seed(instance.id, {
		contacts: [{ id: PERSON, name: 'John Doe' }],
		groups: [{ id: GROUP, subject: 'Alpha Team', role: 'superadmin', participants: [PERSON], inviteCode: '1234567890abcdef' }],
		labels: 7,
		channels: [{ id: '1234567890@newsletter', name: 'Tesla', role: 'OWNER', posts: ['News'] }],
		lids: [{ lid: '123123123@lid', pn: CHAT }],
		messages: [
			{ chatId: CHAT, fromMe: true, hash: '3EB0965B123D06E0B70741', body: 'Hi' },
			{ chatId: CHAT, hash: 'AAAAAAAAAAAAAAAAAAAA', body: 'Hello!' },
			{ chatId: CHAT, hash: 'ABC123456789', body: 'How are you?', type: 'poll_creation', poll: { name: 'How are you?', options: ['Awesome!', 'Good!', 'Not bad!'], multipleAnswers: true, votes: {} } },
		],
	});
	addMessage(instance, { chatId: STARRED, hash: 'AAAAAAAAAAAAAAAAAAAA' }, now);
	instance.whatsapp.stories.push(newMessage(instance, { chatId: 'status@broadcast', fromMe: true, hash: 'AAAAAAAAAAAAAAAAA' }, now));
}

const webFiles = () => [
	{ url: 'https://wawp.net/samples/cat.jpg', bytes: SAMPLES.jpeg, contentType: 'image/jpeg' },
	{ url: 'https://example.com/picture.jpg', bytes: SAMPLES.jpeg, contentType: 'image/jpeg' },
	{ url: 'https://example.com/team.jpg', bytes: SAMPLES.jpeg, contentType: 'image/jpeg' },
	{ url: 'https://example.com/sound.mp3', bytes: SAMPLES.mp3, contentType: 'audio/mpeg' },
	{ url: 'https://example.com/audio.mp3', bytes: SAMPLES.mp3, contentType: 'audio/mpeg' },
	{ url: 'https://wawp.net/samples/file_example_MP4_480_1_5MG.mp4', bytes: SAMPLES.mp4, contentType: 'video/mp4' },
	{ url: 'https://wawp.net/samples/file-sample.pdf', bytes: SAMPLES.pdf, contentType: 'application/pdf' },
	{ url: 'https://wawp.net/samples/file_example_OOG_1MG.ogg', bytes: SAMPLES.opus, contentType: 'audio/ogg' },
	{
		url: 'https://raw.githubusercontent.com/rafaelreis-hotmart/Audio-Sample-files/master/sample.ogg',
		bytes: SAMPLES.opus,
		contentType: 'audio/ogg',
	},
];
