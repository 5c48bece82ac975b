// `npm run bench`: Millrace and Apache Kafka side by side on the same work, alternating, medians of several rounds.
import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/index.ts';
import { fillPageCache } from './support/page-cache.ts';
import type { Scenario, Size } from './support/scenario.ts';
import { type Side, type SideName, startSide } from './support/side.ts';
import { Table } from './support/table.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    smoke: { type: 'boolean', default: false },
    'no-fill': { type: 'boolean', default: false },
    'millrace-only': { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1 on');
const size: Size = options.smoke ? 'smoke' : 'full';
const names: SideName[] = options['millrace-only'] ? ['millrace'] : ['millrace', 'kafka'];
const progress = (text: string) => process.stderr.write(`bench: ${text}\n`);

const wanted = scenarios.filter(({ name }) => name.includes(options.only));
const skipped = wanted.filter((scenario) => scenario.missing() !== undefined);
for (const scenario of skipped) progress(`${scenario.name} skipped: ${scenario.missing()}`);

if (size === 'full' && !options['no-fill']) await fillPageCache(progress);
const sides: Side[] = [];
try {
  for (const name of names) sides.push(await startSide(name));
  const table = new Table();
  for (const scenario of wanted.filter((scenario) => !skipped.includes(scenario))) await compare(scenario, table);
  table.print((line) => process.stdout.write(`${line}\n`));
} finally {
  for (const side of sides) await side.process.end('SIGTERM', 60_000);
}

async function compare(scenario: Scenario, table: Table): Promise<void> {
  for (let round = 0; round <= rounds; round++) {
    // Round 0 warms both sides up; afterwards the side that begins changes.
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      const figures = await scenario.run(side, size, round);
      if (round > 0) table.add(side.name, figures);
      const told = figures.map(({ row, value }) => `${row} ${value.toPrecision(3)}`).join(', ');
      progress(`${scenario.name} ${round === 0 ? 'warm-up' : `round ${round}`} ${side.name}: ${told}`);
    }
  }
}
