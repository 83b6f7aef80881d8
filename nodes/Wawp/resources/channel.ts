import type { Resource } from '../engine/operation';
import { holdsChatId, isDoneOrEmpty } from '../engine/holds';
import { byCursor, latest } from '../engine/pages';
import { namesUnder, rowsUnder } from '../engine/rows';
import { categories, channelDescription, channelName, countries, role, searchText, view } from '../fields/channel';
import { optionalPicture } from '../fields/values/file';
import { channelId, publicChannelId } from '../fields/values/ids';
import { downloadMedia } from '../fields/media';
import { downloadLimit } from '../engine/outputFields';
import { postFile } from '../message/media';
import { aboutAsked, chatsOf } from './aboutAsked';
import { manyOf, oneOf, thingOf } from './things';

const channels = manyOf(rowsUnder('channels'), thingOf);

const holdsChannel = holdsChatId('@newsletter');

export const channel = {
	name: 'Channel',
	description: 'Create and find channels, follow and mute them',
	needs: 'WORKING',
	lookAt: "'Channel > Get Many'",
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many channels',
			description: 'List the channels that this number owns, administers or follows',
			request: 'GET /v2/channels',
			options: { role },
			output: { list: channels },
		},
		get: {
			name: 'Get',
			action: 'Get a channel',
			description: 'Read the public profile of a channel',
			request: 'GET /v2/channels/{id}',
			fields: { id: publicChannelId },
			output: { json: oneOf(thingOf), holds: holdsChannel },
			...aboutAsked(({ id }) => id as string, ({ id }) => [id as string]),
		},
		create: {
			name: 'Create',
			action: 'Create a channel',
			description: 'Open a new public channel of this number',
			request: 'POST /v2/channels',
			ifUnsure: "The channel may exist now: look at 'Channel > Get Many' before you create another one.",
			uploads: true,
			fields: { name: channelName, picture: optionalPicture },
			options: { description: channelDescription },
			output: { json: oneOf(thingOf), holds: holdsChannel },
		},
		delete: {
			name: 'Delete',
			action: 'Delete a channel',
			description: 'Delete a channel of this number with all of its posts, for good',
			request: 'DELETE /v2/channels/{id}',
			fields: { id: channelId },
			output: { json: (body) => ({ ...body, deleted: true }) },
		},
		follow: {
			name: 'Follow',
			action: 'Follow a channel',
			description: 'Follow a channel: each of its posts then starts a Wawp Trigger that listens to messages',
			request: 'POST /v2/channels/{id}/follow',
			fields: { id: publicChannelId },
			output: { holds: isDoneOrEmpty },
		},
		unfollow: {
			name: 'Unfollow',
			action: 'Unfollow a channel',
			description: 'Stop following a channel',
			request: 'POST /v2/channels/{id}/unfollow',
			fields: { id: channelId },
			output: { holds: isDoneOrEmpty },
		},
		mute: {
			name: 'Mute',
			action: 'Mute a channel',
			description: 'Silence the phone for a channel. The Wawp Trigger still hears its posts.',
			request: 'POST /v2/channels/{id}/mute',
			fields: { id: channelId },
			output: { holds: isDoneOrEmpty },
		},
		unmute: {
			name: 'Unmute',
			action: 'Unmute a channel',
			description: 'Let the phone tell of the posts of a channel again',
			request: 'POST /v2/channels/{id}/unmute',
			fields: { id: channelId },
			output: { holds: isDoneOrEmpty },
		},
		previewMessages: {
			name: 'Preview Messages',
			action: 'Preview the messages of a channel',
			description: 'Read the latest posts of a channel without following it',
			request: 'GET /v2/channels/{id}/messages/preview',
			fields: { id: publicChannelId, downloadMedia },
			settings: [downloadLimit],
			output: { list: rowsUnder('messages'), pages: latest(100), file: postFile },
			...aboutAsked(({ id }) => id as string, chatsOf),
		},
		searchByText: {
			name: 'Search by Text',
			action: 'Search channels by text',
			description: 'Look for public channels by words in their name or description',
			request: 'GET /v2/channels/search/text',
			fields: { text: searchText },
			options: { categories },
			output: { list: channels, pages: byCursor(50) },
		},
		searchByView: {
			name: 'Search by View',
			action: 'Search channels by view',
			description: "Browse WhatsApp's public directory of channels",
			request: 'GET /v2/channels/search/view',
			fields: { view },
			options: { categories, countries },
			output: { list: channels, pages: byCursor(50) },
		},
		getSearchCategories: {
			name: 'Get Search Categories',
			action: 'Get the categories of the channel search',
			description: 'List the categories that a search can be narrowed to',
			request: 'GET /v2/channels/search/categories',
			output: { list: namesUnder('categories') },
		},
		getSearchCountries: {
			name: 'Get Search Countries',
			action: 'Get the countries of the channel search',
			description: 'List the countries that a search can be narrowed to',
			request: 'GET /v2/channels/search/countries',
			output: { list: namesUnder('countries') },
		},
		getSearchViews: {
			name: 'Get Search Views',
			action: 'Get the views of the channel search',
			description: 'List the views of the public directory',
			request: 'GET /v2/channels/search/views',
			output: { list: namesUnder('views') },
		},
	},
} satisfies Resource;
