import type { INodeParameters } from 'n8n-workflow';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { Asking } from './asking';
import { openBrowser } from './browser/chromium';
import { contrasts, focused, keep, widthOf } from './browser/plainPage';
import { Live, prepared } from './live';

/* The page behind the link of a question, as a phone shows it: small, in the dark, without a script, and without a mouse. */

let live: Live;
let browser: Browser;
let asking: Asking;
const pages: Page[] = [];
beforeAll(async () => {
	live = await Live.start();
	const { instance, credential } = await live.connectedNumber();
	asking = new Asking(live, instance, credential);
	browser = await openBrowser(prepared().chromium);
});
afterEach(async () => {
	for (const page of pages.splice(0)) await page.context().close();
});
afterAll(async () => {
	await browser?.close();
	await live?.stop();
});

const SMALL = { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true };

/** A page that people open, and all that it asks the network for or complains of. */
async function opened(link: string, options: BrowserContextOptions = SMALL) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	pages.push(page);
	const asked: string[] = [];
	const complaints: string[] = [];
	page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
	page.on('console', (message) => complaints.push(message.text()));
	page.on('pageerror', (error) => complaints.push(error.message));
	await page.goto(link);
	return { page, asked, complaints };
}

const LONG = `May invoice 1042 of ${'Supercalifragilistic'.repeat(8)} be paid?\n\nIt is <b>due</b> on Monday & nobody has looked at it.`;
const LABEL = `Yes, ${'and-all-of-the-others-too-'.repeat(6)}`;
const asChoice = { responseType: 'choice', answers: { answer: [{ text: LABEL }, { text: 'No' }, { text: 'لاحقا' }] } };

const KINDS: Array<[string, INodeParameters]> = [
	['approval', { approvalOptions: { values: { approveLabel: 'Pay it', disapproveLabel: LABEL.slice(0, 120) } } }],
	['choice', asChoice],
	['text', { responseType: 'freeText', options: { responseFormTitle: 'About your order' } }],
	['file', { responseType: 'file' }],
];

describe.each(KINDS)('the page of a question for a %s', (kind, parameters) => {
	test.each(['light', 'dark'] as const)('fits a phone of 320 pixels, and can be read in the %s', async (colorScheme) => {
		const { workflow } = await asking.asked({ message: LONG, ...parameters });
		const { page, asked, complaints } = await opened(asking.link(), { ...SMALL, colorScheme });
		await keep(page, `answer-${kind}-${colorScheme}`);
		expect(await widthOf(page)).toBe(320);
		// As the guidelines for texts and for what can be touched ask for.
		for (const { what, ratio } of await contrasts(page)) expect([what, ratio >= 4.5]).toEqual([what, true]);
		for (const target of await page.locator('button, .choice, textarea, input[type=file]').all()) expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
		expect(await page.getByText('<b>due</b>').count()).toBe(1);
		// The icon is the browser's own idea.
		expect(asked.filter((request) => !request.endsWith('/favicon.ico'))).toHaveLength(1);
		expect(complaints).toEqual([]);
		await live.n8n.unpublish(workflow.id);
	});
});

/** What a person does who has a keyboard only, and where the focus is after each step. */
const BY_KEYBOARD: Array<[string, INodeParameters, string[], string[], object]> = [
	['an approval', {}, ['Tab', 'Enter'], ['button Approve'], { approved: true }],
	['a refusal', {}, ['Tab', 'Tab', 'Enter'], ['button Approve', 'button Decline'], { approved: false }],
	['a choice', { responseType: 'choice', answers: { answer: [{ text: 'Tea' }, { text: 'Coffee' }] } }, ['Tab', 'Space', 'ArrowDown', 'Tab', 'Enter'], ['radio Tea', 'radio Tea', 'radio Coffee', 'button Send'], { choice: 'Coffee' }],
	['a text', { responseType: 'freeText' }, ['Tab', 'O', 'k', 'Tab', 'Enter'], ['textbox Your answer', 'textbox Your answer', 'textbox Your answer', 'button Send'], { text: 'Ok' }],
];

