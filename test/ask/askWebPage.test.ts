import { createHash } from 'node:crypto';

import type { INodeParameters } from 'n8n-workflow';

import { AskRig, PERSON } from '../support/askRig';

let rig: AskRig;
beforeEach(async () => void (rig = await AskRig.start({ plan: 'free' })));
afterEach(async () => await rig.stop());

const choice = { responseType: 'choice', answers: { answer: [{ text: 'Tea' }, { text: 'Coffee & cake' }] } };
const open = async (url = rig.link) => await fetch(url);
const submit = async (fields: Record<string, string>, url = rig.link) => await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

function upload(bytes: string, name = 'scan.pdf', type = 'application/pdf') {
	const form = new FormData();
	form.append('answer', new Blob([bytes], { type }), name);
	return form;
}

test('the person gets the question with a link, no webhook is needed, and the execution sleeps', async () => {
	const { run } = await rig.ask({});
	expect(run.status).toBe('waiting');
	expect(rig.question).toMatchObject({ chatId: PERSON, body: expect.stringMatching(/^May it be paid\?\n\nhttp:\S+\/webhook-waiting\/\d+\/\S+&signature=[0-9a-f]{64}$/) });
	expect(rig.wawp.calls.map(({ operation }) => operation)).toEqual(['message.sendText']);
	expect(rig.n8n.asleep).toHaveLength(1);
});

test('opening the link shows the page, however often, and answers nothing', async () => {
	await rig.ask({});
	for (let times = 0; times < 3; times++) {
		const response = await open();
		expect(response.status).toBe(200);
		expect(await response.text()).toContain('May it be paid?');
	}
	expect(await rig.answered()).toEqual([]);
	expect(rig.n8n.asleep).toHaveLength(1);
});

test('the page fetches nothing, is kept nowhere, framed and listed by nobody, and tells its address to nobody; so does the one that thanks', async () => {
	await rig.ask({});
	const pages = [await open(), await submit({}), await submit({ answer: '0' })];
	expect(pages.map(({ status }) => status)).toEqual([200, 422, 200]);
	for (const { headers, text } of await Promise.all(pages.map(async (page) => ({ headers: page.headers, text: await page.text() })))) {
		expect(Object.fromEntries(headers)).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/),
			'referrer-policy': 'no-referrer',
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'x-robots-tag': 'noindex, nofollow',
		});
		expect(text).not.toMatch(/<script|\son\w+=|<link|<img|src=|href=|style="/i);
		// The browser takes the style of the page, and no other.
		const [, style] = /<style>([^]*)<\/style>/.exec(text)!;
		expect(headers.get('content-security-policy')).toContain(`'sha256-${createHash('sha256').update(style!).digest('base64')}'`);
	}
});

test.each([
	['the question', { message: `<script>alert(1)</script> "Ada" & 'Bob' <b>` }],
	['a label', { approvalOptions: { values: { approveLabel: `<img src=x onerror="a">`, disapproveLabel: `"'&` } } }],
	['an answer', { responseType: 'choice', answers: { answer: [{ text: '<script>1</script>' }, { text: `"><b>` }] } }],
	['the title', { options: { responseFormTitle: '</title><script>alert(1)</script>' } }],
	['the button', { responseType: 'freeText', options: { responseFormButtonLabel: '<i>Go</i>' } }],
])('%s is shown as it was written', async (_what, parameters) => {
	await rig.ask(parameters);
	const html = await (await open()).text();
	const markup = html.replace(/<style>[^]*<\/style>/, '').match(/<\/?(\w+)/g)!;
	expect(new Set(markup.map((tag) => tag.replace(/[</]/g, '')))).toEqual(new Set([...new Set(markup.map((tag) => tag.replace(/[</]/g, '')))].filter((tag) => KNOWN_TAGS.includes(tag))));
	expect(html).not.toMatch(/<script|<img|<b>|<i>/);
});

test('what people wrote cannot end an attribute either', async () => {
	const signs = `&<>"'\``;
	await rig.ask({ message: signs, responseType: 'choice', answers: { answer: [{ text: signs }, { text: 'No' }] }, options: { responseFormTitle: signs, responseFormButtonLabel: signs } });
	const html = await (await open()).text();
	expect(html.split('&#38;&#60;&#62;&#34;&#39;&#96;')).toHaveLength(1 + ['title', 'heading', 'question', 'answer', 'button'].length);
});

