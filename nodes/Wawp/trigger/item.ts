import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { without } from '../engine/answer';
import { dateIn } from '../time/date';
import type { Outage } from '../session/outage';
import { pictureFrom } from '../session/qr';
import type { WawpEvent } from '../delivery/event';
import type { Settings } from './settings';

/** What an event becomes: first what people use, then what tells the event itself. `file` is that of a message. */
export async function itemOf(
	context: IExecuteFunctions,
	{ includeRaw, qrAsImage }: Settings,
	{ event, previousStatus, outage, file }: { event: WawpEvent; previousStatus?: string | null; outage?: Outage; file?: IBinaryData },
): Promise<INodeExecutionData> {
	const { event: name, id, instanceId, session, time, status, me, fields, payload, raw } = event;
	const picture = qrAsImage ? await pictureOf(context, event) : undefined;
	const json: IDataObject = {
		...(previousStatus !== undefined && { status, previousStatus }),
		...(outage && { outage }),
		...(without(fields, 'timestamp') as IDataObject),
		timestamp: fields.timestamp ?? dateIn(time),
		event: name,
		instanceId,
		session,
		id,
		me,
		payload: picture ? (without(payload, 'qr') as IDataObject) : payload,
		...(includeRaw && { raw }),
	};
	const data = picture ?? file;
	return { json, ...(data && { binary: { data } }) };
}

/** Where it cannot be stored, the code itself stays in the payload. */
async function pictureOf(context: IExecuteFunctions, { qr }: WawpEvent): Promise<IBinaryData | undefined> {
	const bytes = pictureFrom(qr);
	if (!bytes) return undefined;
	try {
		return await context.helpers.prepareBinaryData(bytes, 'qr.png', 'image/png');
	} catch (error) {
		context.logger.warn(`Wawp Trigger: the picture of a QR code could not be stored, and its item comes without it: ${(error as Error).message}`);
		return undefined;
	}
}
