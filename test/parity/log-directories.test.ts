// Two log directories, on Millrace and on Apache Kafka 4.3.1: where partitions go, what DescribeLogDirs and Metadata
// say, and what becomes of it when one directory is removed under the broker.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alterReplicaLogDirsRequest,
  alterReplicaLogDirsResponse,
} from '../../src/wire/generated/alter-replica-log-dirs.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../src/wire/generated/create-topics.ts';
import {
  type DescribeLogDirsRequest,
  describeLogDirsRequest,
  describeLogDirsResponse,
} from '../../src/wire/generated/describe-log-dirs.ts';
import {
  metadataRequest,
  metadataResponse,
  newMetadataRequest,
  newMetadataRequestTopic,
} from '../../src/wire/generated/metadata.ts';
import { type BrokerKind, missingBroker, type RunningBroker, startBroker } from '../support/broker.ts';
import { runTool } from '../support/java.ts';
import { RawClient } from '../support/raw/client.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { waitUntil } from '../support/wait.ts';
import { TypedConnection } from './typed-connection.ts';

const TOPIC = 'events';
const PARTITIONS = [0, 1, 2, 3, 4, 5];
/** A few records a segment, so that a directory that is gone is soon missed. */
const configs = [{ name: 'internal.segment.bytes', value: '2000' }];
const STORAGE_ERROR = 56;

/** A broker with the directories `first` and `second`. */
class TwoDirectories {
  readonly #base: string;
  readonly #broker: RunningBroker;
  readonly #connection: TypedConnection;
  readonly #client: RawClient;

  private constructor(base: string, broker: RunningBroker, connection: TypedConnection, client: RawClient) {
    this.#base = base;
    this.#broker = broker;
    this.#connection = connection;
    this.#client = client;
  }

  static async start(kind: BrokerKind): Promise<TwoDirectories> {
    const base = await temporaryDirectory('directories');
    const [first, second] = [join(base, 'first'), join(base, 'second')];
    const properties = { 'log.dirs': `${first},${second}` };
    const broker = await startBroker({ dataDirectory: first, properties }, kind);
    const connection = await TypedConnection.open(broker.port);
    return new TwoDirectories(base, broker, connection, await RawClient.open(broker.port));
  }

