// The ten tests through the kit, and the kit's own figures, so that neither can rot.
import { TestBroker } from 'millrace/testing';
import { describe, expect, it } from 'vitest';
import { missing } from '../../test/support/paths.ts';
import { kitFigures, SMOKE } from './kit-figures.ts';
import { runTests, tenTests } from './ten-tests.ts';

describe.skipIf(missing.millrace() !== undefined)('the ten tests of the comparison', () => {
  it('pass through the kit', { timeout: 120_000 }, async () => {
    await using kafka = await TestBroker.start();
    const seconds = await runTests({
      bootstrapServers: kafka.bootstrapServers,
      reset: () => kafka.reset(),
      passTime: (ms) => kafka.clock.advance(ms),
    });
    expect(seconds).toHaveLength(tenTests.length);
    console.log(tenTests.map(({ name }, index) => `${name} ${(seconds[index] ?? 0).toFixed(2)} s`).join(', '));
  });
});

describe.skipIf(missing.millrace() !== undefined)("the kit's own figures", () => {
  it('are measured', { timeout: 60_000 }, async () => {
    const figures = await kitFigures((options) => TestBroker.start(options), SMOKE);
    expect(figures.filter(({ unit, value }) => unit === 'ms' && value > 0)).toHaveLength(6);
    console.log(figures.map(({ row, unit, value }) => `${row} ${value.toFixed(2)} ${unit}`).join(', '));
  });
});
