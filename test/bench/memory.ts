/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a process of its own, never in n8n */
import '../support/env.js';

import type { INodeExecutionData } from 'n8n-workflow';

/** Sends one document of so many bytes with the built node, and tells the most memory that this process ever held. */
async function measure(url: string, bytes: number): Promise<void> {
	const { Rig, items } = await import('../support/engine');
	const { Wawp } = (await import('../../dist/nodes/Wawp/Wawp.node.js' as string)) as { Wawp: new () => never };
	const { WawpApi } = (await import('../../dist/credentials/WawpApi.credentials.js' as string)) as { WawpApi: new () => never };
	const credentials = { wawpApi: { accessToken: 'token-of-the-benchmark', instanceId: '3EB0BCB2E3D4', baseUrl: url } };
	const rig = new Rig({ nodeTypes: { 'n8n-nodes-wawp.wawp': new Wawp() }, credentialTypes: [new WawpApi()], credentials });
	const send = async (data: string) => {
		const input: INodeExecutionData[] = [{ json: {}, binary: { data: { data, mimeType: 'application/pdf', fileName: 'a.pdf' } } }];
		const parameters = { resource: 'message', operation: 'sendDocument', to: { __rl: true, mode: 'id', value: '201145202826@c.us' } };
		const run = await rig.runNode({ type: 'n8n-nodes-wawp.wawp', credentials: ['wawpApi'], parameters }, input);
		if (run.data.resultData.error) throw run.data.resultData.error;
		return items(run).length;
	};
	// Once with a small one, so that the code is loaded and the connection is open.
	await send(base64Of(1000));
	await send(base64Of(bytes));
	process.send!(process.resourceUsage().maxRSS * 1024);
	process.disconnect();
}

/** Kept in memory, n8n's files are Base64: the bytes themselves would be a copy that the node never has. */
const base64Of = (bytes: number): string => 'AQEB'.repeat(Math.ceil(bytes / 3));

void measure(process.argv[2]!, Number(process.argv[3]));
