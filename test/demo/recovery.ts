import axios from 'axios';
import { type ICredentialType, type IDataObject, type INodeType, type IRun, sleep } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { importedExample } from '../support/importedExample';
import { type LiveN8n, startN8n } from '../support/liveN8n';

/** One line of the time line. */
export interface Moment {
	at: number;
	who: 'Wawp' | 'n8n' | 'phone';
	text: string;
}

export interface Story {
	moments: Moment[];
	/** The login run, then the runs that deliveries started. */
	login: IRun;
	deliveries: IRun[];
	logs: string;
	token: string;
}

export interface Parts {
	nodeTypes: () => Record<string, INodeType>;
	credentialType: ICredentialType;
}

/** What must have happened, in this order, for the demo to be a success. */
export const PLOT: Array<[who: Moment['who'], text: RegExp]> = [
	['Wawp', /^created$/],
	['Wawp', /^started$/],
	['Wawp', /^QR code 1 of \d+ shown$/],
	['Wawp', /^temporary link created$/],
	['n8n', /^QR code shown as a PNG of \d+ bytes, beside a link to scan it from$/],
	['phone', /^scans the QR code$/],
	['Wawp', /^WORKING$/],
	['n8n', /^Logged in as \S+, which is the expected number$/],
	['Wawp', /^webhook .* added$/],
	['n8n', /^workflow published$/],
	['phone', /^loses its connection$/],
	['Wawp', /^FAILED$/],
	['n8n', /^trigger fired: lost, FAILED after WORKING$/],
	['Wawp', /^restarted$/],
	['Wawp', /^WORKING$/],
	['n8n', /^Session .* is back\. Done: restart$/],
	['phone', /^logs out$/],
	['n8n', /^trigger fired: lost, SCAN_QR_CODE after WORKING$/],
	['Wawp', /^temporary link created$/],
	['n8n', /^Session .* needs a login\. Please scan the QR code at /],
	['phone', /^scans the QR code behind the link$/],
	['Wawp', /^WORKING$/],
];

/** The first scene that did not happen after the one before it; undefined when all did. */
export function missingScene(moments: Moment[]): string | undefined {
	let from = 0;
	for (const [who, text] of PLOT) {
		const found = moments.findIndex((moment, index) => index >= from && moment.who === who && text.test(moment.text));
		if (found < 0) return `${who}: ${text.source}`;
		from = found + 1;
	}
	return undefined;
}

const MANUAL_TRIGGER = "When clicking 'Execute workflow'";

/** Imports the example as a user does, logs a number in, loses it twice, and lets the workflow and a person bring it back. */
export async function recoverSession({ nodeTypes, credentialType }: Parts, tell: (moment: Moment) => void): Promise<Story> {
	const wawp = await startWawp();
	const account = wawp.addAccount();
	const credential = { accessToken: account.token, baseUrl: wawp.url };
	const n8n = await startN8n({
		nodeTypes,
		credentialTypes: [credentialType],
		credentials: { wawp: { type: 'wawpApi', data: credential } },
	});
	const moments = new TimeLine(wawp, tell);
	const deliveries: IRun[] = [];
	/** Waits for that many further runs that deliveries start. */
	const heardOf = async (count: number) => {
		for (const { run } of await n8n.nextExecutions(count, 20_000)) {
			deliveries.push(run);
			moments.addRun(run);
		}
	};
	try {
		const id = n8n.save(importedExample('session-auto-recovery'));
		const login = await logIn(n8n, wawp, id, moments);
		const instanceId = String(outputOf(login, 'Verify Account')?.json.instanceId);
		const phone = phoneOf(wawp, instanceId, moments);
		n8n.credentials.update('wawp', { ...credential, instanceId });
		await n8n.activate(id);
		moments.add('n8n', 'workflow published');

		await phone('loses its connection', 'lose-connection');
		// One run brings the session back: what its restart causes starts none.
		await heardOf(1);

		await phone('logs out', 'log-out');
		await heardOf(1);
		const link = String(outputOf(deliveries.at(-1)!, 'Alert: Needs a Login')?.json.link);
		await axios.get(link);
		await phone('scans the QR code behind the link', 'scan');
		await wawp.settled();
		await n8n.idle();
		return { moments: moments.all(), login, deliveries, logs: n8n.logs.text(), token: account.token };
	} finally {
		await n8n.stop();
		await wawp.stop();
	}
}

