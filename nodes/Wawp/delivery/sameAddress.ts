/*
 * Is an address of Wawp's list the one that it was given? It may keep one as a browser would write it, or with something added
 * to its query. Host and port are then told in another way, while the path, and what we put into the query, stay.
 */

/** Whether what is listed is this address, perhaps written in another way. */
export function isSameAddress(listed: string, given: string): boolean {
	if (listed === given) return true;
	if (!isSamePlace(listed, given) || !URL.canParse(listed) || !URL.canParse(given)) return false;
	const [present, wanted] = [listed, given].map((url) => new URL(url).searchParams) as [URLSearchParams, URLSearchParams];
	return [...wanted].every(([name, value]) => present.getAll(name).includes(value));
}

/** The same up to their queries. */
export const isSamePlace = (one: string, other: string): boolean => placeOf(one) === placeOf(other);

/** In one way, however it is written, and without its query. */
export function placeOf(url: string): string {
	const [place = ''] = url.split(/[?#]/);
	if (!URL.canParse(place)) return place;
	const { origin, pathname } = new URL(place);
	return `${origin}${pathname.replace(/\/+$/, '')}`;
}
