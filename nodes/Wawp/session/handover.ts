import { type IBinaryKeyData, type IDataObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isQueued, unwrapped } from '../engine/answer';
import type { Job } from '../engine/operation';
import { refuseIfCancelled, wait } from '../engine/wait';
import { pairingCodeFor, withQr, withTempLink } from '../fields/session/healing';
import { phoneIn } from '../fields/values/phone';
import { type Sight, isFinal } from './observe';
import { imageIn, qrOfSession } from './qr';
import { time } from '../time/time';
import { tempLink } from './tempLink';

/** What a person needs to link the phone again. */
export interface Extras {
	json?: IDataObject;
	binary?: IBinaryKeyData;
}

/** Only what was asked for. None of it is worth losing the outcome: what could not be had is said in the item. */
export async function extrasOf(job: Job, sight: Sight): Promise<Extras> {
	const missing: string[] = [];
	const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
		refuseIfCancelled(job);
		return await work().catch((error: Error) => {
			missing.push(error.message);
			return undefined;
		});
	};
	const { values } = job;
	const startedAt = time.now();
	const shown = values[withQr.name] ? await tried(async () => await pictureOf(job, sight)) : undefined;
	const link = values[withTempLink.name] ? await tried(async () => tempLink((await called(job, 'session.createTempLink')) as IDataObject, job.instanceId)) : undefined;
	const phone = phoneOf(job);
	const code = phone ? await tried(async () => unwrapped(await called(job, 'auth.requestCode', { phone_number: phone }))) : undefined;
	refuseIfCancelled(job);
	const isOld = shown !== undefined && time.now() - startedAt >= FRESH_MS;
	const image = (isOld ? await pictureOf(job).catch(() => undefined) : undefined) ?? shown;
	const picture = image && (await tried(async () => await job.item.context.helpers.prepareBinaryData(image, 'qr.png', 'image/png')));
	return {
		json: {
			...(link && { link: link.link, linkExpiresAt: link.expiresAt }),
			...(code && { pairingCode: code.code as string }),
			...(missing.length && { missing }),
		},
		binary: picture && { data: picture },
	};
}

/** A QR code lives for 20 to 40 seconds, and whoever is to scan it needs some of them. */
const FRESH_MS = 5_000;

const MOST_TRIES = 5;

const BETWEEN_TRIES_MS = 3_000;

/** A second link or code only ends the first one: unlike other writes it may be asked for again where no answer came. */
async function called(job: Job, key: string, values: IDataObject = {}): Promise<unknown> {
	for (let tries = 1; ; tries++) {
		const answer = await job.ask(key, values).catch((error: Error) => error);
		const isFault = answer instanceof NodeApiError || (!(answer instanceof Error) && answer.failure !== undefined && !isFinal(answer.failure));
		if (!isFault || tries === MOST_TRIES) {
			if (answer instanceof Error) throw answer;
			if (answer.failure) throw await job.errorOf(key, answer);
			if (isQueued(answer.body)) throw new NodeOperationError(job.item.context.getNode(), `Wawp will make ${key === 'auth.requestCode' ? 'a pairing code' : 'a link'} later: there is none yet`);
			return answer.body;
		}
		await wait(job, BETWEEN_TRIES_MS);
	}
}

/** Of the look that was just made, where it shows one. */
async function pictureOf({ call, item: { context } }: Job, { info }: Partial<Sight> = {}): Promise<Buffer> {
	const picture = qrOfSession(info) ?? imageIn(await call('auth.getQrImage'));
	if (picture) return picture;
	throw new NodeOperationError(context.getNode(), "Wawp's answer holds no QR code");
}

/** Read before anything is asked of Wawp as well, so that a slip is told at once. */
export function phoneOf({ values, item }: Job): string | undefined {
	const given = String(values[pairingCodeFor.name] ?? '').trim();
	if (!given) return undefined;
	return phoneIn(given, pairingCodeFor, item);
}
