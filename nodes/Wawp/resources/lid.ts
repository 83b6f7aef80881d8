import { unwrapped } from '../engine/answer';
import { anyOf, member } from '../engine/holds';
import { isThing } from '../engine/object';
import type { Resource } from '../engine/operation';
import { byOffset } from '../engine/pages';
import { rowsUnder } from '../engine/rows';
import { lid as lidField } from '../fields/contact';
import { phoneDigits } from '../fields/values/phone';
import { aboutAsked } from './aboutAsked';
import { countShape, holdsCount, lidRow, lidShape, pairOf } from './shapes';

const pairs = rowsUnder('lids');
/** Either may be `null`, where it is not known. A contact has a number, too. */
const holdsPair = anyOf(member('lid', 'pn'), (body) => member('number')(body) && !isThing(unwrapped(body)));

export const lid = {
	name: 'LID',
	description: 'Find the phone number behind a hidden identity (@lid), and the other way round',
	needs: 'WORKING',
	lookAt: "'LID > Get Many'",
	operations: {
		getByLid: {
			name: 'Get Phone Number by LID',
			action: 'Get the phone number of a hidden identity',
			description: 'Find the number behind a hidden identity. It is empty where the person does not share it.',
			request: 'GET /v2/lids/{lid}',
			fields: { lid: lidField },
			output: { json: lidShape, holds: holdsPair },
			...aboutAsked(({ lid: asked }) => asked as string, pairOf),
		},
		getByPhone: {
			name: 'Get LID by Phone Number',
			action: 'Get the hidden identity of a phone number',
			description: 'Find the hidden identity of a phone number. It is empty where there is none.',
			request: 'GET /v2/lids/pn/{number}',
			fields: { number: phoneDigits },
			output: { json: lidShape, holds: holdsPair },
			...aboutAsked(({ number }) => `${String(number)}@c.us`, pairOf),
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many hidden identities',
			description: 'List the pairs of hidden identity and number that this session knows',
			request: 'GET /v2/lids',
			output: { list: (body) => pairs(body)?.map(lidRow), pages: byOffset(100) },
		},
		count: {
			name: 'Count',
			action: 'Count the known hidden identities',
			description: 'Count the pairs of hidden identity and number that this session knows',
			request: 'GET /v2/lids/count',
			output: { json: countShape, holds: holdsCount },
		},
	},
} satisfies Resource;
