import type { Behaviour } from './behaviour';
import { pageOf, printed } from '../paging';
import { chatIdOf, numberOf } from '../world/ids';

export const lid: Record<string, Behaviour> = {
	'lid.getAll': ({ wawp, instance, params }) => printed(pageOf(instance.whatsapp.lids, params, 100), wawp.switches),

	'lid.count': ({ wawp, instance }) => {
		const count = instance.whatsapp.lids.length;
		return wawp.switches.lidCount === 'object' ? { count } : count;
	},

	'lid.getByPhone': ({ wawp, instance, params }) => {
		const pn = chatIdOf(String(params.number));
		const found = instance.whatsapp.lids.find((each) => each.pn === pn)?.lid ?? null;
		return wawp.switches.lidByPhone === 'number' ? { lid: found, number: numberOf(pn) } : { lid: found, pn };
	},

	'lid.getByLid': ({ instance, params }) => {
		const id = `${numberOf(String(params.lid))}@lid`;
		return { lid: id, pn: instance.whatsapp.lids.find((each) => each.lid === id)?.pn ?? null };
	},
};
