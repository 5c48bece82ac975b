// Every scenario runs once against Millrace with its smoke size, so that the bench cannot rot.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missing } from '../test/support/paths.ts';
import { scenarios } from './scenarios/index.ts';
import { type Side, startSide } from './support/side.ts';

describe.skipIf(missing.millrace() !== undefined)('bench scenarios at smoke size', () => {
  let side: Side;
  beforeAll(async () => {
    side = await startSide('millrace');
  });
  afterAll(async () => {
    await side.process.end('SIGTERM');
  });

  for (const scenario of scenarios) {
    const why = scenario.missing();
    test.skipIf(why !== undefined)(
      `${scenario.name}${why === undefined ? '' : ` (skipped: ${why})`}`,
      async () => {
        const figures = await scenario.run(side, 'smoke', 0);
        expect(figures.length).toBeGreaterThan(0);
        for (const { row, value } of figures) expect(value, row).toBeGreaterThanOrEqual(0);
        console.log(figures.map(({ row, value }) => `${row} ${value.toPrecision(3)}`).join(', '));
      },
      120_000,
    );
  }
});
