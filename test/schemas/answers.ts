import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AskRig, PERSON } from '../support/askRig';

type Answered = [parameters: INodeParameters, answers: (rig: AskRig) => unknown];

const BY_POLL = { answerBy: 'poll' };
const BY_REPLY = { answerBy: 'reply', options: { mustQuote: false } };

/** Approval comes first, as it is the default and what n8n's own nodes have. */
const ANSWERED: Answered[] = [
	[BY_POLL, (rig) => rig.votes(['Approve'])],
	[{ ...BY_POLL, responseType: 'choice', answers: { answer: [{ text: 'Tea' }, { text: 'Coffee' }] } }, (rig) => rig.votes(['Tea'])],
	[{ ...BY_REPLY, responseType: 'freeText' }, (rig) => rig.replies('On Monday')],
	[{ ...BY_REPLY, responseType: 'file' }, (rig) => rig.wawp.phone.receives(rig.instance.id, { from: PERSON, media: { bytes: Buffer.from('%PDF-1.4 hello'), filename: 'scan.pdf' } })],
];

/** What a workflow goes on with after a question, for each kind of answer. */
export async function answeredItems(): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	for (const [parameters, answers] of ANSWERED) {
		const rig = await AskRig.start({ switches: { engine: 'GOWS' } });
		try {
			rig.wawp.seed(rig.instance.id, { contacts: [{ id: PERSON, pushname: 'Ada' }] });
			await rig.ask(parameters);
			answers(rig);
			items.push(...(await rig.answered()));
		} finally {
			await rig.stop();
		}
	}
	return items;
}
