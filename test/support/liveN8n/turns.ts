/** Several that take turns, as behind a proxy that hands requests on round robin. */
export class Turns<T> {
	private last = -1;

	constructor(readonly all: T[]) {}

	next(): T {
		this.last = (this.last + 1) % this.all.length;
		return this.of(this.last);
	}

	of(number: number): T {
		const one = this.all[number];
		if (one === undefined) throw new Error(`There is no number ${number} of ${this.all.length}`);
		return one;
	}

	replace(number: number, one: T) {
		this.all[number] = one;
	}
}
