import { operationsWithFile, written } from '../schemas/files';
import { itemsOf, operations } from '../schemas/items';
import { type JsonSchema, previewOf } from '../schemas/schemaOf';

/* What n8n shows of a node before its first run, so that its fields can be dragged. `npm run generate:schemas` writes it anew. */

test('every operation has a preview, and every preview an operation', () => {
	expect(operationsWithFile().sort()).toEqual([...operations].sort());
});

test.each(operations)('the preview of %s shows the fields that its items have, and no others', async (operation) => {
	expect(written(operation)).toEqual(previewOf(await itemsOf(operation)));
});

test.each(operations)('the preview of %s is one that n8n takes', (operation) => {
	const { type, properties, version } = written(operation);
	expect({ type, version }).toEqual({ type: 'object', version: 1 });
	expect(Object.keys(properties!)).not.toEqual([]);
});

/** Fields that hold nothing wherever the tests look, and why. */
const NOTHING_KNOWN: Record<string, string> = {
	'message.get: media.error': 'only where a file could not be had',
	'chat.getMessages: media.error': 'only where a file could not be had',
	'channel.previewMessages: message.media.error': 'only where a file could not be had',
	'group.create: notAdded[].code': 'only where WhatsApp refused somebody',
	'chat.getOverview: lastMessage.media': 'an overview asks for no files',
	'chat.getOverviewByIds: lastMessage.media': 'an overview asks for no files',
};

test('an example fills every field', () => {
	const empty = operations.flatMap((operation) => emptyIn(written(operation)).map((path) => `${operation}: ${path}`));
	expect(empty.sort()).toEqual(Object.keys(NOTHING_KNOWN).sort());
});

function emptyIn({ type, properties, items }: JsonSchema, path = ''): string[] {
	if (type === 'null' || (type === 'array' && !items)) return [path];
	if (items) return emptyIn(items, `${path}[]`);
	return Object.entries(properties ?? {}).flatMap(([name, inner]) => emptyIn(inner, path ? `${path}.${name}` : name));
}
