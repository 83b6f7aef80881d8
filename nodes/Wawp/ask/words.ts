import { sameWord } from '../fields/message/ask';
import { plainDigits } from '../phone/written';

/* Words that are not quite the label, and stand for it nevertheless. */

/** Who writes a word with a question mark doubts it, or asks about it, in any script. */
export const isAsked = (text: string): boolean => ASKED.test(text);

/** The Greek one looks like a semicolon, and is written as one, at the end: what follows makes it a wink. */
const ASKED = /[?¿？﹖؟՞፧⸮⁇⁈⁉‽❓❔\u037E]|\p{Script=Greek}\p{M}*\s*;[\s;.!]*$/u;

/** However the hand in it is coloured, as phones give it the colour of their owner, and without its marks. */
export const plainWord = (word: string): string => withoutMarks(ofAnyHand(word));

/** A word with other marks is another one: `cô` is no `có`. */
export function isNearly(label: string, written: string): boolean {
	const [one, other] = [label, written].map(ofAnyHand) as [string, string];
	return one === other || withoutMarks(one) === other || one === withoutMarks(other);
}

/** A digit is the same in all scripts: `١` is 1. */
const ofAnyHand = (word: string): string => sameWord(word).replace(/(?<=.)\p{Emoji_Modifier}/gu, '').replace(/\p{Nd}+/gu, plainDigits);

/** Accents, points and signs of vowels, which capitals and quick fingers leave out: `ΟΧΙ` for `όχι`, `اوافق` for `أوافق`. In other scripts, such as those of India, marks make other words. */
const withoutMarks = (word: string): string => word.normalize('NFD').replace(MARKED, '$1').normalize('NFC');

const MARKED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu;
