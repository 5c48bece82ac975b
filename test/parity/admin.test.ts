// Topics, metadata, the cluster and producer ids: the same admin requests to Millrace and to Apache Kafka 4.3.1.
import {
  createPartitionsRequest,
  createPartitionsResponse,
  newCreatePartitionsRequest,
  newCreatePartitionsTopic,
} from '../../src/wire/generated/create-partitions.ts';
import {
  createTopicsRequest,
  createTopicsResponse,
  newCreatableTopic,
  newCreateTopicsRequest,
} from '../../src/wire/generated/create-topics.ts';
import {
  deleteTopicsRequest,
  deleteTopicsResponse,
  newDeleteTopicState,
  newDeleteTopicsRequest,
} from '../../src/wire/generated/delete-topics.ts';
import {
  describeClusterRequest,
  describeClusterResponse,
  newDescribeClusterRequest,
} from '../../src/wire/generated/describe-cluster.ts';
import {
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdRequest,
} from '../../src/wire/generated/init-producer-id.ts';
import {
  metadataRequest,
  metadataResponse,
  newMetadataRequest,
  newMetadataRequestTopic,
} from '../../src/wire/generated/metadata.ts';
import { waitUntil } from '../support/wait.ts';
import { type Call, call, unknownId, versions } from './call.ts';
import { compareAnswers } from './compare-answers.ts';

type TopicFields = Parameters<typeof newCreatableTopic>[0];

function create(says: string, version: number, topics: TopicFields[], validateOnly = false): Call {
  const request = newCreateTopicsRequest({
    topics: topics.map((topic) => newCreatableTopic({ numPartitions: 1, replicationFactor: 1, ...topic })),
    timeoutMs: 10_000,
    validateOnly,
  });
  return call(`CreateTopics: ${says}`, [createTopicsRequest, createTopicsResponse], version, request);
}

function assigned(name: string, ...assignments: [number, number[]][]): TopicFields {
  return {
    name,
    numPartitions: -1,
    replicationFactor: -1,
    assignments: assignments.map(([partitionIndex, brokerIds]) => ({ partitionIndex, brokerIds })),
  };
}

function grow(says: string, version: number, topics: Parameters<typeof newCreatePartitionsTopic>[0][]): Call {
  const request = newCreatePartitionsRequest({
    topics: topics.map((topic) => newCreatePartitionsTopic({ assignments: null, ...topic })),
    timeoutMs: 10_000,
  });
  return call(`CreatePartitions: ${says}`, [createPartitionsRequest, createPartitionsResponse], version, request);
}

function remove(says: string, version: number, names: string[]): Call {
  const topics = names.map((name) => newDeleteTopicState({ name }));
  const request = newDeleteTopicsRequest(
    version < 6 ? { topicNames: names, timeoutMs: 10_000 } : { topics, timeoutMs: 10_000 },
  );
  return call(`DeleteTopics: ${says}`, [deleteTopicsRequest, deleteTopicsResponse], version, request);
}

function metadata(
  says: string,
  version: number,
  names: string[] | null,
  options: { create?: boolean; later?: boolean } = {},
): Call {
  const request = newMetadataRequest({
    topics: names?.map((name) => newMetadataRequestTopic({ name })) ?? null,
    allowAutoTopicCreation: version < 4 || (options.create ?? false),
    includeTopicAuthorizedOperations: version >= 8,
  });
  return call(`Metadata: ${says}`, [metadataRequest, metadataResponse], version, request, options.later);
}

