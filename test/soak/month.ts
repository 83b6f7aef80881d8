import { WawpApi } from '../../credentials/WawpApi.credentials';
import { type Wawp, startWawp } from '../simulator';
import { storm } from '../simulator/storm';
import { freshNodes } from '../support/freshNodes';
import { importedExample } from '../support/importedExample';
import { type LiveN8n, startN8n } from '../support/liveN8n';
import { VirtualTime } from '../support/virtualTime';
import { TRIGGER, WATCHER } from '../support/wawpRig';
import { DELIVERIES, type Delivery, HELD_MS, KINDS, type Kind, instanceOf } from './outages';

export interface Given {
	/** By webhook, or by looking once a minute. */
	plan: 'paid' | 'free';
	seed: number;
	outages: number;
	storms: boolean;
	kinds?: Kind[];
	deliveries?: Delivery[];
	/** Milliseconds; 0 to 3,000 at random when left out. */
	lag?: number;
	/** Of ten outages, how many are met by an n8n that is killed. */
	kills?: number;
}

/** One outage, and what became of it. Times are milliseconds after its beginning. */
export interface Outcome {
	kind: Kind;
	delivery: Delivery;
	lag: number | undefined;
	hadStorm: boolean;
	/** When at the earliest anything can be known of the loss. */
	noticeableMs: number;
	/** How soon even a perfect healer that looks once a minute would have been done. */
	bestMs: number;
	detectedAfter: number | undefined;
	/** When the session worked for good; undefined when it never did. */
	recoveredAfter: number | undefined;
	/** That of the engine's last start. */
	engineMs: number;
	alerts: number;
	/** In the words of Ensure Working. */
	reasons: string[];
	remedies: number;
	/** What the documents advise against. */
	mistakes: string[];
	/** Not every session was up when all should be over. */
	isDown: boolean;
	/** How often a session was down, of six looks a minute, when all that can be done could have been done. */
	downInQuiet: number;
	wasKilled: boolean;
	/** Those that somebody had before n8n was killed. */
	alertsBeforeKill: number;
	/** How long a person took, once asked. */
	personMs: number;
	/** What happened to the session, and what Wawp was asked. */
	story: string;
}

/** The sessions that the examples come with. */
const IDS = ['3EB0BCB2E3D4', '3EB0BCB2E3D5', '3EB0BCB2E3D6'];

const MINUTE_MS = 60_000;

/** How long an outage is looked after. */
const WINDOW_MS = 20 * MINUTE_MS;

/** How long after its beginning it is quiet again: what can be up is up. */
const QUIET_AFTER_MS = 150_000;

const STEP_MS = 10_000;

/** The recovery examples in n8n's engine, from one outage to the next. Quiet hours are left out: nothing happens in them. */
export async function month(given: Given): Promise<Outcome[]> {
	const drawn = randomFrom(given.seed);
	const chance = new Chance();
	const random = () => chance.next();
	const wawp = await startWawp({ lag: given.lag ?? (() => random() * 3_000) });
	const account = wawp.addAccount({ plan: given.plan, quota: IDS.length });
	for (const id of IDS) wawp.addInstance(account, { id, status: 'WORKING' });
	const virtual = new VirtualTime(() => wawp.hanging);
	jest.spyOn(Math, 'random').mockImplementation(random);
	const n8n = await startN8n({
		nodeTypes: freshNodes,
		credentialTypes: [new WawpApi()],
		credentials: { wawp: { type: 'wawpApi', data: { accessToken: account.token, instanceId: IDS[0]!, baseUrl: wawp.url } } },
	});
	const [main, net] = [given.plan === 'paid' ? 'session-auto-recovery' : 'free-plan-watcher', 'health-check-every-15-minutes'].map((name) => n8n.save(watchingAll(name)));
	const soak = new Soak({ given, wawp, n8n, virtual, drawn, random, startAnew: (seed) => chance.startAnew(seed), main: main!, net: net! });
	try {
		await virtual.of(n8n.activate(main!));
		return await soak.run();
	} finally {
		virtual.stop();
		jest.restoreAllMocks();
		await n8n.stop();
		await wawp.stop();
	}
}

/** The example for all sessions, those that are stopped too. */
function watchingAll(name: string) {
	const example = importedExample(name);
	for (const { type, parameters } of example.nodes as Array<{ type: string; parameters: Record<string, unknown> }>) {
		if (type === TRIGGER) parameters.instanceId = IDS.join(', ');
		if (type === WATCHER) parameters.instanceIds = IDS;
		if (Array.isArray(parameters.outageStates)) parameters.outageStates.push('STOPPED');
	}
	return example;
}

interface Parts {
	given: Given;
	wawp: Wawp;
	n8n: LiveN8n;
	virtual: VirtualTime;
	/** Which outages there are: the same for the same seed, whatever the nodes do. */
	drawn: () => number;
	/** All else, from the beginning of an outage on: what one asked for more often does not change the next. */
	random: () => number;
	startAnew: (seed: number) => void;
	main: string;
	net: string;
}

class Soak {
	private engineMs = 0;

	/** When n8n first looked; it does so once a minute. */
	private readonly beganAt: number;

