// Everything that users leave in a data directory, on whichever broker: records in every codec, a compacted topic,
// transactions that were committed, aborted and left open, groups of both protocols, dynamic configs.
import kafkajs from 'kafkajs';
import {
  incrementalAlterConfigsRequest,
  incrementalAlterConfigsResponse,
  newAlterableConfig,
  newAlterConfigsResource,
  newIncrementalAlterConfigsRequest,
} from '../../../src/wire/generated/incremental-alter-configs.ts';
import { registerKafkaJsCodecs } from '../../clients/kafkajs-codecs.ts';
import { consume, kafkaOf } from '../../embedded/kafkajs-client.ts';
import { runTool } from '../../support/java.ts';
import { createTopics } from '../../support/topics.ts';
import { waitUntil } from '../../support/wait.ts';
import { write } from '../transactions/produce.ts';
import { TransactionSession } from '../transactions/session.ts';
import { completed, end, init } from '../transactions/steps.ts';
import { TypedConnection } from '../typed-connection.ts';

const { CompressionTypes } = kafkajs;
const CODECS = {
  plain: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
} as const;

export const GROUPS = ['classic', 'modern'];
export const TRANSACTIONAL_IDS = ['first', 'second'];
/** As long as these tests may take: the open one stays open. */
const TIMEOUT = { transactionTimeoutMs: 800_000 };
const RECORDS = 40;

export async function live(port: number, round: number): Promise<void> {
  const bootstrapServers = `127.0.0.1:${port}`;
  await topics(bootstrapServers, round);
  await produceAll(bootstrapServers, round);
  const connection = await TypedConnection.open(port);
  try {
    const session = new TransactionSession(connection);
    if (round === 0) await session.prepare(TRANSACTIONAL_IDS);
    await configure(connection, round);
    await transactions(session);
  } finally {
    connection.close();
  }
  await consume(bootstrapServers, 'plain', 'classic', RECORDS);
  await readAsModern(bootstrapServers);
}

async function topics(bootstrapServers: string, round: number): Promise<void> {
  const first = Object.keys(CODECS).map((topic) => ({ topic, numPartitions: 2 }));
  const compacted = {
    topic: 'compacted',
    numPartitions: 1,
    configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
  };
  await createTopics(bootstrapServers, [
    ...(round === 0 ? [...first, compacted] : []),
    { topic: `of.round-${round}`, numPartitions: 5, configEntries: [{ name: 'retention.ms', value: '-1' }] },
  ]);
}

async function produceAll(bootstrapServers: string, round: number): Promise<void> {
  await registerKafkaJsCodecs();
  const producer = kafkaOf(bootstrapServers).producer();
  await producer.connect();
  const messages = (topic: string) =>
    Array.from({ length: RECORDS }, (_, index) => ({
      key: `key ${index % 7}`,
      value: `${topic} ${round} ${index} ${'x'.repeat(200)}`,
      partition: topic === 'compacted' ? 0 : index % 2,
      headers: { round: String(round) },
    }));
  for (const [topic, compression] of Object.entries(CODECS)) {
    await producer.send({ topic, compression, messages: messages(topic) });
  }
  await producer.send({ topic: 'compacted', messages: messages('compacted') });
  await producer.disconnect();
}

async function transactions(session: TransactionSession): Promise<void> {
  const isInit = async (name: string, id: string) =>
    JSON.stringify(await init(name, id, 5, TIMEOUT).run(session)).includes('"error":"NONE"');
  await waitUntil('the first producer', () => isInit('a', 'first'));
  // What the last round has left open is aborted by its producer's return.
  await waitUntil('the second producer', () => isInit('b', 'second'));
  const steps = [
    write(12, 'committed', { by: 'a', id: 'first', sequence: 0, partitions: [0, 1] }),
    end('a', 'first', 5, true),
    completed('first'),
    write(12, 'aborted', { by: 'a', id: 'first', sequence: 0 }),
    end('a', 'first', 5, false),
    completed('first'),
    write(12, 'left open', { by: 'b', id: 'second', sequence: 0 }),
  ];
  for (const { run } of steps) await run(session);
}

async function configure(connection: TypedConnection, round: number): Promise<void> {
  const set = (resourceType: number, resourceName: string, name: string, value: string) =>
    newAlterConfigsResource({ resourceType, resourceName, configs: [newAlterableConfig({ name, value })] });
  const resources = [
    set(2, 'plain', 'max.message.bytes', String(900_000 + round)),
    // Its records have times of long ago.
    set(2, 't', 'retention.ms', '-1'),
    set(4, '', 'log.cleaner.backoff.ms', String(14_000 + round)),
    set(4, '1', 'log.retention.ms', String(700_000_000 + round)),
    set(32, 'modern', 'consumer.session.timeout.ms', String(50_000 + round)),
  ];
  const request = newIncrementalAlterConfigsRequest({ resources });
  const answer = await connection.call(incrementalAlterConfigsRequest, incrementalAlterConfigsResponse, 1, request);
  const refused = answer.responses.filter(({ errorCode }) => errorCode !== 0);
  if (refused.length > 0) throw new Error(`configs are refused: ${JSON.stringify(refused)}`);
}

/** A member of the protocol of KIP-848 reads, commits and leaves. */
async function readAsModern(bootstrapServers: string): Promise<void> {
  await runTool('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    ...['--bootstrap-server', bootstrapServers, '--topic', 'gzip', '--group', 'modern'],
    ...['--consumer-property', 'group.protocol=consumer', '--consumer-property', 'auto.offset.reset=earliest'],
    ...['--max-messages', String(RECORDS)],
  ]);
}
