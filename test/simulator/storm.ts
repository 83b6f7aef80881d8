import type { Fault, Weather } from './faults';

/** What a Wawp in trouble, and whatever stands in front of it, has been seen to answer. None of it says anything about a session. */
export const STORM: Record<string, Fault> = {
	'502': { status: 502 },
	'503 as a page': { status: 503, body: '<!DOCTYPE html><html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>', contentType: 'text/html' },
	'502 as XML': { status: 502, body: '<?xml version="1.0"?><error><code>wawp_upstream_error</code><message>No engine</message></error>', contentType: 'application/xml' },
	'429': { status: 429, headers: { 'retry-after': '1' } },
	'an HTML page under 200': { status: 200, body: '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>', contentType: 'text/html' },
	'a failure under 200': { status: 200, body: { success: false, message: 'The service is temporarily unavailable' } },
	'a failure with a code under 200': { status: 200, body: { code: 'wawp_upstream_error', message: 'The engine could not be reached', data: { status: 502 } } },
	'cut JSON under 200': { status: 200, body: '{"name":"wawp-84729105","status":"WORK', contentType: 'application/json' },
	'an empty answer': { status: 200, body: '', contentType: 'application/json' },
	'a connection that breaks off': { truncate: true },
	'a reset': { reset: true },
	'no answer at all': { hang: true },
};

/** Bad weather while `isOn`: so large a share of all calls gets one of these instead of its answer. Half of what is to be done happens all the same, but for what is refused as too much. */
export function storm(isOn: () => boolean, random: () => number, { share = 0.8, kinds = Object.values(STORM) } = {}): Weather {
	return () => {
		if (!isOn() || random() >= share) return undefined;
		const fault = kinds[Math.floor(random() * kinds.length)]!;
		const isDone = random() < 0.5;
		return { ...fault, carryOut: isDone && fault.status !== 429 };
	};
}
