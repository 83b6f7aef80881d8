import type { INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import { filters } from '../../nodes/Wawp/fields/triggers/filters';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { type Wawp as LocalWawp, startWawp } from '../simulator';
import { filledIn, isOutsideOfTools, panelsOf } from '../support/panels';
import { TriggerRig } from '../support/triggerRig';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

let wawp: LocalWawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const working = () => new WawpRig(wawp, { instance: { status: 'WORKING' } });

/** Options of the action node that add something, or bound the work: where nothing comes of them, nothing is added. Whoever adds an option decides. */
const ADD_ONLY = [
	'address', 'backgroundColor', 'channelDescription', 'confirmation', 'eventDescription', 'eventEnd', 'eventLocation', 'exclude', 'fileName', 'font', 'footer', 'linkDescription',
	'listFooter', 'mimeType', 'name', 'pairingCodeFor', 'parallelRequests', 'replyTo', 'responseFormButtonLabel', 'responseFormTitle', 'sessionName',
];

const options = panelsOf(new Wawp().description.properties).flatMap((panel) =>
	((panel.shown.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[]).filter(isOutsideOfTools).map((option) => ({ panel, option, key: panel.key, label: option.displayName })),
);

/** What an expression that finds nothing gives, and what the panel keeps of an option that was left empty. */
const nothing = ({ type }: INodeProperties): NodeParameterValueType[] => {
	if (type === 'multiOptions') return ['={{ $json.nothing }}', []];
	return type === 'string' || type === 'dateTime' ? ['={{ $json.nothing }}', '={{ null }}', '', ' '] : ['={{ $json.nothing }}', '={{ null }}'];
};

/** What has to be chosen beside it, for the option to be offered. */
const shownBy = ({ displayOptions }: INodeProperties): INodeParameters =>
	Object.fromEntries(Object.entries(displayOptions?.show ?? {}).filter(([name]) => name.startsWith('/')).map(([name, values]) => [name.slice(1), values![0] as string]));

describe('an option that was added and holds nothing', () => {
	test('all options are decided on', () => {
		const names = new Set(options.map(({ option }) => option.name));
		expect(ADD_ONLY.filter((name) => !names.has(name))).toEqual([]);
		expect(names.size).toBeGreaterThan(50);
	});

	// Rows of inputs take no expression as a whole.
	const narrowing = options.filter(({ option }) => !ADD_ONLY.includes(option.name) && option.type !== 'fixedCollection');
	test.each(narrowing)('$label of $key is refused before anything is asked', async ({ panel, option, key, label }) => {
		const rig = working();
		for (const value of nothing(option)) {
			const { message } = await rig.error(key, { ...filledIn(panel, shownBy(option)), options: { [option.name]: value } });
			expect(message).toBe(`'${label}' was added, but is empty`);
		}
		expect(rig.calls).toEqual([]);
	});

	const adding = options.filter(({ option, panel }) => ADD_ONLY.includes(option.name) && !panel.shown.some(({ name }) => name === 'fileSource'));
	test.each(adding)('$label of $key adds nothing', async ({ panel, option, key }) => {
		const rig = working();
		const run = await rig.run(key, { ...filledIn(panel, shownBy(option)), options: { [option.name]: '={{ null }}' } });
		expect(run.data.resultData.error?.message ?? '').not.toMatch('was added, but is empty');
		expect(JSON.stringify(rig.calls.map(({ body, query }) => [body, query]))).not.toMatch(/null|undefined/);
	});
});

const to = byId('+20 114 520 2826');
const group = byId('1234567890@g.us');
const people = (...ids: Array<string | null>) => ({ participant: ids.map((id) => ({ id })) }) as INodeParameters;

describe('a list of which nothing comes', () => {
	test.each<[string, string, INodeParameters, string]>([
		['viewers', 'status.sendText', { statusText: 'Hi', options: { viewers: ' , ' } }, "'Only These Contacts' names nobody"],
		['viewers of an expression', 'status.sendText', { statusText: 'Hi', options: { viewers: '={{ [] }}' } }, "'Only These Contacts' was added, but is empty"],
		['a viewer of an expression', 'status.sendText', { statusText: 'Hi', options: { viewers: '={{ ["+20 114 520 2826", $json.nothing] }}' } }, "'Only These Contacts' holds an entry of which nothing came"],
		['viewers of a status to delete', 'status.delete', { statusId: 'true_status@broadcast_3EB0', options: { viewers: ';' } }, "'Only These Contacts' names nobody"],
		['chats', 'chat.getOverview', { options: { onlyChats: ',' } }, "'Only These Chats' names no chat"],
		['a chat in a row', 'chat.getOverviewByIds', { chats: { chat: [{ id: '+20 114 520 2826' }, { id: '={{ $json.nothing }}' }] } }, "'Chats' names no chat"],
		['messages', 'message.markSeen', { chat: to, options: { messageIds: ', ,' } }, "'Message IDs' names no message"],
		['a message of an expression', 'message.markSeen', { chat: to, options: { messageIds: '={{ [null] }}' } }, "'Message IDs' holds an entry of which nothing came"],
		['a member', 'group.removeParticipants', { group, participants: people('+20 114 520 2826', '={{ $json.nothing }}') }, "'Participants' names nobody"],
		['a member in JSON', 'group.removeParticipants', { group, participantsInput: 'json', participantsJson: '={{ ["+20 114 520 2826", ""] }}' }, "'Participants (JSON)' holds an entry of which nothing came"],
		['a vote', 'message.votePoll', { chat: to, messageId: 'false_20@c.us_3EB0', chosenAnswers: { vote: [{ text: '={{ $json.nothing }}' }] } }, "'Votes' holds a vote without an answer"],
		['a vote in JSON', 'message.votePoll', { chat: to, messageId: 'false_20@c.us_3EB0', votesInput: 'json', votesJson: '={{ [""] }}' }, "'Votes (JSON)' holds a vote without an answer"],
		['a label in a row', 'label.setForChat', { chat: to, labels: { label: [{ id: '1' }, { id: '={{ $json.nothing }}' }] } }, "'Labels' holds an entry without a label"],
		['a label in JSON', 'label.setForChat', { chat: to, labelsInput: 'json', labelsJson: '={{ ["1", { id: null }, "3"] }}' }, "'Labels (JSON)' holds an entry without a label"],
		['labels', 'label.setForChat', { chat: to, labelsInput: 'json', labelsJson: '={{ $json.nothing }}' }, "'Labels (JSON)' is not an array of label IDs"],
		['categories', 'channel.searchByText', { searchText: 'football', options: { categories: '={{ [null] }}' } }, "'Category Names or IDs' holds an entry of which nothing came"],
	])('%s: it is refused before anything is asked', async (_what, operation, given, message) => {
		const rig = working();
		expect((await rig.error(operation, given)).message).toBe(message);
		expect(rig.calls).toEqual([]);
	});
});

describe('what an empty value means is for a person to say, and not for an expression of which nothing came', () => {
	const reaction = { chat: to, messageId: 'false_201145202826@c.us_3EB0' };

	test('a reaction that was left empty is taken back', async () => {
		const rig = working();
		await rig.run('message.react', { ...reaction, reaction: '' });
		expect(rig.calls[0]!.body.reaction).toBe('');
	});

	test.each(['={{ $json.nothing }}', '={{ null }}', '={{ "" }}', '={{ " " }}', '={{ undefined }}'])('and %s takes none back', async (given) => {
		const rig = working();
		expect((await rig.error('message.react', { ...reaction, reaction: given })).message).toBe("'Reaction' is empty: nothing came of its expression");
		expect(rig.calls).toEqual([]);
	});

	test.each([['[]'], ['={{ [] }}']])('%s is an empty list, which takes all labels off', async (labelsJson) => {
		const rig = working();
		await rig.items('label.setForChat', { chat: to, labelsInput: 'json', labelsJson });
		expect(rig.calls[0]!.body.labels).toEqual([]);
	});

	test.each<[string, INodeParameters]>([
		['message.sendList', { to, listTitle: 'Menu', listText: 'Choose', listButton: 'Open', sectionsInput: 'json', sectionsJson: '={{ [] }}' }],
		['group.addParticipants', { group: byId('1234567890@g.us'), participantsInput: 'json', participantsJson: '={{ [] }}' }],
	])('while %s needs one that holds something', async (operation, given) => {
		const rig = working();
		expect((await rig.error(operation, given)).message).toMatch(/\(JSON\)' is empty$/);
		expect(rig.calls).toEqual([]);
	});
});

describe('an instance of which nothing comes is not that of the credential, whose number would send it', () => {
	test.each(['={{ $json.nothing }}', '={{ undefined }}', '={{ null }}', '={{ "" }}', '={{ "  " }}', '={{ "\\n" }}', '={{ $json.nothing }} ', '={{ [] }}', '={{ [null] }}'])('%j', async (instanceId) => {
		const rig = working();
		for (const operation of ['session.restart', 'session.ensureWorking', 'session.getInfo', 'chat.getAll']) {
			const { message, description } = await rig.error(operation, { instanceId });
			expect(message).toBe("'Instance ID' is empty: nothing came of its expression");
			expect(description).toMatch(/clear the field to use the credential's/);
		}
		expect(rig.calls).toEqual([]);
	});

	test.each(['={{ "undefined" }}', '={{ String(null) }}', '={{ {} }}', '={{ NaN }}'])('nor is what %j gives one', async (instanceId) => {
		const rig = working();
		expect((await rig.error('session.restart', { instanceId })).message).toBe("'Instance ID' is not one");
		expect(rig.calls).toEqual([]);
	});

	test.each(['', ' ', '='])('and %j, which is no expression, is the one of the credential', async (instanceId) => {
		const rig = working();
		await rig.items('session.getInfo', { instanceId });
		expect(rig.calls.map(({ credentials }) => credentials.instanceId)).toEqual([rig.instance.id]);
	});
});

describe('a trigger is not published with', () => {
	let rig: TriggerRig;
	beforeEach(async () => void (rig = await TriggerRig.start()));
	afterEach(async () => await rig.stop());

	const empty = (filters.options as INodeProperties[]).flatMap((filter) => {
		const left = filter.type === 'multiOptions' || filter.typeOptions?.multipleValues ? [[], '={{ null }}', ...(filter.typeOptions?.multipleValues ? [['']] : [])] : ['={{ null }}', ...(filter.type === 'string' ? [''] : [])];
		return left.map((value) => ({ label: filter.displayName, name: filter.name, value: value as NodeParameterValueType }));
	});

	test.each(empty)('the filter $label that holds $value', async ({ label, name, value }) => {
		const id = rig.save({ events: ['message'], filters: { [name]: value } as INodeParameters });
		await expect(rig.n8n.activate(id)).rejects.toThrow(`'${label}' in the filters was added, but is empty.`);
		expect(rig.instance.webhooks).toEqual([]);
	});

	test.each<[NodeParameterValueType]>([['={{ null }}'], ['={{ "" }}'], ['={{ " " }}'], ['={{ [] }}'], ['={{ ["3EB0BCB2E3D4", null] }}'], ['={{ ["3EB0BCB2E3D4", ""] }}'], ['=3EB0BCB2E3D4,{{ undefined }}'], ['={{ "3EB0BCB2E3D4; ;AAAAAAAAAAAA" }}']])('instances of which nothing came (%s)', async (instanceId) => {
		const id = rig.save({ events: ['message'], instanceId });
		await expect(rig.n8n.activate(id)).rejects.toThrow("'Instance IDs' is empty: nothing came of its expression.");
		expect(rig.instance.webhooks).toEqual([]);
	});

	test.each<[string, string, NodeParameterValueType]>([
		['Session States', 'states', '={{ [] }}'],
		['Session States', 'states', '={{ null }}'],
		['Session States', 'states', '={{ "" }}'],
		['Events', 'events', '={{ [] }}'],
	])('%s of which nothing came (%s: %s)', async (label, name, value) => {
		const id = rig.save({ events: ['session.status'], [name]: value } as INodeParameters);
		await expect(rig.n8n.activate(id)).rejects.toThrow(`'${label}' is empty: nothing came of its expression.`);
		expect(rig.instance.webhooks).toEqual([]);
	});

	test('an empty field, which stands for the credential, is published', async () => {
		await rig.n8n.activate(rig.save({ events: ['message'], instanceId: '' }));
		expect(rig.instance.webhooks).toHaveLength(1);
	});
});
