import { Rig } from '../support/engine';
import type { Nodes } from './built';
import { withCredential, withFile, withoutCredential } from './minimalNodes';

/** n8n's engine with the action node and those that it is held against. */
export const rigFor = (url: string, { Wawp, WawpApi }: Nodes): Rig =>
	new Rig({
		nodeTypes: { 'n8n-nodes-wawp.wawp': new Wawp(), 'bench.with': withCredential, 'bench.without': withoutCredential, 'bench.file': withFile },
		credentialTypes: [new WawpApi()],
		credentials: { wawpApi: { accessToken: 'token-of-the-benchmark', instanceId: '3EB0BCB2E3D4', baseUrl: url } },
	});