const KNOWN_TAGS = ['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'h1', 'p', 'form', 'div', 'button', 'fieldset', 'label', 'input', 'span', 'textarea'];

test.each([
	['0', true],
	['1', false],
])('button %s of an approval goes on with %s', async (answer, approved) => {
	await rig.ask({});
	const response = await submit({ answer });
	expect([response.status, response.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
	expect(await response.text()).toContain('Thank you');
	expect(await rig.answered()).toEqual([{ data: { approved, respondedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), respondedBy: { id: null, phoneNumber: null, name: null }, messageId: null } }]);
});

test('with Approve Only there is one button, of its own label', async () => {
	await rig.ask({ approvalOptions: { values: { approvalType: 'single', approveLabel: 'Done' } } });
	const html = await (await open()).text();
	expect(html.match(/<button[^>]*>[^<]*/g)).toEqual([expect.stringMatching(/value="0">Done$/)]);
	expect((await submit({ answer: '1' })).status).toBe(422);
	await submit({ answer: '0' });
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
});

test('a choice goes on with its words', async () => {
	await rig.ask(choice);
	expect(await (await open()).text()).toContain('Coffee &#38; cake');
	await submit({ answer: '1' });
	expect(await rig.answered()).toMatchObject([{ data: { choice: 'Coffee & cake', respondedAt: expect.any(String), messageId: null } }]);
});

test('a text goes on as it was written', async () => {
	await rig.ask({ responseType: 'freeText' });
	await submit({ answer: 'Zwölf\r\n<b>Kisten</b>' });
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Zwölf\n<b>Kisten</b>' } }]);
});

test('a file goes on as binary, with its name and type', async () => {
	await rig.ask({ responseType: 'file', binaryPropertyName: 'scan' });
	expect(await (await open()).text()).toContain('enctype="multipart/form-data"');
	const response = await fetch(rig.link, { method: 'POST', body: upload('%PDF-1.4 hello') });
	expect(response.status).toBe(200);
	await rig.settled();
	const [[item]] = rig.ended as unknown as [[{ json: unknown; binary: Record<string, { data: string; fileName: string; mimeType: string }> }]];
	expect(item.json).toMatchObject({ data: { file: { fileName: 'scan.pdf', mimeType: 'application/pdf', size: 14 } } });
	expect(item.binary.scan).toMatchObject({ fileName: 'scan.pdf', mimeType: 'application/pdf' });
	expect(Buffer.from(item.binary.scan!.data, 'base64').toString()).toBe('%PDF-1.4 hello');
});

test.each<[string, INodeParameters, Record<string, string>]>([
	['no button', {}, {}],
	['a button that is not there', {}, { answer: '2' }],
	['words in the place of a button', {}, { answer: 'Approve' }],
	['no choice', choice, {}],
	['a choice that was not offered', choice, { answer: '7' }],
	['an empty text', { responseType: 'freeText' }, { answer: ' \n ' }],
	['no file', { responseType: 'file' }, { answer: 'x' }],
])('%s shows the page again and says what is missing', async (_what, parameters, fields) => {
	await rig.ask(parameters);
	const response = await submit(fields);
	expect(response.status).toBe(422);
	expect(await response.text()).toMatch(/role="alert">Please (choose|write)/);
	expect(await rig.answered()).toEqual([]);
	expect(rig.n8n.asleep).toHaveLength(1);
});

test('a file over the limit is not taken', async () => {
	await rig.ask({ responseType: 'file', options: { downloadLimit: 1 } });
	const response = await fetch(rig.link, { method: 'POST', body: upload('x'.repeat(1024 * 1024 + 1)) });
	expect([response.status, await response.text()]).toEqual([422, expect.stringContaining('larger than 1 MB')]);
	expect(await rig.answered()).toEqual([]);
});

test('a file of the limit itself is taken', async () => {
	await rig.ask({ responseType: 'file', options: { downloadLimit: 1 } });
	expect((await fetch(rig.link, { method: 'POST', body: upload('x'.repeat(1024 * 1024)) })).status).toBe(200);
	expect(await rig.answered()).toMatchObject([{ data: { file: { size: 1024 * 1024 } } }]);
});

test('a node of any name asks and hears', async () => {
	const workflow = rig.workflow({ responseType: 'freeText' });
	const name = `Ask {{ "Ann" }} {$node['x']} \\ "`;
	const json = JSON.parse(JSON.stringify(workflow).split('"Ask"').join(JSON.stringify(name))) as typeof workflow;
	await rig.again(rig.n8n.save(json));
	await submit({ answer: 'Yes' });
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Yes' } }]);
});

test.each([
	[{}, 60],
	[{ resumeAmount: 3 }, 180],
	[{ resumeAmount: 3, resumeUnit: 'minutes' }, 3],
	[{ resumeAmount: 3, resumeUnit: 'days' }, 3 * 24 * 60],
])('a limit of %j is one of %d minutes', async (values, minutes) => {
	await rig.ask({ options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', ...values } } } });
	expect(Math.round((rig.n8n.waits[0]!.getTime() - Date.now()) / 60_000)).toBe(minutes);
});

test('the answer is confirmed in the chat', async () => {
	await rig.ask({ options: { confirmation: 'Thanks, noted.' } });
	await submit({ answer: '0' });
	await rig.answered();
	expect(rig.sent.map(({ body }) => body)).toEqual([expect.stringContaining('May it be paid?'), 'Thanks, noted.']);
});

test('of two clicks at once one is the answer, confirmed once, and the other is told so', async () => {
	await rig.ask({ options: { confirmation: 'Thanks, noted.' } });
	const { link } = rig;
	const answers = await Promise.all([submit({ answer: '0' }, link), submit({ answer: '1' }, link)]);
	expect(await rig.answered()).toHaveLength(1);
	expect(rig.sent.map(({ body }) => body)).toEqual([expect.stringContaining('May it be paid?'), 'Thanks, noted.']);
	expect((await Promise.all(answers.map(async (answer) => /<h1>(.*)<.h1>/.exec(await answer.text())?.[1]))).sort()).toEqual(['Nothing to answer', 'Thank you']);
});

test('a confirmation that cannot be sent does not cost the answer', async () => {
	await rig.ask({ options: { confirmation: 'Thanks' } });
	for (let times = 0; times < 4; times++) rig.wawp.failNext({ status: 500 }, { operation: 'message.sendText' });
	expect((await submit({ answer: '0' })).status).toBe(200);
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
	expect(rig.n8n.logs.text()).toContain('could not send the confirmation');
});

test('whoever opens the link after the answer is told that there is nothing to answer', async () => {
	await rig.ask({});
	const { link } = rig;
	await submit({ answer: '0' });
	await rig.answered();
	const again = await submit({ answer: '1' }, link);
	expect([again.status, await again.text()]).toEqual([200, expect.stringContaining('No action required')]);
	expect(await rig.answered()).toHaveLength(1);
});

test('a link whose signature or query was changed answers nothing', async () => {
	await rig.ask({});
	const { link } = rig;
	for (const forged of [link.replace(/signature=.{4}/, 'signature=0000'), link.replace(/wawpQuestion=.{4}/, 'wawpQuestion=0000'), `${link}&answer=0`, link.split('?')[0]!]) {
		expect((await submit({ answer: '0' }, forged)).status).toBe(401);
	}
	expect(await rig.answered()).toEqual([]);
});

test('it outlives a restart of n8n', async () => {
	await rig.ask({ responseType: 'freeText' });
	const { link } = rig;
	await rig.n8n.restart();
	expect(await (await open(link)).text()).toContain('May it be paid?');
	await submit({ answer: 'Yes' }, link);
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Yes' } }]);
});

test('two questions in one execution are answered one after the other, and the link of the first answers nothing any more', async () => {
	await rig.ask({ responseType: 'freeText' }, { responseType: 'freeText', message: 'And when?' });
	const first = rig.link;
	await submit({ answer: 'Yes' }, first);
	await rig.settled();
	expect(rig.question.body).toContain('And when?');
	const late = await submit({ answer: 'No' }, first);
	expect(await late.text()).toContain('No action required');
	await submit({ answer: 'Monday' });
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
});

test('when the time is over the item that came in goes on, and the expression of the panel tells', async () => {
	await rig.ask({ options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'hours' } } } });
	const [until] = rig.n8n.waits;
	expect(Math.round((until!.getTime() - Date.now()) / 60_000)).toBe(120);
	await rig.n8n.wakeUp();
	const [item] = await rig.answered();
	expect(item).toEqual({ invoice: 1042 });
});

test('without a limit a page waits without end', async () => {
	await rig.ask({});
	expect(rig.n8n.waits[0]!.getFullYear()).toBeGreaterThan(2999);
});
