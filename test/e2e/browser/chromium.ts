/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { chromium, type Browser } from 'playwright-core';

import { type Wanted, installedProgram } from '../debian';

const CHROMIUM: Wanted = {
	name: 'Chromium',
	places: () => [
		process.env.CHROMIUM ?? '',
		'/usr/bin/chromium',
		'/usr/bin/chromium-browser',
		'/usr/bin/google-chrome',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	],
	packages: ['chromium', 'fonts-liberation'],
	otherwise: 'The tests of the editor need Chromium or Chrome. Install it, or name it in the environment variable CHROMIUM.',
};

/** The browser of this machine. */
export const installedChromium = async (tell: (what: string) => void): Promise<string> => await installedProgram(CHROMIUM, tell);

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