	private isStormy = false;

	private isKilled = false;

	constructor(private readonly parts: Parts) {
		const { wawp, random } = parts;
		this.beganAt = wawp.now();
		wawp.conditions.bootMs = () => (this.engineMs = 2_000 + Math.round(random() * 6_000));
		wawp.conditions.weather = storm(() => this.isStormy, random);
	}

	async run(): Promise<Outcome[]> {
		const { n8n, main, net } = this.parts;
		const unlessKilled = (what: () => Promise<unknown>) => () => void (this.isKilled || what().catch(() => undefined));
		/* eslint-disable @n8n/community-nodes/no-restricted-globals -- of the virtual time */
		const beats = [setInterval(unlessKilled(async () => await n8n.poll(main)), MINUTE_MS), setInterval(unlessKilled(async () => await n8n.run(net, { mode: 'trigger' })), 15 * MINUTE_MS)];
		try {
			return await this.outages();
		} finally {
			beats.forEach((beat) => clearInterval(beat));
		}
		/* eslint-enable @n8n/community-nodes/no-restricted-globals */
	}

	private async outages(): Promise<Outcome[]> {
		const outcomes: Outcome[] = [];
		const { kinds = KINDS, deliveries = Object.keys(DELIVERIES) as Delivery[], outages } = this.parts.given;
		for (let count = 0; count < outages; count++) {
			const { drawn, virtual, startAnew } = this.parts;
			await virtual.pass((2 + drawn() * 2) * MINUTE_MS);
			startAnew(drawn() * 2 ** 32);
			outcomes.push(await this.outage(this.oneOf(kinds), this.oneOf(deliveries)));
			await this.mend();
		}
		return outcomes;
	}

	private oneOf<T>(all: T[]): T {
		return all[Math.floor(this.parts.drawn() * all.length)]!;
	}

	private async outage(kind: Kind, delivery: Delivery): Promise<Outcome> {
		const { given, wawp, n8n, virtual, drawn } = this.parts;
		// The examples start those that are stopped where they are listed: the first is.
		const id = kind.name === 'stops' ? IDS[0]! : this.oneOf(IDS);
		const [at, calls, lines, runs] = [wawp.now(), wawp.calls.length, wawp.log.length, n8n.executions.length];
		this.engineMs = 0;
		const [storm, stormMs, kill] = [drawn() < 0.5, 10_000 + drawn() * 50_000, drawn() * 10];
		const hadStorm = given.storms && storm;
		if (hadStorm) this.stormFor(stormMs);
		const wasKilled = kill < (given.kills ?? 0);
		await DELIVERIES[delivery]({ wawp, outage: () => kind.happens(wawp, id), pass: async (ms) => await virtual.pass(ms) });
		const alertsBeforeKill = wasKilled ? await this.kill(() => this.alerts(id, runs).length) : 0;
		const person = kind.needsPerson ? this.person(id, at, runs) : undefined;
		const downInQuiet = await this.lookedAfter(at, () => person?.acts() ?? true);
		wawp.switches.deliveryShape = 'enveloped';
		const log = wawp.log.slice(lines).filter(({ instanceId }) => instanceId === id);
		const states = log.filter(({ text }) => /^[A-Z_]+$/.test(text));
		const isUp = instanceOf(wawp, id).status === 'WORKING';
		return {
			kind,
			delivery,
			lag: given.lag,
			hadStorm,
			detectedAfter: this.firstRun(runs, at),
			recoveredAfter: isUp ? states.at(-1)!.at - at : undefined,
			noticeableMs: this.noticedMs(at, delivery),
			bestMs: this.noticedMs(at, delivery) + (kind.unavoidableMs ?? 0) + this.engineMs,
			engineMs: this.engineMs,
			alerts: this.alerts(id, runs).length,
			reasons: this.alerts(id, runs),
			remedies: log.filter(({ text }) => text === 'restarted' || text === 'started').length,
			mistakes: mistakesIn(log, wawp.calls.slice(calls).filter(({ credentials }) => credentials.instanceId === id)),
			isDown: !this.isUp(),
			downInQuiet,
			wasKilled,
			alertsBeforeKill,
			personMs: person?.tookMs() ?? 0,
			story: storyOf(at, log, wawp.calls.slice(calls).filter(({ credentials }) => credentials.instanceId === id)),
		};
	}

	/** Scans some minutes after being asked, and after a quarter of an hour in any case. Tells whether it is done. */
	private person(id: string, at: number, runs: number) {
		const { wawp, random } = this.parts;
		const needsMs = 30_000 + random() * 4 * MINUTE_MS;
		let askedAt: number | undefined;
		let tookMs = 0;
		const acts = () => {
			if (askedAt === undefined && this.alerts(id, runs).length > 0) askedAt = wawp.now();
			const isDue = askedAt !== undefined ? wawp.now() >= askedAt + needsMs : wawp.now() >= at + WINDOW_MS - 3 * MINUTE_MS;
			const session = instanceOf(wawp, id);
			if (!isDue || session.status !== 'SCAN_QR_CODE') return session.status === 'WORKING';
			tookMs = wawp.now() - (askedAt ?? wawp.now());
			wawp.phone.scan(id);
			return true;
		};
		return { acts, tookMs: () => tookMs };
	}

