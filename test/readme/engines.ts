import type { INodePropertyOptions } from 'n8n-workflow';

import documented from '../reference/events.json';
import { ENGINES, type Engine } from '../events/engines';

const NEVER = new Map((documented as Array<{ event: string; never_on?: Engine[] }>).map(({ event, never_on: engines = [] }) => [event, engines]));

/** What an engine never tells, as docs/events.md lists it. */
export function engineTable(events: INodePropertyOptions[]): string {
	const engines = Object.keys(ENGINES) as Engine[];
	const silentOn = (engine: Engine) => events.filter(({ value }) => NEVER.get(value as string)!.includes(engine)).map(({ name }) => `*${name}*`);
	return ['| Engine | Never tells |', '| --- | --- |', ...engines.map((engine) => `| ${engine} | ${silentOn(engine).join(', ')} |`)].join('\n');
}
