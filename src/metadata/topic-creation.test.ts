import { describe, expect, it } from 'vitest';
import { bench, endpoint, names, real, service, topic } from '../../test/support/metadata.ts';
import { MemoryDataPlane } from '../journal/memory-data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { TopicToCreate } from './metadata.ts';

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

  it('refuses what only upper and lower case tell apart, where the disk does not', async () => {
    const codesOn = async (caseMatters: boolean) => {
      const metadata = service(new MemoryDataPlane(), [], {}, caseMatters);
      await metadata.start({ afterCrash: false });
      await metadata.register({ endpoints: [endpoint], rack: null });
      await metadata.createTopics([topic('orders')], real);
      return await metadata.createTopics([topic('Orders'), topic('a'), topic('A'), topic('orders')], real);
    };
    const [INVALID, EXISTS] = [ErrorCode.INVALID_TOPIC_EXCEPTION, ErrorCode.TOPIC_ALREADY_EXISTS];
    const refused = await codesOn(false);
    expect(refused.map(({ errorCode }) => errorCode)).toEqual([INVALID, 0, INVALID, EXISTS]);
    expect(refused[0]?.errorMessage).toBe(
      "Topic 'Orders' and topic 'orders' would be one folder: this disk ignores upper and lower case.",
    );
    expect((await codesOn(true)).map(({ errorCode }) => errorCode)).toEqual([0, 0, 0, EXISTS]);
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
