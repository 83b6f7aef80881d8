import type { Finding } from './check';

/** The lines that are shown: each thing that was asked, what came of it, and a count. */
export function tableOf(findings: Finding[]): string {
	const width = Math.max(...findings.map(({ what }) => what.length));
	return [...findings.map((finding) => lineOf(finding, width)), '', countOf(findings)].join('\n');
}

export const lineOf = ({ what, result, details }: Finding, width = 28): string => `${result.padEnd(10)} ${what.padEnd(width)} ${details[0] ?? ''}${details.length > 1 ? ` (and ${details.length - 1} more)` : ''}`.trimEnd();

const RESULTS = ['confirmed', 'differs', 'new', 'not asked'] as const;

export const countOf = (findings: Finding[]): string => RESULTS.map((result) => `${findings.filter((finding) => finding.result === result).length} ${result}`).join(', ');

/**
 * For an issue: shapes only. Should a secret have got into one all the same (a key of the answer, for one), it is not in here.
 */
export function reportOf(findings: Finding[], secrets: string[], day: string): string {
	const told = findings.filter(({ result }) => result !== 'not asked');
	const sections = told.map(({ what, result, details, came, open }) =>
		[`### ${what}: ${result}`, ...details.map((line) => `- ${line}`), '', '```', ...came, '```', ...(open.length > 0 ? ['', 'Open so far:', ...open.map((line) => `- ${line}`)] : [])].join('\n'),
	);
	const left = findings.filter(({ result }) => result === 'not asked').map(({ what, details }) => `- ${what}: ${details.join(', ')}`);
	const text = [`## Wawp against the reference, ${day}`, countOf(findings), ...sections, '### Not asked', left.join('\n')].join('\n\n');
	return `${withoutSecrets(text, secrets)}\n`;
}

const withoutSecrets = (text: string, secrets: string[]): string => secrets.filter((secret) => secret !== '').reduce((rest, secret) => rest.split(secret).join('***'), text);
