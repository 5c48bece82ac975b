// Metadata that Apache Kafka 4.3.1 has left in other shapes: a quorum whose voters stand in the log (`format
// --standalone`), and a log that Kafka has cut behind its own snapshots. Millrace opens both and gives them back.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDirectory } from '../../../src/check/check-directory.ts';
import { reportOf } from '../../../src/check/report.ts';
import { Broker } from '../../../src/index.ts';
import { missingBroker, startBroker } from '../../support/broker.ts';
import { runTool } from '../../support/java.ts';
import { missing } from '../../support/paths.ts';
import { RawClient } from '../../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../../support/temporary.ts';
import { createTopics } from '../../support/topics.ts';
import { waitUntil } from '../../support/wait.ts';
import { portrait } from './portrait.ts';

/** Apache Kafka looks once a minute for what of its metadata log can go: for a run by hand. */
const isLong = process.env.MILLRACE_METADATA_CUT !== undefined;
const KAFKA_CLEANS_WITHIN_MS = 150_000;
const reason = missingBroker('kafka') ?? missing.kcat();

describe.skipIf(reason !== undefined)(`Metadata of Apache Kafka${reason === undefined ? '' : ` (${reason})`}`, () => {
  let directory: string;
  let data: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('quorum');
    data = join(directory, 'data');
  });

  afterEach(() => removeDirectory(directory));

  type Live = (port: number) => Promise<void>;
  type Serve = <T>(use: (port: number) => Promise<T>) => Promise<T>;

  const kafka =
    (kafkaStandalone: boolean, properties: Record<string, string>): Serve =>
    async (use) => {
      const broker = await startBroker({ dataDirectory: data, kafkaStandalone, properties }, 'kafka');
      try {
        return await use(broker.port);
      } finally {
        await broker.close();
      }
    };

  const millrace: Serve = async (use) => {
    const broker = await Broker.start({ port: 0, dataDir: data });
    try {
      return await use(broker.port);
    } finally {
      await broker.close();
    }
  };

  const seen = (port: number) => portrait({ port, groups: [], transactionalIds: [] });
  const metadataFiles = async () => (await readdir(join(data, '__cluster_metadata-0'))).sort();
  const baseOffset = async () => {
    const first = (await metadataFiles()).find((name) => name.endsWith('.log'));
    return Number(first?.slice(0, 20));
  };

  /** There, here, and back: each sees what the other has left. */
  async function goesAndComesBack(there: Serve, live: Live, back: Live = async () => {}): Promise<void> {
    const ofKafka = await there(async (port) => {
      await addTopic(port, 'from.kafka');
      await live(port);
      return seen(port);
    });
    const { text, isReady } = reportOf(await checkDirectory(data));
    expect(isReady, text).toBe(true);
    const ofMillrace = await millrace(async (port) => {
      expect(await seen(port)).toEqual(ofKafka);
      await addTopic(port, 'from.millrace');
      return seen(port);
    });
    const ofKafkaAgain = await there(async (port) => {
      expect(await seen(port)).toEqual(ofMillrace);
      await back(port);
      await addTopic(port, 'from.kafka.again');
      return seen(port);
    });
    await millrace(async (port) => expect(await seen(port)).toEqual(ofKafkaAgain));
  }

  it('whose voters stand in the log', { timeout: 180_000 }, async () => {
    const formatted = async () => {
      expect(await metadataFiles()).toContain('00000000000000000000-0000000000.checkpoint');
    };
    // The quorum is still what the log says it is.
    const hasVoter = async (port: number) => {
      const describe = ['--bootstrap-server', `127.0.0.1:${port}`, 'describe', '--status'];
      const { stdout } = await runTool('org.apache.kafka.tools.MetadataQuorumCommand', describe);
      expect(stdout.toString()).toMatch(/CurrentVoters:\s+\[\{"id": 1, "directoryId": "[^"]+"/);
    };
    await goesAndComesBack(kafka(true, {}), formatted, hasVoter);
  });

  it.skipIf(!isLong)('whose log Kafka has cut', { timeout: 600_000 }, async () => {
    const there = kafka(false, {
      'metadata.log.max.record.bytes.between.snapshots': '1500',
      'metadata.max.retention.bytes': '3000',
      'internal.metadata.log.segment.bytes': '4096',
      'internal.metadata.max.batch.size.in.bytes': '4000',
      'metadata.max.idle.interval.ms': '50',
    });
    await goesAndComesBack(there, async (port) => {
      for (let round = 0; round < 10; round++) await addTopic(port, `more-${round}`);
      await waitUntil('Kafka to cut its metadata log', async () => (await baseOffset()) > 0, {
        timeoutMs: KAFKA_CLEANS_WITHIN_MS,
        everyMs: 1_000,
      });
      console.log(`the metadata log of Apache Kafka begins at ${await baseOffset()}`);
    });
    expect(await baseOffset()).toBeGreaterThan(0);
  });
});

async function addTopic(port: number, topic: string): Promise<void> {
  const configEntries = [{ name: 'retention.ms', value: '-1' }];
  await createTopics(`127.0.0.1:${port}`, [{ topic, numPartitions: 3, configEntries }]);
  const client = await RawClient.open(port);
  for (const partition of [0, 1, 2]) {
    const answer = await client.produce(topic, partition, [Buffer.from(`${topic} ${partition}`)]);
    expect(answer.errorCode).toBe(0);
  }
  client.close();
}
