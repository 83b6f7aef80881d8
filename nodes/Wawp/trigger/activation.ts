import { randomBytes } from 'crypto';
import { type IDataObject, type IHookFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { UNPAID, inOneMessage } from '../engine/errors';
import { namedIn } from '../engine/instance';
import { isStartOfN8n } from '../engine/startOfN8n';
import { faultOf } from './filters';
import { noteFoundUp, recallFound } from './foundUp';
import { triggerKeyOf } from './memory/keys';
import { recall } from './memory/process';
import { noteRegistered, noteTakenBack, untilPutBack } from './putBack';
import { type Failure, isRegistered, register, registrationsIn, unregister } from './registration';
import { UNGUARDED, parametersOf, registersItself, settingsOf } from './settings';

/* What n8n calls when a workflow is published, tested or taken back. */

/** True only for what is really registered at Wawp. */
export async function checkActive(hooks: IHookFunctions): Promise<boolean> {
	refuseUnclearFilters(hooks);
	if (!registersItself(hooks)) return false;
	await untilPutBack(hooks);
	if (!(await inWords(hooks, async () => await isRegistered(hooks)))) return false;
	noteRegistered(hooks);
	// It could not be taken back before, and stands: a person publishes it all the same.
	if (!isStartOfN8n(hooks)) {
		await refuseMissingSecret(hooks);
		startAnew(hooks);
		await noteFound(hooks);
	}
	return true;
}

export async function activate(hooks: IHookFunctions): Promise<void> {
	await refuseMissingSecret(hooks);
	refuseUnclearSecret(hooks);
	refuseUnclearFilters(hooks);
	refuseUnguarded(hooks);
	startAnew(hooks);
	if (registersItself(hooks)) await registerAll(hooks);
	else if (registrationsIn(hooks).length > 0) await deactivate(hooks);
	await noteFound(hooks);
}

async function noteFound(hooks: IHookFunctions): Promise<void> {
	await noteFoundUp(hooks);
	// It is saved after the first look.
	if (hooks.getMode() !== 'manual') recallFound(recall(triggerKeyOf(hooks)), hooks.getWorkflowStaticData('node'));
}

/** n8n shows the message alone: with several instances, it says which of them failed. */
async function registerAll(hooks: IHookFunctions): Promise<void> {
	const failures = await inWords(hooks, async () => await register(hooks));
	if (failures.length === 0) return noteRegistered(hooks);
	const isOnly = namedIn(hooks, 'instanceId').length === 1;
	const told = failures.map(({ instanceId, error }) => (isOnly ? '' : `Instance ${instanceId}: `) + wordsFor(hooks, error));
	throw new NodeOperationError(hooks.getNode(), told.join(' '));
}

/** A test must not know what an earlier one has seen; nor does a state last while nobody listens. */
function startAnew(hooks: IHookFunctions): void {
	const saved = hooks.getWorkflowStaticData('node');
	const goesOn = isStartOfN8n(hooks);
	// Other processes may have listened all the while, and must not forget what they know.
	if (!goesOn || saved.activation === undefined) saved.activation = randomBytes(8).toString('hex');
	// The first look comes before the first delivery, which must not forget what was seen.
	if (hooks.getMode() === 'manual') return;
	recall(triggerKeyOf(hooks), saved.activation);
}

/** A removal that does not succeed must not keep a workflow active: what is left is refused, and swept next time. */
export async function deactivate(hooks: IHookFunctions): Promise<void> {
	noteTakenBack(hooks);
	const known = registrationsIn(hooks);
	if (!registersItself(hooks) && known.length === 0) return;
	// Without a paid plan nothing can have been registered.
	const failures = (await removed(hooks)).filter(({ error }) => !isUnpaid(error) || known.length > 0);
	for (const { instanceId, error } of failures) {
		hooks.logger.error(
			`Wawp Trigger: could not remove ${hooks.getNodeWebhookUrl('default')} from Wawp${instanceId && ` (instance ${instanceId})`}, which goes on trying to deliver there. Remove it in Wawp's dashboard, or publish and unpublish this workflow again. ${error.message}`,
		);
	}
}

async function removed(hooks: IHookFunctions): Promise<Failure[]> {
	try {
		return await unregister(hooks);
	} catch (error) {
		return [{ instanceId: '', error: error as Error }];
	}
}

async function inWords<T>(hooks: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw new NodeOperationError(hooks.getNode(), wordsFor(hooks, error as Error));
	}
}

const wordsFor = (hooks: IHookFunctions, error: Error): string =>
	inOneMessage(isUnpaid(error) ? { message: error.message, description: byHand(hooks) } : error);

const isUnpaid = (error: Error): boolean =>
	error instanceof NodeApiError && error.message === UNPAID.message;

/** n8n hands the test address to a test, which is gone with it: what is pasted has to stay. */
function byHand(hooks: IHookFunctions): string {
	const url = hooks.getNodeWebhookUrl('default') ?? '';
	const lasting = url.replace('/webhook-test/', '/webhook/');
	const isKnown = hooks.getMode() !== 'manual' || lasting !== url;
	const where = isKnown ? `this Production URL: ${lasting}` : "the Production URL, which the panel shows under 'Webhook URLs'";
	return `On a free account use the Wawp Session Watcher, which needs no webhook. Or, where Wawp's dashboard offers you webhooks, switch off 'Register Automatically' in the Wawp Trigger, publish the workflow, and paste there ${where}`;
}

async function refuseMissingSecret(hooks: IHookFunctions): Promise<void> {
	const mode = hooks.getNodeParameter('options.signature', 'check') as string;
	const { webhookSecret } = await accountOf(hooks);
	if (webhookSecret || !['require', 'plain'].includes(mode)) return;
	throw new NodeOperationError(
		hooks.getNode(),
		"'Signature' asks for signed deliveries, but the credential has no 'Webhook Secret'. Enter one there, or set 'Signature' to 'Check if Present'.",
	);
}

/** Pasted behind `?secret=`, it would arrive as another text, and every delivery would be refused. */
function refuseUnclearSecret(hooks: IHookFunctions): void {
	const secret = registersItself(hooks) ? '' : hooks.getNodeParameter('urlSecret', '');
	if (!/[+&#%]/.test(String(secret ?? ''))) return;
	throw new NodeOperationError(hooks.getNode(), "'URL Secret' holds + & # or %, which mean something else in a URL. Choose another one, of letters and digits, and paste the URL with it into Wawp's dashboard.");
}

/** One that nothing can pass would start nothing, without a word. */
function refuseUnclearFilters(hooks: IHookFunctions): void {
	const fault = faultOf(hooks.getNodeParameter('filters', {}) as IDataObject);
	if (fault !== undefined) throw new NodeOperationError(hooks.getNode(), fault);
}

function refuseUnguarded(hooks: IHookFunctions): void {
	const { downloadMedia, isGuarded } = settingsOf(parametersOf(hooks));
	if (downloadMedia && !isGuarded) throw new NodeOperationError(hooks.getNode(), UNGUARDED);
}
