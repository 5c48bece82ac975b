// A data directory moves between Millrace and Apache Kafka 4.3.1, whoever made it: topics, records, groups and producer
// state go on, and Kafka's own tool reads the metadata log that we wrote.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDirectory } from '../../src/check/check-directory.ts';
import { reportOf } from '../../src/check/report.ts';
import { Broker } from '../../src/index.ts';
import { consume, produce, topicsOf } from '../embedded/kafkajs-client.ts';
import { missingBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';

type Kind = 'millrace' | 'kafka';

/** Few partitions of the offsets topic, as the reference has, and no wait for further members. */
const properties = { 'group.initial.rebalance.delay.ms': '0', 'offsets.topic.num.partitions': '4' };

const reason = missingBroker('kafka');

describe.skipIf(reason !== undefined)(`A data directory${reason === undefined ? '' : ` (${reason})`}`, () => {
  let directory: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('moving');
  });

  afterEach(() => removeDirectory(directory));

  async function serve(kind: Kind, use: (bootstrapServers: string) => Promise<void>): Promise<void> {
    if (kind === 'millrace') {
      await using broker = await Broker.start({ port: 0, dataDir: join(directory, 'data'), properties });
      await use(broker.bootstrapServers);
      return;
    }
    const kafka = await startBroker({ dataDirectory: join(directory, 'data'), properties }, 'kafka');
    try {
      await use(kafka.bootstrapServers);
    } finally {
      await kafka.close();
    }
  }

  const journeys: Kind[][] = [
    ['kafka', 'millrace', 'kafka', 'millrace'],
    ['millrace', 'kafka', 'millrace'],
  ];

  it.each(journeys.map((journey) => [journey.join(' → '), journey] as const))(
    '%s',
    { timeout: 240_000 },
    async (_name, journey) => {
      const written: string[] = [];
      for (const [round, kind] of journey.entries()) {
        await serve(kind, async (bootstrapServers) => {
          const fresh = [`${round} of ${kind}`, `${round} too`].sort();
          await produce(bootstrapServers, 'words', fresh);
          await produce(bootstrapServers, `words-${round}`, ['one']);
          // The group has committed what was written in earlier rounds, whoever served then.
          expect(await consume(bootstrapServers, 'words', 'readers', fresh.length)).toEqual(fresh);
          written.push(...fresh);
          expect(await consume(bootstrapServers, 'words', `all-${round}`, written.length)).toEqual([...written].sort());
          expect(await topicsOf(bootstrapServers)).toHaveLength(2 + round);
        });
        const { text, isReady } = reportOf(await checkDirectory(join(directory, 'data')));
        expect(isReady, text).toBe(true);
        expect(text).toContain(`words-${round}: 1 partition`);
      }
    },
  );

  it('has a metadata log that DumpLogSegments understands', { timeout: 120_000 }, async () => {
    await serve('millrace', (bootstrapServers) => produce(bootstrapServers, 'words', ['one']));
    await serve('millrace', (bootstrapServers) => produce(bootstrapServers, 'words', ['two']));
    const log = join(directory, 'data/__cluster_metadata-0/00000000000000000000.log');
    const { stdout } = await runTool('org.apache.kafka.tools.DumpLogSegments', [
      '--cluster-metadata-decoder',
      '--files',
      log,
    ]);
    const lines = String(stdout).split('\n');
    const types = lines.flatMap((line) => /"type":"([A-Z_]+)"/.exec(line)?.[1] ?? []);
    const start = ['REGISTER_BROKER_RECORD', 'BROKER_REGISTRATION_CHANGE_RECORD'];
    const features = types.filter((type) => type === 'FEATURE_LEVEL_RECORD');
    expect(features.length).toBeGreaterThan(0);
    expect(types).toEqual([...features, ...start, 'TOPIC_RECORD', 'PARTITION_RECORD', ...start]);
    const epochs = lines.flatMap((line) => /partitionLeaderEpoch: (\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(new Set(epochs)).toEqual(new Set([1, 2]));
    expect(lines.filter((line) => /isvalid: false|Could not|error/i.test(line))).toEqual([]);
  });
});
