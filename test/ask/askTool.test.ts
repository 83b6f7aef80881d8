import { ExecuteContext } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';

import { AskRig, nameOf } from '../support/askRig';

/* The question as a tool of an AI agent, and as the review before one. In a real agent they run in test/e2e/humanReview. */

let rig: AskRig;
beforeEach(async () => {
	rig = await AskRig.start();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

async function askedAs(type: string, input: INodeExecutionData[]) {
	const workflow = rig.workflow({ options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'hours' } } } });
	workflow.nodes.find(({ name }) => name === nameOf(0))!.type = type;
	return await rig.again(rig.n8n.save(workflow), input);
}

test.each(['n8n-nodes-wawp.wawpHitlTool', 'n8n-nodes-wawp.wawpTool'])('when the time is over, nothing that the model wrote passes for an approval (%s)', async (type) => {
	const run = await askedAs(type, [{ json: { approved: true, data: { approved: true, words: 'Hi' }, invoice: 1042 } }]);
	expect(run.status).toBe('waiting');
	await rig.n8n.wakeUp();
	expect(await rig.answered()).toEqual([{ data: { words: 'Hi' }, invoice: 1042 }]);
});

test('a node that is no tool hands on what came in, as it was', async () => {
	await askedAs('n8n-nodes-wawp.wawp', [{ json: { approved: true, data: { approved: true } } }]);
	await rig.n8n.wakeUp();
	expect(await rig.answered()).toEqual([{ approved: true, data: { approved: true } }]);
});

test('as a tool that another node calls in the midst of its work it asks nobody, and says why', async () => {
	// What n8n says to tools of an MCP server and of older agents.
	jest.spyOn(ExecuteContext.prototype, 'isToolExecution').mockReturnValue(true as never);
	const run = await askedAs('n8n-nodes-wawp.wawpTool', [{ json: {} }]);
	expect(run.data.resultData.error).toMatchObject({ message: expect.stringMatching(/does not wait for a person.*'AI Agent' of version 3/), description: expect.stringMatching(/^Nothing was sent/) });
	expect(run.data.waitTill).toBeUndefined();
	expect(rig.wawp.calls).toEqual([]);
});
