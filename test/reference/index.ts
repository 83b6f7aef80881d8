import document from './openapi.json';
import eventList from './events.json';

/** One documented operation: the only source of facts about the API that the tests have. */
export interface Documented {
	/** As in 'session.start'. */
	key: string;
	/** As in 'POST /v2/session/start'. */
	route: string;
	/** The same under the other methods that the reference names. */
	alsoRoutes: string[];
	needsInstance: boolean;
	parameters: Parameter[];
	/** Its own page in the API's documentation, where the reference names one. */
	page?: string;
}

export interface Parameter {
	name: string;
	required: boolean;
	schema: { type?: string; enum?: Array<string | number> };
}

interface Row {
	operationId: string;
	parameters: Parameter[];
	requestBody?: { content: { 'application/json': { schema: { properties?: Record<string, Parameter['schema']>; required?: string[] } } } };
	'x-wawp': { needsInstance: boolean; alsoMethods: string[]; alternativePaths: string[]; sources: string[] };
}

const PAGES = 'https://api.wawp.net/en/docs';

export const documented: Documented[] = Object.entries(document.paths as unknown as Record<string, Record<string, Row>>).flatMap(
	([path, methods]) => Object.entries(methods).map(([method, row]) => read(path, method.toUpperCase(), row)),
);

export const documentedEvents: string[] = eventList.map(({ event }) => event);

function read(path: string, method: string, row: Row): Documented {
	const { properties = {}, required = [] } = row.requestBody?.content['application/json'].schema ?? {};
	const inBody = Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
	const { needsInstance, alsoMethods, alternativePaths, sources } = row['x-wawp'];
	return {
		key: row.operationId,
		route: `${method} ${path}`,
		alsoRoutes: [...alsoMethods.map((also) => `${also} ${path}`), ...alternativePaths.map((also) => `${method} ${also}`)],
		needsInstance,
		parameters: [...row.parameters, ...inBody],
		page: sources.find((source) => isPageOf(path, source)),
	};
}

/** Some facts are taken from an overview, or from the page of another operation. */
function isPageOf(path: string, source: string): boolean {
	const subject = source.slice(PAGES.length);
	if (!source.startsWith(`${PAGES}/v2/`) || /-overview\b/.test(subject)) return false;
	return subject === path || !Object.hasOwn(document.paths, subject);
}
