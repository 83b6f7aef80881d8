import type { IBinaryData, IDataObject, INodeParameterResourceLocator } from 'n8n-workflow';

import { Entered } from '../../nodes/Wawp/engine/entered';
import { addressedBy, operationOf } from '../../nodes/Wawp/engine/job';
import type { Item } from '../../nodes/Wawp/engine/operation';
import { resources } from '../../nodes/Wawp/resources';
import { type Wire, wires } from '../wire';

/* With expressions each item may give something else: whatever is read for an item is read of that one, and of no other. */

const plain = wires.filter(({ given }) => !JSON.stringify(given ?? {}).includes('={{'));

/** What is read of an item in some cases alone: a file that n8n has stored, and the token that the address of Wawp's own webhook ends with. */
const stored = plain
	.filter(({ input }) => input?.[0]?.binary)
	.map((wire): Wire => ({ ...wire, input: [{ json: {}, binary: Object.fromEntries(Object.entries(wire.input![0]!.binary!).map(([name, file]) => [name, { ...file, id: 'filesystem-v2:1', bytes: 9 }])) }] }));
const url = 'https://app.wawp.net/api/webhook/***';
const row = { url, events: ['message'], isActive: true };
const withToken: Wire[] = [
	{ operation: 'webhook.update', given: { webhookUrl: url, options: { isActive: false } } },
	{ operation: 'webhook.set', given: { webhookUrl: url, events: ['message'] } },
	{ operation: 'webhook.delete', given: { webhookUrl: url } },
	{ operation: 'webhook.replaceAll', given: { webhooksInput: 'fields', webhookList: { webhook: [row] } } },
	{ operation: 'webhook.replaceAll', given: { webhooksInput: 'json', webhooksJson: JSON.stringify([{ url, events: ['message'] }]) } },
].map((wire) => ({ ...wire, request: '' }));

/** Of several items, this one. Whoever asks for another one is told so. */
function itemAt(index: number, { given = {}, input = [] }: Wire): Item {
	const own = <Value>(asked: number | undefined, value: Value): Value => {
		if (asked !== index) throw new Error(`Item ${asked} was read for item ${index}`);
		return value;
	};
	const entered: IDataObject = { instanceId: '3EB0BCB2E3D4', ...given };
	const binary = (name: string): IBinaryData => input[0]!.binary![name]!;
	const context = {
		getNode: () => ({ name: 'Wawp', type: 'n8n-nodes-wawp.wawp', parameters: entered }),
		getTimezone: () => 'Africa/Cairo',
		getNodeParameter: (name: string, asked: number, fallback: unknown, { extractValue = false } = {}) => {
			const value = own(asked, name in entered ? entered[name] : fallback);
			return extractValue ? (value as INodeParameterResourceLocator).value : value;
		},
		getCredentials: async (_type: string, asked: number) => own(asked, { accessToken: 'wp-token' }),
		helpers: {
			assertBinaryData: (asked: number, name: string) => own(asked, binary(name)),
			getBinaryDataBuffer: async (asked: number, name: string) => own(asked, Buffer.from(binary(name).data, 'base64')),
		},
	};
	return { context, index } as unknown as Item;
}

test.each([...plain, ...stored, ...withToken])('$operation ($#)', async (wire) => {
	const operation = operationOf(resources, wire.operation);
	const read = async (index: number) => await new Entered(operation, itemAt(index, wire)).values();
	const [first, third] = [await read(0), await read(2)];
	expect(third).toEqual(first);
	expect(addressedBy(operation, itemAt(2, wire), {} as never)).toBe(operation.needsInstance === false ? '' : '3EB0BCB2E3D4');
});

test('there are files that n8n has stored among them', () => {
	expect(stored.length).toBeGreaterThan(0);
});

test.each(withToken)("the token of the item's own credential ends the address of Wawp's webhook: $operation ($#)", async (wire) => {
	expect(JSON.stringify(await new Entered(operationOf(resources, wire.operation), itemAt(1, wire)).values())).toContain('https://app.wawp.net/api/webhook/wp-token"');
});
