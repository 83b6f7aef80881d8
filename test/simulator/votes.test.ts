import { OWN, PERSON, workingSession } from './workingSession';

const session = workingSession();
const poll = () => session.instance.whatsapp.messages.at(-1)!;
const votes = (...answers: string[]) => session.wawp.phone.votes(session.instance.id, { from: PERSON, poll: poll(), answers });

beforeEach(async () => void (await session.answer('message.sendPoll', { chatId: PERSON, poll: { name: 'Tea?', options: ['Yes', 'No'] } })));

test('the vote of somebody else stands in the poll, the last one alone, and is told of', async () => {
	votes('Yes');
	votes('No');
	expect(poll().poll!.votes).toEqual({ [PERSON]: ['No'] });
	const told = (await session.told()).filter(({ event }) => event === 'poll.vote');
	expect(told.map(({ payload }) => payload.vote)).toMatchObject([
		{ from: PERSON, to: OWN, fromMe: false, selectedOptions: ['Yes'] },
		{ from: PERSON, to: OWN, fromMe: false, selectedOptions: ['No'] },
	]);
	expect(told[0]!.payload.poll).toEqual({ id: poll().id, from: OWN, to: PERSON, fromMe: true });
});

test('it can be taken back', () => {
	votes('Yes');
	votes();
	expect(poll().poll!.votes).toEqual({ [PERSON]: [] });
});

test('what the poll does not offer cannot be chosen', async () => {
	expect(() => votes('Perhaps')).toThrow("The poll has no option 'Perhaps'");
	await session.answer('message.sendText', { chatId: PERSON, message: 'Hi' });
	expect(() => votes('Yes')).toThrow('There is no poll');
});
