import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { loadConfig } from '../config/config.ts';
import { KafkaError } from '../errors.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import { MemoryDataPlane } from '../journal/memory-data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { decodeMetadataRecord, encodeMetadataRecord } from '../wire/framed-record.ts';
import { abortTransactionRecord } from '../wire/generated/abort-transaction-record.ts';
import { accessControlEntryRecord } from '../wire/generated/access-control-entry-record.ts';
import { beginTransactionRecord } from '../wire/generated/begin-transaction-record.ts';
import { endTransactionRecord } from '../wire/generated/end-transaction-record.ts';
import { featureLevelRecord } from '../wire/generated/feature-level-record.ts';
import { newPartitionChangeRecord, partitionChangeRecord } from '../wire/generated/partition-change-record.ts';
import { newPartitionRecord, partitionRecord } from '../wire/generated/partition-record.ts';
import { topicRecord } from '../wire/generated/topic-record.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { decodeBatches, encodeBatch } from '../wire/record-batch.ts';
import { ConfigResourceType } from './image.ts';
import type { TopicToCreate } from './metadata.ts';
import { MetadataService } from './metadata-service.ts';
import { METADATA_TOPIC, METADATA_TOPIC_ID } from './topic-name.ts';

interface Bench {
  dataPlane: MemoryDataPlane;
  metadata: MetadataService;
  fatal: Error[];
}

function service(dataPlane: MemoryDataPlane, fatal: Error[] = [], properties: Record<string, string> = {}) {
  let ids = 0;
  return new MetadataService({
    config: loadConfig({ properties: { 'log.dirs': '/nowhere', 'num.partitions': '2', ...properties } }),
    dataPlane,
    clock: new VirtualClock(),
    log: pino({ level: 'silent' }),
    clusterId: 'cluster',
    directoryId: 'DDDDDDDDDDDDDDDDDDDDDA',
    randomUuid: () => Buffer.from(`${dataPlane.appendCount} ${ids++}`.padEnd(16, '.')).toString('base64url'),
    onFatal: (error) => fatal.push(error),
  });
}

const endpoint = { listener: 'PLAINTEXT', host: '127.0.0.1', port: 9092, securityProtocol: 0 };

async function bench(dataPlane = new MemoryDataPlane(), properties: Record<string, string> = {}): Promise<Bench> {
  const fatal: Error[] = [];
  const metadata = service(dataPlane, fatal, properties);
  await metadata.start({ afterCrash: false });
  await metadata.register({ endpoints: [endpoint], rack: null });
  return { dataPlane, metadata, fatal };
}

function topic(name: string, fields: Partial<TopicToCreate> = {}): TopicToCreate {
  return { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...fields };
}

const real = { validateOnly: false };

function names(metadata: MetadataService): string[] {
  return [...metadata.image.topicsByName.keys()].sort();
}

/** Every record in the log: its name, and its fields where asked for. */
function logged(dataPlane: MemoryDataPlane) {
  const bytes = dataPlane.read(METADATA_TOPIC, 0, 0n, Number.MAX_SAFE_INTEGER);
  return [...decodeBatches(bytes)].flatMap((batch) =>
    batch.records.map((record) => {
      const decoded = record.value === null ? null : decodeMetadataRecord(record.value);
      if (decoded === null) throw new Error(`record ${record.offset}`);
      return decoded;
    }),
  );
}

