/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { AsyncLocalStorage } from 'node:async_hooks';
import axios from 'axios';
import fc from 'fast-check';
import { Settings } from 'luxon';
import { DataDeduplicationService, WorkflowExecute } from 'n8n-core';
import { LoggerProxy, setGlobalState } from 'n8n-workflow';

import { time } from '../../../nodes/Wawp/time/time';
import { binaryOnDisk } from '../../support/binaryOnDisk';
import { collectLogs } from '../../support/logs';

test('everything that suites share is changed', async () => {
	// seen at the process, whose properties nobody puts back
	const happens = () => Object.assign(process, { leftTimer: 'happened' });
	setTimeout(happens, 300).unref();
	setInterval(happens, 300).unref();

	Object.assign(globalThis, { leftBehind: true });
	Object.assign(Array.prototype, { leftBehind: true });
	Reflect.deleteProperty(globalThis, 'structuredClone');
	Date.now = () => 0;
	jest.spyOn(Math, 'random').mockReturnValue(0);
	jest.useFakeTimers();

	process.env.LEFT_BEHIND = 'yes';
	delete process.env.PATH;
	process.chdir('/');
	process.on('SIGUSR2', function leftBehind() {});

	collectLogs();
	await binaryOnDisk();
	LoggerProxy.init({ error: fail, warn: fail, info: fail, debug: fail });
	WorkflowExecute.prototype.processRunExecutionData = fail;
	await DataDeduplicationService.init({} as Parameters<typeof DataDeduplicationService.init>[0]);
	setGlobalState({ defaultTimezone: 'Asia/Tokyo' });
	Settings.defaultZone = 'Asia/Tokyo';
	axios.defaults.timeout = 1;
	axios.defaults.headers.common['x-left-behind'] = 'yes';
	fc.configureGlobal({ numRuns: 1 });
	expect.extend({ leftBehind: () => ({ pass: true, message: () => '' }) });
	time.speed = 100;

	const leftStorage = new AsyncLocalStorage();
	leftStorage.run('left', () => undefined);
	Object.assign(process, { leftStorage });
});

function fail(): never {
	throw new Error('A suite meets what another has left');
}
