import { describe, expect, it } from 'vitest';
import { bench, logged, names, real, service, settle, topic } from '../../test/support/metadata.ts';
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { ConfigResourceType } from './image.ts';
import { METADATA_TOPIC, METADATA_TOPIC_ID } from './topic-name.ts';

describe('The metadata log', () => {
  it('begins as KRaft writes it', async () => {
    const { dataPlane } = await bench();
    expect(dataPlane.opened[0]).toMatchObject({ topic: METADATA_TOPIC, topicId: METADATA_TOPIC_ID, partition: 0 });
    expect(logged(dataPlane)).toMatchObject([
      { name: 'FeatureLevelRecord', version: 0, value: { name: 'metadata.version', featureLevel: 30 } },
      { name: 'FeatureLevelRecord', version: 0, value: { name: 'group.version', featureLevel: 1 } },
      { name: 'FeatureLevelRecord', version: 0, value: { name: 'transaction.version', featureLevel: 2 } },
      {
        name: 'RegisterBrokerRecord',
        version: 4,
        value: {
          brokerId: 1,
          brokerEpoch: 3n,
          endPoints: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 9092, securityProtocol: 0 }],
          features: [
            { name: 'metadata.version', minSupportedVersion: 7, maxSupportedVersion: 30 },
            { name: 'group.version', minSupportedVersion: 0, maxSupportedVersion: 1 },
            { name: 'transaction.version', minSupportedVersion: 0, maxSupportedVersion: 2 },
          ],
          fenced: true,
          logDirs: ['DDDDDDDDDDDDDDDDDDDDDA'],
        },
      },
      { name: 'BrokerRegistrationChangeRecord', version: 0, value: { brokerId: 1, brokerEpoch: 3n, fenced: -1 } },
    ]);
  });

  it('holds a topic as topic, configs, partitions', async () => {
    const { dataPlane, metadata } = await bench();
    const configs = [{ name: 'retention.ms', value: '1000' }];
    const [created] = await metadata.createTopics([topic('a', { numPartitions: 2, configs })], real);
    const topicId = created?.topic?.id ?? '';
    const partition = { topicId, replicas: [1], isr: [1], leader: 1, leaderEpoch: 0, partitionEpoch: 0 };
    const directories = ['DDDDDDDDDDDDDDDDDDDDDA'];
    expect(logged(dataPlane).slice(5)).toMatchObject([
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

describe('A name that was given back', () => {
  it('is given again when the folders of its topic are gone, not before', async () => {
    const { dataPlane, metadata } = await bench();
    await metadata.createTopics([topic('a')], real);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const deletePartitions = dataPlane.deletePartitions.bind(dataPlane);
    dataPlane.deletePartitions = (partitions) => held.then(() => deletePartitions(partitions));
    const deletion = metadata.deleteTopics([{ name: 'a', topicId: '' }]);
    const creation = metadata.createTopics([topic('a')], real);
    await settle();
    expect(logged(dataPlane).filter(({ name }) => name === 'RemoveTopicRecord')).toHaveLength(1);
    expect(logged(dataPlane).filter(({ name }) => name === 'TopicRecord')).toHaveLength(1);
    release();
    await deletion;
    expect((await creation)[0]?.errorCode).toBe(0);
    expect(logged(dataPlane).filter(({ name }) => name === 'TopicRecord')).toHaveLength(2);
  });

  it('is free of what a crash left when the start has ended', async () => {
    const { dataPlane, metadata } = await bench();
    await metadata.createTopics([topic('a'), topic('b', { numPartitions: 3 }), topic('gone')], real);
    await metadata.deleteTopics([{ name: 'gone', topicId: '' }]);
    const after = dataPlane.restarted();
    await service(after).start({ afterCrash: true });
    expect(after.known).toEqual([
      [
        { name: 'a', partitionCount: 1 },
        { name: 'b', partitionCount: 3 },
      ],
    ]);
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
