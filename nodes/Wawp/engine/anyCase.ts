/** A text in one of the ways in which people write it in capitals and small letters: Turkish has two letters i, German no usual capital for ß, Greek a small sigma of its own at the end. */
export const inAnyCase = (text: string): string => text.toUpperCase().toLowerCase().replaceAll('i\u0307', 'i').replaceAll('ς', 'σ');
