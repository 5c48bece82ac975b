import { describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { waitUntil } from '../../test/support/wait.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  createPartitionsRequest,
  createPartitionsResponse,
  newCreatePartitionsRequest,
  newCreatePartitionsTopic,
} from '../wire/generated/create-partitions.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../wire/generated/create-topics.ts';
import {
  deleteTopicsRequest,
  deleteTopicsResponse,
  newDeleteTopicState,
  newDeleteTopicsRequest,
} from '../wire/generated/delete-topics.ts';
import {
  describeClusterRequest,
  describeClusterResponse,
  newDescribeClusterRequest,
} from '../wire/generated/describe-cluster.ts';
import {
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdRequest,
} from '../wire/generated/init-producer-id.ts';
import {
  metadataRequest,
  metadataResponse,
  newMetadataRequest,
  newMetadataRequestTopic,
} from '../wire/generated/metadata.ts';

function versions(min: number, max: number): number[] {
  return Array.from({ length: max - min + 1 }, (_, index) => min + index);
}

function create(broker: MemoryBroker, version: number, ...names: string[]) {
  return createWith(broker, version, ...names.map((name) => ({ name })));
}

async function createWith(broker: MemoryBroker, version: number, ...topics: Parameters<typeof newCreatableTopic>[0][]) {
  const request = newCreateTopicsRequest({
    topics: topics.map((topic) => newCreatableTopic({ numPartitions: 1, replicationFactor: 1, ...topic })),
  });
  const answer = await broker.call(createTopicsRequest, createTopicsResponse, version, request);
  return answer?.topics ?? [];
}

async function metadataOf(broker: MemoryBroker, version: number, names: string[] | null, allow = false) {
  const topics = names === null ? null : names.map((name) => newMetadataRequestTopic({ name }));
  const request = newMetadataRequest({ topics, allowAutoTopicCreation: version >= 4 ? allow : true });
  return broker.call(metadataRequest, metadataResponse, version, request);
}

describe('CreateTopics', () => {
  it.each(versions(2, 7))('version %i creates, refuses twins and what exists', async (version) => {
    const broker = await MemoryBroker.start();
    await create(broker, version, 'exists');
    const results = await create(broker, version, 'new', 'exists', 'twin', 'twin', '__cluster_metadata');
    const codes = Object.fromEntries(results.map(({ name, errorCode }) => [name, errorCode]));
    expect(results).toHaveLength(4);
    expect(codes).toEqual({
      new: 0,
      exists: ErrorCode.TOPIC_ALREADY_EXISTS,
      twin: ErrorCode.INVALID_REQUEST,
      __cluster_metadata: ErrorCode.INVALID_REQUEST,
    });
    const { topicsByName } = broker.parts.metadata.image;
    expect([...topicsByName.keys()].sort()).toEqual(['exists', 'new']);
    const created = results.find(({ name }) => name === 'new');
    if (version >= 7) expect(created?.topicId).toBe(topicsByName.get('new')?.id);
    if (version >= 5)
      expect(created).toMatchObject({ numPartitions: 1, replicationFactor: 1, topicConfigErrorCode: 0 });
  });

  it('shows all configs of the new topic, sorted, with their sources', async () => {
    const broker = await MemoryBroker.start({ properties: { 'log.retention.ms': '77' } });
    const configs = [{ name: 'segment.bytes', value: '2097152' }];
    const [result] = await createWith(broker, 7, { name: 'a', configs });
    const names = result?.configs?.map(({ name }) => name) ?? [];
    expect(names).toEqual([...names].sort());
    expect(names.length).toBeGreaterThan(30);
    const find = (name: string) => result?.configs?.find((config) => config.name === name);
    expect(find('segment.bytes')).toMatchObject({ value: '2097152', configSource: 1, readOnly: false });
    expect(find('retention.ms')).toMatchObject({ value: '77', configSource: 4 });
    expect(find('max.message.bytes')).toMatchObject({ value: '1048588', configSource: 5 });
  });

  it('passes a refusal of the whole request on to every topic', async () => {
    const broker = await MemoryBroker.start();
    const results = await createWith(broker, 7, { name: 'a', numPartitions: 6000 }, { name: 'b', numPartitions: 6000 });
    expect(results.map(({ errorCode }) => errorCode)).toEqual([ErrorCode.POLICY_VIOLATION, ErrorCode.POLICY_VIOLATION]);
  });
});

