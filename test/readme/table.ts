import type { Resource } from '../../nodes/Wawp/engine/operation';
import { documented } from '../reference';

/** The operations as docs/operations.md lists them, one row an operation. */
export const table = (resources: Record<string, Resource>): string =>
	[
		'| Resource | Operation | What it does | Request |',
		'| --- | --- | --- | --- |',
		...Object.entries(resources).flatMap(([key, { name: resource, operations }]) =>
			Object.entries(operations).map(([operation, { name, description, request }]) => {
				const documentation = linked(`\`${request.split('?')[0]}\``, pages.get(`${key}.${operation}`));
				return `| ${resource} | ${name} | ${description} | ${documentation} |`;
			}),
		),
	].join('\n');

const pages = new Map(documented.map(({ key, page }) => [key, page]));

const linked = (text: string, page: string | undefined): string => (page ? `[${text}](${encodeURI(decodeURI(page))})` : text);
