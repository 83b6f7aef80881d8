/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { type Server, createServer } from 'http';
import type { AddressInfo } from 'net';
import type { INodeExecutionData } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import type { Wawp } from '../simulator';
import { wires } from '../wire';
import { items } from './engine';
import { WawpRig } from './wawpRig';

/** What comes in the place of an answer of Wawp. */
export interface Instead {
	status?: number;
	type?: string;
	/** A text as it is, anything else as JSON. */
	body: unknown;
}

type Answering = (instanceId: string, path: string) => Instead;

/** Stands in for Wawp, and answers each instance in a way of its own, so that one run of a node meets all of them. */
export class StandIn {
	readonly rig: WawpRig;

	private constructor(
		private readonly server: Server,
		wawp: Wawp,
	) {
		const { port } = server.address() as AddressInfo;
		this.rig = new WawpRig(wawp, { credential: { baseUrl: `http://127.0.0.1:${port}`, sendAs: 'headers' } });
	}

	/** The local Wawp lends an account; it is asked nothing. */
	static async start(wawp: Wawp, answering: Answering): Promise<StandIn> {
		const server = createServer((request, response) => {
			request.resume().on('end', () => {
				const { status = 200, type = 'application/json', body } = answering(String(request.headers['x-instance-id'] ?? ''), request.url!);
				const text = typeof body === 'string' ? body : JSON.stringify(body);
				response.writeHead(status, { 'content-type': type }).end(status === 204 ? undefined : text);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		// What it cannot tell is asked for again, after a while.
		time.speed = 100;
		return new StandIn(server, wawp);
	}

	/** What an operation makes of the answers to these instances, the items of each. Create addresses none. */
	async itemsOf(key: string, instanceIds: string[]): Promise<INodeExecutionData[][]> {
		const { given = {}, input: [usual = { json: {} }] = [] } = wires.find(({ operation }) => operation === key)!;
		const input = instanceIds.map((instanceId) => ({ ...usual, json: { ...usual.json, instanceId } }));
		const parameters = { ...given, ...(key !== 'session.create' && { instanceId: '={{ $json.instanceId }}' }) };
		const run = await this.rig.run(key, parameters, { input, onError: 'continueRegularOutput' });
		return instanceIds.map((_id, index) => items(run).filter(({ pairedItem }) => (pairedItem as { item: number }).item === index));
	}

	stop(): void {
		time.speed = 1;
		this.server.closeAllConnections();
		this.server.close();
	}
}
