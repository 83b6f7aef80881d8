import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../nodes/Wawp/delivery/shape';

const PERSON = '201145202826@c.us';
const POLL = `true_${PERSON}_3EB0P`;
const HASH = 'a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3';
const voted = (selectedOptions: unknown, poll: unknown = { id: POLL }): IDataObject => fieldsOf('poll.vote', { poll, vote: { id: `false_${PERSON}_3EB0V`, from: PERSON, selectedOptions } } as IDataObject, null);

test.each<[what: string, selected: unknown]>([
	['bytes', [{ type: 'Buffer', data: [1, 2] }]],
	['a hash', [HASH]],
	['a hash as Base64', [Buffer.from(HASH, 'hex').toString('base64')]],
	['a hash in the place of the words', [{ name: HASH }]],
	['words beside a hash', ['Yes', HASH]],
	['a choice without words', [{ localId: 0 }]],
	['a choice that stands alone', { name: 'Yes' }],
])('a vote of which %s is all that came cannot be read, and is none that was taken back', (_what, selected) => {
	expect(voted(selected)).toMatchObject({ isReadable: false, isWithdrawn: false });
});

test('a vote in words, and one that was taken back, are told as before, also where the poll is its ID alone', () => {
	expect(voted(['Yes', { name: 'No' }], POLL)).toMatchObject({ isReadable: true, isWithdrawn: false, options: ['Yes', 'No'], pollId: POLL });
	expect(voted([])).toMatchObject({ isReadable: true, isWithdrawn: true, options: [] });
});

test.each([['Composing', 'typing'], ['RECORDING', 'recording'], ['Available', 'online'], ['offline', 'offline']])('%s is the presence %s', (lastKnownPresence, presence) => {
	expect(fieldsOf('presence.update', { id: PERSON, presences: [{ participant: PERSON, lastKnownPresence }] }, null)).toMatchObject({ presence });
});
