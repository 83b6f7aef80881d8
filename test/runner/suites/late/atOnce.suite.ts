/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */

/* Two tests at once end the suite in words: see ../../runner.test.ts. */

test.concurrent('the first of two at once', async () => await new Promise((resolve) => setTimeout(resolve, 20)));

test.concurrent('the second of two at once', async () => await Promise.resolve());
