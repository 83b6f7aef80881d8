import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { Route } from './operation';
import { mapTexts } from './redact';

export interface ApiRequest {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	body?: IDataObject;
}

/** Lays the values out as the API wants them: in the path, then in the query of GET and DELETE, else in the JSON body. */
export function toRequest(route: Route, values: IDataObject): ApiRequest {
	const [method, template] = route.split(' ') as [IHttpRequestMethods, string];
	const rest = Object.fromEntries(Object.entries(wellFormed(values)).filter(([, value]) => value !== undefined));
	const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = rest[name];
		delete rest[name];
		return encodeURIComponent(String(value));
	});
	return method === 'GET' || method === 'DELETE' ? { method, path, qs: rest } : { method, path, body: rest };
}

/** Half an emoji, as an expression leaves it that cuts a text to a length: PHP takes JSON that holds one for broken, and an address cannot. */
const HALVES = /\p{Surrogate}/gu;

const whole = (text: string): string => ((text as string & { isWellFormed(): boolean }).isWellFormed() ? text : text.replace(HALVES, ''));

const wellFormed = (values: IDataObject): IDataObject => mapTexts(values, { text: whole, key: whole }) as IDataObject;
