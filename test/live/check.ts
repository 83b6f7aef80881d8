import { sleep } from 'n8n-workflow';

import { documented } from '../reference';
import document from '../reference/openapi.json';
import { type Account, type Answer, type Request, ask } from './ask';
import { differences } from './hold';
import { type Known, type Question, NOT_ASKED, learned, questions } from './questions';
import { type Shape, linesOf, shapeOf } from './shape';

/** One line of the table. */
export interface Finding {
	/** `session.getInfo`, or what was asked in other words. */
	what: string;
	/** Where the reference has not seen the answer, whatever came is `new`. */
	result: 'confirmed' | 'differs' | 'new' | 'not asked';
	/** Why it was not asked, or how it differs. */
	details: string[];
	/** The status and the shape of what came. */
	came: string[];
	/** What the reference would like to know of it. */
	open: string[];
}

interface Row {
	operationId: string;
	responses: Record<string, { content?: { 'application/json'?: { examples?: { sample?: { value: unknown } } } } }>;
	'x-wawp': { openQuestions: string[] };
}

const rows = Object.values(document.paths as unknown as Record<string, Record<string, Row>>).flatMap((methods) => Object.values(methods));

const PAUSE_MS = 1_100;

export interface Asking {
	account: Account;
	/** Between two requests: Wawp's documents advise one a second. */
	pauseMs?: number;
	tell?: (finding: Finding) => void;
}

/** Asks all that changes nothing, and holds each answer against the reference. */
export async function check({ account, pauseMs = PAUSE_MS, tell = () => {} }: Asking): Promise<Finding[]> {
	const findings: Finding[] = [];
	const add = (finding: Finding) => {
		findings.push(finding);
		tell(finding);
	};
	const asked = async (request: Request, as = account): Promise<Answer> => {
		await sleep(pauseMs);
		return await ask(as, request);
	};
	const known: Partial<Known> = {};
	for (const question of questions) {
		const why = whyNot(question, known);
		if (why) add(notAsked(question.operation, why));
		else {
			const { finding, body } = await answered(question, known as Required<Known>, asked);
			Object.assign(known, learned(question.tells, body));
			add(finding);
		}
	}
	for (const refusal of refusals(account)) add(refused(refusal, await asked(refusal.request, refusal.as)));
	const done = new Set(findings.map(({ what }) => what));
	for (const { operationId } of rows) if (!done.has(operationId)) add(notAsked(operationId, NOT_ASKED[operationId] ?? 'it changes something'));
	return findings;
}

function whyNot({ needs = [], in: states = ['WORKING'] }: Question, known: Partial<Known>): string | undefined {
	if (!states.includes(known.status ?? '')) return `the session is not ${states.join(' or ')}`;
	const missing = needs.filter((name) => known[name] === undefined);
	if (missing.length > 0) return `no ${missing.join(' and no ')} is known`;
	return undefined;
}

const notAsked = (what: string, why: string): Finding => ({ what, result: 'not asked', details: [why], came: [], open: openOf(what) });

const openOf = (operation: string): string[] => rows.find(({ operationId }) => operationId === operation)?.['x-wawp'].openQuestions ?? [];

type Asked = (request: Request, as?: Account) => Promise<Answer>;

/** By the documented route; where there is none such, by the others that the reference names. */
async function answered({ operation, params = () => ({}) }: Question, known: Required<Known>, asked: Asked): Promise<{ finding: Finding; body: unknown }> {
	const { route, alsoRoutes } = documented.find(({ key }) => key === operation)!;
	const details: string[] = [];
	let answer: Answer | undefined;
	for (const each of [route, ...alsoRoutes]) {
		answer = await asked(requestOf(each, params(known)));
		if (!isUnknownRoute(answer)) break;
		details.push(`${each} is answered with ${answer.status}`);
	}
	const { status, type, body, fault } = answer!;
	const shape = shapeOf(body);
	const came = fault ? [`no answer: ${fault}`] : [`${status} ${type || 'without a type'}`, ...linesOf(shape)];
	if (status < 200 || status > 299 || isRefusal(body)) {
		// Where no state is known the refusal may be of the token, or of the Instance ID.
		const isDown = known.status !== undefined && known.status !== 'WORKING';
		const result = isDown && status in responsesOf(operation) ? 'confirmed' : 'differs';
		return { body: undefined, finding: { what: operation, result, details: [...details, refusalIn(answer!)], came, open: openOf(operation) } };
	}
	const expected = sampleOf(operation);
	const wrong = expected ? differences(expected, shape) : [];
	const result = details.length + wrong.length > 0 ? 'differs' : expected ? 'confirmed' : 'new';
	return { body, finding: { what: operation, result, details: [...details, ...wrong], came, open: openOf(operation) } };
}

/** Undefined where the reference has seen no answer. */
function sampleOf(operation: string): Shape | undefined {
	const sample = responsesOf(operation)['200']?.content?.['application/json']?.examples?.sample;
	const shape = sample && shapeOf(sample.value);
	return shape?.kinds.includes('empty object') ? undefined : shape;
}

const responsesOf = (operation: string): Row['responses'] => rows.find(({ operationId }) => operationId === operation)!.responses;

function requestOf(route: string, params: Record<string, unknown>): Request {
	const [method = '', template = ''] = route.split(' ');
	const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
	const path = template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(params[name])));
	return { method, path, params: Object.fromEntries(Object.entries(params).filter(([name]) => !inPath.includes(name))) };
}

const isUnknownRoute = ({ status, body }: Answer): boolean => status === 405 || (status === 404 && !/invalid_session|instance|session/i.test(JSON.stringify(body)));

/** A refusal under a good status. */
function isRefusal(body: unknown): boolean {
	const { success, status, error } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
	return success === false || status === 'error' || (error !== undefined && error !== null && error !== false);
}

/** Codes are words of a program; texts may quote anything. */
function refusalIn({ status, body, fault }: Answer): string {
	if (fault) return 'there was no answer';
	const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
	const said = typeof code === 'string' && /^[a-z]+(_[a-z]+)*$/.test(code) ? `, ${code}` : '';
	return `it is refused with ${status}${said}`;
}

interface Refusal {
	what: string;
	request: Request;
	as: Account;
	/** As the reference has it. */
	statuses: number[];
}

function refusals(account: Account): Refusal[] {
	const info = requestOf(documented.find(({ key }) => key === 'session.getInfo')!.route, {});
	return [
		{ what: 'a wrong token', request: info, as: { ...account, token: [...account.token].reverse().join('') }, statuses: [401] },
		{ what: 'no token', request: info, as: { ...account, token: '' }, statuses: [401] },
		{ what: 'an instance that is none', request: info, as: { ...account, instanceId: '000000000000' }, statuses: [404] },
		{ what: 'no instance', request: info, as: { ...account, instanceId: '' }, statuses: [400] },
	];
}

function refused({ what, statuses }: Refusal, answer: Answer): Finding {
	const { status, type, body, fault } = answer;
	const shape = shapeOf(body);
	const came = fault ? [`no answer: ${fault}`] : [`${status} ${type || 'without a type'}`, ...linesOf(shape)];
	const details = [
		...(statuses.includes(status) ? [] : [`${statuses.join(' or ')} is expected, ${fault ? 'no answer' : status} came`]),
		...(shape.fields?.code && shape.fields.message ? [] : ['JSON with code and message is expected']),
	];
	return { what, result: details.length > 0 ? 'differs' : 'confirmed', details, came, open: [] };
}
