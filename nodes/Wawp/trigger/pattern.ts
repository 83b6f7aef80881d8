/*
 * Regular expressions that cannot hang n8n. JavaScript's own may take years over a short text, and nothing can stop
 * them: whoever knows the number could send that text. Here all ways through the pattern are walked at once, so that
 * the time grows with the length of the text and of the pattern alone. What cannot be done this way is refused.
 */

export interface Pattern {
	/** Whether it occurs in the text. */
	test(text: string): boolean;
}

/** Throws, in words, when it is none, or none that can be held against a text in bounded time. */
export function patternOf(source: string, { matchCase }: { matchCase: boolean }): Pattern {
	if (source.length > LONGEST_PROGRAM) throw new Error(TOO_LONG);
	// It throws in JavaScript's own words. The flag leaves no two readings: every brace is a quantifier.
	new RegExp(source, 'u');
	const flags = matchCase ? 'u' : 'iu';
	const tree = new Parser(source, flags).tree();
	const program: Step[] = [];
	write(tree, program);
	program.push({ type: 'found' });
	const word = new RegExp('^\\w$', flags);
	return { test: (text) => occurs(program, [...text.slice(0, LONGEST_TEXT)], word) };
}

/** A message of WhatsApp may have 65,536 characters: patterns look at the first ones. */
export const LONGEST_TEXT = 5000;
const LONGEST_PROGRAM = 1000;
const TOO_LONG = 'it is too long, or repeats too much';

type Tree =
	| { type: 'character'; is: RegExp }
	| { type: 'place'; where: Place }
	| { type: 'sequence'; parts: Tree[] }
	| { type: 'choice'; parts: Tree[] }
	| Repeat;

interface Repeat {
	type: 'repeat';
	part: Tree;
	least: number;
	/** Infinity without a bound. */
	most: number;
}

type Place = '^' | '$' | '\\b' | '\\B';

class Parser {
	private at = 0;

	constructor(
		private readonly source: string,
		private readonly flags: string,
	) {}

	tree(): Tree {
		const parts = [this.sequence()];
		while (this.took('|')) parts.push(this.sequence());
		return { type: 'choice', parts };
	}

	private sequence(): Tree {
		const parts: Tree[] = [];
		while (this.at < this.source.length && !/[|)]/.test(this.source[this.at]!)) parts.push(this.repeated(this.one()));
		return { type: 'sequence', parts };
	}

	private one(): Tree {
		const place = this.taken(/\^|\$|\\[bB]/y);
		if (place) return { type: 'place', where: place as Place };
		if (this.took('(')) return this.group();
		const character = this.taken(CHARACTER)!;
		if (/^\\([1-9]|k)/.test(character)) throw new Error(`it refers back with ${character}, which is not supported`);
		return { type: 'character', is: new RegExp(`^${character}$`, this.flags) };
	}

	private group(): Tree {
		const kind = this.taken(/\?(:|<[^=!>]+>|<?[=!]|[^:]*:)/y);
		if (kind && !/^\?(:|<[^=!])/.test(kind)) throw new Error(`it uses (${kind}, which is not supported`);
		const tree = this.tree();
		this.took(')');
		return tree;
	}

	private repeated(part: Tree): Tree {
		const [quantifier, from, comma, to] = this.match(/[*+?]|\{(\d+)(,?)(\d*)\}/y) ?? [];
		if (quantifier === undefined) return part;
		// Whether it takes as few as it can makes no difference to whether there is a match.
		this.took('?');
		if (quantifier === '*') return { type: 'repeat', part, least: 0, most: Infinity };
		if (quantifier === '+') return { type: 'repeat', part, least: 1, most: Infinity };
		if (quantifier === '?') return { type: 'repeat', part, least: 0, most: 1 };
		const least = Number(from);
		return { type: 'repeat', part, least, most: comma ? (to ? Number(to) : Infinity) : least };
	}

	private took(text: string): boolean {
		if (!this.source.startsWith(text, this.at)) return false;
		this.at += text.length;
		return true;
	}

	private taken(pattern: RegExp): string | undefined {
		return this.match(pattern)?.[0];
	}

	private match(sticky: RegExp): RegExpExecArray | null {
		sticky.lastIndex = this.at;
		const found = sticky.exec(this.source);
		this.at += found?.[0].length ?? 0;
		return found;
	}
}

/** A class, an escape or the character itself. JavaScript understands each of them alone. */
const CHARACTER = /\[(?:\\.|[^\]\\])*\]|\\(?:[pPu]\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|k<[^>]*>|\d+|.)|./suy;

type Step =
	| { type: 'character'; is: RegExp }
	| { type: 'place'; where: Place }
	/** Goes on at each of these steps. */
	| { type: 'fork'; to: number[] }
	| { type: 'found' };

function write(tree: Tree, program: Step[]): void {
	if (program.length > LONGEST_PROGRAM) throw new Error(TOO_LONG);
	if (tree.type === 'character' || tree.type === 'place') program.push(tree);
	else if (tree.type === 'choice') writeChoice(tree.parts, program);
	else if (tree.type === 'repeat') writeRepeat(tree, program);
	else for (const part of tree.parts) write(part, program);
}

function writeChoice(parts: Tree[], program: Step[]): void {
	const start: number[] = [];
	const end: number[] = [];
	program.push({ type: 'fork', to: start });
	for (const part of parts) {
		start.push(program.length);
		write(part, program);
		program.push({ type: 'fork', to: end });
	}
	end.push(program.length);
}

function writeRepeat({ part, least, most }: Repeat, program: Step[]): void {
	for (let count = 0; count < least; count++) write(part, program);
	const isEndless = most === Infinity;
	const exits: number[][] = [];
	for (let count = least; count < (isEndless ? least + 1 : most); count++) {
		const start = program.length;
		const exit = [start + 1];
		exits.push(exit);
		program.push({ type: 'fork', to: exit });
		write(part, program);
		if (isEndless) program.push({ type: 'fork', to: [start] });
	}
	for (const exit of exits) exit.push(program.length);
}

/** The steps that the walk has come to, all at the same character of the text. */
function occurs(program: Step[], text: string[], word: RegExp): boolean {
	const reachedAt = new Int32Array(program.length).fill(-1);
	let waiting: number[] = [];
	for (let at = 0; at <= text.length; at++) {
		// Forks and places take no character: they are walked through at once, each step once a character.
		const ahead = [...waiting, 0];
		const next: number[] = [];
		while (ahead.length > 0) {
			const index = ahead.pop()!;
			if (reachedAt[index] === at) continue;
			reachedAt[index] = at;
			const step = program[index]!;
			if (step.type === 'found') return true;
			if (step.type === 'fork') ahead.push(...step.to);
			else if (step.type === 'place' && isAt(step.where, at, text, word)) ahead.push(index + 1);
			else if (step.type === 'character' && at < text.length && step.is.test(text[at]!)) next.push(index + 1);
		}
		waiting = next;
	}
	return false;
}

function isAt(where: Place, at: number, text: string[], word: RegExp): boolean {
	if (where === '^') return at === 0;
	if (where === '$') return at === text.length;
	const isWord = (index: number) => index >= 0 && index < text.length && word.test(text[index]!);
	return (isWord(at - 1) !== isWord(at)) === (where === '\\b');
}
