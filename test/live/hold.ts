import type { Shape } from './shape';

/** Where an answer is not what the reference says of it; empty when it is. What it has more is not wrong. */
export function differences(expected: Shape, came: Shape, at = ''): string[] {
	const place = at || 'answer';
	if (expected.kinds.includes('null') || isOpen(expected)) return [];
	const strange = came.kinds.filter((kind) => kind !== 'null' && !expected.kinds.some((meant) => isLike(meant, kind)));
	if (strange.length > 0) return [`${place}: ${expected.kinds.join(' or ')} is expected, ${strange.join(' or ')} came`];
	if (expected.entries && came.entries) return differences(expected.entries, came.entries, `${at}[]`);
	return Object.entries(expected.fields ?? {}).flatMap(([name, meant]) => {
		const inner = at ? `${at}.${name}` : name;
		const found = came.fields?.[name];
		if (found) return differences(meant, found, inner);
		return came.fields && !meant.kinds.includes('null') ? [`${inner}: ${meant.kinds.join(' or ')} is expected, nothing came`] : [];
	});
}

/** The reference prints `{}` where it has not seen an answer. */
const isOpen = ({ kinds }: Shape): boolean => kinds.includes('empty object');

const PLAIN = ['text', 'empty text', 'digits', 'WORD', 'Base64', 'date', 'message ID'];
const IDS = /^ID @/;

function isLike(meant: string, came: string): boolean {
	if (meant === came) return true;
	if (PLAIN.includes(meant)) return PLAIN.includes(came) || IDS.test(came) || came === 'JSON in Base64';
	if (IDS.test(meant)) return IDS.test(came);
	if (meant === 'list') return false;
	if (meant === 'object' || meant === 'object by values') return came === 'empty object';
	return meant === 'number' && / since 1970$/.test(came);
}
