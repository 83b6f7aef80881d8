import type { Clock } from './clock';

export interface LogLine {
	at: number;
	text: string;
	instanceId: string | null;
}

/** What happened, in words. It is shown to an audience, on the phone page. */
export class Log {
	readonly lines: LogLine[] = [];

	constructor(private readonly clock: Clock) {}

	add(instanceId: string | null, text: string): void {
		this.lines.push({ at: this.clock.now(), text, instanceId });
	}
}

/** Receivers put secrets into the query of their URL. */
export const withoutQuery = (url: string): string => url.replace(/\?.*$/, '');
