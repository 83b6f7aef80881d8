/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { inspect } from 'node:util';
import { LoadOptionsContext } from 'n8n-core';
import type { LogMetadata } from 'n8n-workflow';

export type LogEntry = { level: string; message: string; metadata?: LogMetadata };

export type Logs = {
	readonly entries: LogEntry[];
	/** Every line with its metadata in full: the place to look for a secret. */
	text(): string;
	stop(): void;
};

/**
 * Collects what nodes and engine log from now on: `this.logger` of every context and LoggerProxy of
 * n8n-workflow, whatever the log level.
 */
export function collectLogs(): Logs {
	tapLoggers();
	const entries: LogEntry[] = [];
	collectors.add(entries);
	return {
		entries,
		text: () => entries.map(line).join('\n'),
		stop: () => collectors.delete(entries),
	};
}

const collectors = new Set<LogEntry[]>();

let tapped = false;

/**
 * Several copies of n8n's logger can be loaded, each made when first needed, but all of them write
 * through winston's one Logger class: that is where to listen.
 */
function tapLoggers() {
	if (tapped) return;
	tapped = true;
	const winston = winstonLogger();
	const log = winston.log;
	winston.log = function (level, message, metadata) {
		for (const entries of collectors) entries.push({ level, message, metadata });
		return log.call(this, level, message, metadata);
	};
}

type WinstonLogger = {
	log(this: unknown, level: string, message: string, metadata?: LogMetadata): unknown;
};

function winstonLogger(): WinstonLogger {
	// asking a context for its logger also sets LoggerProxy up, as n8n does when it starts
	const { logger } = LoadOptionsContext.prototype as unknown as {
		logger: { getInternalLogger(): WinstonLogger };
	};
	let owner = logger.getInternalLogger();
	while (!Object.hasOwn(owner, 'log')) owner = Object.getPrototypeOf(owner) as WinstonLogger;
	return owner;
}

function line({ level, message, metadata }: LogEntry) {
	const details = inspect(metadata ?? {}, { depth: null, maxArrayLength: null, maxStringLength: null });
	return `${level} ${message} ${details}`;
}
