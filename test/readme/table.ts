import type { Resource } from '../../nodes/Wawp/engine/operation';

/** The operations as README.md lists them, one row an operation. */
export const table = (resources: Record<string, Resource>): string =>
	[
		'| Resource | Operation | What it does | Request |',
		'| --- | --- | --- | --- |',
		...Object.values(resources).flatMap(({ name: resource, operations }) =>
			Object.values(operations)
				.sort((a, b) => a.name.localeCompare(b.name))
				.map(({ name, description, request }) => `| ${resource} | ${name} | ${description} | \`${request}\` |`),
		),
	].join('\n');
