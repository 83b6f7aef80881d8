import { byId, picked } from './entered';
import type { Wire } from './wire';

const chatId = '201234567890@c.us';
const quoted = 'false_201234567890@c.us_AAAAAAAAAAAAAAAAAAAA';
const nationally = { to: byId('0123 456 7890') };
const quoting = { defaultCountryCode: '+20', replyTo: quoted };

/** Messages without a file. */
export const sending: Wire[] = [
	...text(),
	...linkPreview(),
	...location(),
	...poll(),
	...list(),
	...event(),
	...contact(),
];

function text(): Wire[] {
	const request = 'POST /v2/send/text';
	const to = (given: string, sent: string): Wire => ({
		operation: 'message.sendText',
		given: { to: byId(given), text: 'Hi' },
		request,
		body: { chatId: sent, message: 'Hi' },
	});
	return [
		to('+20 123 456 7890', chatId),
		to('0020 (123) 456-7890', chatId),
		to('201234567890', chatId),
		to('٢٠١٢٣٤٥٦٧٨٩٠', chatId),
		to('201234567890@c.us', chatId),
		to('201234567890:12@s.whatsapp.net', chatId),
		to('123123123@lid', '123123123@lid'),
		to('1234567890@newsletter', '1234567890@newsletter'),
		to('={{ "+" + 201234567890 }}', chatId),
		{
			operation: 'message.sendText',
			given: { to: picked('1234567890@g.us', 'Alpha Team'), text: 'Dear *all*,\nsee you at 5 👍' },
			request,
			body: { chatId: '1234567890@g.us', message: 'Dear *all*,\nsee you at 5 👍' },
		},
		{
			operation: 'message.sendText',
			// An expression that finds no message to quote.
			given: { to: byId('+20 123 456 7890'), text: 'Yes', options: { replyTo: '={{ $json.quoted }}' } },
			request,
			body: { chatId, message: 'Yes' },
		},
		{
			operation: 'message.sendText',
			given: { ...nationally, text: 'Yes', options: quoting },
			request,
			body: { chatId, message: 'Yes', reply_to: quoted },
		},
	];
}

function linkPreview(): Wire[] {
	const given = { ...nationally, text: 'Have a look', linkUrl: 'https://example.com/news?id=7', linkTitle: 'News' };
	const body = { chatId, text: 'Have a look', url: 'https://example.com/news?id=7', title: 'News' };
	const thumbnail = 'https://example.com/picture.jpg';
	return [
		{ operation: 'message.sendLinkPreview', given: { ...given, to: byId('+201234567890') }, request: 'POST /v2/send/link-preview', body },
		{
			operation: 'message.sendLinkPreview',
			given: { ...given, options: { ...quoting, linkDescription: 'What is new', linkPreviewHighQuality: true, thumbnail } },
			request: 'POST /v2/send/link-preview',
			body: { ...body, description: 'What is new', linkPreviewHighQuality: true, reply_to: quoted, thumbnail },
		},
	];
}

function location(): Wire[] {
	const washington = { latitude: '38.8937255', longitude: '-77.0969763', title: 'Our office' };
	return [
		{
			operation: 'message.sendLocation',
			given: { to: byId('+20 123-456-7890'), latitude: '38.8937255', longitude: '-77.0969763', place: 'Our office' },
			request: 'POST /v2/send/location',
			body: { chatId, ...washington },
		},
		{
			operation: 'message.sendLocation',
			given: { to: byId('+20 123-456-7890'), latitude: '={{ 0 }}', longitude: '={{ -90.5 }}', place: 'The sea' },
			request: 'POST /v2/send/location',
			body: { chatId, latitude: '0', longitude: '-90.5', title: 'The sea' },
		},
		{
			operation: 'message.sendLocation',
			given: {
				...nationally,
				latitude: '38.8937255',
				longitude: '-77.0969763',
				place: 'Our office',
				options: { ...quoting, address: '123 Main St' },
			},
			request: 'POST /v2/send/location',
			body: { chatId, ...washington, message: '123 Main St', reply_to: quoted },
		},
	];
}