  async createTopic(): Promise<void> {
    const topic = newCreatableTopic({ name: TOPIC, numPartitions: PARTITIONS.length, replicationFactor: 1, configs });
    const request = newCreateTopicsRequest({ topics: [topic], timeoutMs: 10_000 });
    await this.#connection.call(createTopicsRequest, createTopicsResponse, 7, request);
    for (const partition of PARTITIONS) {
      const serves = async () => (await this.#client.offsetAt(TOPIC, partition, -1n)).errorCode === 0;
      await waitUntil(`${TOPIC}-${partition} serves`, serves);
    }
    await this.produce(100);
  }

  /** One record to every partition; the error codes. */
  async produce(valueBytes: number): Promise<number[]> {
    const codes: number[] = [];
    for (const partition of PARTITIONS) {
      codes.push((await this.#client.produce(TOPIC, partition, [Buffer.alloc(valueBytes)])).errorCode);
    }
    return codes;
  }

  async fetch(): Promise<number[]> {
    const codes: number[] = [];
    for (const partition of PARTITIONS) codes.push((await this.#client.fetch(TOPIC, partition, 0n)).errorCode);
    return codes;
  }

  /** Without bytes of the file systems, which change all the time; of those, whether they are known. */
  async describe(version: number, topics: DescribeLogDirsRequest['topics']) {
    const { results, ...rest } = await this.#connection.call(describeLogDirsRequest, describeLogDirsResponse, version, {
      topics,
    });
    const comparable = results.map(({ logDir, totalBytes, usableBytes, topics, ...result }) => ({
      ...result,
      logDir: logDir.slice(this.#base.length),
      knowsSpace: [totalBytes > 0n, usableBytes > 0n && usableBytes <= totalBytes],
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.sort((one, other) => one.partitionIndex - other.partitionIndex),
      })),
    }));
    return { ...rest, results: comparable.sort((one, other) => (one.logDir < other.logDir ? -1 : 1)) };
  }

  /** Apache Kafka keeps eligible leaders and empties the in-sync set of what nobody leads; here it stays. */
  async metadata() {
    const request = newMetadataRequest({ topics: [newMetadataRequestTopic({ name: TOPIC })] });
    const { topics } = await this.#connection.call(metadataRequest, metadataResponse, 12, request);
    return topics[0]?.partitions.map(({ isrNodes, ...partition }) => partition);
  }

  /** Into the directory of this name. */
  async move(version: number, name: string, topics: { name: string; partitions: number[] }[]) {
    const request = { dirs: [{ path: join(this.#base, name), topics }] };
    const [asked, answered] = [alterReplicaLogDirsRequest, alterReplicaLogDirsResponse];
    const { results } = await this.#connection.call(asked, answered, version, request);
    return results
      .map(({ topicName, partitions }) => ({
        topicName,
        partitions: partitions.sort((one, other) => one.partitionIndex - other.partitionIndex),
      }))
      .sort((one, other) => (one.topicName < other.topicName ? -1 : 1));
  }

  /** Partition numbers of the topic by directory, once no replica is on its way. */
  async settled(): Promise<number[][]> {
    return waitUntil('no replica moves', async () => {
      const { results } = await this.describe(5, null);
      const partitions = results.map(({ topics }) => topics.flatMap((topic) => topic.partitions));
      if (partitions.flat().some(({ isFutureKey }) => isFutureKey)) return undefined;
      // For a moment Apache Kafka tells a replica that has moved in both directories.
      if (partitions.flat().length !== PARTITIONS.length) return undefined;
      return partitions.map((list) => list.map(({ partitionIndex }) => partitionIndex));
    });
  }

  /** What Apache Kafka's kafka-log-dirs.sh prints. */
  async logDirsCommand(): Promise<string> {
    const args = ['--bootstrap-server', `127.0.0.1:${this.#broker.port}`, '--describe', '--topic-list', TOPIC];
    const { stdout } = await runTool('org.apache.kafka.tools.LogDirsCommand', args);
    const json =
      String(stdout)
        .split('\n')
        .find((line) => line.startsWith('{')) ?? '';
    return json.replaceAll(this.#base, '');
  }

  /** What Apache Kafka's kafka-reassign-partitions.sh makes of one replica that is to be in the directory of this name. */
  async reassign(partition: number, name: string): Promise<string> {
    const plan = join(this.#base, 'plan.json');
    const moved = { topic: TOPIC, partition, replicas: [1], log_dirs: [join(this.#base, name)] };
    await writeFile(plan, JSON.stringify({ version: 1, partitions: [moved] }));
    const server = ['--bootstrap-server', `127.0.0.1:${this.#broker.port}`];
    const args = [...server, '--reassignment-json-file', plan, '--execute'];
    const { stdout } = await runTool('org.apache.kafka.tools.reassign.ReassignPartitionsCommand', args);
    return String(stdout);
  }

  async removeSecond(): Promise<void> {
    // The broker may write meanwhile.
    await rm(join(this.#base, 'second'), { recursive: true, maxRetries: 10 });
    await waitUntil('the directory is missed', async () => (await this.produce(300)).includes(STORAGE_ERROR));
    await waitUntil('nobody leads its partitions', async () => {
      return (await this.metadata())?.some(({ leaderId }) => leaderId === -1);
    });
  }

  async close(): Promise<void> {
    this.#client.close();
    this.#connection.close();
    await this.#broker.close();
    await removeDirectory(this.#base);
  }
}

const reason = missingBroker('kafka');

describe.skipIf(reason !== undefined)(`Two log directories${reason === undefined ? '' : ` (${reason})`}`, () => {
  let both: { kafka: TwoDirectories; millrace: TwoDirectories };

  beforeAll(async () => {
    const [kafka, millrace] = await Promise.all([TwoDirectories.start('kafka'), TwoDirectories.start('millrace')]);
    both = { kafka, millrace };
    await Promise.all([kafka.createTopic(), millrace.createTopic()]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all([both?.kafka.close(), both?.millrace.close()]);
  }, 120_000);

  async function same<R>(ask: (side: TwoDirectories) => Promise<R>): Promise<R> {
    const [theirs, ours] = await Promise.all([ask(both.kafka), ask(both.millrace)]);
    expect(ours).toEqual(theirs);
    return ours;
  }

  it.each([1, 2, 3, 4, 5])('are described alike, version %i', async (version) => {
    const all = await same((side) => side.describe(version, null));
    expect(all.results.map(({ topics }) => topics[0]?.partitions.length)).toEqual([3, 3]);
    await same((side) => side.describe(version, []));
    const some = [{ topic: TOPIC, partitions: [1, 0, 99, 1] }];
    await same((side) => side.describe(version, [...some, { topic: 'unknown', partitions: [0] }]));
    await same((side) => side.describe(version, [...some, { topic: TOPIC, partitions: [3] }]));
  });

  it('exchange replicas', { timeout: 60_000 }, async () => {
    const to = (partitions: number[], name = TOPIC) => [{ name, partitions }];
    await same((side) => side.move(1, 'elsewhere', to([0])));
    await same((side) => side.move(2, 'first', [...to([0, 99]), ...to([0], 'unknown')]));
    const [first] = await same((side) => side.settled());
    expect(first).toContain(0);
    await same((side) => side.produce(100));
    await same((side) => side.move(2, 'second', to([0, 2])));
    await same((side) => side.settled());
    await same((side) => side.produce(100));
    await same((side) => side.fetch());
    for (const name of ['second', 'first']) {
      expect(await both.millrace.reassign(1, name)).toContain('Successfully started moving log directory');
      const settled = await both.millrace.settled();
      expect(settled[name === 'first' ? 0 : 1]).toContain(1);
    }
    const described = JSON.parse(await both.millrace.logDirsCommand());
    expect(described.brokers[0].logDirs.map(({ error }: { error: unknown }) => error)).toEqual([null, null]);
  });

  it('lose one with its partitions alone', { timeout: 60_000 }, async () => {
    await same((side) => side.metadata());
    await Promise.all([both.kafka.removeSecond(), both.millrace.removeSecond()]);
    const codes = await same((side) => side.produce(10));
    expect(codes.filter((code) => code === STORAGE_ERROR)).toHaveLength(3);
    await same((side) => side.fetch());
    await same((side) => side.metadata());
    const { results } = await both.millrace.describe(5, null);
    expect(results.map(({ errorCode, topics }) => [errorCode, topics.length])).toEqual([
      [0, 1],
      [STORAGE_ERROR, 0],
    ]);
    const theirs = await both.kafka.describe(5, null);
    expect(theirs.results[1]).toEqual(results[1]);
  });
});