async function logIn(n8n: LiveN8n, wawp: Wawp, id: string, moments: TimeLine): Promise<IRun> {
	const running = n8n.run(id, { from: MANUAL_TRIGGER });
	const scanned = scanOnce(wawp, moments);
	const run = await running;
	await scanned;
	const shown = outputOf(run, 'Start and Show QR Code');
	const bytes = Buffer.from(shown?.binary?.data?.data ?? '', 'base64').length;
	moments.add('n8n', `QR code shown as a PNG of ${bytes} bytes, beside ${shown?.json.link ? 'a link' : 'no link'} to scan it from`, startOf(run, 'Wait for the Scan'));
	const { matches, actual } = outputOf(run, 'Verify Account')?.json ?? {};
	moments.add('n8n', `Logged in as ${String(actual)}, which is ${matches ? '' : 'not '}the expected number`, startOf(run, 'Verify Account'));
	return run;
}

/** A person takes a moment to find the phone, and scans what the workflow shows. */
async function scanOnce(wawp: Wawp, moments: TimeLine): Promise<void> {
	const isShown = () => wawp.calls.find(({ operation, status }) => operation === 'session.createTempLink' && status === 200);
	while (!isShown()) await sleep(100);
	await sleep(1000);
	const [instance] = wawp.world.instances;
	// The number that the example expects.
	instance!.phone = '201145202826';
	await phoneOf(wawp, instance!.id, moments)('scans the QR code', 'scan');
}

/**
 * What a person does with the phone. What the time line gets is told in whole milliseconds, and a quick machine
 * answers within one: a person takes some before and after, so that the order by the clock is what happened.
 */
function phoneOf(wawp: Wawp, instanceId: string, moments: TimeLine) {
	return async (text: string, button: string): Promise<void> => {
		await sleep(10);
		moments.add('phone', text);
		await sleep(10);
		await axios.post(`${wawp.url}/phone/${instanceId}/${button}`);
	};
}

/** The nodes that end with words for a person. */
const MESSAGES = ['Brought Back', 'Alert: Needs a Login', 'Alert: Failed'];

/** What Wawp logged and what n8n's runs show, by the clock. */
class TimeLine {
	private readonly added: Moment[] = [];

	constructor(
		private readonly wawp: Wawp,
		private readonly tell: (moment: Moment) => void,
	) {}

	add(who: Moment['who'], text: string, at = Date.now()): void {
		this.added.push({ at, who, text });
	}

	addRun(run: IRun): void {
		const { outage } = outputOf(run, 'Wawp Trigger')?.json ?? {};
		const { from, to } = (outage ?? {}) as IDataObject;
		this.add('n8n', `trigger fired: lost, ${String(to)} after ${String(from)}`, run.startedAt.getTime());
		for (const name of MESSAGES) {
			const item = outputOf(run, name);
			if (item) this.add('n8n', String(item.json.message), startOf(run, name));
		}
	}

	all(): Moment[] {
		const said = this.wawp.log.map(({ at, text }): Moment => ({ at, who: 'Wawp', text }));
		const moments = [...said, ...this.added].sort((a, b) => a.at - b.at);
		moments.forEach(this.tell);
		return moments;
	}
}

const outputOf = (run: IRun, name: string) => run.data.resultData.runData[name]?.at(-1)?.data?.main?.flat()[0];

const startOf = (run: IRun, name: string) => run.data.resultData.runData[name]?.[0]?.startTime;
