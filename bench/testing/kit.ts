// `npm run compare -- kit`: what the kit itself costs, as a table. A process of its own, started by main.ts, since it
// measures memory.
import { FULL, type KitFigure, kitFigures } from './kit-figures.ts';

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';

// As users have it; it need not be built when types are checked.
const built = new URL('../../dist/testing/index.js', import.meta.url).href;
const { TestBroker }: typeof import('../../src/testing/index.ts') = await import(built);

const line = ({ row, unit, value, max }: KitFigure) => {
  const verdict = max === null ? '' : `${max} ${unit}${value <= max ? '' : ', missed'}`;
  return `| ${row} | ${value.toFixed(2)} ${unit} | ${verdict} |`;
};
const figures = await kitFigures((options) => TestBroker.start(options), FULL);
console.log(['| | | at most |', '|---|---|---|', ...figures.map(line)].join('\n'));
process.exit(0);
