import type { Locator } from 'playwright-core';

import type { Editor } from './editor';

/** What a person does by hand on the way through n8n's pages, counted. */
export class Walk {
	readonly taken = { pastes: 0, clicks: 0, fields: 0 };

	constructor(private readonly editor: Editor) {}

	async click(what: Locator): Promise<void> {
		await what.click();
		this.taken.clicks++;
	}

	/** A double click counts as one. */
	async openNode(name: string): Promise<Locator> {
		this.taken.clicks++;
		return await this.editor.openNode(name);
	}

	async fill(field: Locator, text: string): Promise<void> {
		await field.fill(text);
		this.taken.fields++;
	}

	async paste(text: string): Promise<void> {
		await this.editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await this.editor.page.evaluate<void>(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
		await this.editor.page.keyboard.press('ControlOrMeta+V');
		this.taken.pastes++;
	}
}
