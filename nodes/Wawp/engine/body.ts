/** What the bytes of an answer say: parsed JSON, a text, the bytes of a file, or undefined when there are none. */
export function bodyOf(bytes: unknown, contentType: string): unknown {
	if (!Buffer.isBuffer(bytes) && !(bytes instanceof ArrayBuffer)) return bytes;
	// A file is not copied.
	const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
	if (isFile(buffer, contentType)) return buffer;
	const text = buffer.toString().replace(/^\uFEFF+/, '');
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
	// A byte order mark is a space to it.
	const bare = text.trim();
	return parsed(bare) ?? (bare === 'null' ? null : (amongNotices(bare) ?? text));
}

const NOTICE = '\\s*(<br\\s*/?>\\s*)?(<div id="error">\\s*)?(<p class="wpdberror">\\s*)?(<b>|<strong>)?(php )?(wordpress database error|warning|notice|deprecated|strict standards|(recoverable |catchable )?fatal error|parse error)\\b';
const BEGINS_WITH_NOTICE = new RegExp(`^${NOTICE}`, 'i');
const NOTICE_BEHIND = new RegExp(`(?<=[}\\]])${NOTICE}`, 'gi');

/** Wawp runs on WordPress and PHP, which may print their own worries in front of a good answer, and behind one. */
function amongNotices(text: string): unknown {
	const begins = BEGINS_WITH_NOTICE.test(text.slice(0, HEAD)) ? startsOfJson(text) : [0];
	for (const end of [...endsOfJson(text), text.length]) {
		for (const start of begins) {
			// A bracket may be one of the notice itself.
			const value = parsed(text.slice(start, end));
			if (typeof value === 'object') return value;
		}
	}
	return undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
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

/** In its last part, the earliest first. */
function endsOfJson(text: string): number[] {
	const tail = Math.max(0, text.length - LONGEST_NOTICES);
	return [...text.slice(tail).matchAll(NOTICE_BEHIND)].slice(0, MOST_ENDS).map(({ index }) => tail + index);
}

const MOST_ENDS = 10;
