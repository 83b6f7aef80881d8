import jsQR from 'jsqr';
import { PNG } from 'pngjs';

import { ExampleRig, type Given, underEachLag, until } from '../support/exampleRig';

let rig: ExampleRig;

async function published(status: string, given: Given = {}): Promise<void> {
	rig = await ExampleRig.start('qr-login-page', { plan: 'free', instance: { id: 'AAAAAAAAAAAA', status }, ...given });
	await rig.n8n.activate(rig.id);
}

afterEach(async () => {
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

interface Page {
	status: number;
	html: string;
	/** Whether the browser loads it again. */
	refreshes: boolean;
}

/** What a browser gets. A page that names anything else to load would send it there. */
async function open(): Promise<Page> {
	const answer = await fetch(rig.n8n.webhookUrl(rig.id));
	const html = await answer.text();
	const headers = JSON.stringify([...answer.headers]);
	expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	for (const secret of [rig.account.token, rig.wawp.url, 'AAAAAAAAAAAA']) expect(html + headers).not.toContain(secret);
	const loaded = [...html.matchAll(/\b(?:src|href|action|url)\s*[=(]\s*["']?([^"')\s>]+)/gi)].map(([, address]) => address!);
	expect(loaded.filter((address) => !address.startsWith('data:'))).toEqual([]);
	// without an icon of its own a browser asks the server for one
	expect(html).toContain('rel="icon"');
	return { status: answer.status, html, refreshes: answer.headers.get('refresh') === '5' };
}

function codeIn({ html }: Page): string | undefined {
	const [, base64] = /src="data:image\/png;base64,([^"]+)"/.exec(html) ?? [];
	if (!base64) return undefined;
	const { data, width, height } = PNG.sync.read(Buffer.from(base64, 'base64'));
	return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

underEachLag(() => {
	test('shows the code of the moment, and the next one when it is loaded again', async () => {
		await published('SCAN_QR_CODE');
		const first = await open();
		expect(first).toMatchObject({ status: 200, refreshes: true });
		expect(codeIn(first)).toMatch(/^2@/);
		const { turn } = rig.instance.qr!;
		await until(() => rig.instance.qr!.turn > turn);
		const second = codeIn(await open());
		expect(second).toMatch(/^2@/);
		expect(second).not.toBe(codeIn(first));
	});

	test('ends with the word that it is done, after the scan', async () => {
		await published('SCAN_QR_CODE');
		await open();
		rig.wawp.phone.scan('AAAAAAAAAAAA');
		await rig.shown();
		const page = await open();
		expect(page).toMatchObject({ status: 200, refreshes: false });
		expect(page.html).toContain('WhatsApp is connected');
		expect(codeIn(page)).toBeUndefined();
	});

	test('changes nothing about a session that is not ready, and looks again', async () => {
		await published('STOPPED');
		const page = await open();
		expect(page).toMatchObject({ status: 200, refreshes: true });
		expect(page.html).toContain('Not ready yet');
		expect(rig.wawp.calls.map(({ operation }) => operation)).toEqual(['session.getInfo']);
	});

	test.each([
		['STOPPED', 'switched off'],
		['STARTING', 'is starting'],
		['FAILED', 'has failed'],
	])('says why it is not ready: %s', async (status, why) => {
		await published(status);
		const { html } = await open();
		expect(html).toContain('Not ready yet');
		expect(html).toContain(why);
	});

	test('goes on when the code was scanned between the two requests', async () => {
		await published('SCAN_QR_CODE');
		rig.wawp.after('session.getInfo', ({ phone }) => phone.scan('AAAAAAAAAAAA'));
		expect(await open()).toMatchObject({ status: 200, refreshes: true, html: expect.stringMatching(/Not ready yet[^]*scanned a moment ago/) });
		await rig.shown();
		expect((await open()).refreshes).toBe(false);
	});

	test('says nothing of what Wawp refuses', async () => {
		await published('SCAN_QR_CODE');
		rig.wawp.failNext({ status: 401, body: { code: 'invalid_access_token', message: `The token ${rig.account.token} is wrong` } });
		expect(await open()).toMatchObject({ status: 200, refreshes: true, html: expect.stringMatching(/Not ready yet[^]*cannot be asked/) });
	});
});
