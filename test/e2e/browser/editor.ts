/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import type { Browser, Locator, Page } from 'playwright-core';

import { OWNER } from '../n8n/client';
import { openBrowser } from './chromium';
import { keep } from './plainPage';

/** Notices and tips, which cover what a picture is about. */
const HIDDEN = '.el-notification, [role="tooltip"], [data-test-id="tooltip-content"], .el-popper.is-dark { visibility: hidden !important; }';
/** A page of n8n takes seconds; a busy machine may take many more. */
const PATIENCE_MS = 120_000;

/** n8n's pages as a user sees them. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string,
	) {}

	static async open(program: string, url: string): Promise<Editor> {
		const browser = await openBrowser(program);
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
		page.setDefaultTimeout(PATIENCE_MS);
		const editor = new Editor(browser, page, url);
		await editor.logIn();
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** Part of the page by n8n's own names for it. */
	part(name: string, within: Page | Locator = this.page): Locator {
		return within.locator(`[data-test-id="${name}"]`);
	}

	/** Without an ID, an empty workflow. */
	async openWorkflow(id = 'new'): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.part('canvas-wrapper').waitFor();
	}

	/** Adds a node by typing into the search of the node creator. */
	async searchNodes(words: string): Promise<void> {
		await this.part('node-creator-plus-button').click();
		await this.part('node-creator-search-bar').waitFor();
		await this.page.keyboard.type(words);
		await this.part('item-iterator-item').filter({ hasText: 'Wawp' }).first().waitFor();
	}

	/** Whether a search of the node creator, which is open or not, shows a node of that name. */
	async isFound(name: string, words: string): Promise<boolean> {
		const search = this.part('node-creator-search-bar');
		if (!(await search.isVisible())) await this.part('node-creator-plus-button').click();
		await search.waitFor();
		await search.fill(words);
		return await this.part('item-iterator-item')
			.filter({ has: this.part('node-creator-item-name').getByText(name, { exact: true }) })
			.first()
			.waitFor({ timeout: 15_000 })
			.then(
				() => true,
				() => false,
			);
	}

	/** The names of what the node creator shows. */
	async found(): Promise<string[]> {
		return (await this.part('node-creator-item-name').allInnerTexts()).map((name) => name.trim());
	}

	async openNode(name: string): Promise<Locator> {
		await this.nodeOnCanvas(name).dblclick();
		const panel = this.part('ndv');
		await this.part('node-parameters', panel).waitFor();
		return panel;
	}

	nodeOnCanvas(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The whole workflow, and nothing beside it. */
	async fit(): Promise<void> {
		await this.page.locator('[data-test-id="canvas-node"]').first().waitFor();
		await this.page.mouse.click(640, 2);
		await this.part('zoom-to-fit').click();
		await this.page.waitForTimeout(1_000);
	}

	/** The nodes and notes that a line runs through which does not end there. */
	async crossings(): Promise<string[]> {
		const boxes = await this.part('canvas-node').evaluateAll((nodes) =>
			(nodes as unknown as NodeOnCanvas[]).map((node) => ({ name: node.dataset.nodeName, ...node.getBoundingClientRect().toJSON() })),
		);
		const lines = await this.page.locator('.vue-flow__edge-path').evaluateAll((paths) =>
			(paths as unknown as LineOnCanvas[]).map((path) =>
				Array.from({ length: 101 }, (_, step) => path.getPointAtLength((path.getTotalLength() * step) / 100).matrixTransform(path.getScreenCTM())).map(({ x, y }) => ({ x, y })),
			),
		);
		if (lines.length === 0) throw new Error('There is no line');
		const isCrossed = (box: Box) => lines.some((points) => !endsAt(points, box) && points.some((point) => isIn(point, box, -2)));
		return boxes.filter(isCrossed).map(({ name }) => name);
	}

	/** The first words of notes whose text is higher than they are. */
	async cutNotes(): Promise<string[]> {
		return await this.part('sticky').evaluateAll((notes) =>
			(notes as unknown as NoteOnCanvas[])
				.filter((note) => [note, ...Array.from(note.querySelectorAll('div'))].some(({ scrollHeight, clientHeight }) => clientHeight > 0 && scrollHeight > clientHeight + 1))
				.map(({ textContent }) => textContent.trim().slice(0, 40)),
		);
	}

	/** The labels of a panel or a dialog, in the order in which they stand there. */
	async labels(within: Locator): Promise<string[]> {
		const texts = await within.locator('label:visible').allInnerTexts();
		return texts.map((text) => text.split('\n')[0]!.replace('*', '').trim()).filter(Boolean);
	}

	/** For docs/images, or to be looked at. */
	async picture(name: string): Promise<void> {
		// Nothing is hovered over, and no button is in between two of its states.
		await this.page.mouse.move(640, 2);
		if (process.env.SCREENSHOTS) await this.page.waitForTimeout(1_000);
		await keep(this.page, name, HIDDEN);
	}

	/** Takes something and holds it over something else, until the mouse goes up. */
	async holdOver(what: Locator, place: Locator): Promise<void> {
		await this.pointAt(what, 1);
		await this.page.mouse.down();
		await this.pointAt(place, 15);
	}

	private async pointAt(what: Locator, steps: number): Promise<void> {
		const { x, y, width, height } = (await what.boundingBox())!;
		await this.page.mouse.move(x + Math.min(width / 2, 40), y + height / 2, { steps });
	}

	/** What n8n says in a corner of the page, for a while. */
	notice(words: string): Locator {
		return this.page.locator('.el-notification').filter({ hasText: words }).first();
	}

	async pictureWithNotices(name: string): Promise<void> {
		await keep(this.page, name);
	}

	private async logIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
		await this.page.locator('input[name="password"]').fill(OWNER.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL((url) => !url.pathname.includes('signin'));
	}
}

interface Box {
	left: number;
	right: number;
	top: number;
	bottom: number;
}

interface Point {
	x: number;
	y: number;
}

/* The little of the browser's own types that is used inside it. */
interface NodeOnCanvas {
	dataset: { nodeName: string };
	getBoundingClientRect(): { toJSON(): Box };
}

interface NoteOnCanvas {
	scrollHeight: number;
	clientHeight: number;
	textContent: string;
	querySelectorAll(selector: string): Iterable<NoteOnCanvas>;
}

interface LineOnCanvas {
	getTotalLength(): number;
	getScreenCTM(): unknown;
	getPointAtLength(at: number): { matrixTransform(matrix: unknown): Point };
}

const isIn = ({ x, y }: Point, { left, right, top, bottom }: Box, margin: number): boolean =>
	x > left - margin && x < right + margin && y > top - margin && y < bottom + margin;

const endsAt = (points: Point[], box: Box): boolean => [points[0]!, points.at(-1)!].some((end) => isIn(end, box, 10));