function poll(): Wire[] {
	const request = 'POST /v2/send/poll';
	const to = byId('+20 123 456 7890');
	return [
		{
			operation: 'message.sendPoll',
			given: { to, question: 'How are you?', answers: { answer: [{ text: 'Awesome!' }, { text: 'Good!' }] } },
			request,
			body: { chatId, poll: { name: 'How are you?', options: ['Awesome!', 'Good!'], multipleAnswers: false } },
		},
		{
			operation: 'message.sendPoll',
			given: { to, question: 'How many?', answersInput: 'json', answersJson: '={{ ["One", 2] }}' },
			request,
			body: { chatId, poll: { name: 'How many?', options: ['One', '2'], multipleAnswers: false } },
		},
		{
			operation: 'message.sendPoll',
			given: { ...nationally, question: 'Which?', answersInput: 'json', answersJson: '["A", "B", "C"]', multipleAnswers: true, options: quoting },
			request,
			body: { chatId, poll: { name: 'Which?', options: ['A', 'B', 'C'], multipleAnswers: true }, reply_to: quoted },
		},
	];
}

function list(): Wire[] {
	const request = 'POST /v2/send/list';
	const words = { listTitle: 'Simple Menu', listText: 'Please choose', listButton: 'Open Menu' };
	const message = { title: 'Simple Menu', description: 'Please choose', button: 'Open Menu' };
	const to = byId('+20 123 456 7890');
	const rows = { row: [{ title: 'Tea' }, { title: 'Coffee', rowId: 'c', description: 'Hot' }] };
	const sections = [{ title: 'Drinks', rows: [{ title: 'Tea', rowId: '1' }, { title: 'Coffee', rowId: 'c', description: 'Hot' }] }];
	return [
		{
			operation: 'message.sendList',
			given: { to, ...words, sections: { section: [{ title: 'Drinks', rows }] } },
			request,
			body: { chatId, message: { ...message, sections } },
		},
		{
			operation: 'message.sendList',
			given: { to, ...words, sectionsInput: 'json', sectionsJson: JSON.stringify(sections) },
			request,
			body: { chatId, message: { ...message, sections } },
		},
		{
			operation: 'message.sendList',
			given: { ...nationally, ...words, sections: { section: [{ title: 'Drinks', rows }] }, options: { ...quoting, listFooter: 'Thank you!' } },
			request,
			body: { chatId, message: { ...message, footer: 'Thank you!', sections }, reply_to: quoted },
		},
	];
}

function event(): Wire[] {
	const request = 'POST /v2/send/event';
	return [
		{
			operation: 'message.sendEvent',
			given: { to: byId('+20 123 456 7890'), eventName: 'Dinner', eventStart: '2026-12-24T18:00:00+02:00' },
			request,
			body: { chatId, event: { name: 'Dinner', startTime: 1798128000, extraGuestsAllowed: false } },
		},
		{
			operation: 'message.sendEvent',
			given: {
				...nationally,
				eventName: 'Dinner',
				eventStart: '2026-12-24T18:00:00+02:00',
				options: {
					...quoting,
					eventDescription: 'Bring a gift',
					eventEnd: '={{ DateTime.fromISO("2026-12-24T17:30:00Z") }}',
					eventLocation: 'At home',
					extraGuestsAllowed: true,
				},
			},
			request,
			body: {
				chatId,
				event: {
					name: 'Dinner',
					description: 'Bring a gift',
					startTime: 1798128000,
					endTime: 1798133400,
					location: { name: 'At home' },
					extraGuestsAllowed: true,
				},
				reply_to: quoted,
			},
		},
	];
}

function contact(): Wire[] {
	const request = 'POST /v2/send/contact';
	const to = byId('+20 123 456 7890');
	const card = { fullName: 'Example Support', phoneNumber: '+201145202826', whatsappId: '201145202826' };
	return [
		{
			operation: 'message.sendContact',
			given: { to, contacts: { contact: [{ fullName: 'Example Support', phoneNumber: '+20 114 520 2826' }] } },
			request,
			body: { chatId, contacts: [card] },
		},
		{
			operation: 'message.sendContact',
			given: {
				to,
				contactsInput: 'json',
				contactsJson: JSON.stringify([{ fullName: 'Example Support', phoneNumber: '00201145202826' }, { vcard: 'BEGIN:VCARD' }]),
			},
			request,
			body: { chatId, contacts: [card, { vcard: 'BEGIN:VCARD' }] },
		},
		{
			operation: 'message.sendContact',
			given: {
				...nationally,
				contacts: { contact: [{ fullName: ' Example Support ', phoneNumber: '20 1145202826', organization: 'Example' }] },
				options: quoting,
			},
			request,
			body: { chatId, contacts: [{ ...card, organization: 'Example' }], reply_to: quoted },
		},
	];
}
