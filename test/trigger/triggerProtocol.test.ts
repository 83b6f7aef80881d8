import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../nodes/Wawp/delivery/shape';
import { BESIDE, MEMBERS, type Member, WRAPPERS } from '../events/protocol';
import { members, sources } from '../reference/messages.json';

/* Every member of `Message` in WhatsApp's protocol, as the engines print it. */

const CHAT = '201145202826@c.us';

/** A message with this content, by engine. */
const ENGINES: Record<string, (message: IDataObject) => IDataObject> = {
	NOWEB: (message) => ({ id: `false_${CHAT}_3EB0`, from: CHAT, fromMe: false, body: null, _data: { key: { remoteJid: '201145202826@s.whatsapp.net', id: '3EB0', fromMe: false }, message } }),
	GOWS: (message) => ({ id: `false_${CHAT}_3EB0`, from: CHAT, fromMe: false, to: null, body: null, _data: { Info: { Chat: CHAT, Sender: CHAT, ID: '3EB0' }, Message: inGo(message) } }),
};

/** The names of GOWS: `URL`, `stanzaID`, `remoteJID`, `paramsJSON`. */
function inGo(value: unknown): IDataObject {
	if (Array.isArray(value)) return value.map(inGo) as unknown as IDataObject;
	if (typeof value !== 'object' || value === null) return value as never;
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.replace(/^(url|id)$|(Url|Id|Jid|Json|Ms)$/, (word) => word.toUpperCase()), inGo(member)]));
}

const fieldsBy = (engine: string, message: IDataObject): IDataObject => fieldsOf('message', ENGINES[engine]!(message), null);

const toldOf = ({ type, text, tappedId }: IDataObject) => ({ type, text, tappedId });
const wanted = ({ type, text = '', tappedId = null }: Omit<Member, 'content' | 'tappedId'> & { tappedId?: string | null }) => ({ type, text, tappedId });

test('every member of WhatsApp\'s protocol is named in the table, and nothing else is', () => {
	expect(sources.length).toBeGreaterThan(0);
	expect([...Object.keys(MEMBERS), ...Object.keys(BESIDE), ...Object.keys(WRAPPERS)].sort()).toEqual(Object.keys(members).sort());
});

test('the members that hold a message are the wrappers', () => {
	const holding = Object.entries(members).filter(([, type]) => type === 'FutureProofMessage').map(([name]) => name);
	expect(Object.keys(WRAPPERS).sort()).toEqual([...holding, 'commentMessage', 'deviceSentMessage'].sort());
});

describe.each(Object.keys(ENGINES))('of %s', (engine) => {
	test.each(Object.entries(MEMBERS))('%s is told as what it is', (name, member) => {
		expect(toldOf(fieldsBy(engine, { [name]: member.content }))).toEqual(wanted(member));
	});

	test.each(Object.entries(MEMBERS))('%s is told the same with keys beside it', (name, member) => {
		expect(toldOf(fieldsBy(engine, { ...BESIDE, [name]: member.content }))).toEqual(wanted(member));
		expect(toldOf(fieldsBy(engine, { [name]: member.content, ...BESIDE }))).toEqual(wanted(member));
	});

	test.each(Object.entries(WRAPPERS))('%s is looked into, whatever is in it, and however often it is wrapped', (wrapper, hollow) => {
		for (const [name, member] of Object.entries(MEMBERS)) {
			const message = { [wrapper]: { message: { ...BESIDE, [name]: member.content } }, messageContextInfo: {} };
			expect([name, toldOf(fieldsBy(engine, message))]).toEqual([name, wanted(member)]);
			const thrice = { ephemeralMessage: { message: { [wrapper]: { message: { viewOnceMessageV2: { message } } } } } };
			expect([name, toldOf(fieldsBy(engine, thrice))]).toEqual([name, wanted(member)]);
		}
		expect(toldOf(fieldsBy(engine, { [wrapper]: { message: null } }))).toEqual(wanted({ type: hollow }));
	});

	test('keys alone are no message', () => {
		expect(toldOf(fieldsBy(engine, BESIDE))).toEqual(wanted({ type: 'other' }));
	});

	test('a wrapper that nobody has heard of is looked into as well', () => {
		expect(toldOf(fieldsBy(engine, { messageContextInfo: {}, holographicThing: { message: { imageMessage: { caption: 'x' } } } }))).toEqual(wanted({ type: 'image', text: 'x' }));
	});

	test('a member that nobody has heard of still tells its text', () => {
		expect(toldOf(fieldsBy(engine, { senderKeyDistributionMessage: {}, hologramMessageV3: { caption: 'x', depth: 3 } }))).toEqual(wanted({ type: 'other', text: 'x' }));
	});
});

test('GOWS prints what is one of several under names of its own', () => {
	const told = (message: IDataObject) => toldOf(fieldsOf('message', { id: `false_${CHAT}_1`, _data: { Info: {}, Message: message } }, null));
	expect(told({ buttonsResponseMessage: { selectedButtonID: 'b1', type: 1, Response: { SelectedDisplayText: 'Yes' } } })).toEqual(wanted({ type: 'text', text: 'Yes', tappedId: 'b1' }));
	expect(told({ interactiveResponseMessage: { body: { text: 'Yes' }, InteractiveResponseMessage: { NativeFlowResponseMessage: { name: 'quick_reply', paramsJSON: '{"id":"b1"}' } } } })).toEqual(
		wanted({ type: 'text', text: 'Yes', tappedId: 'b1' }),
	);
	expect(told({ templateMessage: { Format: { HydratedFourRowTemplate: { hydratedContentText: 'Hello', Title: { ImageMessage: { mimetype: 'image/jpeg' } } } } } })).toEqual(wanted({ type: 'image', text: 'Hello' }));
	expect(told({ buttonsMessage: { contentText: 'Choose', Header: { VideoMessage: { mimetype: 'video/mp4' } } } })).toEqual(wanted({ type: 'video', text: 'Choose' }));
});
