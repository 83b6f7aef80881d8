import type { Instance } from '../simulator';
import { SAMPLES, storedFile } from '../simulator/world/files';
import type { WawpRig } from '../support/wawpRig';

/** Gives everything that an account holds something in each of its fields, so that the items of the operations show them all. */
export function fill({ instance, wawp }: WawpRig): void {
	const { whatsapp } = instance;
	whatsapp.profile.picture = picture();
	for (const { id, picture: none, ...chat } of whatsapp.chats) Object.assign(whatsapp.chats.find((one) => one.id === id)!, { ...chat, picture: none ?? picture(), labels: ['3'] });
	for (const group of whatsapp.groups) group.picture = picture();
	for (const channel of whatsapp.channels) Object.assign(channel, { picture: picture(), categories: ['NEWS'] });
	for (const contact of whatsapp.contacts) Object.assign(contact, { name: contact.name ?? 'Ada Lovelace', pushname: contact.pushname ?? 'Ada', about: 'At work', picture: picture() });
	for (const message of [...whatsapp.messages, ...whatsapp.channels.flatMap(({ posts }) => posts.map((post) => post.message))]) fillMessage(instance, message);
	whatsapp.presence.others = Object.fromEntries(whatsapp.chats.map(({ id }) => [id, [{ participant: id, lastKnownPresence: 'online' as const, lastSeen: Math.floor(wawp.now() / 1000) }]]));
	whatsapp.presence.subscribed = whatsapp.chats.map(({ id }) => id);
	if (instance.webhooks.length === 0) instance.webhooks.push({ url: 'https://example.com/hook?id=7', events: ['message'], is_active: 1, retries: { delay: 2, attempts: 15 } });
}

/** What is a poll or a place has no file. */
function fillMessage({ whatsapp }: Instance, message: Instance['whatsapp']['messages'][number]): void {
	message.participant ??= '201145202827@c.us';
	message.replyTo ??= whatsapp.messages[0]!.id;
	message.media ??= picture();
}

const picture = () => storedFile({ mimetype: 'image/jpeg', filename: 'picture.jpg', bytes: SAMPLES.jpeg });
