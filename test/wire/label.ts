import { byId, picked } from './entered';
import type { Wire } from './wire';

const chatId = '201234567890@c.us';
const chat = byId('+20 123 456 7890');
const nationally = { chat: byId('0123 456 7890'), options: { defaultCountryCode: '20' } };
const third = picked('3', 'Urgent');

export const label: Wire[] = [
	{ operation: 'label.getAll', request: 'GET /v2/labels' },
	{ operation: 'label.get', given: { label: third }, request: 'GET /v2/labels/3' },
	{ operation: 'label.create', given: { labelName: 'Lead' }, request: 'POST /v2/labels', body: { name: 'Lead', color: 0 } },
	{ operation: 'label.create', given: { labelName: 'Lead', color: 13 }, request: 'POST /v2/labels', body: { name: 'Lead', color: 13 } },
	{
		operation: 'label.update',
		given: { label: third, options: { newLabelName: 'Very Urgent' } },
		request: 'PUT /v2/labels/3',
		body: { name: 'Very Urgent' },
	},
	{
		operation: 'label.update',
		given: { label: byId('={{ 3 }}'), options: { newLabelName: 'Very Urgent', color: 0 } },
		request: 'PUT /v2/labels/3',
		body: { name: 'Very Urgent', color: 0 },
	},
	{ operation: 'label.delete', given: { label: third }, request: 'DELETE /v2/labels/3' },
	{ operation: 'label.getChats', given: { label: third }, request: 'GET /v2/labels/3/chats' },
	{ operation: 'label.getForChat', given: { chat }, request: `GET /v2/labels/chats/${chatId}` },
	{ operation: 'label.getForChat', given: nationally, request: `GET /v2/labels/chats/${chatId}` },
	{
		operation: 'label.setForChat',
		given: { chat, labels: { label: [{ id: '1' }, { id: '7' }] } },
		request: `PUT /v2/labels/chats/${chatId}`,
		body: { labels: [{ id: '1' }, { id: '7' }] },
	},
	{
		operation: 'label.setForChat',
		given: { chat, labels: {} },
		request: `PUT /v2/labels/chats/${chatId}`,
		body: { labels: [] },
	},
	{
		operation: 'label.setForChat',
		given: { ...nationally, labelsInput: 'json', labelsJson: '={{ [1, "7", { id: 2, name: "New" }] }}' },
		request: `PUT /v2/labels/chats/${chatId}`,
		body: { labels: [{ id: '1' }, { id: '7' }, { id: '2' }] },
	},
	{ operation: 'label.addToChat', given: { chat, label: third }, request: `PUT /v2/labels/3/chats/${chatId}` },
	{ operation: 'label.addToChat', given: { ...nationally, label: third }, request: `PUT /v2/labels/3/chats/${chatId}` },
	{ operation: 'label.removeFromChat', given: { chat, label: third }, request: `DELETE /v2/labels/3/chats/${chatId}` },
	{ operation: 'label.removeFromChat', given: { ...nationally, label: third }, request: `DELETE /v2/labels/3/chats/${chatId}` },
];
