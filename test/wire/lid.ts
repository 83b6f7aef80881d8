import type { Wire } from './wire';

export const lid: Wire[] = [
	{ operation: 'lid.getAll', request: 'GET /v2/lids', query: { limit: '50', offset: '0' } },
	{ operation: 'lid.getAll', given: { returnAll: true }, request: 'GET /v2/lids', query: { limit: '100', offset: '0' } },
	{ operation: 'lid.count', request: 'GET /v2/lids/count' },
	{ operation: 'lid.getByLid', given: { lid: '123123123@lid' }, request: 'GET /v2/lids/123123123@lid' },
	{ operation: 'lid.getByLid', given: { lid: ' 123123123:4@lid ' }, request: 'GET /v2/lids/123123123@lid' },
	{ operation: 'lid.getByLid', given: { lid: '={{ 123123123 }}' }, request: 'GET /v2/lids/123123123@lid' },
	{ operation: 'lid.getByPhone', given: { phoneNumber: '+20 123 456 7890' }, request: 'GET /v2/lids/pn/201234567890' },
	{ operation: 'lid.getByPhone', given: { phoneNumber: '201234567890@c.us' }, request: 'GET /v2/lids/pn/201234567890' },
];
