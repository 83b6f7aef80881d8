import { type Account, type Instance, type Seed, type Wawp, startWawp } from './index';
import { type Reply, clientOf } from './client';
import { startReceiver } from './receiver';

const EVENTS = [
	'message',
	'message.any',
	'message.ack',
	'message.ack.group',
	'message.reaction',
	'message.edited',
	'message.revoked',
	'poll.vote',
	'chat.archive',
	'label.upsert',
	'label.deleted',
	'label.chat.added',
	'label.chat.deleted',
	'group.v2.join',
	'group.v2.leave',
	'group.v2.update',
	'group.v2.participants',
];

export interface WorkingSession {
	wawp: Wawp;
	account: Account;
	instance: Instance;
	call: (key: string, params?: object) => Promise<Reply>;
	/** The body of an answer that must be a success. */
	answer: (key: string, params?: object) => Promise<Reply['body']>;
	/** What a webhook that asks for everything gets, once nothing is under way any more. */
	told: () => Promise<Array<{ event: string; payload: any }>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each event has a shape of its own
}

/** A local Wawp with one session that works, new for every test of a file. */
export function workingSession(whatsapp: Seed = {}): WorkingSession {
	const session = {} as WorkingSession;
	let stop: () => Promise<void>;

	beforeEach(async () => {
		const receiver = await startReceiver();
		const wawp = await startWawp({ speed: 100 });
		const account = wawp.addAccount();
		const instance = wawp.addInstance(account, { status: 'WORKING', phone: '201145202826', whatsapp });
		instance.webhooks = [{ url: receiver.url, events: EVENTS, is_active: 1, retries: { delay: 2, attempts: 1 } }];
		const client = clientOf(wawp, account.token, instance.id);
		const call = async (key: string, params: object = {}) => await client(key, { ...params });
		const answer = async (key: string, params: object = {}) => {
			const { status, body } = await call(key, params);
			if (status !== 200) throw new Error(`${key} was refused: ${status} ${JSON.stringify(body)}`);
			return body;
		};
		const told = async () => {
			await wawp.settled();
			return receiver.received.map(({ body: { event, payload } }) => ({ event, payload }));
		};
		stop = async () => {
			await wawp.stop();
			await receiver.stop();
		};
		Object.assign(session, { wawp, account, instance, call, answer, told });
	});
	afterEach(async () => await stop());
	return session;
}

export const OWN = '201145202826@c.us';
export const PERSON = '201234567890@c.us';
export const GROUP = '120363000000000001@g.us';
