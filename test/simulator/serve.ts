/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a command line, never in n8n */
import { parseArgs } from 'node:util';

import { startWawp } from './index';

/** `npm run simulator -- [--port 3333] [--speed 1]`: a local Wawp to point a credential at. */
async function serve(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' }, speed: { type: 'string' } } });
	const wawp = await startWawp({ port: Number(values.port ?? 3333), speed: Number(values.speed ?? 1) });
	const account = wawp.addAccount();
	const instance = wawp.addInstance(account);
	console.log(`A local Wawp is listening.

  Base URL      ${wawp.url}
  Access token  ${account.token}
  Instance ID   ${instance.id}
  Phone         ${wawp.url}/

Ctrl-C stops it.`);
	process.once('SIGINT', () => void wawp.stop());
	process.once('SIGTERM', () => void wawp.stop());
}

void serve();
