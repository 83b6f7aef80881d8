import type { IDataObject } from 'n8n-workflow';

import { resources } from '../../nodes/Wawp/resources';
import type { Wawp } from '../simulator';
import { operations as documented } from '../simulator/reference';
import { quickWawp } from '../support/quickWawp';
import { WawpRig } from '../support/wawpRig';
import { type Wire, prepare, wires } from '../wire';
import { byId } from '../wire/entered';
import { answeredItems } from './answers';
import { FLOWS } from './flows';
import { fill } from './fullWorld';

/** What an operation is asked for here. */
export type Case = Omit<Wire, 'request'> & {
	/** What happens to the world before. */
	happens?: (rig: WawpRig) => void;
};

const cases: Case[] = [...wires, ...wires.flatMap(asDocumented), ...FLOWS];

/** The same, answered with the example of Wawp's documentation. */
function asDocumented(wire: Wire): Case[] {
	const { sample } = documented.find(({ key }) => key === wire.operation) ?? {};
	const given = { ...wire.given, ...ofSample(wire, sample) };
	return sample && Object.keys(sample).length > 0 ? [{ ...wire, given, happens: ({ wawp }) => wawp.failNext({ body: sample }, { operation: wire.operation }) }] : [];
}

/** About somebody or something else than was asked for, the node takes no answer. */
function ofSample({ given = {} }: Wire, sample: unknown): Case['given'] {
	const { id, message } = ([sample].flat()[0] ?? {}) as { id?: unknown; message?: { id?: unknown } };
	const channel = /_(\d+@newsletter)_/.exec(String(message?.id))?.[1];
	if (given.channel && channel !== undefined) return { channel: byId(channel) };
	if (given.group && typeof id === 'string' && id.endsWith('@g.us')) return { group: byId(id) };
	return given.messageId !== undefined && typeof id === 'string' ? { messageId: id } : {};
}

export const operations = Object.entries(resources).flatMap(([resource, { operations: rows }]) => Object.keys(rows).map((name) => `${resource}.${name}`));

/** What comes of a question is what a person answers, when n8n goes on. */
const ASKS = 'message.sendAndWait';

/** All items that an operation gives in n8n's engine, for each way in which the tests ask for it, Simplify on. */
export async function itemsOf(operation: string): Promise<IDataObject[]> {
	if (operation === ASKS) return await answeredItems();
	const items: IDataObject[] = [];
	for (const each of cases.filter((one) => one.operation === operation)) {
		const wawp = await quickWawp();
		try {
			items.push(...(await itemsOfCase(wawp, each)));
		} finally {
			await wawp.stop();
		}
	}
	return items;
}

async function itemsOfCase(wawp: Wawp, { happens, ...each }: Case): Promise<IDataObject[]> {
	const rig = new WawpRig(wawp, { instance: { phone: '201145202826', pushName: 'Support', linked: true, ...each.instance } });
	prepare(rig, each);
	fill(rig);
	happens?.(rig);
	const run = await rig.run(each.operation, each.given, { input: each.input });
	const { runData, error } = run.data.resultData;
	// A documented answer may be one that is refused.
	if (error) return [];
	const outputs = Object.values(runData).at(-1)!.at(-1)!.data?.main ?? [];
	return outputs.flatMap((output) => output ?? []).map(({ json }) => json);
}
