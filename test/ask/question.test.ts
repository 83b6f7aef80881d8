import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { type Question, keep, questionOf } from '../../nodes/Wawp/ask/question';
import { pageQueryOf, queryOf } from '../../nodes/Wawp/delivery/asked';
import { fingerprintOf } from '../../nodes/Wawp/delivery/secrets';

/* The question that an execution waits with, for a request that names it, and for no other. */

const ID = 'a'.repeat(32);
const question = { fingerprint: fingerprintOf(ID), text: 'May it be paid?', labels: ['Yes', 'No'] } as unknown as Question;

/** What an execution keeps of a question. */
function kept(asked: Question): unknown {
	const saved: IDataObject = {};
	keep({ getContext: () => saved } as unknown as IExecuteFunctions, asked);
	return saved.wawpQuestion;
}

/** The same as n8n hands it to a webhook, with the expression by which it was asked for. */
function found(query: IDataObject, value: unknown = kept(question), name = 'Ask') {
	let expression = '';
	const context = {
		getNode: () => ({ name }),
		getQueryData: () => query,
		evaluateExpression: (text: string) => {
			expression = text;
			return value;
		},
	};
	return { question: questionOf(context as unknown as IWebhookFunctions), expression };
}

test.each<[what: string, query: IDataObject]>([
	['by the address that Wawp delivers to', queryOf({ id: ID, at: 1, until: 2, rivals: 'x' })],
	['by the link of a page', pageQueryOf(ID)],
])('is found %s', (_what, query) => {
	expect(found(query).question).toEqual(question);
});

test.each<[what: string, query: IDataObject]>([
	['an earlier one of a loop', pageQueryOf('b'.repeat(32))],
	['a part of it', pageQueryOf(ID.slice(1))],
	['its fingerprint', pageQueryOf(fingerprintOf(ID))],
	['none', {}],
	['several', { wawpQuestion: [ID, ID] }],
])('is not found by a request that names %s', (_what, query) => {
	expect(found(query).question).toBeUndefined();
});

test.each([null, 7, {}])('is not found where the execution keeps %j', (value) => {
	expect(found(pageQueryOf(ID), value).question).toBeUndefined();
});

test.each(['Ask', 'Ask "twice"', "Ann's {{ question }}", 'Frage\\1'])('is asked for by the name of its node, whatever is in it: %s', (name) => {
	const { expression } = found(pageQueryOf(ID), undefined, name);
	const [, literal] = /^\{\{ \$node\[(".*")\]\.context\["wawpQuestion"\] \}\}$/.exec(expression) ?? [];
	expect([literal !== undefined && /[{}]/.test(literal), JSON.parse(literal ?? 'null')]).toEqual([false, name]);
});
