import type { INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import { type Field, type Operation, propertiesOf } from '../../nodes/Wawp/engine/operation';
import { resources } from '../../nodes/Wawp/resources';
import { Wawp } from '../../nodes/Wawp/Wawp.node';
import { documented } from '../reference';
import { type Wawp as LocalWawp, startWawp } from '../simulator';
import { SAMPLES } from '../simulator/world/files';
import { choicesFor, filledIn, panelsOf } from '../support/panels';
import { WawpRig } from '../support/wawpRig';
import { fileItem } from '../wire/entered';

let wawp: LocalWawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const required = panelsOf(new Wawp().description.properties).flatMap((panel) =>
	panel.shown.filter((property) => property.required).map((property) => ({ key: panel.key, label: property.displayName, panel, property })),
);

describe.each(required)('$key without $label', ({ key, label, panel, property }) => {
	const choices = choicesFor(property, panel);

	test('in the panel ends before any request, and names the field', async () => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const given = { ...filledIn(panel, choices), [property.name]: leftEmpty(property) };
		// n8n itself refuses most, and lets it be edited.
		const { message } = await rig.error(key, given, { input }).catch((refused: Error) => refused);
		expect(message).toContain(label);
		expect(rig.calls).toEqual([]);
	});

	test('as an expression of an item has nothing for it, ends before any request, and names the field', async () => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const given = { ...filledIn(panel, choices), [property.name]: fromNothing(property) };
		const { message } = await rig.error(key, given, { input });
		if (property.type === 'fixedCollection') expect(message).toContain(`'${label}' `);
		else expect(message).toBe(`'${label}' is empty`);
		expect(rig.calls).toEqual([]);
	});
});

const CHOICES = ['boolean', 'number', 'options'];

/** What is not required, as the panel always shows one of them. */
const chosen = panelsOf(new Wawp().description.properties).flatMap((panel) =>
	panel.shown.filter(({ type, required: isRequired, noDataExpression }) => CHOICES.includes(type) && !isRequired && !noDataExpression).map((property) => ({ key: panel.key, label: property.displayName, panel, property })),
);

test.each(chosen)('$key, where nothing comes of the expression of $label, ends before any request, and names the field', async ({ key, label, panel, property }) => {
	const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	const given = { ...filledIn(panel, choicesFor(property, panel)), [property.name]: fromNothing(property) };
	const { message } = await rig.error(key, given, { input }).catch((refused: Error) => refused);
	// n8n itself refuses a choice that other fields are shown by.
	if (!/node has issues/.test(message)) expect(message).toBe(`'${label}' is empty`);
	expect(rig.calls).toEqual([]);
});

/** By the label of the field, where it stands in the panel itself and is not under "Options". */
const MAY_STAY_EMPTY: Record<string, string[]> = {
	'Approval Options': ['message.sendAndWait'],
	Caption: ['message.sendImage', 'message.sendDocument', 'message.sendVideo', 'message.sendAudio', 'status.sendImage', 'status.sendVideo', 'status.sendVoice'],
	Labels: ['label.setForChat'],
	'Labels (JSON)': ['label.setForChat'],
	'Last Name': ['contact.upsert'],
	Reaction: ['message.react'],
	Votes: ['message.votePoll'],
	'Votes (JSON)': ['message.votePoll'],
	'Webhook List': ['webhook.replaceAll'],
	'Webhooks (JSON)': ['webhook.replaceAll'],
};

const IS_NEVER_EMPTY = ['boolean', 'options', 'number', 'collection', 'notice', 'hidden'];

/** The credential's stands in for it. */
const INSTANCE = 'Instance ID';

test('all that is typed or chosen in the panel is required, but for these', () => {
	const found: Record<string, string[]> = {};
	for (const { key, shown } of panelsOf(new Wawp().description.properties)) {
		for (const { displayName, type, required } of shown) if (!required && displayName !== INSTANCE && !IS_NEVER_EMPTY.includes(type)) (found[displayName] ??= []).push(key);
	}
	expect(found).toEqual(MAY_STAY_EMPTY);
});

/** Where Wawp requires a value, and an empty one says something. */
const MAY_BE_EMPTY = {
	'contact.upsert: lastName': 'not everybody has one',
	'label.setForChat: labels': 'takes all labels off',
	'message.votePoll: votes': 'takes the vote back',
	'webhook.replaceAll: webhooks': 'takes all of them away',
};

test('what Wawp requires is required in the panel, or filled in from the start', () => {
	const lacking = documented.flatMap(({ key, parameters }) => {
		const [resource = '', name = ''] = key.split('.');
		const operation = resources[resource]!.operations[name]!;
		return parameters.filter((parameter) => parameter.required && !isAskedFor(parameter.name, operation)).map((parameter) => `${key}: ${parameter.name}`);
	});
	expect(lacking.sort()).toEqual(Object.keys(MAY_BE_EMPTY));
});

const input = fileItem(SAMPLES.jpeg, 'image/jpeg', 'cat.jpg');

function leftEmpty({ type }: INodeProperties): NodeParameterValueType {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: '' };
	if (type === 'fixedCollection') return {};
	return type === 'multiOptions' ? [] : '';
}

function fromNothing({ type }: INodeProperties): NodeParameterValueType {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: '={{ $json.nothing }}' };
	if (type === 'fixedCollection') return {};
	return type === 'multiOptions' ? '={{ [] }}' : '={{ $json.nothing }}';
}

function isAskedFor(name: string, { fields = {}, output }: Operation): boolean {
	if (output?.pages?.sends.includes(name)) return true;
	const field = fields[name] ?? Object.values(fields).find((each) => 'read' in each && each.sends?.includes(name));
	return field !== undefined && isNeverEmpty(field);
}

const isNeverEmpty = (field: Field): boolean =>
	propertiesOf(field).some((property) => property.required) ||
	propertiesOf(field).every((property) => property.default !== '' && property.type !== 'fixedCollection');