describe('The metadata log', () => {
  it('begins as KRaft writes it', async () => {
    const { dataPlane } = await bench();
    expect(dataPlane.opened[0]).toMatchObject({ topic: METADATA_TOPIC, topicId: METADATA_TOPIC_ID, partition: 0 });
    expect(logged(dataPlane)).toMatchObject([
      { name: 'FeatureLevelRecord', version: 0, value: { name: 'metadata.version', featureLevel: 30 } },
      {
        name: 'RegisterBrokerRecord',
        version: 4,
        value: {
          brokerId: 1,
          brokerEpoch: 1n,
          endPoints: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 9092, securityProtocol: 0 }],
          features: [{ name: 'metadata.version', minSupportedVersion: 7, maxSupportedVersion: 30 }],
          fenced: true,
          logDirs: ['DDDDDDDDDDDDDDDDDDDDDA'],
        },
      },
      { name: 'BrokerRegistrationChangeRecord', version: 0, value: { brokerId: 1, brokerEpoch: 1n, fenced: -1 } },
    ]);
  });

  it('holds a topic as topic, configs, partitions', async () => {
    const { dataPlane, metadata } = await bench();
    const configs = [{ name: 'retention.ms', value: '1000' }];
    const [created] = await metadata.createTopics([topic('a', { numPartitions: 2, configs })], real);
    const topicId = created?.topic?.id ?? '';
    const partition = { topicId, replicas: [1], isr: [1], leader: 1, leaderEpoch: 0, partitionEpoch: 0 };
    const directories = ['DDDDDDDDDDDDDDDDDDDDDA'];
    expect(logged(dataPlane).slice(3)).toMatchObject([
      { name: 'TopicRecord', value: { name: 'a', topicId } },
      {
        name: 'ConfigRecord',
        value: { resourceType: 2, resourceName: 'a', name: 'retention.ms', value: '1000' },
      },
      { name: 'PartitionRecord', version: 2, value: { partitionId: 0, directories, ...partition } },
      { name: 'PartitionRecord', version: 2, value: { partitionId: 1, directories, ...partition } },
    ]);
  });

  it('gives the same image after a restart', async () => {
    const { dataPlane, metadata } = await bench();
    await metadata.createTopics([topic('a'), topic('b', { numPartitions: 3 }), topic('gone')], real);
    await metadata.deleteTopics([{ name: 'gone', topicId: '' }]);
    await metadata.createPartitions([{ name: 'a', count: 4, assignments: null }], real);
    const set = new Map([['retention.ms', '5']]);
    await metadata.alterConfigs({ type: ConfigResourceType.TOPIC, name: 'b' }, () => set, real);
    await metadata.allocateProducerIds();
    const before = metadata.image;
    const restarted = service(dataPlane.restarted());
    await restarted.start({ afterCrash: false });
    expect({ ...restarted.image, topicsByName: null, topicsById: null, collidingNames: null }).toEqual({
      ...before,
      topicsByName: null,
      topicsById: null,
      collidingNames: null,
    });
    expect(new Map(restarted.image.topicsByName)).toEqual(new Map(before.topicsByName));
    expect(new Map(restarted.image.topicsById)).toEqual(new Map(before.topicsById));
  });
});

