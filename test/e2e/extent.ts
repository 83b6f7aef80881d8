/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */

/** With it the suites measure what the documentation promises, as `npm run test:queue` does; among all the other tests they take less, to be through in time. */
export const isMeasured = Boolean(process.env.MEASURED);

/** How often something is done to n8n, or for how long. */
export const times = (measured: number, otherwise: number): number => (isMeasured ? measured : otherwise);
