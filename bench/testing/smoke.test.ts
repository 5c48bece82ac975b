// The ten tests through the kit, so that the comparison cannot rot.
import { TestBroker } from 'millrace/testing';
import { describe, expect, it } from 'vitest';
import { missing } from '../../test/support/paths.ts';
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
