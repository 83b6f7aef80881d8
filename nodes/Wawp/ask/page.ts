import { createHash } from 'crypto';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Question } from './question';

/* The page behind the link of a question: plain HTML, which needs no script, and fetches nothing. */

export function sendPage(context: IWebhookFunctions, status: number, html: string): IWebhookResponseData {
	const response = context.getResponseObject() as unknown as { status(code: number): void; setHeader(name: string, value: string): void; end(body: string): void };
	response.status(status);
	for (const [name, value] of HEADERS) response.setHeader(name, value);
	response.end(html);
	return { noWebhookResponse: true };
}

/** With the form to answer by; `missing` says what an answer lacked. */
export function formPage(question: Question, missing?: string): string {
	const { text, page: { title } = {} } = question;
	const heading = title ?? 'Your answer is needed';
	const upload = question.responseType === 'file' ? ' enctype="multipart/form-data"' : '';
	return pageOf(
		heading,
		`<h1 dir="auto">${escaped(heading)}</h1>
<p id="question" class="question" dir="auto">${escaped(text)}</p>
${missing === undefined ? '' : `<p id="missing" class="missing" role="alert">${escaped(missing)}</p>\n`}<form method="post"${upload} aria-describedby="question">
${entryOf(question)}
</form>`,
	);
}

export const donePage = (): string => pageOf('Thank you', '<h1>Thank you</h1>\n<p role="status">Your answer has been recorded. You can close this page.</p>');

export const closedPage = (): string => pageOf('Nothing to answer', '<h1>Nothing to answer</h1>\n<p role="status">This question has been answered, or its time is over.</p>');

function entryOf(question: Question): string {
	const { responseType, labels } = question;
	if (responseType === 'approval') return `<div class="buttons">\n${labels.map((label, index) => button(label, ` name="answer" value="${index}"${index === 0 ? '' : ' class="second"'}`)).join('\n')}\n</div>`;
	const submit = button(question.page?.button ?? 'Send', '');
	if (responseType === 'choice') return `<fieldset aria-labelledby="question">\n${labels.map(radio).join('\n')}\n</fieldset>\n${submit}`;
	if (responseType === 'file') return `<label for="answer">Your file</label>\n<input type="file" id="answer" name="answer" required>\n${submit}`;
	return `<label for="answer">Your answer</label>\n<textarea id="answer" name="answer" rows="5" maxlength="20000" dir="auto" required></textarea>\n${submit}`;
}

const button = (label: string, attributes: string): string => `<button type="submit" dir="auto"${attributes}>${escaped(label)}</button>`;

const radio = (label: string, index: number): string => `<label class="choice" dir="auto"><input type="radio" name="answer" value="${index}" required> <span>${escaped(label)}</span></label>`;

const escaped = (text: string): string => text.replace(/[&<>"'`]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const STYLE = `:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--text:#1b1d21;--soft:#5b616b;--line:#8b919c;--main:#0b6e4f;--on-main:#fff;--bad:#a8201a}
@media (prefers-color-scheme:dark){:root{--page:#14161a;--card:#1e2126;--text:#eceef1;--soft:#a9afb9;--line:#7b828d;--main:#4fd1a1;--on-main:#06251a;--bad:#ff9d96}}
*{box-sizing:border-box}
body{margin:0;padding:16px;background:var(--page);color:var(--text);font:17px/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:20px;background:var(--card);border-radius:12px;overflow-wrap:anywhere}
h1{margin:0 0 12px;font-size:1.35rem;line-height:1.3}
p{margin:0 0 16px}
.question{white-space:pre-wrap}
.missing{color:var(--bad);font-weight:600}
fieldset{margin:0 0 16px;padding:0;border:0}
label{display:block;margin:0 0 6px;color:var(--soft)}
.choice{display:flex;gap:12px;align-items:flex-start;margin:0 0 8px;padding:12px;border:1px solid var(--line);border-radius:8px;color:var(--text)}
.choice span{flex:1;min-width:0}
input[type=radio]{flex:none;width:22px;height:22px;margin:2px 0 0;accent-color:var(--main)}
textarea,input[type=file]{display:block;width:100%;margin:0 0 16px;padding:10px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:var(--text);font:inherit}
.buttons{display:flex;flex-wrap:wrap;gap:12px}
button{flex:1 1 9rem;min-height:48px;padding:10px 18px;border:2px solid var(--main);border-radius:8px;background:var(--main);color:var(--on-main);font:inherit;font-weight:600;cursor:pointer;overflow-wrap:anywhere}
form>button{width:100%}
.second{background:transparent;color:var(--text)}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
`;

/** The address is as good as the answer: it is told to nobody, kept nowhere, and framed by nobody. */
export const HEADERS: Array<[string, string]> = [
	['Content-Type', 'text/html; charset=utf-8'],
	['Content-Security-Policy', `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`],
	['Referrer-Policy', 'no-referrer'],
	['Cache-Control', 'no-store'],
	['X-Content-Type-Options', 'nosniff'],
	['X-Frame-Options', 'DENY'],
	['X-Robots-Tag', 'noindex, nofollow'],
];

const pageOf = (title: string, content: string): string =>
	`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
