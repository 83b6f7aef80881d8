import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import type { Fault } from '../simulator';
import { items } from '../support/engine';
import { FakeApi } from '../support/server';
import { TriggerRig, type Given } from '../support/triggerRig';

/* Whose number it is that WhatsApp hides. */

let rig: TriggerRig;
afterEach(async () => await rig.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start({ instance: { status: 'WORKING' }, quick: true, ...given }));

let count = 0;
const message = (payload: IDataObject): IDataObject => ({ id: `evt_${++count}`, event: 'message', payload: { id: `false_201145202826@c.us_${count}`, from: '201145202826@c.us', fromMe: false, ...payload } });

const resolving = { events: ['message', 'message.reaction'], options: { resolvePhone: true } };

describe('Resolve Phone Number', () => {
	const LID = '123456789012345@lid';
	const hidden = (payload: IDataObject = {}) => message({ id: `false_${LID}_${++count}`, from: LID, ...payload });
	const lookUps = () => rig.heard.filter((operation) => operation === 'lid.getByLid').length;

	test('asks Wawp once for a hidden sender, and knows the number from then on', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		const id = await rig.activate(resolving);
		await rig.deliver(hidden());
		await rig.settled();
		await rig.deliver(hidden(), hidden());
		expect((await rig.started()).map(({ senderId, senderPhone }) => [senderId, senderPhone])).toEqual(Array(3).fill([LID, '201145202826']));
		expect(lookUps()).toBe(1);
		expect(JSON.stringify(rig.n8n.staticData(id))).not.toContain('201145202826');
	});

	test('asks, of several instances, the one that the event is of', async () => {
		await start();
		const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		other.whatsapp.lids.push({ lid: LID, pn: '491601234567@c.us' });
		await rig.activate({ ...resolving, instanceId: `${rig.instance.id}, ${other.id}` });
		for (const { id } of [rig.instance, other]) rig.wawp.emit(id, 'message', { id: `false_${LID}_${id}`, from: LID, fromMe: false, body: 'Hi' });
		await rig.settled();
		expect((await rig.started()).map(({ instanceId, senderPhone }) => [instanceId, senderPhone])).toEqual([[rig.instance.id, '201145202826'], [other.id, '491601234567']]);
	});

	test.each<[string, () => void, said: number]>([
		['nobody knows', () => {}, 0],
		['Wawp does not tell in time', () => rig.wawp.failNext({ hang: true }, { operation: 'lid.getByLid' }), 1],
		['Wawp cannot tell now', () => rig.wawp.failNext({ status: 400 }, { operation: 'lid.getByLid' }), 1],
	])('of one that %s lets the item come without it, and logs what went wrong', async (_what, happens, said) => {
		await start();
		await rig.activate(resolving);
		happens();
		// within a tenth of a second
		time.speed = 100;
		expect(await rig.deliver(hidden())).toEqual([200]);
		expect(await rig.started()).toMatchObject([{ senderId: LID, senderPhone: null }]);
		expect(lookUps()).toBe(1);
		expect(rig.n8n.logs.entries.filter(({ level, message: line }) => level === 'warn' && line.includes('could not resolve a hidden number'))).toHaveLength(said);
	});

	test.each<[pn: unknown, senderPhone: string | null]>([
		['201145202826@c.us', '201145202826'],
		['201145202826:12@s.whatsapp.net', '201145202826'],
		[null, null],
		['', null],
		[LID, null],
		['ann@c.us', null],
		[`${'9'.repeat(21)}@c.us`, null],
		[201145202826, '201145202826'],
	])('of an answer that names %j takes %j for the number', async (pn, senderPhone) => {
		await start();
		await rig.activate(resolving);
		rig.wawp.failNext({ status: 200, body: { lid: LID, pn } }, { operation: 'lid.getByLid' });
		await rig.deliver(hidden());
		expect(await rig.started()).toMatchObject([{ senderPhone }]);
	});

	test("takes nobody else's number where Wawp answers about another hidden identity, says so, and asks again for the next event", async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate(resolving);
		rig.wawp.failNext({ status: 200, body: { lid: '777@lid', pn: '201012345678@c.us' } }, { operation: 'lid.getByLid' });
		await rig.deliver(hidden());
		await rig.settled();
		await rig.deliver(hidden());
		expect((await rig.started()).map(({ senderPhone }) => senderPhone)).toEqual([null, '201145202826']);
		expect(rig.n8n.logs.entries.filter(({ level, message: line }) => level === 'warn' && line.endsWith("Wawp's answer is about another hidden identity"))).toHaveLength(1);
	});

	test('asks for four at a time, and for the next when one of them is done with', async () => {
		await start();
		await rig.activate(resolving);
		const askedAt: number[] = [];
		rig.wawp.conditions.weather = (operation) => {
			if (operation !== 'lid.getByLid') return undefined;
			askedAt.push(Date.now());
			return { hang: true };
		};
		// within a tenth of a second or so
		time.speed = 300;
		await rig.deliver(Array.from({ length: 5 }, (_each, index) => hidden({ from: `${index}${LID}` })));
		expect(await rig.started()).toHaveLength(5);
		expect(askedAt).toHaveLength(5);
		expect(askedAt[4]! - askedAt[0]!).toBeGreaterThanOrEqual(150);
	});

	test('asks for nobody whose number is told, and for nobody at all when it is off', async () => {
		await start();
		await rig.activate(resolving);
		await rig.deliver(message({}), hidden({ _data: { Info: { SenderAlt: '201145202826@s.whatsapp.net' } } }));
		expect((await rig.started()).map(({ senderPhone }) => senderPhone)).toEqual(['201145202826', '201145202826']);
		expect(lookUps()).toBe(0);
	});

	describe('and filters by number', () => {
		const OTHER = '4711@lid';
		const by = (who: string) => message({ id: `false_${who}_${++count}`, from: who });
		const inGroup = () => message({ id: `false_120363000000000001@g.us_${++count}_${LID}`, from: '120363000000000001@g.us', participant: LID });
		const filtering = (filters: IDataObject, more: IDataObject = {}) => ({ ...resolving, filters, ...more }) as unknown as INodeParameters;
		const publish = async (filters: IDataObject, more?: IDataObject) => {
			await start();
			rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' }, { lid: OTHER, pn: '201000000002@c.us' });
			await rig.activate(filtering(filters, more));
		};
		const delivered = async (...bodies: IDataObject[]) => {
			for (const body of bodies) {
				await rig.deliver(body);
				await rig.settled();
			}
			return (await rig.allRuns()).map((run) => run.map(({ json }) => json.senderId));
		};

		test.each<[string, IDataObject]>([
			['Senders', { senders: ['0114 520 2826'], defaultCountryCode: '20' }],
			['Chats', { chats: ['+20 114 520 2826'] }],
			['Senders, where another one is named by the hidden identity', { senders: ['99@lid', '+20 114 520 2826'] }],
			['Chats, where another one is a group', { chats: ['120363000000000009@g.us', '+20 114 520 2826'] }],
			['Not From Senders', { notSenders: ['+20 100 000 0002'] }],
			['Not in Chats', { notChats: ['201000000002@c.us'] }],
		])('%s looks at the number that was found; of somebody else it starts one run without items, and no more', async (_filter, filters) => {
			await publish(filters);
			expect(await delivered(by(LID), by(OTHER), by(OTHER), by(LID))).toEqual([[LID], [], [LID]]);
			expect(lookUps()).toBe(2);
			const hints = rig.n8n.executions.map(({ run }) => run.data.resultData.runData['Wawp Trigger']![0]!.hints ?? []);
			expect(hints).toEqual([[], [expect.objectContaining({ message: expect.stringMatching(/WhatsApp hides the sender/) })], []]);
		});

		test.each<[string, IDataObject]>([
			['names hidden identities alone', { senders: [OTHER] }],
			['does not hang on the number', { senders: ['+20 114 520 2826'], textContains: ['price'] }],
			['wants another chat', { chats: ['120363000000000009@g.us'] }],
		])('what %s starts no run, and asks for nobody', async (_what, filters) => {
			await publish(filters);
			expect(await delivered(by(LID))).toEqual([]);
			expect(lookUps()).toBe(0);
		});

		test('a group is no chat with the person', async () => {
			await publish({ chats: ['+20 114 520 2826'] });
			expect(await delivered(inGroup())).toEqual([]);
			expect(lookUps()).toBe(0);
		});

		test('a sender in a group is found too', async () => {
			await publish({ senders: ['+20 114 520 2826'] });
			expect(await delivered(inGroup())).toEqual([[LID]]);
		});

		test.each<[string, IDataObject, string[][]]>([
			['is not what was asked for', { senders: ['+20 114 520 2826'] }, [[]]],
			['is not left out', { notSenders: ['+20 114 520 2826'] }, [['99@lid']]],
		])('whoever stays hidden %s', async (_what, filters, started) => {
			await publish(filters);
			expect(await delivered(by('99@lid'))).toEqual(started);
		});

		test.each<[string, Fault]>([
			['has trouble', { status: 503 }],
			['is asked too often', { status: 429 }],
			['does not answer', { reset: true }],
		])('a run whose sender Wawp does not tell, as it %s, fails and says so, and finds the person when it is retried', async (_what, fault) => {
			time.speed = 100;
			await publish({ senders: ['+20 114 520 2826'] });
			for (let times = 0; times < 4; times++) rig.wawp.failNext(fault, { operation: 'lid.getByLid' });
			await rig.deliver(by(LID));
			await rig.settled();
			const [execution] = rig.n8n.executions;
			expect(execution!.run.data.resultData.error).toMatchObject({ message: expect.stringMatching(/^Whether the event passes the filters is not known, as Wawp did not tell the number behind 123456789012345@lid/), description: expect.stringMatching(/^[^]*[.!?] Retry this execution once Wawp answers again\.$/) });
			await rig.n8n.runAgain(execution!, 'retry');
			await rig.settled();
			expect(items(rig.n8n.executions[1]!.run, 'Wawp Trigger')).toMatchObject([{ json: { senderPhone: '201145202826' } }]);
		});

		test.each<[string, IDataObject, string[]]>([
			['Not From Senders', { notSenders: ['+20 114 520 2826'] }, []],
			['Not in Chats', { notChats: ['+20 114 520 2826'] }, []],
			['Not From Senders of somebody else', { notSenders: ['+20 100 000 0002'] }, [LID]],
		])('%s lets nobody in whose number Wawp does not tell just now: the run fails, and is told apart when it is retried', async (_filter, filters, started) => {
			time.speed = 100;
			await publish(filters);
			for (let times = 0; times < 4; times++) rig.wawp.failNext({ status: 503 }, { operation: 'lid.getByLid' });
			await rig.deliver(by(LID));
			await rig.settled();
			const [execution] = rig.n8n.executions;
			expect(execution!.run.data.resultData.error).toMatchObject({ message: expect.stringMatching(/^Whether the event passes the filters is not known/) });
			await rig.n8n.runAgain(execution!, 'retry');
			await rig.settled();
			expect(items(rig.n8n.executions[1]!.run, 'Wawp Trigger').map(({ json }) => json.senderId)).toEqual(started);
		});

		test('filters that leave out hidden identities, or chats where it is a group, hang on no number', async () => {
			time.speed = 100;
			await publish({ notSenders: [OTHER], notChats: ['+20 114 520 2826'] });
			for (let times = 0; times < 4; times++) rig.wawp.failNext({ status: 503 }, { operation: 'lid.getByLid' });
			expect(await delivered(inGroup())).toEqual([[LID]]);
		});

		test('a run without items is all that comes of a sender whom the engine cannot tell', async () => {
			await publish({ senders: ['+20 114 520 2826'] });
			rig.wawp.failNext({ status: 501 }, { operation: 'lid.getByLid' });
			expect(await delivered(by(LID))).toEqual([[]]);
		});

		test('off, finds nobody by a number that is not told', async () => {
			await publish({ senders: ['+20 114 520 2826'] }, { options: {} });
			expect(await delivered(by(LID))).toEqual([]);
			expect(lookUps()).toBe(0);
		});
	});

	test('and Download Media fetch no file of somebody whom the number leaves out', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate({ ...resolving, filters: { senders: ['+20 100 000 0002'] }, options: { resolvePhone: true, downloadMedia: true } });
		const elsewhere = await new FakeApi().on('GET /tea.png', () => ({ raw: Buffer.from('tea') })).start();
		try {
			await rig.deliver(hidden({ hasMedia: true, media: { url: `${elsewhere.url}/tea.png` } }));
			expect([await rig.started(), lookUps(), elsewhere.calls]).toEqual([[], 1, []]);
		} finally {
			await elsewhere.stop();
		}
	});

	const joined = (...ids: Array<string | IDataObject>) => ({ id: `evt_${++count}`, event: 'group.v2.participants', payload: { group: { id: '120363000000000001@g.us' }, type: 'join', participants: ids.map((id) => (typeof id === 'string' ? { id } : id)) } });
	const resolvingMembers = { events: ['group.v2.participants'], options: { resolvePhone: true } };

	test('asks for the hidden members of a group, each once, and keeps their order', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' }, { lid: '4711@lid', pn: '201000000002@c.us' });
		await rig.activate(resolvingMembers);
		const tooLong = `99999${LID}`.padStart(26, '9');
		await rig.deliver(joined('201000000003@c.us', LID, 'nobody@lid', tooLong, { id: '4711@lid', pn: '201000000002@c.us' }, '99@lid'));
		await rig.settled();
		await rig.deliver(joined(LID));
		expect((await rig.started()).map(({ participants, participantPhones }) => [participants, participantPhones])).toEqual([
			[['201000000003@c.us', LID, 'nobody@lid', tooLong, '4711@lid', '99@lid'], ['201000000003', '201145202826', null, null, '201000000002', null]],
			[[LID], ['201145202826']],
		]);
		expect(lookUps()).toBe(2);
	});

	test('asks for no more than twenty of those who join at once', async () => {
		await start();
		await rig.activate(resolvingMembers);
		// A minute of a busy machine is not over before all are asked.
		time.speed = 1;
		const listening = jest.spyOn(AbortSignal.prototype, 'addEventListener');
		const gone = jest.spyOn(AbortSignal.prototype, 'removeEventListener');
		await rig.deliver(joined(...Array.from({ length: 30 }, (_each, index) => `${1000 + index}@lid`)));
		expect((await rig.started())[0]!.participantPhones).toEqual(Array(30).fill(null));
		expect(lookUps()).toBe(20);
		// Node warns of more than ten who wait for the end of one time.
		const left = listening.mock.calls.filter(([name, listener]) => name === 'abort' && !gone.mock.calls.some(([, other]) => other === listener));
		expect(left.length).toBeLessThanOrEqual(10);
		jest.restoreAllMocks();
	});

	test('asks for no more of them when its minute is over', async () => {
		await start();
		await rig.activate(resolvingMembers);
		rig.wawp.failNext({ hang: true }, { operation: 'lid.getByLid' });
		// within a tenth of a second
		time.speed = 100;
		await rig.deliver(joined('1@lid', '2@lid', '3@lid'));
		expect((await rig.started())[0]!.participantPhones).toEqual([null, null, null]);
		// nobody would wait for another request, which might still be on its way
		await sleep(200);
		expect(lookUps()).toBe(1);
	});

	test('counts only the hidden ones of them, wherever they stand', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate(resolvingMembers);
		const known = Array.from({ length: 25 }, (_each, index) => `${201000000000 + index}`);
		await rig.deliver(joined(...known.map((phone) => `${phone}@c.us`), '99@lid', LID));
		expect((await rig.started())[0]!.participantPhones).toEqual([...known, null, '201145202826']);
		expect(lookUps()).toBe(2);
	});

	test('off, asks for nobody', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate({ events: ['message'] });
		await rig.deliver(hidden());
		expect(await rig.started()).toMatchObject([{ senderPhone: null }]);
		expect(lookUps()).toBe(0);
	});
});