describe('DeleteTopics', () => {
  async function deleted(broker: MemoryBroker, version: number, names: string[]) {
    const request =
      version < 6
        ? newDeleteTopicsRequest({ topicNames: names })
        : newDeleteTopicsRequest({ topics: names.map((name) => newDeleteTopicState({ name })) });
    const answer = await broker.call(deleteTopicsRequest, deleteTopicsResponse, version, request);
    return answer?.responses ?? [];
  }

  it.each(versions(1, 6))('version %i deletes by name', async (version) => {
    const broker = await MemoryBroker.start();
    await create(broker, 7, 'a', 'b', 'c');
    const results = await deleted(broker, version, ['a', 'unknown', 'b', 'b']);
    expect(Object.fromEntries(results.map(({ name, errorCode }) => [name, errorCode]))).toEqual({
      a: 0,
      unknown: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      b: ErrorCode.INVALID_REQUEST,
    });
    expect([...broker.parts.metadata.image.topicsByName.keys()].sort()).toEqual(['b', 'c']);
  });

  it('deletes by id', async () => {
    const broker = await MemoryBroker.start();
    const [a, b] = await create(broker, 7, 'a', 'b');
    const unknown = 'dW5rbm93biBpZCAuLi4uLg';
    const topics = [
      newDeleteTopicState({ topicId: a?.topicId ?? '' }),
      newDeleteTopicState({ topicId: unknown }),
      newDeleteTopicState({ name: 'b', topicId: b?.topicId ?? '' }),
      newDeleteTopicState(),
    ];
    const answer = await broker.call(deleteTopicsRequest, deleteTopicsResponse, 6, newDeleteTopicsRequest({ topics }));
    const codes = answer?.responses.map(({ name, topicId, errorCode }) => ({ name, topicId, errorCode }));
    expect(codes).toEqual(
      expect.arrayContaining([
        { name: 'a', topicId: a?.topicId, errorCode: 0 },
        { name: null, topicId: unknown, errorCode: ErrorCode.UNKNOWN_TOPIC_ID },
        { name: 'b', topicId: b?.topicId, errorCode: ErrorCode.INVALID_REQUEST },
        { name: null, topicId: 'AAAAAAAAAAAAAAAAAAAAAA', errorCode: ErrorCode.INVALID_REQUEST },
      ]),
    );
    expect(codes).toHaveLength(4);
  });

  it.each([
    [2, ErrorCode.INVALID_REQUEST],
    [3, ErrorCode.TOPIC_DELETION_DISABLED],
    [6, ErrorCode.TOPIC_DELETION_DISABLED],
  ])('version %i answers %i where deletion is disabled', async (version, code) => {
    const broker = await MemoryBroker.start({ properties: { 'delete.topic.enable': 'false' } });
    await create(broker, 7, 'a');
    expect(await deleted(broker, version, ['a'])).toMatchObject([{ name: 'a', errorCode: code }]);
  });
});

describe('CreatePartitions', () => {
  it.each(versions(0, 3))('version %i', async (version) => {
    const broker = await MemoryBroker.start();
    await create(broker, 7, 'a', 'b');
    const topics = ['a', 'unknown', 'b', 'b'].map((name) =>
      newCreatePartitionsTopic({ name, count: 3, assignments: null }),
    );
    const request = newCreatePartitionsRequest({ topics });
    const answer = await broker.call(createPartitionsRequest, createPartitionsResponse, version, request);
    expect(Object.fromEntries((answer?.results ?? []).map(({ name, errorCode }) => [name, errorCode]))).toEqual({
      a: 0,
      unknown: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      b: ErrorCode.INVALID_REQUEST,
    });
    expect(broker.parts.metadata.image.topicsByName.get('a')?.partitions).toHaveLength(3);
  });
});

