import type { Behaviour, Request } from './behaviour';
import { foundChannel } from './found';
import { Refusal } from '../answer';
import { PICTURE, incomingFile } from '../incomingFile';
import { addressOf, messageJson } from '../messageJson';
import { pageOf, printed } from '../paging';
import type { Params } from '../parameters';
import type { Simulation } from '../simulation';
import { addChannel } from '../world/seed';
import type { Channel } from '../world/whatsapp';

const SEARCH_PAGE = 50;

export const channel: Record<string, Behaviour> = {
	'channel.getAll': ({ wawp, instance, params }) => {
		const own = instance.whatsapp.channels.filter(({ role }) => (params.role ? role === params.role : role !== 'GUEST'));
		return printed(own.map((each) => channelJson(each, wawp)), wawp.switches);
	},

	'channel.get': ({ wawp, instance, params }) => channelJson(foundChannel(instance, params.id), wawp),

	'channel.create': async ({ wawp, instance, params }) => {
		const { name, description = '', picture } = params as { name: string; description?: string; picture?: unknown };
		if (name.length > 100) throw new Refusal(400, 'invalid_param', 'name has 100 characters at most');
		const file = picture ? await incomingFile(picture, 'picture', PICTURE, wawp) : null;
		return channelJson(addChannel(instance, { name, description, picture: file, role: 'OWNER', followers: 0 }, wawp.clock.now()), wawp);
	},

	'channel.delete': ({ instance, params }) => {
		const { whatsapp } = instance;
		const deleted = foundChannel(instance, params.id);
		if (deleted.role !== 'OWNER') throw new Refusal(403, 'forbidden', 'Only its owner may delete a channel');
		whatsapp.channels = whatsapp.channels.filter((each) => each !== deleted);
	},

	'channel.follow': ({ instance, params }) => {
		const followed = foundChannel(instance, params.id);
		if (followed.role !== 'GUEST') return;
		followed.role = 'SUBSCRIBER';
		followed.followers++;
	},

	'channel.unfollow': ({ instance, params }) => {
		const left = foundChannel(instance, params.id);
		if (left.role !== 'SUBSCRIBER') return;
		left.role = 'GUEST';
		left.followers--;
	},

	'channel.mute': ({ instance, params }) => {
		foundChannel(instance, params.id).muted = true;
	},

	'channel.unmute': ({ instance, params }) => {
		foundChannel(instance, params.id).muted = false;
	},

	'channel.previewMessages': ({ wawp, instance, params }) => {
		const byInvite = instance.whatsapp.channels.find(({ inviteCode }) => inviteCode === params.id);
		const { posts } = byInvite ?? foundChannel(instance, params.id);
		const media = params.downloadMedia === true ? wawp.switches.downloadedMedia : 'left out';
		const rows = pageOf([...posts].reverse(), params, 10).map(({ message, viewCount }) => ({
			reactions: countsOf(Object.values(message.reactions)),
			message: messageJson(message, instance, wawp, { media }),
			viewCount,
		}));
		return printed(rows, wawp.switches);
	},

	'channel.searchByText': (request) => {
		const words = String(request.params.text).toLowerCase();
		return found(request, ({ name, description }) => `${name}\n${description}`.toLowerCase().includes(words));
	},

	'channel.searchByView': (request) => {
		const countries = request.params.countries as string[] | undefined;
		return found(request, ({ country }) => !countries?.length || countries.includes(country));
	},

	'channel.getSearchCategories': ({ wawp, instance }) => {
		const categories = new Set(instance.whatsapp.channels.flatMap((each) => each.categories));
		return printed([...categories].sort().map((value) => ({ value, name: titled(value) })), wawp.switches);
	},

	'channel.getSearchCountries': ({ wawp, instance }) => {
		const countries = new Set(instance.whatsapp.channels.map(({ country }) => country));
		return printed([...countries].sort().map((code) => ({ code, name: code })), wawp.switches);
	},

	'channel.getSearchViews': ({ wawp }) => printed([{ value: 'RECOMMENDED', name: 'Recommended' }], wawp.switches),
};

function channelJson({ id, name, description, inviteCode, picture, verified, role, followers }: Channel, wawp: Simulation) {
	const invite = `https://www.whatsapp.com/channel/${inviteCode}`;
	const url = picture && addressOf(picture, wawp);
	const facts = { id, name, description, preview: url, picture: url, verified, role };
	return wawp.switches.channelFields === 'invite, subscribers'
		? { ...facts, invite, subscribers: followers }
		: { ...facts, invite_link: invite, subscribersCount: followers };
}

/** Verified and large channels come first; the cursor is what the next part starts with. */
function found({ wawp, instance, params }: Request, isMatch: (channel: Channel) => boolean): unknown {
	const categories = params.categories as string[] | undefined;
	const matches = instance.whatsapp.channels
		.filter(isMatch)
		.filter((each) => !categories?.length || each.categories.some((category) => categories.includes(category)))
		.sort((one, other) => Number(other.verified) - Number(one.verified) || other.followers - one.followers);
	const start = startOf(params);
	const size = (params.limit as number | undefined) ?? SEARCH_PAGE;
	const channels = matches.slice(start, start + size).map((each) => channelJson(each, wawp));
	const hasNextPage = start + size < matches.length;
	const endCursor = hasNextPage ? cursorOf(start + size) : null;
	const list = printed(channels, wawp.switches);
	if (wawp.switches.channelCursor === 'nextCursor') return { channels: list, nextCursor: endCursor };
	return { channels: list, page: { startCursor: params.startCursor ?? '', endCursor, hasNextPage } };
}

const cursorOf = (start: number): string => `cursor_${Buffer.from(String(start)).toString('base64url')}`;

function startOf({ startCursor }: Params): number {
	if (startCursor === undefined || startCursor === '') return 0;
	const start = Number(Buffer.from(String(startCursor).replace(/^cursor_/, ''), 'base64url').toString());
	if (Number.isInteger(start) && start > 0 && cursorOf(start) === startCursor) return start;
	throw new Refusal(400, 'invalid_param', 'startCursor is not a cursor of an earlier answer');
}

const countsOf = (emojis: string[]): Record<string, number> =>
	emojis.reduce<Record<string, number>>((counts, emoji) => ({ ...counts, [emoji]: (counts[emoji] ?? 0) + 1 }), {});

const titled = (value: string): string => value.charAt(0) + value.slice(1).toLowerCase();
