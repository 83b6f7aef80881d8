import type { NodeParameterValueType } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

/* Rows of a list that were given no ID are numbered, so that each can be told from all others when somebody chooses one. */

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const words = { to: byId('+20 114 520 2826'), listTitle: 'Menu', listText: 'Choose', listButton: 'Open' };

test.each<[given: string[][], sent: string[][]]>([
	[[['', '']], [['1', '2']]],
	[[['', ''], ['', ''], ['']], [['1', '2'], ['3', '4'], ['5']]],
	[[['2', '']], [['2', '3']]],
	[[['', '1']], [['2', '1']]],
	[[['', ''], ['1', '2']], [['3', '4'], ['1', '2']]],
	[[['a', ''], ['', 'b']], [['a', '2'], ['3', 'b']]],
	[[[' 3 ', ' '], ['']], [['3', '2'], ['4']]],
])('%j become %j', async (given, sent) => {
	const sections = given.map((ids, at) => ({ title: `Section ${at}`, rows: ids.map((rowId, row) => ({ title: `Row ${row}`, rowId })) }));
	const below = { sections: { section: sections.map(({ rows, ...section }) => ({ ...section, rows: { row: rows } })) } as unknown as NodeParameterValueType };
	for (const way of [below, { sectionsInput: 'json', sectionsJson: JSON.stringify(sections) }]) {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		await rig.items('message.sendList', { ...words, ...way });
		const told = (rig.calls[0]!.body.message as { sections: unknown }).sections as Array<{ rows: Array<{ rowId: string }> }>;
		expect(told.map(({ rows }) => rows.map(({ rowId }) => rowId))).toEqual(sent);
	}
});
