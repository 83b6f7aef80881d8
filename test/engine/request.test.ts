import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { toRequest } from '../../nodes/Wawp/engine/request';
import type { Route } from '../../nodes/Wawp/engine/operation';
import { resources } from '../../nodes/Wawp/resources';
import { runs } from '../support/thorough';

/* A value becomes a part of an address: whoever reads it there must get what was given, and nothing beside it. */

const routes = Object.values(resources).flatMap(({ operations }) => Object.values(operations).flatMap(({ request, fallback }: { request: Route; fallback?: Route }) => [request, ...(fallback ? [fallback] : [])]));
const withValues = [...new Set(routes)].filter((route) => route.includes('{'));

const namesIn = (route: string): string[] => [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

/** What a server finds where the route names something. */
function readBack(route: Route, path: string): Record<string, string | null> {
	const { pathname, searchParams } = new URL(`https://api.wawp.net${path}`);
	const [template = '', query = ''] = route.split(' ')[1]!.split('?');
	const parts = pathname.split('/');
	const inPath = template.split('/').flatMap((part, at) => namesIn(part).map((name): [string, string] => [name, decodeURIComponent(parts[at]!)]));
	expect([parts.length, [...searchParams.keys()]]).toEqual([template.split('/').length, namesIn(query)]);
	return Object.fromEntries([...inPath, ...namesIn(query).map((name): [string, string | null] => [name, searchParams.get(name)])]);
}

test.each(withValues)('%s', (route) => {
	const letters = fc.constantFrom('a', '1', '@', ':', ';', ',', '&', '=', '+', '$', '#', '?', '/', '%', ' ', '"', "'", '<', '{', 'é', '٣', '👍');
	// A part that is dots alone is refused before: an address leaves it out.
	const value = fc.array(letters, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
	fc.assert(
		fc.property(fc.tuple(...namesIn(route).map(() => value)), fc.string(), (given, other) => {
			const values = Object.fromEntries(namesIn(route).map((name, index) => [name, given[index]!]));
			const { path, qs, body } = toRequest(route, { ...values, other });
			expect(readBack(route, path)).toEqual(values);
			expect(qs ?? body).toEqual({ other });
		}),
		{ numRuns: runs(20, 200) },
	);
});

test.each<[route: Route, values: IDataObject, sent: object]>([
	['POST /v2/send/text', { message: 'Hello \ud83d', list: ['\ude00 a', { b: '1 \ud83d 2' }] }, { path: '/v2/send/text', body: { message: 'Hello ', list: [' a', { b: '1  2' }] } }],
	['POST /v2/send/text', { message: '👍🏽 👨‍👩‍👧 é\u0301 שלום 😀' }, { path: '/v2/send/text', body: { message: '👍🏽 👨‍👩‍👧 é\u0301 שלום 😀' } }],
	['GET /v2/groups/{id}', { id: 'a\ud83d', text: '\udc4d' }, { path: '/v2/groups/a', qs: { text: '' } }],
])('half an emoji, which an expression has cut, goes along in no place: %s with %j', (route, values, sent) => {
	expect(toRequest(route, values)).toEqual({ method: route.split(' ')[0], ...sent });
});

test('a date goes along as JSON prints it', () => {
	const values = { webhooks: [{ since: new Date(0), at: { toJSON: () => '2026-12-24' } }] } as unknown as IDataObject;
	expect(JSON.stringify(toRequest('POST /v2/session/webhook', values).body)).toBe('{"webhooks":[{"since":"1970-01-01T00:00:00.000Z","at":"2026-12-24"}]}');
});
