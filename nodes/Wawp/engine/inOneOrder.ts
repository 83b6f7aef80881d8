/** One list of all that the lists hold, in which the members of each list keep their order. Where two lists contradict each other, the first decides. */
export function inOneOrder<T>(lists: T[][]): T[] {
	let left = [...new Set(lists.flat())];
	const ordered: T[] = [];
	while (left.length > 0) {
		const next = left.find((candidate) => lists.every((list) => isNext(candidate, list, left))) ?? left[0]!;
		ordered.push(next);
		left = left.filter((member) => member !== next);
	}
	return ordered;
}

function isNext<T>(candidate: T, list: T[], left: T[]): boolean {
	const position = list.indexOf(candidate);
	return position < 0 || !list.slice(0, position).some((earlier) => left.includes(earlier));
}