test.each(BY_KEYBOARD)('%s is given with the keyboard alone, where each step shows where it is, and without a script', async (_what, parameters, keys, places, expected) => {
	const { workflow } = await asking.asked(parameters);
	const { page } = await opened(asking.link(), { viewport: { width: 800, height: 600 }, javaScriptEnabled: false });
	const seen: string[] = [];
	for (const key of keys.slice(0, -1)) {
		await page.keyboard.press(key);
		const { name, outline } = await focused(page);
		seen.push(name);
		expect([name, outline]).toEqual([name, '3px solid']);
	}
	expect(seen).toEqual(places);
	await keep(page, `answer-focus-${places.at(-1)!.replace(/\W+/g, '-')}`);
	await page.keyboard.press(keys.at(-1)!);
	await page.getByRole('heading', { name: 'Thank you' }).waitFor();
	expect(await page.getByRole('status').innerText()).toBe('Your answer has been recorded. You can close this page.');
	await keep(page, 'answer-done');
	const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
	expect(execution!.json('Told')).toMatchObject([{ data: expected }]);
	await live.n8n.unpublish(workflow.id);
});

test('a screen reader is told the question, what it may answer, and what was missing', async () => {
	const { workflow } = await asking.asked({ ...asChoice, answers: { answer: [{ text: 'Tea' }, { text: 'Coffee' }] } });
	const { page } = await opened(asking.link());
	expect(await page.locator('body').ariaSnapshot()).toBe(
		[
			'- main:',
			'  - heading "Your answer is needed" [level=1]',
			'  - paragraph: May it be paid?',
			'  - group "May it be paid?":',
			'    - radio "Tea"',
			'    - text: Tea',
			'    - radio "Coffee"',
			'    - text: Coffee',
			'  - button "Send"',
		].join('\n'),
	);
	expect(await page.locator('html').getAttribute('lang')).toBe('en');
	// The browser holds back what is not filled in; whoever gets past it is told.
	await page.locator('form').evaluate((form: { noValidate: boolean }) => void (form.noValidate = true));
	await page.getByRole('button', { name: 'Send' }).click();
	await page.getByRole('alert').waitFor();
	expect(await page.getByRole('alert').innerText()).toBe('Please choose an answer.');
	await keep(page, 'answer-missing');
	await live.n8n.unpublish(workflow.id);
});

test('a second answer, from a page that was open already, changes nothing, and is told so', async () => {
	const { workflow } = await asking.asked({});
	const link = asking.link();
	const [first, second] = [await opened(link), await opened(link)];
	await first.page.getByRole('button', { name: 'Approve' }).click();
	await first.page.getByRole('heading', { name: 'Thank you' }).waitFor();
	await live.n8n.finishedExecutions(workflow.id, 1);
	await second.page.getByRole('button', { name: 'Decline' }).click();
	await second.page.waitForLoadState();
	await keep(second.page, 'answer-twice');
	expect(await second.page.locator('body').innerText()).toMatch(/no action required/i);
	const late = await opened(link);
	await keep(late.page, 'answer-late');
	expect(await late.page.locator('body').innerText()).toMatch(/no action required/i);
	const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
	expect(execution!.json('Told')).toMatchObject([{ data: { approved: true } }]);
	await live.n8n.unpublish(workflow.id);
});

test('when the time is over the page says that there is nothing to answer', async () => {
	const { workflow } = await asking.asked({ options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0.1, resumeUnit: 'minutes' } } } });
	const { page } = await opened(asking.link());
	const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
	expect(execution!.json('Told')).toMatchObject([{ isOver: true }]);
	await page.getByRole('button', { name: 'Approve' }).click();
	await page.waitForLoadState();
	await keep(page, 'answer-over');
	expect(await page.locator('body').innerText()).toMatch(/no action required/i);
	await live.n8n.unpublish(workflow.id);
});
