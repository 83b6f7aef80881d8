import type { INodeProperties } from 'n8n-workflow';

import { propertiesOf, settingsOf } from '../nodes/Wawp/engine/operation';
import { resources } from '../nodes/Wawp/resources';
import type { Wawp } from './simulator';
import { isOutsideOfTools } from './support/panels';
import { quickWawp } from './support/quickWawp';
import { WawpRig } from './support/wawpRig';
import { type Wire, prepare, wires } from './wire';

let wawp: Wawp;
beforeEach(async () => void (wawp = await quickWawp()));
afterEach(async () => await wawp.stop());

const single = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations).flatMap(([name, operation]) => (operation.flow ? [] : [{ key: `${resource}.${name}`, operation }])),
);

test('every documented operation has its request written down', () => {
	const written = new Set(wires.map(({ operation }) => operation));
	expect(single.map(({ key }) => key).filter((key) => !written.has(key))).toEqual([]);
});

test('every option that changes a request is used in a request that is written down', () => {
	const used = new Set(wires.flatMap(({ operation, given }) => Object.keys(given?.options ?? {}).map((option) => `${operation}: ${option}`)));
	const offered = single.flatMap(({ key, operation: { fields = {}, options = {} } }) => {
		const sent: INodeProperties[] = [...Object.values(options).flatMap(propertiesOf), ...Object.values(fields).flatMap(settingsOf)];
		return sent.filter(isOutsideOfTools).map(({ name }) => `${key}: ${name}`);
	});
	expect(offered.filter((option) => !used.has(option))).toEqual([]);
});

describe.each(['parameters', 'headers'])('with the token as %s', (sendAs) => {
	test.each(wires)('$operation sends what is written down', async (wire: Wire) => {
		const { operation, instance, given, input, request, query = {}, body = {} } = wire;
		const rig = new WawpRig(wawp, { instance: { ...instance }, credential: { sendAs } });
		prepare(rig, wire);

		const run = await rig.run(operation, given, { input });

		const requests = rig.calls.map((call) => `${call.method} ${call.path}`);
		expect(requests).toContain(request);
		const call = rig.calls[requests.indexOf(request)]!;
		expect({ query: withoutCredentials(call.query), body: withoutCredentials(call.body) }).toEqual({ query, body });
		expect(call.credentials).toEqual({
			token: rig.account.token,
			instanceId: operation === 'session.create' ? null : rig.instance.id,
			carriedBy: sendAs === 'headers' ? 'headers' : placeOfToken(request),
		});
		expect(call.status).toBe(200);
		// The documented answer of the legacy screenshot holds no picture.
		if (operation !== 'auth.getScreenshot') expect(run.status).toBe('success');
	});
});

/** The first API reads the query only. */
const placeOfToken = (request: string) => (/^(GET|DELETE) |\/wp-json\//.test(request) ? 'query' : 'body');

const withoutCredentials = (sent: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(sent).filter(([name]) => name !== 'access_token' && name !== 'instance_id'));
