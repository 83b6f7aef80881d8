/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Page {
	file: string;
	text: string;
	/** The anchors of its headings, as GitHub and npm make them. */
	anchors: string[];
	/** Where its links and pictures lead: a file of the project and an anchor in it, or a whole address. */
	links: Array<{ as: string; file?: string; anchor?: string }>;
}

/** All that people read: README.md, what stands beside it, and the pages of docs. */
export const pages: Page[] = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...readdirSync('docs').filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)].map(pageOf);

export const pageAt = (file: string): Page => pages.find((page) => page.file === file)!;

/** The links of a page that lead nowhere. */
export const dead = ({ links }: Page): string[] =>
	links
		.filter(({ file, anchor }) => file !== undefined && !(existsSync(file) && (!anchor || pageAt(file)?.anchors.includes(anchor))))
		.map(({ as }) => as);

function pageOf(file: string): Page {
	const text = readFileSync(file, 'utf8');
	const prose = text.replace(/^```[^]*?^```$/gm, '');
	return { file, text, anchors: anchorsOf(prose), links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => target(link!, file)) };
}

function anchorsOf(prose: string): string[] {
	const anchors: string[] = [];
	for (const [, title] of prose.matchAll(/^#+ (.+)$/gm)) {
		const anchor = title!.toLowerCase().replace(/[^\w -]/g, '').replace(/ /g, '-');
		const before = anchors.filter((known) => known.replace(/-\d+$/, '') === anchor).length;
		anchors.push(before === 0 ? anchor : `${anchor}-${before}`);
	}
	return anchors;
}

function target(link: string, from: string): Page['links'][number] {
	if (/^[a-z]+:/.test(link)) return { as: link };
	const [path, anchor] = link.split('#');
	return { as: link, file: path ? normalize(join(dirname(from), path)) : from, anchor };
}
