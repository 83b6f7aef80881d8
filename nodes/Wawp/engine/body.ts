/** What the bytes of an answer say: parsed JSON, a text, the bytes of a file, or undefined when there are none. */
export function bodyOf(bytes: unknown, contentType: string): unknown {
	if (!Buffer.isBuffer(bytes) && !(bytes instanceof ArrayBuffer)) return bytes;
	const buffer = Buffer.from(bytes as ArrayBuffer);
	if (isFile(buffer, contentType)) return buffer;
	const text = buffer.toString().replace(/^\uFEFF/, '');
	return text.trim() === '' ? undefined : valueOf(text);
}

/** The type is a hint and no proof: errors come as pictures, and pictures as JSON. No text holds a NUL. */
function isFile(buffer: Buffer, contentType: string): boolean {
	const start = buffer.subarray(0, HEAD);
	if (start.includes(0)) return true;
	return isMedia(contentType) && buffer.length > 0 && !LIKE_AN_ANSWER.test(start.toString());
}

const HEAD = 512;

const isMedia = (contentType: string): boolean => /^((image|audio|video)\/|application\/octet-stream)/i.test(contentType.trim());

/** JSON, a page, or an error in XML. A drawing in SVG is none of them. */
const LIKE_AN_ANSWER = /^\uFEFF?\s*([{[]|<(!doctype html|html)\b|(<\?xml[^>]*>\s*)?<(error|response)\b)/i;

function valueOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return behindNotices(text);
	}
}

const NOTICE = /^\s*(<br\s*\/?>\s*)?(<b>)?(php )?(warning|notice|deprecated|strict standards|(recoverable |catchable )?fatal error|parse error)\b/i;

/** Wawp runs on PHP, which may print its own worries in front of a good answer. */
function behindNotices(text: string): unknown {
	if (!NOTICE.test(text.slice(0, HEAD))) return text;
	for (const start of startsOfJson(text)) {
		try {
			return JSON.parse(text.slice(start));
		} catch {
			// A bracket of the notice itself.
		}
	}
	return text;
}

const MOST_STARTS = 200;
const LONGEST_NOTICES = 20_000;

/** The outermost comes first. */
function startsOfJson(text: string): number[] {
	const starts: number[] = [];
	for (let at = 0; at < Math.min(text.length, LONGEST_NOTICES) && starts.length < MOST_STARTS; at++) {
		if (text[at] === '{' || text[at] === '[') starts.push(at);
	}
	return starts;
}