describe('Metadata', () => {
  it.each(versions(0, 13))('version %i shows brokers and topics', async (version) => {
    const broker = await MemoryBroker.start();
    const [created] = await createWith(broker, 7, { name: 'a', numPartitions: 2 });
    const answer = await metadataOf(broker, version, ['a']);
    expect(answer?.brokers).toMatchObject([{ nodeId: 1, host: 'broker.test', port: 9092 }]);
    if (version >= 1) expect(answer?.controllerId).toBe(1);
    if (version >= 2) expect(answer?.clusterId).toBe('memory');
    expect(answer?.topics).toMatchObject([
      {
        errorCode: 0,
        name: 'a',
        partitions: [{ partitionIndex: 0, leaderId: 1, replicaNodes: [1], isrNodes: [1] }, {}],
      },
    ]);
    if (version >= 10) expect(answer?.topics[0]?.topicId).toBe(created?.topicId);
    if (version >= 7) expect(answer?.topics[0]?.partitions[0]?.leaderEpoch).toBe(0);
    if (version >= 8) expect(answer?.topics[0]?.topicAuthorizedOperations).toBe(-(2 ** 31));
  });

  it('shows all topics: an empty list in version 0, null from version 1', async () => {
    const broker = await MemoryBroker.start();
    await create(broker, 7, 'a', 'b');
    const count = async (version: number, names: string[] | null) =>
      (await metadataOf(broker, version, names))?.topics.length;
    expect(await count(0, [])).toBe(2);
    expect(await count(1, [])).toBe(0);
    expect(await count(1, null)).toBe(2);
    expect(await count(13, null)).toBe(2);
  });

  it('creates on demand: first UNKNOWN_TOPIC_OR_PARTITION, then the topic', async () => {
    const broker = await MemoryBroker.start({ properties: { 'num.partitions': '3' } });
    const first = await metadataOf(broker, 9, ['wanted', 'not valid'], true);
    expect(first?.topics).toMatchObject([
      { name: 'wanted', errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
      { name: 'not valid', errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION },
    ]);
    const partitions = await waitUntil('the topic', async () => {
      const answer = await metadataOf(broker, 9, ['wanted'], true);
      return answer?.topics[0]?.errorCode === 0 && answer.topics[0].partitions.length;
    });
    expect(partitions).toBe(3);
    expect(broker.parts.metadata.image.topicsByName.size).toBe(1);
  });

  it.each([
    ['the client does not want it', {}, false],
    ['the broker does not', { 'auto.create.topics.enable': 'false' }, true],
  ])('creates nothing where %s', async (_why, properties, allow) => {
    const broker = await MemoryBroker.start({ properties });
    for (let turn = 0; turn < 2; turn++) {
      const answer = await metadataOf(broker, 9, ['x', '..'], allow);
      const codes = answer?.topics.map(({ errorCode }) => errorCode);
      expect(codes).toEqual([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.INVALID_TOPIC_EXCEPTION]);
    }
    expect(broker.parts.metadata.image.topicsByName.size).toBe(0);
  });

  it('makes the offsets topic with its own settings', async () => {
    const broker = await MemoryBroker.start();
    const first = await metadataOf(broker, 9, ['__consumer_offsets'], true);
    expect(first?.topics).toMatchObject([{ errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, isInternal: true }]);
    const { metadata } = broker.parts;
    const topic = await waitUntil('the topic', () => metadata.image.topicsByName.get('__consumer_offsets'));
    expect(topic.partitions).toHaveLength(50);
    expect(topic.configs.get('cleanup.policy')).toBe('compact');
  });

  it('finds topics by id from version 12', async () => {
    const broker = await MemoryBroker.start();
    const [created] = await create(broker, 7, 'a');
    const topicId = created?.topicId ?? '';
    const unknown = 'dW5rbm93biBpZCAuLi4uLg';
    const topics = [topicId, unknown].map((id) => newMetadataRequestTopic({ name: null, topicId: id }));
    const request = newMetadataRequest({ topics });
    expect((await broker.call(metadataRequest, metadataResponse, 12, request))?.topics).toMatchObject([
      { name: 'a', topicId, errorCode: 0 },
      { name: null, topicId: unknown, errorCode: ErrorCode.UNKNOWN_TOPIC_ID },
    ]);
    const early = await broker.call(metadataRequest, metadataResponse, 11, request);
    expect(early?.topics).toMatchObject([{ errorCode: ErrorCode.INVALID_REQUEST }, {}]);
  });

  it('shows authorized operations where asked for', async () => {
    const broker = await MemoryBroker.start();
    await create(broker, 7, 'a');
    const topics = [newMetadataRequestTopic({ name: 'a' })];
    const request = newMetadataRequest({
      topics,
      includeTopicAuthorizedOperations: true,
      includeClusterAuthorizedOperations: true,
    });
    const answer = await broker.call(metadataRequest, metadataResponse, 8, request);
    expect(answer?.topics[0]?.topicAuthorizedOperations).toBe(3576);
    expect(answer?.clusterAuthorizedOperations).toBe(8096);
  });
});

describe('DescribeCluster', () => {
  it.each(versions(0, 2))('version %i', async (version) => {
    const broker = await MemoryBroker.start();
    const request = newDescribeClusterRequest({ includeClusterAuthorizedOperations: version > 0 });
    const answer = await broker.call(describeClusterRequest, describeClusterResponse, version, request);
    expect(answer).toMatchObject({
      errorCode: 0,
      clusterId: 'memory',
      controllerId: 1,
      brokers: [{ brokerId: 1, host: 'broker.test', port: 9092, rack: null, isFenced: false }],
      clusterAuthorizedOperations: version > 0 ? 8096 : -(2 ** 31),
    });
  });

  it.each([
    [2, ErrorCode.MISMATCHED_ENDPOINT_TYPE],
    [9, ErrorCode.UNSUPPORTED_ENDPOINT_TYPE],
  ])('endpoint type %i gives %i', async (endpointType, code) => {
    const broker = await MemoryBroker.start();
    const request = newDescribeClusterRequest({ endpointType });
    const answer = await broker.call(describeClusterRequest, describeClusterResponse, 1, request);
    expect(answer).toMatchObject({ errorCode: code, endpointType: 1, brokers: [] });
  });
});

describe('InitProducerId', () => {
  it.each(versions(0, 5))('version %i gives a new id each time', async (version) => {
    const broker = await MemoryBroker.start();
    const request = newInitProducerIdRequest({ transactionalId: null });
    const first = await broker.call(initProducerIdRequest, initProducerIdResponse, version, request);
    const second = await broker.call(initProducerIdRequest, initProducerIdResponse, version, request);
    expect(first).toMatchObject({ errorCode: 0, producerId: 0n, producerEpoch: 0 });
    expect(second).toMatchObject({ errorCode: 0, producerId: 1n, producerEpoch: 0 });
  });

  it.each([
    { says: 'an empty one', fields: { transactionalId: '' }, code: ErrorCode.INVALID_REQUEST },
    {
      says: 'an id without an epoch',
      fields: { transactionalId: null, producerId: 5n },
      code: ErrorCode.INVALID_REQUEST,
    },
    {
      says: 'an epoch without an id',
      fields: { transactionalId: null, producerEpoch: 5 },
      code: ErrorCode.INVALID_REQUEST,
    },
    { says: 'an old id', fields: { transactionalId: null, producerId: 5n, producerEpoch: 5 }, code: ErrorCode.NONE },
  ])('answers $code to $says', async ({ fields, code }) => {
    const broker = await MemoryBroker.start();
    const request = newInitProducerIdRequest(fields);
    const answer = await broker.call(initProducerIdRequest, initProducerIdResponse, 5, request);
    expect(answer?.errorCode).toBe(code);
    if (code !== 0) expect(answer).toMatchObject({ producerId: -1n, producerEpoch: -1 });
  });

  it('answers what clients repeat when no id can be had', async () => {
    const broker = await MemoryBroker.start();
    broker.dataPlane.fail({ kind: 'refused', code: ErrorCode.KAFKA_STORAGE_ERROR });
    const request = newInitProducerIdRequest({ transactionalId: null });
    const answer = await broker.call(initProducerIdRequest, initProducerIdResponse, 4, request);
    expect(answer?.errorCode).toBe(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  });
});
