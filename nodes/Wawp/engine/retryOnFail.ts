import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import type { Operation } from './operation';

/**
 * With n8n's own 'Retry On Fail' a node that fails is run again as a whole, and does a second time what had been done. n8n tells a
 * panel nothing of that setting, so that the warning comes with the run.
 */
export function warnOfRetries(context: IExecuteFunctions, operation: Operation): void {
	if (doesTwice(context, operation)) context.addExecutionHints(HINT);
}

/** The same for a run that failed, of which n8n shows the error alone. */
export const retryNote = (context: IExecuteFunctions, operation: Operation): string => (doesTwice(context, operation) ? NOTE : '');

/** What says how to find out whether it happened is what must not happen twice. */
const doesTwice = (context: IExecuteFunctions, { ifUnsure }: Operation): boolean =>
	ifUnsure !== undefined && context.getNode().retryOnFail === true;

const HINT: NodeExecutionHint = {
	type: 'warning',
	location: 'outputPane',
	message:
		"'Retry On Fail' is on: when one item fails, n8n runs all items of this node again, and what has gone out already goes out twice. Switch it off under Settings. To try failed items alone again, set 'On Error' to 'Continue (using error output)'.",
};

const NOTE = "'Retry On Fail' is on: n8n may have run all items several times, so that some went out twice. Switch it off under Settings.";
