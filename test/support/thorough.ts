/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */

/** CI looks longer than whoever is about to push: it is set in `.ci/run` and in the workflows of GitHub. */
export const isThorough = Boolean(process.env.THOROUGH);

/** How many examples a property is tried on. They are other ones in each run. */
export const runs = (beforeAPush: number, inCi: number): number => (isThorough ? inCi : beforeAPush);

/** All of them in CI; before a push each place tries one in `every`, another place others. */
export const share = <Example>(all: Example[], every: number, place: number): Example[] => (isThorough ? all : all.filter((_example, index) => (index + place) % every === 0));
