import { randomBytes, randomInt } from 'node:crypto';

import type { Told } from '../told';
import type { WebFile } from './files';
import type { Seed } from './seed';
import { type WhatsApp, emptyWhatsApp } from './whatsapp';

export type Status = 'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED';

export interface Account {
	id: number;
	token: string;
	plan: 'paid' | 'free';
	/** How many instances it may have. */
	quota: number;
	name: string;
	email: string;
}

export interface Webhook {
	url: string;
	events: string[];
	is_active: number;
	retries: { delay: number; attempts: number };
	hmac?: string;
	name?: string;
}

export interface Qr {
	value: string;
	expiresAt: number;
	/** 1 for the first code after a start; the session fails after the sixth. */
	turn: number;
}

export interface Instance {
	id: string;
	name: string;
	account: Account;
	/** One of `Status`, or whatever a test sets: newer engines have more states than are documented. */
	status: string;
	/** The last three, oldest first, with Unix milliseconds. */
	statuses: Array<{ status: string; timestamp: number }>;
	/** What session info tells, oldest first: it may lag behind. */
	told: Told[];
	/** WhatsApp credentials are saved, so a start needs no scan. */
	linked: boolean;
	/** It was unlinked on the phone, and not started since. */
	lostPhone: boolean;
	phone: string;
	pushName: string;
	qr: Qr | null;
	pairing: { code: string; phone: string } | null;
	webhooks: Webhook[];
	systemWebhook: Webhook;
	policy: string;
	/** How many of the next boots never leave STARTING; `true` is one, so that a restart helps. */
	stuckInStarting: number | boolean;
	/** How many of the next boots end in FAILED. */
	failsOnStart: number;
	/** Chats, messages, contacts, groups and whatever else the linked account holds. */
	whatsapp: WhatsApp;
}

export interface TempLink {
	token: string;
	instanceId: string;
	url: string;
	expiresAt: number;
}

export interface Otp {
	instanceId: string;
	chatId: string;
	code: string;
	sentAt: number;
	wrongTries: number;
}

/** All there is, as plain objects: tests may look at anything and change anything. */
export interface World {
	accounts: Account[];
	instances: Instance[];
	tempLinks: TempLink[];
	otps: Otp[];
	/** Addresses that the local Wawp finds files under though it never leaves this machine. */
	web: WebFile[];
}

export interface NewAccount {
	token?: string;
	plan?: 'paid' | 'free';
	quota?: number;
}

export interface NewInstance {
	id?: string;
	name?: string;
	status?: string;
	linked?: boolean;
	phone?: string;
	pushName?: string;
	stuckInStarting?: number | boolean;
	failsOnStart?: number;
	whatsapp?: Seed;
}

export const newWorld = (): World => ({ accounts: [], instances: [], tempLinks: [], otps: [], web: [] });

export function newAccount(world: World, { token, plan = 'paid', quota }: NewAccount = {}): Account {
	const id = world.accounts.length + 1;
	const account: Account = {
		id,
		token: token ?? randomBytes(20).toString('hex'),
		plan,
		quota: quota ?? (plan === 'paid' ? 10 : 1),
		name: `Account ${id}`,
		email: `account-${id}@mail.test`,
	};
	world.accounts.push(account);
	return account;
}

/** A new instance as the API would allocate it, stopped; the lifecycle moves it on from there. */
export function newInstance(world: World, account: Account, given: NewInstance = {}): Instance {
	const instance: Instance = {
		id: given.id ?? randomBytes(6).toString('hex').toUpperCase(),
		name: given.name ?? `wawp-${randomInt(10_000_000, 100_000_000)}`,
		account,
		status: 'STOPPED',
		statuses: [],
		told: [],
		linked: given.linked ?? given.status === 'WORKING',
		lostPhone: false,
		phone: given.phone ?? `2010${randomInt(10_000_000, 100_000_000)}`,
		pushName: given.pushName ?? 'John Doe',
		qr: null,
		pairing: null,
		webhooks: [],
		systemWebhook: systemWebhook(account),
		policy: 'standard_policy',
		stuckInStarting: given.stuckInStarting ?? 0,
		failsOnStart: given.failsOnStart ?? 0,
		whatsapp: emptyWhatsApp(),
	};
	world.instances.push(instance);
	return instance;
}

/** What the engine stores with a session, and hands out with it. The token is among it. */
export const metadataOf = ({ id, account }: Instance) => ({
	user_id: String(account.id),
	display_name: account.name,
	user_email: account.email,
	access_token: account.token,
	instance_id: id,
});

export const jidOf = ({ phone }: Pick<Instance, 'phone'>): string => `${phone}@c.us`;

const systemWebhook = ({ token }: Account): Webhook => ({
	url: `https://app.wawp.net/api/webhook/${token}`,
	events: ['message', 'message.ack', 'session.status'],
	is_active: 1,
	retries: { delay: 2, attempts: 15 },
});
