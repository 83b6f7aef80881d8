import { isObject } from '../../engine/answer';
import { type Members, membersOf } from '../../engine/members';
import { ANY_TEXT, type MessageType, isBeside, kindOf } from './protocol';
import { textAt, valueAt } from './inside';
import { flagIn, numberIn, textIn } from './values';

/** The content of a message, as WhatsApp's protocol lays it out. */
export interface Content {
	/** `imageMessage`, in lower case; '' when none is told. */
	kind: string;
	/** Its members. A bare text is its `text`. */
	members: Members;
	/** What it answers, whom it names, whether it was passed on. */
	context: Members;
	/** The wrappers around it, in lower case, the outermost first. */
	wrappers: string[];
}

export const NO_CONTENT: Content = { kind: '', members: {}, context: {}, wrappers: [] };

/** What is in a message: a wrapper has a `message` with an object in it, which may be wrapped again. */
export function contentIn(message: unknown, wrappers: string[] = []): Content {
	const found = contentOf(message);
	if (!found) return { ...NO_CONTENT, wrappers };
	const { name, value } = found;
	const inner = wrappedIn(name, value);
	if (inner !== undefined) {
		const content = contentIn(inner, [...wrappers, name]);
		if (content.kind !== '') return { ...content, context: { ...contextOf(membersOf(value)), ...content.context } };
	}
	const members: Members = typeof value === 'string' ? { text: value } : membersOf(value);
	return { kind: name, members, context: contextOf(members), wrappers };
}

/** What is written in it; null without a text. */
export function textOfContent({ kind, members }: Content): string | null {
	if (kind === 'conversation') return textIn(members.text);
	const known = kindOf(kind);
	return textAt(members, known ? (known.text ?? []) : ANY_TEXT);
}

/** Undefined where no content is told. */
export function typeOfContent(content: Content): MessageType | undefined {
	if (content.kind === '') return undefined;
	const type = kindOf(fileIn(content).kind || content.kind)?.type ?? 'other';
	return type === 'audio' && flagIn(fileIn(content).members.ptt) === true ? 'voice' : type;
}

/** The picture, video, sound or document of it, which may stand above a text with buttons. */
export function fileIn(content: Content): { kind: string; members: Members } {
	if (FILES.test(content.kind)) return content;
	for (const place of kindOf(content.kind)?.heading ?? []) {
		const heading = membersOf(valueAt(content.members, place));
		const [kind, members] = Object.entries(heading).find(([name, value]) => FILES.test(name) && isObject(value)) ?? [];
		if (kind !== undefined) return { kind, members: membersOf(members) };
	}
	return { kind: '', members: {} };
}

export const hasFile = (content: Content): boolean => fileIn(content).kind !== '';

/** The ID of the button or the row that was tapped. */
export const tappedIn = ({ kind, members }: Content): string | null => textAt(members, kindOf(kind)?.tapped ?? []);

export const isViewOnce = ({ wrappers, members }: Content): boolean => wrappers.some((name) => name.startsWith('viewonce')) || flagIn(members.viewonce) === true;

export const isDisappearing = ({ wrappers, context }: Content): boolean => wrappers.includes('ephemeralmessage') || (numberIn(context.expiration) ?? 0) > 0;

const FILES = /^(image|video|ptv|audio|document|sticker)message(v\d+)?$/;

interface Found {
	name: string;
	value: unknown;
}

/** The likeliest content: what is known before what is not, and a wrapper with nothing in it last. */
function contentOf(message: unknown): Found | undefined {
	const told = Object.entries(membersOf(message))
		.filter(([name, value]) => !isBeside(name) && (isObject(value) || (name === 'conversation' && textIn(value) !== null)))
		.map(([name, value]) => ({ name, value }));
	return LIKELY.map((isLikely) => told.find(isLikely)).find((found) => found !== undefined);
}

const LIKELY: Array<(found: Found) => boolean> = [
	({ name, value }) => kindOf(name) !== undefined && (!kindOf(name)!.wraps || wrappedIn(name, value) !== undefined),
	({ name, value }) => wrappedIn(name, value) !== undefined,
	// What is no content has other names, such as `key`.
	({ name }) => kindOf(name) !== undefined || /message(v\d+)?$/.test(name),
];

/** An edit has the new message in it without a wrapper of its own. */
function wrappedIn(name: string, value: unknown): unknown {
	const { message, editedmessage } = membersOf(value);
	return [message, ...(name === 'protocolmessage' ? [editedmessage] : [])].find(isObject);
}

const contextOf = (members: Members): Members => membersOf(members.contextinfo);
