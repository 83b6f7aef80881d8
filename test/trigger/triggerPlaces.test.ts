import { fieldsOf } from '../../nodes/Wawp/delivery/shape';
import { ME, type Places, toldAt } from '../events/places';
import { placesOfMessages } from '../events/placesOfMessages';
import { placesOfOthers } from '../events/placesOfOthers';

/** What the item says of `media.size`. */
function saidOf({ event, field, value, beside }: Places, place: string): unknown {
	let said: unknown = fieldsOf(event, toldAt(place, value, beside), ME);
	for (const step of field.split('.')) said = (said as Record<string, unknown> | null)?.[step];
	return said;
}

const rows = [...placesOfMessages, ...placesOfOthers].flatMap((row) => row.places.map((place): [string, string, string, Places] => [row.event, row.field, place, row]));

test.each(rows)('%s: %s is told by %s alone', (_event, _field, place, row) => {
	expect(saidOf(row, place)).toEqual(row.told === undefined ? row.value : row.told);
});
