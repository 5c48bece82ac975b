// The same records, transactions among them, to Millrace and to Apache Kafka 4.3.1, with small segments and a cleaner
// that is let at them three times: both keep the same batches. Then each broker goes on in the other's directory.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordToEncode } from '../../../src/wire/record-batch.ts';
import { missingBroker, type RunningBroker, startBroker } from '../../support/broker.ts';
import { runTool } from '../../support/java.ts';
import { removeDirectory, temporaryDirectory } from '../../support/temporary.ts';
import { CompactedTopic, type ReadBatch, type Write } from './compacted-topic.ts';

const properties = {
  'offsets.topic.num.partitions': '4',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'log.cleaner.backoff.ms': '50',
  'log.cleaner.dedupe.buffer.size': '2097153',
};
const TOPIC = 'compacted';
/** Tombstones and markers go with the first cleaning after the one that set their horizon. */
const topicConfigs = { 'internal.segment.bytes': '1500', 'delete.retention.ms': '0', 'file.delete.delay.ms': '0' };

type Step = Write | { transaction: Write[]; committed: boolean };

/** The same numbers on every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Plain writes, writes of an idempotent producer, committed and aborted transactions; a third of the values is null. */
function script(round: number, startMs: number): Step[] {
  const draw = numbers(round + 1);
  let timestampMs = startMs + round * 100_000;
  const record = (): RecordToEncode => ({
    key: Buffer.from(`key ${draw(round === 0 ? 30 : 12)}`),
    value: draw(3) === 0 ? null : Buffer.from(`value ${round} ${'v'.repeat(draw(40))}`),
    timestampMs: timestampMs + draw(100),
  });
  const write = (): Write => ({
    records: Array.from({ length: 1 + draw(4) }, record),
    options: { timestampMs },
    gzip: draw(2) === 0,
  });
  let baseSequence = 0;
  const sequenced = (): Write => {
    const { records, gzip } = write();
    const options = { timestampMs, producerId: 9000n + BigInt(round), producerEpoch: 0, baseSequence };
    baseSequence += records.length;
    return { records, options, gzip };
  };
  return Array.from({ length: 60 }, () => {
    timestampMs += draw(50);
    const kind = draw(10);
    if (kind < 6) return write();
    if (kind < 8) return sequenced();
    return { transaction: Array.from({ length: 1 + draw(3) }, write), committed: draw(2) === 0 };
  });
}

async function play(topic: CompactedTopic, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if ('transaction' in step) await topic.transact('writer', step.transaction, step.committed);
    else await topic.write(step);
  }
}

const reason = missingBroker('kafka') ?? missingBroker('millrace');

describe.skipIf(reason !== undefined)(
  `Compaction as in Apache Kafka${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let directory: string;
    let brokers: RunningBroker[];
    let kept: ReadBatch[] = [];
    const startMs = Date.now() - 10_000_000;

    const start = (kind: 'kafka' | 'millrace', folder: string) =>
      startBroker({ dataDirectory: join(directory, folder), properties }, kind);

    async function onBoth<T>(act: (topic: CompactedTopic) => Promise<T>): Promise<[T, T]> {
      const results = brokers.map(async (broker) => {
        const topic = await CompactedTopic.open(broker, TOPIC);
        try {
          return await act(topic);
        } finally {
          topic.close();
        }
      });
      return (await Promise.all(results)) as [T, T];
    }

    beforeAll(async () => {
      directory = await temporaryDirectory('compaction');
      brokers = await Promise.all([start('kafka', 'of kafka'), start('millrace', 'of millrace')]);
      await onBoth((topic) => topic.create(topicConfigs));
    }, 120_000);

    afterAll(async () => {
      await Promise.all(brokers.map((broker) => broker.close()));
      await removeDirectory(directory);
    }, 120_000);

    it.each([0, 1, 2])('keeps the same batches in round %i', { timeout: 240_000 }, async (round) => {
      await onBoth((topic) => play(topic, script(round, startMs)));
      const [before, oursBefore] = await onBoth((topic) => topic.read());
      expect(oursBefore).toEqual(before);
      const [active, ourActive] = await onBoth((topic) => topic.clean());
      expect(ourActive).toBe(active);
      const [theirs, ours] = await onBoth((topic) => topic.read());
      expect(ours).toEqual(theirs);
      expect(theirs.length).toBeLessThan(before.length);
      expect(theirs.some(({ hasDeleteHorizon }) => hasDeleteHorizon)).toBe(true);
      for (const from of theirs.flatMap(({ offsets }) => [offsets[0], offsets[1] + 1n]).slice(0, 20)) {
        const [theirRest, ourRest] = await onBoth((topic) => topic.read(from));
        expect(ourRest[0]).toEqual(theirRest[0]);
      }
      kept = theirs;
    });

    it('leaves files that DumpLogSegments reads without complaint', { timeout: 120_000 }, async () => {
      await Promise.all(brokers.map((broker) => broker.stop()));
      const folder = join(directory, 'of millrace', `${TOPIC}-0`);
      const names = (await readdir(folder)).filter((name) =>
        /^\d+\.(log|index|timeindex|txnindex|snapshot)$/.test(name),
      );
      const files = names.map((name) => join(folder, name)).join(',');
      const { stdout, stderr } = await runTool('org.apache.kafka.tools.DumpLogSegments', [
        '--deep-iteration',
        '--files',
        files,
      ]);
      const text = `${stdout}${stderr}`;
      expect(
        text.split('\n').filter((line) => /isvalid: false|ismatch|not found|out of order|Exception/.test(line)),
      ).toEqual([]);
      const offsets = [...text.matchAll(/^\| offset: (\d+) /gm)].map((match) => BigInt(match[1] ?? -1));
      const data = kept
        .filter(({ kind }) => kind.endsWith('data'))
        .flatMap(({ records }) => records.map(({ offset }) => offset));
      expect([...new Set(offsets)].sort(byValue).filter((offset) => data.includes(offset))).toEqual(data);
    });

    it('goes on in the directory of the other', { timeout: 240_000 }, async () => {
      brokers = await Promise.all([start('kafka', 'of millrace'), start('millrace', 'of kafka')]);
      const [byKafka, byMillrace] = await onBoth((topic) => topic.read());
      expect([byKafka, byMillrace]).toEqual([kept, kept]);
      await onBoth((topic) => play(topic, script(3, startMs)));
      await onBoth((topic) => topic.clean());
      const [theirs, ours] = await onBoth((topic) => topic.read());
      expect(ours).toEqual(theirs);
      expect(theirs.length).toBeLessThan(kept.length + 60);
    });
  },
);

function byValue(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
