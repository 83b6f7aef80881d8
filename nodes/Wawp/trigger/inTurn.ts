import { turnsOf } from '../time/turns';

/** A download holds its file in memory until n8n has stored it, and Wawp does not like crowds: so many at a time in a process. */
const MOST_AT_ONCE = 4;

/** Does the work when its turn has come. */
export const inTurn = turnsOf(MOST_AT_ONCE);
