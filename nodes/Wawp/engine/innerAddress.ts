import { cleanBaseUrl } from './baseUrl';

/*
 * Addresses that lead into a machine or a network of its own. Only what an address says is looked at: a name that a name server
 * leads there cannot be told without asking it.
 */

/** Whether an address stays within this machine or its network. One that is no address leads nowhere. */
export function isInnerAddress(url: string): boolean {
	if (!URL.canParse(url)) return false;
	// However an IPv4 address is written (decimal, hex, octal, shortened), here it has four parts.
	const host = new URL(url).hostname.replace(/\.$/, '').toLowerCase();
	if (/^[\d.]+$/.test(host)) return isInnerIpv4(host.split('.').map(Number));
	return host.startsWith('[') ? isInnerIpv6(groupsOf(host.slice(1, -1))) : INNER_NAME.test(host);
}

/** The same where Wawp is outside: neither reaches what the other means by it. */
export const isInnerOnly = (url: string, baseUrl: string): boolean => isInnerAddress(url) && !isInnerAddress(cleanBaseUrl(baseUrl));

/** A name without a dot is known to this machine or this network alone, such as that of a container. */
const INNER_NAME = /^([^.]*|.*\.(internal|intranet|home\.arpa|lan|local|localdomain|localhost))$/;

function isInnerIpv4([a = 0, b = 0, c = 0]: number[]): boolean {
	return [0, 10, 127].includes(a) || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && (b === 168 || (b === 0 && c === 0))) || (a === 198 && (b === 18 || b === 19));
}

function isInnerIpv6(groups: number[]): boolean {
	const [first = 0, second = 0] = groups;
	const isZero = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
	if (isZero(0, 7) && groups[7]! <= 1) return true;
	// Link-local, once site-local, private, and to many.
	if ((first >= 0xfe80 && first <= 0xfeff) || (first >= 0xfc00 && first <= 0xfdff) || first >= 0xff00) return true;
	// An IPv4 address inside: mapped, translated, embedded, and 6to4.
	if (isZero(0, 4) || (first === 0x64 && second === 0xff9b)) return isInnerIpv4(bytesOf(groups.slice(6)));
	return first === 0x2002 && isInnerIpv4(bytesOf(groups.slice(1, 3)));
}

const bytesOf = (groups: number[]): number[] => groups.flatMap((group) => [group >> 8, group & 0xff]);

/** `::ffff:7f00:1` → eight numbers. */
function groupsOf(text: string): number[] {
	const [left = '', right] = text.split('::').map((part) => part.split(':').filter(Boolean).map((group) => parseInt(group, 16)));
	const [before, after] = [left as number[], right ?? []];
	return right ? [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after] : before;
}
