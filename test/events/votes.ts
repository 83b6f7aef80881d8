import { type Golden, TOLD } from './golden';

/* What people vote. */

const PERSON = '11111111111@c.us';
const CHAT = { chatId: PERSON, chatType: 'direct', chatPhone: '11111111111' };
/** In the samples of the reference the person is this number itself, whose hidden identity is known. */
const OTHER = { senderId: PERSON, senderPhone: '11111111111', senderLid: '123123@lid' };

export const votes: Golden[] = [
	{
		event: 'poll.vote',
		which: 'documented',
		fields: {
			pollId: 'true_11111111111@c.us_...',
			...CHAT,
			fromMe: false,
			...OTHER,
			senderName: null,
			isOwnPoll: true,
			options: ['Awesome!'],
			text: 'Awesome!',
			isWithdrawn: false,
			isReadable: true,
			timestamp: '2023-08-24T07:16:09.000Z',
		},
	},
	{
		event: 'poll.vote',
		which: 'variant 1',
		fields: {
			pollId: 'false_11111111111@c.us_CCCCCCCCCCCCCCCCCCCC',
			...CHAT,
			fromMe: false,
			...OTHER,
			senderName: null,
			isOwnPoll: false,
			options: [],
			text: '',
			isWithdrawn: true,
			isReadable: true,
			timestamp: '2023-08-24T07:16:09.000Z',
		},
	},
	{
		event: 'poll.vote',
		which: 'for two options in a group, in milliseconds',
		payload: {
			vote: { id: 'false_1234567890@g.us_3EB0F2_11111111111@c.us', participant: PERSON, fromMe: false, selectedOptions: { 0: 'Tea', 1: { name: 'Cake' } }, timestamp: 1692861369000 },
			poll: { id: 'true_1234567890@g.us_3EB0F1_201000000001@c.us' },
		},
		fields: {
			pollId: 'true_1234567890@g.us_3EB0F1_201000000001@c.us',
			chatId: '1234567890@g.us',
			chatType: 'group',
			chatPhone: null,
			fromMe: false,
			...OTHER,
			senderName: null,
			isOwnPoll: true,
			options: ['Tea', 'Cake'],
			text: 'Tea, Cake',
			isWithdrawn: false,
			isReadable: true,
			timestamp: '2023-08-24T07:16:09.000Z',
		},
	},
	{
		event: 'poll.vote.failed',
		which: 'documented',
		fields: { pollId: 'true_11111111111@c.us_...', ...CHAT, fromMe: true, ...OTHER, senderName: null, isOwnPoll: true, options: [], text: '', isWithdrawn: false, isReadable: false, reason: 'MSG_NOT_FOUND', timestamp: TOLD },
	},
	{
		event: 'poll.vote.failed',
		which: 'variant 1',
		fields: { pollId: 'true_11111111111@c.us_...', ...CHAT, fromMe: false, ...OTHER, senderName: null, isOwnPoll: true, options: [], text: '', isWithdrawn: false, isReadable: false, reason: null, timestamp: '2023-08-24T07:16:09.000Z' },
	},
	{
		event: 'poll.vote.failed',
		which: 'variant 2',
		fields: {
			pollId: 'true_11111111111@c.us_CCCCCCCCCCCCCCCCCCCC',
			...CHAT,
			fromMe: false,
			...OTHER,
			senderName: null,
			isOwnPoll: true,
			options: [],
			text: '',
			isWithdrawn: false,
			isReadable: false,
			reason: null,
			timestamp: '2023-08-24T07:16:09.000Z',
		},
	},
];