	/** How long nothing can be known of the loss: what no event tells of is found by the next look. */
	private noticedMs(at: number, delivery: Delivery): number {
		const isLookedFor = this.parts.given.plan === 'free' || delivery === 'lost';
		return isLookedFor ? MINUTE_MS - ((at - this.beganAt) % MINUTE_MS) : (HELD_MS[delivery] ?? 0);
	}

	private stormFor(ms: number): void {
		this.isStormy = true;
		setTimeout(() => (this.isStormy = false), ms); // eslint-disable-line @n8n/community-nodes/no-restricted-globals -- of the virtual time
	}

	/** SIGKILL, and a start that takes its time. Wawp repeats what it could not deliver. Gives the alerts that had been sent. */
	private async kill(alerts: () => number): Promise<number> {
		const { n8n, virtual, random } = this.parts;
		await virtual.pass(random() * 10_000);
		this.isKilled = true;
		n8n.kill();
		const before = alerts();
		await virtual.pass(5_000 + random() * 10_000);
		await virtual.of(n8n.restart());
		this.isKilled = false;
		return before;
	}

	/** How often not all were up in quiet times, those aside that wait for a person. */
	private async lookedAfter(at: number, personIsDone: () => boolean): Promise<number> {
		const { wawp, virtual } = this.parts;
		let down = 0;
		while (wawp.now() < at + WINDOW_MS) {
			await virtual.pass(STEP_MS);
			if (personIsDone() && wawp.now() > at + QUIET_AFTER_MS && !this.isUp()) down++;
		}
		return down;
	}

	private isUp(): boolean {
		return IDS.every((id) => instanceOf(this.parts.wawp, id).status === 'WORKING');
	}

	/** What an outage left behind must not be the next one's. */
	private async mend(): Promise<void> {
		const { wawp } = this.parts;
		this.isStormy = false;
		for (const id of IDS) {
			const session = instanceOf(wawp, id);
			session.stuckInStarting = 0;
			if (session.status !== 'WORKING') wawp.setStatus(id, 'WORKING');
		}
		await this.parts.virtual.pass(3 * MINUTE_MS);
	}

	private firstRun(runs: number, at: number): number | undefined {
		const { n8n, main } = this.parts;
		const starts = n8n.executions.slice(runs).filter(({ workflowId }) => workflowId === main).map(({ startedAt }) => startedAt.getTime() - at);
		const later = starts.filter((after) => after >= 0);
		return later.length ? Math.min(...later) : undefined;
	}

	/** What somebody was told of the session: what leaves Ensure Working by another way than the first. */
	private alerts(id: string, runs: number): string[] {
		const { n8n, main } = this.parts;
		const healing = n8n.executions.slice(runs).filter(({ workflowId }) => workflowId === main);
		const lost = healing.flatMap(({ run }) => run.data.resultData.runData['Ensure Working'] ?? []).flatMap(({ data }) => (data?.main ?? []).slice(1).flatMap((items) => items ?? []));
		return lost.filter(({ json }) => json.instanceId === undefined || json.instanceId === id).map(({ json }) => String(json.reason ?? json.error));
	}
}

type Line = Wawp['log'][number];

function mistakesIn(log: Line[], calls: Wawp['calls']): string[] {
	const disturbed = log.filter(({ text }) => text.startsWith('disturbed')).map(({ text }) => text);
	const restarts = log.filter(({ text }) => text === 'restarted').map(({ at }) => at);
	const hasty = restarts.slice(1).filter((at, index) => at - restarts[index]! < 29_900).map(() => 'restarted twice within 30 seconds');
	const early = restarts.filter((at) => {
		const before = log.filter((line) => line.at < at && /^[A-Z_]+$/.test(line.text)).at(-1);
		return before?.text === 'STARTING' && at - before.at < 59_900;
	});
	const loggedOut = calls.filter(({ operation }) => operation === 'session.logout').map(() => 'logged out');
	return [...disturbed, ...hasty, ...early.map(() => 'restarted while STARTING'), ...loggedOut];
}

/** In seconds after it began, until a minute after the last thing that happened. */
function storyOf(at: number, log: Line[], calls: Wawp['calls']): string {
	const happened = log.map(({ at: moment, text }) => ({ at: moment, text }));
	const asked = calls.map(({ at: moment, operation, status }) => ({ at: moment, text: `${operation?.replace('session.', '')}:${status ?? 'no answer'}` }));
	const end = Math.max(0, ...happened.map((line) => line.at)) + MINUTE_MS;
	const lines = [...happened, ...asked].filter((line) => line.at <= end).sort((a, b) => a.at - b.at);
	return lines.map((line) => `${((line.at - at) / 1000).toFixed(1)} ${line.text}`).join(', ');
}

/** Numbers by chance that can be begun again. */
class Chance {
	private draw = randomFrom(0);

	next(): number {
		return this.draw();
	}

	startAnew(seed: number): void {
		this.draw = randomFrom(seed);
	}
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
