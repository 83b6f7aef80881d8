/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/* What is looked at in a page of our own. */

const SHOWN = join(__dirname, '../../../docs/images');
const LOOKED_AT = join(__dirname, '../../../.cache/pictures');

/**
 * Keeps what the page shows, if SCREENSHOTS asks for it: two pictures of the same page never have the same bytes, and a test must
 * not change files. Those that the docs show are made anew, all others are there to be looked at.
 */
export async function keep(page: Page, name: string, style?: string): Promise<void> {
	if (!process.env.SCREENSHOTS) return;
	mkdirSync(LOOKED_AT, { recursive: true });
	const shown = join(SHOWN, `${name}.png`);
	await page.screenshot({ path: existsSync(shown) ? shown : join(LOOKED_AT, `${name}.png`), animations: 'disabled', style });
}

/** How wide the page is, with what would have to be scrolled to. */
export const widthOf = async (page: Page): Promise<number> =>
	await page.evaluate<number>(`Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')].map((each) => Math.ceil(each.getBoundingClientRect().right)))`);

/** How much each text stands out from what is behind it: 1 is not at all, 21 is black on white. */
export const contrasts = async (page: Page): Promise<Array<{ what: string; ratio: number }>> =>
	await page.evaluate<Array<{ what: string; ratio: number }>>(`(() => {
		const parts = (color) => color.match(/[\\d.]+/g).map(Number);
		const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
		const behind = (element) => {
			const color = parts(getComputedStyle(element).backgroundColor);
			return color[3] === 0 && element.parentElement ? behind(element.parentElement) : color;
		};
		const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
		return [...document.querySelectorAll('main *')].filter(hasText).map((element) => {
			const [one, other] = [light(parts(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
			return { what: element.tagName.toLowerCase() + ' ' + element.textContent.trim().slice(0, 30), ratio: (one + 0.05) / (other + 0.05) };
		});
	})()`);

/** What has the focus, and how that is shown. */
export async function focused(page: Page): Promise<{ name: string; outline: string }> {
	const focus = page.locator(':focus');
	const outline = await page.evaluate<string>('(({ outlineWidth, outlineStyle }) => outlineWidth + " " + outlineStyle)(getComputedStyle(document.activeElement))');
	const [, role, name] = /- (\w+) "([^"]*)"/.exec(await focus.ariaSnapshot()) ?? [];
	return { name: `${role} ${name}`, outline };
}