describe('createTopics', () => {
  const cases: { says: string; topic: TopicToCreate; code: number; message?: RegExp }[] = [
    { says: 'a valid one', topic: topic('ok'), code: 0 },
    { says: 'the default counts', topic: topic('ok', { numPartitions: -1, replicationFactor: -1 }), code: 0 },
    {
      says: 'an existing name',
      topic: topic('existing'),
      code: ErrorCode.TOPIC_ALREADY_EXISTS,
      message: /^Topic 'existing' already exists\.$/,
    },
    { says: 'an empty name', topic: topic(''), code: ErrorCode.INVALID_TOPIC_EXCEPTION },
    { says: 'a dot', topic: topic('.'), code: ErrorCode.INVALID_TOPIC_EXCEPTION },
    { says: 'two dots', topic: topic('..'), code: ErrorCode.INVALID_TOPIC_EXCEPTION },
    { says: '249 characters', topic: topic('x'.repeat(249)), code: 0 },
    { says: '250 characters', topic: topic('x'.repeat(250)), code: ErrorCode.INVALID_TOPIC_EXCEPTION },
    { says: 'a space in the name', topic: topic('a b'), code: ErrorCode.INVALID_TOPIC_EXCEPTION },
    { says: 'an umlaut', topic: topic('ä'), code: ErrorCode.INVALID_TOPIC_EXCEPTION },
    {
      says: 'a name that collides',
      topic: topic('with.dots'),
      code: ErrorCode.INVALID_TOPIC_EXCEPTION,
      message: /collides with existing topic: with_dots/,
    },
    { says: 'no partitions', topic: topic('x', { numPartitions: 0 }), code: ErrorCode.INVALID_PARTITIONS },
    { says: 'negative partitions', topic: topic('x', { numPartitions: -2 }), code: ErrorCode.INVALID_PARTITIONS },
    { says: 'no replicas', topic: topic('x', { replicationFactor: 0 }), code: ErrorCode.INVALID_REPLICATION_FACTOR },
    {
      says: 'too many replicas',
      topic: topic('x', { replicationFactor: 3 }),
      code: ErrorCode.INVALID_REPLICATION_FACTOR,
      message: /cannot be reached because only 1 broker\(s\) are registered/,
    },
    {
      says: 'an unknown config',
      topic: topic('x', { configs: [{ name: 'colour', value: 'red' }] }),
      code: ErrorCode.INVALID_CONFIG,
    },
    {
      says: 'an invalid config',
      topic: topic('x', { configs: [{ name: 'retention.ms', value: 'long' }] }),
      code: ErrorCode.INVALID_CONFIG,
    },
    {
      says: 'a null config',
      topic: topic('x', { configs: [{ name: 'retention.ms', value: null }] }),
      code: ErrorCode.INVALID_CONFIG,
      message: /Null value not supported for topic configs: retention\.ms/,
    },
    { says: 'a manual assignment', topic: manual([0, [1]], [1, [1]]), code: 0 },
    {
      says: 'an assignment and counts',
      topic: { ...manual([0, [1]]), numPartitions: 1 },
      code: ErrorCode.INVALID_REQUEST,
    },
    {
      says: 'an assignment and a replication factor',
      topic: { ...manual([0, [1]]), replicationFactor: 1 },
      code: ErrorCode.INVALID_REQUEST,
    },
    { says: 'a gap', topic: manual([0, [1]], [2, [1]]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { says: 'a huge gap', topic: manual([2 ** 31 - 1, [1]]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { says: 'a negative partition', topic: manual([-1, [1]]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { says: 'a partition twice', topic: manual([0, [1]], [0, [1]]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { says: 'an unknown broker', topic: manual([0, [7]]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { says: 'a broker twice', topic: manual([0, [1, 1]]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { says: 'no broker', topic: manual([0, []]), code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
  ];

  function manual(...assignments: [number, number[]][]): TopicToCreate {
    return topic('manual', {
      numPartitions: -1,
      replicationFactor: -1,
      assignments: assignments.map(([partitionIndex, brokerIds]) => ({ partitionIndex, brokerIds })),
    });
  }

  for (const { says, topic: request, code, message } of cases) {
    it(`answers ${code} to ${says}`, async () => {
      const { metadata } = await bench();
      await metadata.createTopics([topic('existing'), topic('with_dots')], real);
      const [validated] = await metadata.createTopics([request], { validateOnly: true });
      expect(names(metadata)).toEqual(['existing', 'with_dots']);
      const [result] = await metadata.createTopics([request], real);
      expect(result).toMatchObject({ name: request.name, errorCode: code });
      expect(validated).toMatchObject({ errorCode: code, errorMessage: result?.errorMessage ?? null });
      if (message !== undefined) expect(result?.errorMessage).toMatch(message);
      expect(metadata.image.topicsByName.has(request.name)).toBe(code === 0 || request.name === 'existing');
    });
  }

  it('opens the partitions before it answers', async () => {
    const { dataPlane, metadata } = await bench();
    await metadata.createTopics(
      [topic('a', { numPartitions: -1, configs: [{ name: 'segment.bytes', value: '1048576' }] })],
      real,
    );
    const opened = dataPlane.opened.filter((spec) => spec.topic === 'a');
    expect(opened).toMatchObject([
      { partition: 0, topicId: metadata.image.topicsByName.get('a')?.id, config: { segmentBytes: 1048576 } },
      { partition: 1 },
    ]);
    expect(metadata.image.topicsByName.get('a')?.partitions).toMatchObject([
      { partition: 0, leader: 1, leaderEpoch: 0, partitionEpoch: 0, replicas: [1], isr: [1] },
      { partition: 1 },
    ]);
  });

  it('refuses names that collide within the request', async () => {
    const { metadata } = await bench();
    const results = await metadata.createTopics([topic('a.b'), topic('a_b')], real);
    expect(results.map((result) => result.errorCode)).toEqual([0, ErrorCode.INVALID_TOPIC_EXCEPTION]);
  });

  it('refuses too many partitions in one request', async () => {
    const { metadata } = await bench();
    const many = metadata.createTopics([topic('a', { numPartitions: 10_000 }), topic('b')], real);
    await expect(many).rejects.toMatchObject({ code: ErrorCode.POLICY_VIOLATION });
    const [result] = await metadata.createTopics([topic('a', { numPartitions: 10_000 })], real);
    expect(result?.errorCode).toBe(0);
    expect(metadata.image.topicsByName.get('a')?.partitions).toHaveLength(10_000);
  });

  it('sees what was decided and is not committed', async () => {
    const { metadata } = await bench();
    const both = await Promise.all([
      metadata.createTopics([topic('a')], real),
      metadata.createTopics([topic('a')], real),
    ]);
    expect(both.map(([result]) => result?.errorCode)).toEqual([0, ErrorCode.TOPIC_ALREADY_EXISTS]);
  });

  it('makes ten thousand topics one by one', async () => {
    const { dataPlane, metadata } = await bench();
    const requests = Array.from({ length: 10_000 }, (_, index) => metadata.createTopics([topic(`t${index}`)], real));
    await Promise.all(requests);
    for (let index = 0; index < 300; index++) await metadata.createTopics([topic(`u${index}`)], real);
    expect(metadata.image.topicsByName.size).toBe(10_300);
    expect(dataPlane.appendCount).toBeLessThan(400);
  });
});

describe('deleteTopics', () => {
  it('by name and by id', async () => {
    const { dataPlane, metadata } = await bench();
    const created = await metadata.createTopics([topic('a'), topic('b', { numPartitions: 2 }), topic('c')], real);
    const topicId = created[1]?.topic?.id ?? '';
    const results = await metadata.deleteTopics([
      { name: 'a', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' },
      { name: null, topicId },
      { name: 'b', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' },
      { name: 'unknown', topicId: 'AAAAAAAAAAAAAAAAAAAAAA' },
      { name: null, topicId: 'dW5rbm93biBpZCAuLi4uLg' },
    ]);
    expect(results.map((result) => result.errorCode)).toEqual([
      0,
      0,
      ErrorCode.INVALID_REQUEST,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      ErrorCode.UNKNOWN_TOPIC_ID,
    ]);
    expect(results[1]).toMatchObject({ name: 'b', topicId });
    expect(names(metadata)).toEqual(['c']);
    expect(dataPlane.deleted).toEqual([
      { topic: 'a', partition: 0 },
      { topic: 'b', partition: 0 },
      { topic: 'b', partition: 1 },
    ]);
  });

  it('makes room for a new topic of the same name, also at once', async () => {
    const { metadata } = await bench();
    const [first] = await metadata.createTopics([topic('a.b')], real);
    const [, [second]] = await Promise.all([
      metadata.deleteTopics([{ name: 'a.b', topicId: '' }]),
      metadata.createTopics([topic('a_b')], real),
    ]);
    expect(second?.errorCode).toBe(0);
    const [, [third]] = await Promise.all([
      metadata.deleteTopics([{ name: 'a_b', topicId: '' }]),
      metadata.createTopics([topic('a_b')], real),
    ]);
    expect(names(metadata)).toEqual(['a_b']);
    const ids = [first, second, third].map((result) => result?.topic?.id);
    expect(new Set(ids).size).toBe(3);
    expect(metadata.image.topicsByName.get('a_b')?.id).toBe(ids[2]);
    expect(metadata.image.topicsById.size).toBe(1);
  });
});

describe('createPartitions', () => {
  const cases: { count: number; brokers?: number[][]; code: number; message?: RegExp }[] = [
    { count: 3, code: 0 },
    { count: 2, code: ErrorCode.INVALID_PARTITIONS, message: /already has 2 partition/ },
    {
      count: 1,
      code: ErrorCode.INVALID_PARTITIONS,
      message: /currently has 2 partition\(s\); 1 would not be an increase/,
    },
    { count: 0, code: ErrorCode.INVALID_PARTITIONS },
    { count: 20_000, code: ErrorCode.POLICY_VIOLATION },
    { count: 3, brokers: [[1]], code: 0 },
    { count: 3, brokers: [[1], [1]], code: ErrorCode.INVALID_REPLICA_ASSIGNMENT, message: /only 2 assignment/ },
    { count: 3, brokers: [[9]], code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
    { count: 3, brokers: [[]], code: ErrorCode.INVALID_REPLICA_ASSIGNMENT },
  ];
  for (const { count, brokers, code, message } of cases) {
    it(`answers ${code} to ${count} instead of 2${brokers ? ` on ${JSON.stringify(brokers)}` : ''}`, async () => {
      const { metadata, dataPlane } = await bench();
      await metadata.createTopics([topic('a', { numPartitions: 2 })], real);
      const assignments = brokers === undefined ? null : brokers.map((brokerIds) => ({ brokerIds }));
      await metadata.createPartitions([{ name: 'a', count, assignments }], { validateOnly: true });
      expect(metadata.image.topicsByName.get('a')?.partitions).toHaveLength(2);
      const [result] = await metadata.createPartitions([{ name: 'a', count, assignments }], real);
      expect(result?.errorCode).toBe(code);
      if (message !== undefined) expect(result?.errorMessage).toMatch(message);
      const partitions = metadata.image.topicsByName.get('a')?.partitions;
      expect(partitions?.map(({ partition }) => partition)).toEqual(code === 0 ? [0, 1, 2] : [0, 1]);
      expect(dataPlane.opened.filter((spec) => spec.topic === 'a')).toHaveLength(code === 0 ? 3 : 2);
    });
  }

  it('knows unknown topics', async () => {
    const { metadata } = await bench();
    const [result] = await metadata.createPartitions([{ name: 'x', count: 3, assignments: null }], real);
    expect(result?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });
});

describe('alterConfigs', () => {
  const resource = { type: ConfigResourceType.TOPIC, name: 'a' };

  it('takes effect in the data plane and the image', async () => {
    const { metadata, dataPlane } = await bench();
    await metadata.createTopics([topic('a', { configs: [{ name: 'retention.ms', value: '1' }] })], real);
    const changes = new Map([
      ['max.message.bytes', '2000'],
      ['retention.ms', null],
    ]);
    await metadata.alterConfigs(resource, () => changes, { validateOnly: true });
    expect(dataPlane.configured).toEqual([]);
    await metadata.alterConfigs(resource, () => changes, real);
    expect(dataPlane.configured).toMatchObject([{ topic: 'a', config: { maxMessageBytes: 2000 } }]);
    expect([...(metadata.image.topicsByName.get('a')?.configs ?? [])]).toEqual([['max.message.bytes', '2000']]);
  });

  it('decides on what was decided before', async () => {
    const { metadata } = await bench();
    await metadata.createTopics([topic('a')], real);
    const grow = (overrides: ReadonlyMap<string, string>) =>
      new Map([['retention.ms', String(Number(overrides.get('retention.ms') ?? 0) + 1)]]);
    await Promise.all(Array.from({ length: 10 }, () => metadata.alterConfigs(resource, grow, real)));
    expect(metadata.image.topicsByName.get('a')?.configs.get('retention.ms')).toBe('10');
  });

  it('passes refusals on', async () => {
    const { metadata } = await bench();
    const unknown = metadata.alterConfigs(resource, () => new Map(), real);
    await expect(unknown).rejects.toMatchObject({ code: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION });
    await metadata.createTopics([topic('a')], real);
    const refused = metadata.alterConfigs(
      resource,
      () => {
        throw new KafkaError(ErrorCode.INVALID_CONFIG, 'no');
      },
      real,
    );
    await expect(refused).rejects.toMatchObject({ code: ErrorCode.INVALID_CONFIG });
  });
});

describe('Producer ids', () => {
  it('are never given twice, restarts included', async () => {
    const { dataPlane, metadata } = await bench();
    expect(await metadata.allocateProducerIds()).toEqual({ first: 0n, count: 1000 });
    expect(await metadata.allocateProducerIds()).toEqual({ first: 1000n, count: 1000 });
    const { metadata: again } = await bench(dataPlane.restarted());
    expect(await again.allocateProducerIds()).toEqual({ first: 2000n, count: 1000 });
  });
});

describe('ensureInternalTopic', () => {
  it('makes it once, with its own configs', async () => {
    const { metadata } = await bench();
    const [one, two] = await Promise.all([
      metadata.ensureInternalTopic('__consumer_offsets'),
      metadata.ensureInternalTopic('__consumer_offsets'),
    ]);
    expect(one).toBe(two);
    expect(one.internal).toBe(true);
    expect(one.partitions).toHaveLength(50);
    expect(Object.fromEntries(one.configs)).toEqual({
      'cleanup.policy': 'compact',
      'compression.type': 'producer',
      'segment.bytes': '104857600',
    });
  });
});

describe('A failed append of the metadata log', () => {
  it('changes nothing, and the next one goes on', async () => {
    const { dataPlane, metadata, fatal } = await bench();
    await metadata.createTopics([topic('kept')], real);
    dataPlane.fail({ kind: 'refused', code: ErrorCode.KAFKA_STORAGE_ERROR });
    await expect(metadata.createTopics([topic('lost')], real)).rejects.toMatchObject({
      code: ErrorCode.NOT_CONTROLLER,
    });
    await settle();
    expect(names(metadata)).toEqual(['kept']);
    await metadata.createTopics([topic('next')], real);
    expect(names(metadata)).toEqual(['kept', 'next']);
    expect(fatal).toEqual([]);
  });

  it('that was written nevertheless is published', async () => {
    const { dataPlane, metadata } = await bench();
    dataPlane.fail({ kind: 'torn', code: ErrorCode.KAFKA_STORAGE_ERROR });
    await expect(metadata.createTopics([topic('perhaps')], real)).rejects.toBeInstanceOf(KafkaError);
    await settle();
    expect(names(metadata)).toEqual(['perhaps']);
    expect(dataPlane.opened.at(-1)).toMatchObject({ topic: 'perhaps' });
  });
});

describe('After a crash', () => {
  it('every led partition gets a new leader epoch', async () => {
    const { dataPlane, metadata } = await bench();
    await metadata.createTopics([topic('a', { numPartitions: 2 })], real);
    const again = dataPlane.restarted();
    const restarted = service(again);
    await restarted.start({ afterCrash: true });
    expect(again.opened.filter((spec) => spec.topic === 'a')).toMatchObject([{ leaderEpoch: 1 }, { leaderEpoch: 1 }]);
    expect(restarted.image.topicsByName.get('a')?.partitions[0]).toMatchObject({ leaderEpoch: 1, partitionEpoch: 1 });
  });
});

describe('A metadata log of Apache Kafka', () => {
  const id = 'dG9waWMgb2YgYSBrYWZrYQ';

  function framed<T>(codec: MessageCodec<T>, value: T): JournalRecord {
    return { key: null, value: encodeMetadataRecord(codec, codec.maxVersion, value) };
  }

  async function logOf(...batches: JournalRecord[][]): Promise<MemoryDataPlane> {
    const { dataPlane } = await bench();
    for (const records of batches) await dataPlane.append(METADATA_TOPIC, 0, encodeBatch(records, { timestampMs: 1 }));
    return dataPlane.restarted();
  }

  const topicRecords = [
    framed(topicRecord, { name: 'theirs', topicId: id }),
    framed(
      partitionRecord,
      newPartitionRecord({ topicId: id, partitionId: 0, replicas: [1], isr: [1], leader: -1, leaderEpoch: 4 }),
    ),
  ];
  const acl = {
    id,
    resourceType: 2,
    resourceName: 'x',
    patternType: 3,
    principal: 'User:a',
    host: '*',
    operation: 3,
    permissionType: 3,
  };

  it('is taken over: leaderless partitions are led again, what has no effect here is passed over', async () => {
    const { metadata } = await bench(await logOf([framed(accessControlEntryRecord, acl), ...topicRecords]));
    expect(metadata.image.topicsByName.get('theirs')?.partitions).toMatchObject([{ leader: 1, leaderEpoch: 5 }]);
  });

  it('is taken over after a clean stop, which leaves nobody in sync and the last leader eligible', async () => {
    const stopped = newPartitionChangeRecord({
      topicId: id,
      partitionId: 0,
      isr: [],
      leader: -1,
      eligibleLeaderReplicas: [1],
      lastKnownElr: [1],
    });
    const { metadata, dataPlane } = await bench(await logOf([...topicRecords, framed(partitionChangeRecord, stopped)]));
    expect(metadata.image.topicsByName.get('theirs')?.partitions).toMatchObject([
      { leader: 1, leaderEpoch: 6, partitionEpoch: 1, isr: [1], eligibleLeaders: [] },
    ]);
    expect(dataPlane.opened.at(-1)).toMatchObject({ topic: 'theirs', leaderEpoch: 6 });
  });

  it('counts a metadata transaction when it ends', async () => {
    const begin = framed(beginTransactionRecord, { name: null });
    const [first, second] = [topicRecords.slice(0, 1), topicRecords.slice(1)];
    const ended = await bench(await logOf([begin, ...first], [...second, framed(endTransactionRecord, {})]));
    expect(names(ended.metadata)).toEqual(['theirs']);
    const aborted = await bench(
      await logOf([begin, ...topicRecords], [framed(abortTransactionRecord, { reason: null })]),
    );
    expect(names(aborted.metadata)).toEqual([]);
    const open = await bench(await logOf([begin, ...topicRecords]));
    expect(names(open.metadata)).toEqual([]);
    await open.metadata.createTopics([topic('ours')], real);
    const restarted = await bench(open.dataPlane.restarted());
    expect(names(restarted.metadata)).toEqual(['ours']);
  });

  it('is refused when it is newer than this broker', async () => {
    const newer = await logOf([framed(featureLevelRecord, { name: 'metadata.version', featureLevel: 31 })]);
    await expect(service(newer).start({ afterCrash: false })).rejects.toThrow(/metadata\.version 31.*supports 7 to 30/);
    const unknown = await logOf([{ key: null, value: Buffer.from([1, 99, 0]) }]);
    await expect(service(unknown).start({ afterCrash: false })).rejects.toThrow(/offset 3/);
  });
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
