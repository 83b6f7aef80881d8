import type { IDataObject } from 'n8n-workflow';

import { ANN } from './places';

/* Where a delivery tells what its event is about: in its envelope, in the payload, or flat, without one. */

const STATUS = { event: 'session.status', payload: {} };
const FLAT = { instance_id: 'I', status: 'FAILED' };
const AT = 1768580591344;

/** A member of the event, each place that may be the only one to tell it, and what the event says then. */
export interface EnvelopePlaces {
	member: string;
	places: string[];
	value: unknown;
	told: unknown;
	/** What a later one of these places says otherwise, where the earlier one is believed. */
	other?: unknown;
	beside: IDataObject;
}

export const placesOfEnvelopes: EnvelopePlaces[] = [
	{ member: 'instanceId', places: ['metadata.instance_id', 'instance_id'], value: 'INSTANCE', told: 'INSTANCE', other: 'OTHER', beside: { event: 'message', payload: {} } },
	{ member: 'instanceId', places: ['instance_id'], value: 'INSTANCE', told: 'INSTANCE', beside: { status: 'FAILED' } },
	{ member: 'session', places: ['session', 'payload.name'], value: 'wawp-1', told: 'wawp-1', other: 'wawp-2', beside: STATUS },
	{ member: 'session', places: ['session', 'name'], value: 'wawp-1', told: 'wawp-1', other: 'wawp-2', beside: FLAT },
	{ member: 'time', places: ['timestamp', 'ts'], value: AT, told: AT, other: AT + 1, beside: { event: 'message', payload: {} } },
	{ member: 'time', places: ['ts', 'timestamp'], value: AT / 1000, told: AT, other: AT + 1, beside: FLAT },
	{ member: 'id', places: ['id'], value: 'evt_1', told: 'evt_1', beside: { event: 'message', payload: {} } },
	{ member: 'id', places: ['id'], value: 4711, told: '4711', beside: { event: 'message', payload: {} } },
	{ member: 'id', places: ['id'], value: '', told: null, beside: FLAT },
	{ member: 'id', places: ['id'], value: 4711, told: '4711', beside: FLAT },
	{ member: 'status', places: ['payload.status', 'status'], value: 'FAILED', told: 'FAILED', other: 'WORKING', beside: STATUS },
	{ member: 'status', places: ['payload.statuses'], value: [{ status: 'STARTING' }, { status: 'FAILED' }], told: 'FAILED', beside: STATUS },
	{ member: 'status', places: ['payload.statuses'], value: ['FAILED'], told: undefined, beside: STATUS },
	{ member: 'status', places: ['payload.status'], value: 'FAILED', told: 'FAILED', beside: { ...STATUS, payload: { statuses: [{ status: 'WORKING' }] } } },
	{ member: 'status', places: ['data.status'], value: 'FAILED', told: 'FAILED', beside: { event: 'session.status' } },
	{ member: 'status', places: ['payload.status', 'status'], value: 'FAILED', told: undefined, beside: { event: 'message', payload: {} } },
	{ member: 'status', places: ['status'], value: 'STARTING', told: 'STARTING', beside: { instance_id: 'I' } },
	{ member: 'qr', places: ['payload.qr', 'qr'], value: 'iVBOR', told: 'iVBOR', other: 'old', beside: { ...STATUS, status: 'SCAN_QR_CODE' } },
	{ member: 'qr', places: ['qr'], value: 'iVBOR', told: 'iVBOR', beside: FLAT },
	{ member: 'qr', places: ['payload.qr', 'qr'], value: 'iVBOR', told: undefined, beside: { event: 'message', payload: {} } },
	{ member: 'me', places: ['me.id', 'me.jid'], value: '201145202826:3@s.whatsapp.net', told: expect.objectContaining({ id: ANN, phoneNumber: '201145202826' }), beside: { event: 'message', payload: {} } },
	{ member: 'me', places: ['me'], value: 'x', told: null, beside: { event: 'message', payload: {} } },
	{ member: 'payload', places: ['payload', 'data'], value: { x: 1 }, told: { x: 1 }, other: { x: 2 }, beside: { event: 'message' } },
	{ member: 'payload', places: ['payload'], value: 'x', told: { value: 'x' }, beside: { event: 'message' } },
	{ member: 'payload', places: ['payload'], value: null, told: { value: null }, beside: { event: 'message' } },
	{ member: 'payload', places: ['x'], value: 1, told: { status: 'FAILED', x: 1 }, beside: FLAT },
	{ member: 'event', places: ['instance_id'], value: 'I', told: 'session.status', beside: { status: 'FAILED' } },
	{ member: 'event', places: ['event'], value: 'message', told: 'message', beside: {} },
];
