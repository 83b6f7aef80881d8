import type { ICredentialType, INodeType } from 'n8n-workflow';

export interface Nodes {
	Wawp: new () => INodeType;
	WawpTrigger: new () => INodeType;
	WawpSessionWatcher: new () => INodeType;
	WawpApi: new () => ICredentialType;
	/** The clock of the nodes, which can be made faster. */
	time: { speed: number };
}

/** What n8n would load, in `dist`. */
export const BUILT = ['nodes/Wawp/Wawp.node.js', 'nodes/Wawp/WawpTrigger.node.js', 'nodes/Wawp/WawpSessionWatcher.node.js', 'nodes/Wawp/time/time.js', 'credentials/WawpApi.credentials.js'];

export async function builtNodes(): Promise<Nodes> {
	const modules = await Promise.all(BUILT.map(async (file) => (await import(`../../dist/${file}`)) as object));
	return Object.assign({}, ...modules);
}
