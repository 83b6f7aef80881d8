/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** A line to a server, under an address of its own, that can be cut and mended. */
export interface Line {
	url: string;
	/** Nobody answers any more, as when the server is down. */
	cut(): Promise<void>;
	mend(): Promise<void>;
}

export async function startLine(target: string): Promise<Line> {
	const { hostname, port: targetPort } = new URL(target);
	const sockets = new Set<Socket>();
	const server = createServer((near) => {
		const far = connect(Number(targetPort), hostname);
		for (const [socket, other] of [[near, far], [far, near]] as const) {
			sockets.add(socket);
			socket.on('error', () => undefined).on('close', () => {
				sockets.delete(socket);
				other.destroy();
			});
		}
		near.pipe(far).pipe(near);
	});
	const listen = async (port: number) => await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await listen(0);
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		cut: async () => {
			const closed = new Promise((resolve) => server.close(resolve));
			sockets.forEach((socket) => socket.destroy());
			await closed;
		},
		mend: async () => await listen(port),
	};
}
