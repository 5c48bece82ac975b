// The short form of Kafka Streams' smoke test; smoke-long.ts is the whole, run by hand.

import { describe, expect, it } from 'vitest';
import { missingBroker, startBroker } from '../support/broker.ts';
import { missing } from '../support/paths.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { Smoke } from './smoke.ts';

const reason = missingBroker() ?? missing.streams() ?? missing.javaCompiler();
if (reason !== undefined) console.log(`Kafka Streams: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('Kafka Streams, exactly once', () => {
  it('counts right while an instance and the broker are killed', async () => {
    const broker = await startBroker();
    const directory = await temporaryDirectory('streams');
    try {
      const verdict = await new Smoke({
        broker,
        directory,
        load: { keys: 10, recordsEach: 50, seconds: 15 },
        disturb: async (smoke) => {
          await smoke.kill('one');
          await Promise.all([smoke.start('one'), broker.kill().then(() => broker.start())]);
        },
        timeoutMs: 240_000,
      }).run();
      expect(verdict).toContain('ALL-RECORDS-DELIVERED');
      // What it prints where a transaction was left open.
      expect(verdict).not.toContain('FAILED');
      expect(verdict.trimEnd().split('\n').at(-1)).toBe('SUCCESS');
    } finally {
      await broker.close();
      await removeDirectory(directory);
    }
  }, 480_000);
});
