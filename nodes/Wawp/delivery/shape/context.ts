import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { type Members, membersOf } from '../../engine/members';
import { contentIn } from './content';
import { textAt, valueAt } from './inside';
import { textOf } from './text';
import { type Told, toldBy } from './told';
import { firstOf, idIn, numberIn, textIn } from './values';

/* What a message refers to: another message, a story, a product, an ad. */

export function replyTo(of: Told): IDataObject | null {
	const { payload, raw, content: { context } } = of;
	const told = membersOf(payload.replyto);
	const messageId = firstOf(textIn(isObject(told.id) ? membersOf(told.id)._serialized : told.id), textIn(context.stanzaid), textIn(raw.quotedstanzaid));
	if (messageId === null) return null;
	const chats = [context.remotejid, raw.quotedremotejid].map(idIn);
	return {
		messageId,
		text: textIn(textOf(quotedIn(of))),
		senderId: firstOf(...[told.participant, context.participant, raw.quotedparticipant].map(idIn)),
		isStatus: chats.includes('status@broadcast') || messageId.includes('status@broadcast'),
	};
}

/** The message that is answered: WEBJS tells its model, the others its content. */
function quotedIn(told: Told): Told {
	const { payload, raw, content: { context } } = told;
	const { body, _data: given } = membersOf(payload.replyto);
	const message = [context.quotedmessage, given].find((each) => contentIn(each).kind !== '');
	const model = textAt(given, ['type']) === null ? raw.quotedmsg : given;
	return toldBy(told, { body, _data: message ? { message } : model });
}

/** What is shown itself, or in the message that is answered. */
export function productIn({ payload, raw, content }: Told): IDataObject | null {
	const { kind, members, context } = content;
	const shown = [
		kind === 'productmessage' ? members : undefined,
		membersOf(context.quotedmessage).productmessage,
		valueAt(payload, 'replyTo._data.productMessage'),
		...(raw.type === 'product' ? [raw] : []),
		...(valueAt(raw, 'quotedMsg.type') === 'product' ? [raw.quotedmsg] : []),
	].find(isObject);
	if (!shown) return null;
	const product = membersOf(membersOf(shown).product ?? shown);
	return {
		productId: textAt(product, ['productId']),
		title: textAt(product, ['title']),
		description: textAt(product, ['description']),
		price: priceIn(product),
		currency: textAt(product, ['currencyCode']),
		retailerId: textAt(product, ['retailerId']),
		url: textAt(product, ['url']),
	};
}

/** WhatsApp counts in thousandths. */
function priceIn({ salepriceamount1000, priceamount1000 }: Members): number | null {
	const thousandths = [salepriceamount1000, priceamount1000].map(numberIn).find((amount) => amount !== null && amount !== 0);
	return thousandths === undefined || thousandths === null ? null : thousandths / 1000;
}

/** Only of an ad: a link with a preview is told in the same place. */
export function adIn({ raw, content: { context } }: Told): IDataObject | null {
	const ad = [context.externaladreply, raw.ctwacontext].find(isObject);
	const told = membersOf(ad);
	const conversion = textIn(context.entrypointconversionsource) ?? '';
	const isAd = ['ad', 'post'].includes(String(told.sourcetype)) || told.showadattribution === true || [told.ctwaclid, told.sourceid].some((id) => textIn(id) !== null) || isObject(raw.ctwacontext);
	if (!isAd && !conversion.includes('ctwa')) return null;
	return {
		title: textAt(told, ['title']),
		text: textAt(told, ['body', 'description']),
		sourceId: textAt(told, ['sourceId']),
		sourceType: textAt(told, ['sourceType']) ?? 'ad',
		sourceUrl: textAt(told, ['sourceUrl']),
		app: firstOf(textAt(told, ['sourceApp']), textIn(context.entrypointconversionapp)),
		clickId: textAt(told, ['ctwaClid']),
	};
}
