import type { IDataObject } from 'n8n-workflow';

import { events } from '../../nodes/Wawp/webhooks/events';

/** docs/samples.md. */
export const samplesPage = (samples: Array<{ name: string; item: IDataObject }>): string => `# A sample of each event

To build a workflow without a phone, open the Wawp Trigger, choose *set mock data* in its output, paste one of these, and save: the item is pinned, and its fields can be dragged into the nodes behind it. Unpin it before you test with real events; published workflows do not use it. The people and numbers do not exist.

What each field holds is told in [The events of the Wawp Trigger](events.md). Which of them have a value depends on what happened and on Wawp's engine. ${without(samples)} have no sample, as nobody has described what they hold.

${samples.map(({ name, item }) => `## ${name}\n\n\`\`\`json\n${JSON.stringify([item], null, 2)}\n\`\`\`\n`).join('\n')}`;

const without = (samples: Array<{ name: string }>): string =>
	events.filter(({ name }) => !samples.some((sample) => sample.name === name)).map(({ name }) => `*${name}*`).join(' and ');

/** The items of the page, by the names of their events. */
export const samplesIn = (page: string): Record<string, unknown> =>
	Object.fromEntries([...page.matchAll(/^## (.+)\n\n```json\n([^]*?)\n```$/gm)].map(([, name, json]) => [name, (JSON.parse(json!) as unknown[])[0]]));
