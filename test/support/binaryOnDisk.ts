/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** Has n8n keep files on the disk, as its server does, until `stop`. */
export async function binaryOnDisk() {
	const service = theService();
	const managers = { ...service.managers };
	const { mode } = service.config;
	service.config.mode = 'filesystem';
	await service.init();
	return {
		store: async (bytes: Buffer, file: Pick<IBinaryData, 'mimeType' | 'fileName'>): Promise<IBinaryData> =>
			await service.store({ type: 'execution', workflowId: 'wf1', executionId: '42' }, bytes, { ...file, data: '' }),
		/** What is known of the file stays, but whoever reads it finds nothing. */
		lose: async ({ id = '' }: { id?: string }): Promise<void> => await rm(service.getPath(id)),
		stop() {
			service.config.mode = mode;
			service.managers = managers;
		},
	};
}

interface Service extends Pick<BinaryDataService, 'init' | 'store' | 'getPath'> {
	config: { mode: string };
	managers: object;
}

/** The one that n8n's core uses itself; n8n registers it in a container of its own. */
function theService(): Service {
	const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as { Container: { get(type: unknown): unknown } };
	return Container.get(BinaryDataService) as Service;
}
