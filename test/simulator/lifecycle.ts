import type { Activity } from './activity';
import type { Clock } from './clock';
import type { Log } from './log';
import { newQrValue } from './qr';
import type { Instance } from './world';

const QR_LIFE_MS = 30_000;
const QR_TURNS = 6;

/** How a connection is lost that comes back by itself. */
export interface Stumble {
	status: 'FAILED' | 'STARTING';
	forMs: number;
}

export interface Scan {
	phone?: string;
	pushName?: string;
	/** Links by pairing code instead of by QR code. */
	code?: string;
}

/** How sessions move: STOPPED, STARTING, SCAN_QR_CODE, WORKING, FAILED. */
export class Lifecycle {
	private readonly next = new Map<Instance, () => void>();

	constructor(
		private readonly clock: Clock,
		private readonly activity: Activity,
		private readonly log: Log,
		private readonly bootMs: () => number,
		private readonly announce: (instance: Instance) => void,
	) {}

	start(instance: Instance): void {
		instance.lostPhone = false;
		if (instance.status === 'WORKING') {
			this.log.add(instance.id, 'disturbed: started while WORKING');
			return;
		}
		if (instance.status === 'STARTING' || instance.status === 'SCAN_QR_CODE') return;
		this.log.add(instance.id, 'started');
		this.boot(instance);
	}

	restart(instance: Instance): void {
		instance.lostPhone = false;
		if (instance.status === 'WORKING') this.log.add(instance.id, 'disturbed: restarted while WORKING');
		this.log.add(instance.id, 'restarted');
		this.boot(instance);
	}

	stop(instance: Instance): void {
		this.log.add(instance.id, 'stopped');
		this.enter(instance, 'STOPPED');
	}

	logOut(instance: Instance): void {
		this.log.add(instance.id, 'logged out through the API');
		instance.lostPhone = false;
		instance.linked = false;
		this.showQr(instance, 1);
	}

	/** Sets any state as it is: a session set to STARTING stays there. */
	set(instance: Instance, status: string): void {
		if (status === 'WORKING') instance.linked = true;
		if (status === 'SCAN_QR_CODE') this.showQr(instance, 1);
		else this.enter(instance, status);
	}

	/** Ends whatever was to happen next. */
	forget(instance: Instance): void {
		this.next.get(instance)?.();
		this.next.delete(instance);
	}

	scan(instance: Instance, { phone, pushName, code }: Scan = {}): void {
		demand(instance.status === 'SCAN_QR_CODE', instance, 'shows nothing to scan');
		demand(code === undefined || code === instance.pairing?.code, instance, 'gave out another pairing code');
		instance.phone = phone ?? (code && instance.pairing?.phone) ?? instance.phone;
		instance.pushName = pushName ?? instance.pushName;
		instance.linked = true;
		this.log.add(
			instance.id,
			code ? `pairing code ${code} typed in by ${instance.phone}` : `scanned by ${instance.phone}`,
		);
		this.enter(instance, 'WORKING');
	}

	logOutOnPhone(instance: Instance): void {
		demand(instance.linked, instance, 'has no phone linked to it');
		this.log.add(instance.id, 'logged out on the phone');
		instance.lostPhone = true;
		instance.linked = false;
		if (instance.status === 'WORKING' || instance.status === 'FAILED') this.showQr(instance, 1);
	}

	loseConnection(instance: Instance): void {
		demand(instance.status === 'WORKING', instance, 'is not connected');
		this.log.add(instance.id, 'phone lost');
		this.enter(instance, 'FAILED');
	}

	fail(instance: Instance): void {
		this.log.add(instance.id, 'engine failed');
		this.enter(instance, 'FAILED');
	}

	/** Nobody has to do anything about it. */
	stumble(instance: Instance, { status, forMs }: Stumble): void {
		demand(instance.status === 'WORKING', instance, 'is not connected');
		this.log.add(instance.id, 'stumbled');
		this.enter(instance, status);
		this.soon(instance, forMs, () => this.enter(instance, 'WORKING'));
	}

	reconnect(instance: Instance): void {
		demand(instance.status === 'FAILED', instance, 'has not failed');
		this.log.add(instance.id, 'phone back');
		this.boot(instance);
	}

	boot(instance: Instance): void {
		this.enter(instance, 'STARTING');
		const stuck = Number(instance.stuckInStarting);
		if (stuck > 0) {
			instance.stuckInStarting = stuck - 1;
			this.log.add(instance.id, 'stuck in STARTING');
			return;
		}
		this.soon(instance, this.bootMs(), () => this.endBoot(instance));
	}

	/** What is waited for when all is to settle. */
	private soon(instance: Instance, ms: number, happens: () => void): void {
		const over = this.activity.begin();
		const cancel = this.clock.after(ms, () => {
			happens();
			over();
		});
		this.next.set(instance, () => {
			cancel();
			over();
		});
	}

	private endBoot(instance: Instance): void {
		if (instance.failsOnStart > 0) {
			instance.failsOnStart--;
			this.enter(instance, 'FAILED');
			return;
		}
		if (instance.linked) this.enter(instance, 'WORKING');
		else this.showQr(instance, 1);
	}

	private showQr(instance: Instance, turn: number): void {
		this.forget(instance);
		if (turn > QR_TURNS) {
			this.log.add(instance.id, `${QR_TURNS} QR codes went unscanned`);
			this.enter(instance, 'FAILED');
			return;
		}
		if (turn === 1) instance.pairing = null;
		instance.qr = { value: newQrValue(), expiresAt: this.clock.now() + QR_LIFE_MS, turn };
		instance.status = 'SCAN_QR_CODE';
		this.log.add(instance.id, `QR code ${turn} of ${QR_TURNS} shown`);
		this.announce(instance);
		this.next.set(
			instance,
			this.clock.after(QR_LIFE_MS, () => this.showQr(instance, turn + 1)),
		);
	}

	private enter(instance: Instance, status: string): void {
		this.forget(instance);
		instance.qr = null;
		instance.pairing = null;
		instance.status = status;
		this.log.add(instance.id, status);
		this.announce(instance);
	}
}

function demand(condition: boolean, { id, status }: Instance, otherwise: string): void {
	if (!condition) throw new Error(`Session ${id} ${otherwise} (its state is ${status})`);
}