const calls: Call[] = [
  ...versions(2, 7).map((version) => create('one topic', version, [{ name: `v${version}`, numPartitions: 2 }])),
  create('the same again', 7, [{ name: 'v7' }]),
  create('default counts', 7, [{ name: 'defaults', numPartitions: -1, replicationFactor: -1 }]),
  create('validate only', 7, [{ name: 'not-really', numPartitions: 3 }], true),
  create('validate only, exists', 7, [{ name: 'v7' }], true),
  create('twins', 7, [{ name: 'twin' }, { name: 'twin' }, { name: 'single' }]),
  create('the metadata log', 7, [{ name: '__cluster_metadata' }]),
  create(
    'invalid names',
    7,
    ['', '.', '..', 'a b', 'ä', 'x'.repeat(250)].map((name) => ({ name })),
  ),
  create('a longest name', 7, [{ name: 'x'.repeat(249) }]),
  create('dots', 7, [{ name: 'with.dots_and' }]),
  create('colliding dots', 7, [{ name: 'with_dots.and' }]),
  create('invalid counts', 7, [
    { name: 'p0', numPartitions: 0 },
    { name: 'p-2', numPartitions: -2 },
    { name: 'r0', replicationFactor: 0 },
    { name: 'r-2', replicationFactor: -2 },
    { name: 'r3', replicationFactor: 3 },
    { name: 'both', numPartitions: 0, replicationFactor: 0 },
  ]),
  create('too many partitions', 7, [{ name: 'many', numPartitions: 10_001 }]),
  create('too many partitions', 2, [{ name: 'many', numPartitions: 10_001 }]),
  create('configs', 7, [
    {
      name: 'configured',
      configs: [
        { name: 'retention.ms', value: '1000' },
        { name: 'cleanup.policy', value: 'compact,delete' },
      ],
    },
    { name: 'unknown-config', configs: [{ name: 'colour', value: 'red' }] },
    { name: 'invalid-config', configs: [{ name: 'retention.ms', value: 'long' }] },
    { name: 'null-config', configs: [{ name: 'retention.ms', value: null }] },
    {
      name: 'null-configs',
      configs: [
        { name: 'retention.ms', value: null },
        { name: 'segment.ms', value: null },
      ],
    },
  ]),
  create('assignments', 7, [
    assigned('assigned', [0, [1]], [1, [1]]),
    assigned('assigned-gap', [0, [1]], [2, [1]]),
    assigned('assigned-twice', [0, [1]], [0, [1]]),
    assigned('assigned-unknown', [0, [7]]),
    assigned('assigned-same', [0, [1, 1]]),
    assigned('assigned-none', [0, []]),
    assigned('assigned-negative', [-1, [1]]),
    assigned('assigned-uneven', [0, [1]], [1, []]),
    { ...assigned('assigned-count', [0, [1]]), numPartitions: 1 },
    { ...assigned('assigned-replicas', [0, [1]]), replicationFactor: 1 },
  ]),
  ...versions(0, 3).map((version) => grow('more', version, [{ name: 'v7', count: 3 + version }])),
  grow('the same count, fewer, none', 3, [
    { name: 'v6', count: 2 },
    { name: 'v5', count: 1 },
    { name: 'v4', count: 0 },
    { name: 'v3', count: -1 },
  ]),
  grow('unknown, twins', 3, [
    { name: 'nobody', count: 2 },
    { name: 'v6', count: 3 },
    { name: 'v6', count: 3 },
  ]),
  grow('assignments', 3, [
    { name: 'v6', count: 3, assignments: [{ brokerIds: [1] }] },
    { name: 'v5', count: 3, assignments: [{ brokerIds: [1] }, { brokerIds: [1] }] },
    { name: 'v4', count: 3, assignments: [{ brokerIds: [9] }] },
    { name: 'v3', count: 3, assignments: [{ brokerIds: [] }] },
    { name: 'v2', count: 3, assignments: [{ brokerIds: [1, 1] }] },
  ]),
  ...versions(0, 13).map((version) => metadata('a topic', version, ['v7'])),
  ...versions(0, 13).map((version) => metadata('everything', version, version === 0 ? [] : null)),
  metadata('nothing', 5, []),
  metadata('unknown, not to be created', 9, ['nobody', 'not valid', '', '__consumer_offsets']),
  metadata('to be created', 9, ['wanted', 'not valid'], { create: true }),
  metadata('created', 9, ['wanted'], { create: true, later: true }),
  call(
    'Metadata: an unknown id',
    [metadataRequest, metadataResponse],
    12,
    newMetadataRequest({ topics: [newMetadataRequestTopic({ name: null, topicId: unknownId })] }),
  ),
  call(
    'Metadata: an id too early',
    [metadataRequest, metadataResponse],
    10,
    newMetadataRequest({ topics: [newMetadataRequestTopic({ name: 'v7', topicId: unknownId })] }),
  ),
  call(
    'Metadata: no name',
    [metadataRequest, metadataResponse],
    10,
    newMetadataRequest({ topics: [newMetadataRequestTopic({ name: null })] }),
  ),
  call(
    'Metadata: operations of the cluster',
    [metadataRequest, metadataResponse],
    8,
    newMetadataRequest({ topics: [], includeClusterAuthorizedOperations: true }),
  ),
  ...versions(1, 6).map((version) => remove('by name', version, [`v${version + 1}`, 'nobody', 'single', 'single'])),
  call(
    'DeleteTopics: by id',
    [deleteTopicsRequest, deleteTopicsResponse],
    6,
    newDeleteTopicsRequest({
      topics: [
        newDeleteTopicState({ topicId: unknownId }),
        newDeleteTopicState({ name: 'single', topicId: unknownId }),
        newDeleteTopicState(),
        newDeleteTopicState({ name: '' }),
      ],
      timeoutMs: 10_000,
    }),
  ),
  ...versions(0, 2).map((version) =>
    call(
      'DescribeCluster',
      [describeClusterRequest, describeClusterResponse],
      version,
      newDescribeClusterRequest({ includeClusterAuthorizedOperations: true }),
    ),
  ),
  ...[0, 2, 3, -1].map((endpointType) =>
    call(
      `DescribeCluster: endpoint type ${endpointType}`,
      [describeClusterRequest, describeClusterResponse],
      1,
      newDescribeClusterRequest({ endpointType }),
    ),
  ),
  ...versions(0, 5).map((version) =>
    call(
      'InitProducerId',
      [initProducerIdRequest, initProducerIdResponse],
      version,
      newInitProducerIdRequest({ transactionalId: null, transactionTimeoutMs: 60_000 }),
    ),
  ),
  call(
    'InitProducerId: an empty transactional id',
    [initProducerIdRequest, initProducerIdResponse],
    4,
    newInitProducerIdRequest({ transactionalId: '', transactionTimeoutMs: 60_000 }),
  ),
  call(
    'InitProducerId: an id without an epoch',
    [initProducerIdRequest, initProducerIdResponse],
    4,
    newInitProducerIdRequest({ transactionalId: null, producerId: 5n }),
  ),
];

// Kafka gets its first block of producer ids in the background.
compareAnswers('Admin answers like Apache Kafka', calls, {
  untilReady: (kafka) =>
    waitUntil('the producer ids of Kafka', async () => {
      const request = newInitProducerIdRequest({ transactionalId: null, transactionTimeoutMs: 60_000 });
      const { errorCode } = await kafka.call(initProducerIdRequest, initProducerIdResponse, 4, request);
      return errorCode === 0;
    }),
});
