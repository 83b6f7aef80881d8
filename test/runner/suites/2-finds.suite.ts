/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createRequire } from 'node:module';
import axios from 'axios';
import fc from 'fast-check';
import { Settings } from 'luxon';
import { BinaryDataService, DataDeduplicationService, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import { LoggerProxy, getGlobalState } from 'n8n-workflow';

import { time } from '../../../nodes/Wawp/time/time';

test('globals are as Node has them', () => {
	expect(globalThis).not.toHaveProperty('leftBehind');
	expect([]).not.toHaveProperty('leftBehind');
	expect(structuredClone({ a: 1 })).toEqual({ a: 1 });
	expect(Date.now()).toBeGreaterThan(1_700_000_000_000);
	expect(new Set(Array.from({ length: 10 }, Math.random)).size).toBe(10);
});

test('the clock runs', async () => {
	await new Promise((resolve) => setTimeout(resolve, 1));
});

test('the process is as it was', () => {
	expect(process.env.LEFT_BEHIND).toBeUndefined();
	expect(process.env.PATH).toContain('/');
	expect(process.cwd()).not.toBe('/');
	expect(process.listeners('SIGUSR2').map(({ name }) => name)).not.toContain('leftBehind');
});

test('n8n is as it was loaded', () => {
	expect(WorkflowExecute.prototype.processRunExecutionData.name).toBe('processRunExecutionData');
	expect(DataDeduplicationService.getInstance).toThrow();
	expect(getGlobalState()).toEqual({ defaultTimezone: 'America/New_York' });
	expect(() => LoggerProxy.error('nobody listens')).not.toThrow();
	const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as { Container: { get(type: unknown): { managers: object } } };
	expect(Container.get(BinaryDataService).managers).toEqual({});
});

test('what n8n builds on is as it was loaded', () => {
	const { logger } = LoadOptionsContext.prototype as unknown as { logger: { getInternalLogger(): object } };
	let owner = logger.getInternalLogger();
	while (!Object.hasOwn(owner, 'log')) owner = Object.getPrototypeOf(owner) as object;
	expect((owner as { log(): void }).log.toString()).not.toContain('collectors');
	expect(Settings.defaultZone.type).toBe('system');
	expect(axios.defaults.timeout).toBe(300_000);
	expect(axios.defaults.headers.common).not.toHaveProperty('x-left-behind');
});

test('the tools of the tests are as they were', () => {
	expect(fc.readConfigureGlobal()?.numRuns).toBeUndefined();
	expect(expect).not.toHaveProperty('leftBehind');
});

test('nothing happens any more that another suite waited for', async () => {
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(process).not.toHaveProperty('leftTimer');
});

test('no storage costs something at each step of each promise any more', () => {
	expect(process).toHaveProperty('leftStorage');
	expect(process).not.toHaveProperty('leftStorage.enabled', true);
});

test('the nodes are loaded anew', () => {
	expect(time.speed).toBe(1);
});
