/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, never in n8n */
import '../support/env.js';

import { builtNodes } from './built';
import { documentSender } from './sendDocument';

/** Sends one document of so many bytes, and tells the most memory that this process ever held. */
async function measure([type, url, bytes]: string[]): Promise<void> {
	const send = documentSender(type!, url!, await builtNodes());
	// Once with a small one, so that the code is loaded and the connection is open.
	await send(1000);
	await send(Number(bytes));
	process.send!(process.resourceUsage().maxRSS * 1024);
	process.disconnect();
}

void measure(process.argv.slice(2));
