import type { IBinaryData, IDataObject, INodeParameterResourceLocator } from 'n8n-workflow';

import { Entered } from '../../nodes/Wawp/engine/entered';
import { addressedBy, operationOf } from '../../nodes/Wawp/engine/job';
import type { Item } from '../../nodes/Wawp/engine/operation';
import { resources } from '../../nodes/Wawp/resources';
import { type Wire, wires } from '../wire';

/* With expressions each item may give something else: whatever is read for an item is read of that one, and of no other. */

const plain = wires.filter(({ given }) => !JSON.stringify(given ?? {}).includes('={{'));

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

test.each(plain)('$operation ($#)', async (wire) => {
	const operation = operationOf(resources, wire.operation);
	const read = async (index: number) => await new Entered(operation, itemAt(index, wire)).values();
	const [first, third] = [await read(0), await read(2)];
	expect(third).toEqual(first);
	expect(addressedBy(operation, itemAt(2, wire), {} as never)).toBe(operation.needsInstance === false ? '' : '3EB0BCB2E3D4');
});
