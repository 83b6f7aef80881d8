import { SAMPLES } from '../simulator/world/files';
import { byId, fileItem, picked } from './entered';
import type { Wire } from './wire';

const id = '1234567890@newsletter';
const own = picked(id, 'Tesla');
const typed = byId(id);

export const channel: Wire[] = [
	{ operation: 'channel.getAll', request: 'GET /v2/channels' },
	{ operation: 'channel.getAll', given: { options: { role: 'ADMIN' } }, request: 'GET /v2/channels', query: { role: 'ADMIN' } },
	{ operation: 'channel.create', given: { channelName: 'Example News' }, request: 'POST /v2/channels', body: { name: 'Example News' } },
	{
		operation: 'channel.create',
		given: { channelName: 'Example News', withPicture: true },
		input: fileItem(SAMPLES.jpeg, 'image/jpeg', 'news.jpg'),
		request: 'POST /v2/channels',
		body: { name: 'Example News', picture: { data: SAMPLES.jpeg.toString('base64'), filename: 'news.jpg', mimetype: 'image/jpeg' } },
	},
	{
		operation: 'channel.create',
		given: {
			channelName: 'Example News',
			withPicture: true,
			fileSource: 'url',
			fileUrl: 'https://example.com/picture.jpg',
			options: { channelDescription: 'All that is new 👋', fileName: 'renamed.jpg', mimeType: 'image/jpeg' },
		},
		request: 'POST /v2/channels',
		body: {
			name: 'Example News',
			description: 'All that is new 👋',
			picture: { url: 'https://example.com/picture.jpg', filename: 'renamed.jpg', mimetype: 'image/jpeg' },
		},
	},
	{ operation: 'channel.delete', given: { channel: own }, request: `DELETE /v2/channels/${id}` },
	{ operation: 'channel.delete', given: { channel: typed }, request: `DELETE /v2/channels/${id}` },
	{ operation: 'channel.get', given: { channel: typed }, request: `GET /v2/channels/${id}` },
	{ operation: 'channel.follow', given: { channel: typed }, request: `POST /v2/channels/${id}/follow` },
	{ operation: 'channel.unfollow', given: { channel: own }, request: `POST /v2/channels/${id}/unfollow` },
	{ operation: 'channel.mute', given: { channel: own }, request: `POST /v2/channels/${id}/mute` },
	{ operation: 'channel.unmute', given: { channel: own }, request: `POST /v2/channels/${id}/unmute` },
	{
		operation: 'channel.previewMessages',
		given: { channel: typed },
		request: `GET /v2/channels/${id}/messages/preview`,
		query: { downloadMedia: 'false', limit: '50' },
	},
	{
		operation: 'channel.previewMessages',
		given: { channel: typed, downloadMedia: true, limit: 3 },
		request: `GET /v2/channels/${id}/messages/preview`,
		query: { downloadMedia: 'true', limit: '3' },
	},
	{ operation: 'channel.searchByText', given: { searchText: 'tesla' }, request: 'GET /v2/channels/search/text', query: { text: 'tesla', limit: '50' } },
	{
		operation: 'channel.searchByText',
		given: { searchText: 'tesla', limit: 10, options: { categories: ['ENTERTAINMENT', 'SPORTS'] } },
		request: 'GET /v2/channels/search/text',
		query: { text: 'tesla', limit: '10', categories: ['ENTERTAINMENT', 'SPORTS'] },
	},
	{ operation: 'channel.searchByView', request: 'GET /v2/channels/search/view', query: { view: 'RECOMMENDED', limit: '50' } },
	{
		operation: 'channel.searchByView',
		given: { view: picked('POPULAR', 'Popular'), options: { categories: ['SPORTS'], countries: ['US', 'EG'] } },
		request: 'GET /v2/channels/search/view',
		query: { view: 'POPULAR', limit: '50', categories: 'SPORTS', countries: ['US', 'EG'] },
	},
	{ operation: 'channel.getSearchCategories', request: 'GET /v2/channels/search/categories' },
	{ operation: 'channel.getSearchCountries', request: 'GET /v2/channels/search/countries' },
	{ operation: 'channel.getSearchViews', request: 'GET /v2/channels/search/views' },
];
