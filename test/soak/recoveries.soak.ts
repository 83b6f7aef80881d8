/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { type Given, type Outcome, month } from './month';
import { isBad, missedBy, reportOn } from './report';

const seeds = (process.env.SEEDS ?? '1,2,3').split(',').map(Number);
const outages = Number(process.env.OUTAGES ?? 100);
const plans = (process.env.PLANS ?? 'paid,free').split(',') as Array<Given['plan']>;

test.each(seeds.flatMap((seed) => plans.flatMap((plan) => [false, true].map((storms) => ({ seed, plan, storms })))))(
	'seed $seed, $plan, storms: $storms',
	async ({ seed, plan, storms }) => {
		const outcomes = await month({ seed, plan, storms, outages, kills: 1 });
		const lines = Object.entries(reportOn(outcomes)).map(([name, value]) => `  ${name.padEnd(46)} ${value}`);
		process.stdout.write(`\nSeed ${seed}, ${plan}, ${storms ? 'with' : 'without'} storms\n${lines.join('\n')}\n${worst(outcomes)}`);
		expect(missedBy(outcomes, { plan, storms })).toEqual([]);
	},
);

/** What to look into: the outages that went worst. */
function worst(outcomes: Outcome[]): string {
	const slow = (process.env.SLOWER_THAN ? outcomes.filter(({ kind, recoveredAfter = 0 }) => !kind.needsPerson && recoveredAfter > 1000 * Number(process.env.SLOWER_THAN)) : []);
	const lines = [...outcomes.filter(isBad).map((outcome) => ({ mark: '!', outcome })), ...slow.map((outcome) => ({ mark: '~', outcome }))];
	return lines.map(({ mark, outcome: { kind, delivery, hadStorm, story, ...rest } }) => `  ${mark} ${kind.name}, ${delivery}${hadStorm ? ', storm' : ''}: ${JSON.stringify(rest)}\n    ${story}\n`).join('');
}
