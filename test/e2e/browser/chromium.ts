/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

import { run } from '../n8n/commands';

const PLACES = [
	process.env.CHROMIUM ?? '',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine; on Debian as root it is installed where it is missing. */
export async function installedChromium(tell: (what: string) => void): Promise<string> {
	const found = PLACES.find((place) => existsSync(place));
	if (found) return found;
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
		throw new Error('The tests of the editor need Chromium or Chrome. Install it, or name it in the environment variable CHROMIUM.');
	}
	tell('Installing Chromium');
	const quietly = { cwd: '/', env: { DEBIAN_FRONTEND: 'noninteractive' } };
	await run('apt-get', ['update', '-qq'], quietly);
	await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], quietly);
	return '/usr/bin/chromium';
}

/** It fetches nothing by itself. */
export async function openBrowser(program: string): Promise<Browser> {
	return await chromium.launch({
		executablePath: program,
		headless: true,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
