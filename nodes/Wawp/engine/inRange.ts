import type { INodeProperties } from 'n8n-workflow';

/** A number as the panel allows it: its bounds hold for typing alone, and an expression gives what it likes. What is no number is the default. */
export function inRange({ type, typeOptions, default: usual }: INodeProperties, given: unknown): unknown {
	const { minValue = -Infinity, maxValue = Infinity } = typeOptions ?? {};
	if (type !== 'number' || given === undefined || (minValue === -Infinity && maxValue === Infinity)) return given;
	const isNumber = typeof given === 'number' || (typeof given === 'string' && given.trim() !== '');
	const number = isNumber ? Number(given) : NaN;
	return Number.isNaN(number) ? usual : Math.min(maxValue, Math.max(minValue, number));
}
