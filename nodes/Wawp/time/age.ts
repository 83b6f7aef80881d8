/** How many milliseconds ago it was. What lies in the future was noted before the clock was set back: nobody knows how old it is. */
export const ageOf = (moment: number, now: number): number => (moment > now ? Infinity : now - moment);
