// Metadata (key 3), versions 0-13.
// Brokers, topics by name or (from 12) by id, all topics, authorized operations. A named topic that does not exist is
// created in the background where client and broker allow it; this answer still says UNKNOWN_TOPIC_OR_PARTITION, as
// Apache Kafka's does, and the client asks again.
// Skipped: `__transaction_state` and `__share_group_state` are not created yet.
import { KafkaError } from '../errors.ts';
import { offlineReplicas } from '../metadata/directories.ts';
import type { BrokerImage, MetadataImage, PartitionImage, TopicImage } from '../metadata/image.ts';
import { invalidTopicName, isInternalTopic, METADATA_TOPIC, OFFSETS_TOPIC } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type MetadataRequest,
  type MetadataResponseBroker,
  type MetadataResponsePartition,
  type MetadataResponseTopic,
  metadataRequest,
  metadataResponse,
  newMetadataResponse,
  newMetadataResponseTopic,
} from '../wire/generated/metadata.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { CLUSTER_OPERATIONS, OPERATIONS_NOT_ASKED, TOPIC_OPERATIONS } from './operations.ts';

export const metadata = defineHandler({
  request: metadataRequest,
  response: metadataResponse,
  handle(request, { apiVersion }, broker) {
    checkTopics(request, apiVersion);
    const { image } = broker.metadata;
    const topics = topicsOf(request, apiVersion, broker);
    if (request.includeTopicAuthorizedOperations) {
      for (const topic of topics) if (topic.name !== null) topic.topicAuthorizedOperations = TOPIC_OPERATIONS;
    }
    return newMetadataResponse({
      brokers: [...image.brokers.values()].filter(({ fenced }) => !fenced).map(brokerOf),
      clusterId: image.clusterId,
      controllerId: broker.advertised.nodeId,
      topics,
      clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
        ? CLUSTER_OPERATIONS
        : OPERATIONS_NOT_ASKED,
    });
  },
  keptAnswers: (request, broker) => (asksForPlainAll(request) ? answersFor(broker.metadata.image) : null),
  onError: (errorCode, _message, request) =>
    newMetadataResponse({
      errorCode,
      topics: (request.topics ?? []).map(({ name, topicId }) =>
        newMetadataResponseTopic({ errorCode, name: name ?? '', topicId }),
      ),
    }),
});

/** The answer with all topics is long, and the same until the next image. */
const answers = new WeakMap<MetadataImage, Map<number, Buffer>>();

function answersFor(image: MetadataImage): Map<number, Buffer> {
  const kept = answers.get(image) ?? new Map<number, Buffer>();
  answers.set(image, kept);
  return kept;
}

function asksForPlainAll(request: MetadataRequest): boolean {
  return (
    request.topics === null && !request.includeTopicAuthorizedOperations && !request.includeClusterAuthorizedOperations
  );
}

/** Ids and absent names belong together, and to version 12 and later. */
function checkTopics(request: MetadataRequest, apiVersion: number): void {
  if (apiVersion >= 12) return;
  for (const { name, topicId } of request.topics ?? []) {
    if (name === null) {
      const message = `Topic name can not be null for version ${apiVersion}`;
      throw new KafkaError(ErrorCode.INVALID_REQUEST, message);
    }
    if (topicId !== ZERO_UUID) {
      const message = `Topic IDs are not supported in requests for version ${apiVersion}`;
      throw new KafkaError(ErrorCode.INVALID_REQUEST, message);
    }
  }
}

function topicsOf(request: MetadataRequest, apiVersion: number, broker: BrokerParts): MetadataResponseTopic[] {
  const { topicsByName } = broker.metadata.image;
  const asked = request.topics;
  // Version 0 knows no null: there an empty list asks for everything.
  if (asked === null || (apiVersion === 0 && asked.length === 0))
    return [...topicsByName.values()].map((topic) => topicOf(topic, broker));
  const ids = new Set(asked.map(({ topicId }) => topicId).filter((id) => id !== ZERO_UUID));
  if (ids.size > 0) return [...ids].map((id) => topicById(id, broker));
  const names = new Set(asked.map(({ name }) => name ?? ''));
  const mayCreate = request.allowAutoTopicCreation && broker.config.get('auto.create.topics.enable');
  return [...names].map((name) => {
    const topic = topicsByName.get(name);
    return topic === undefined ? missingTopic(name, mayCreate, broker) : topicOf(topic, broker);
  });
}

function topicById(topicId: string, broker: BrokerParts): MetadataResponseTopic {
  const topic = broker.metadata.image.topicsById.get(topicId);
  if (topic !== undefined) return topicOf(topic, broker);
  return newMetadataResponseTopic({ errorCode: ErrorCode.UNKNOWN_TOPIC_ID, name: null, topicId });
}

function missingTopic(name: string, mayCreate: boolean, broker: BrokerParts): MetadataResponseTopic {
  const isValid = invalidTopicName(name) === null;
  if (isValid && mayCreate) createInBackground(name, broker);
  return newMetadataResponseTopic({
    errorCode: isValid ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION,
    name,
    isInternal: isInternalTopic(name),
  });
}

/** A creation that comes too late is refused by the controller without a trace. */
function createInBackground(name: string, broker: BrokerParts): void {
  if (name === METADATA_TOPIC || (isInternalTopic(name) && name !== OFFSETS_TOPIC)) return;
  create(name, broker).catch((error: unknown) => {
    broker.log.warn({ topic: name, reason: String(error) }, 'a topic could not be created on demand');
  });
}

async function create(name: string, broker: BrokerParts): Promise<void> {
  if (name === OFFSETS_TOPIC) {
    await broker.metadata.ensureInternalTopic(name);
    return;
  }
  const topic = { name, numPartitions: -1, replicationFactor: -1, assignments: [], configs: [] };
  const [result] = await broker.metadata.createTopics([topic], { validateOnly: false });
  if (result === undefined || result.errorCode === ErrorCode.NONE) return;
  if (result.errorCode === ErrorCode.TOPIC_ALREADY_EXISTS) return;
  broker.log.warn({ topic: name, reason: result.errorMessage }, 'a topic could not be created on demand');
}

function topicOf(topic: TopicImage, { metadata }: BrokerParts): MetadataResponseTopic {
  return newMetadataResponseTopic({
    name: topic.name,
    topicId: topic.id,
    isInternal: topic.internal,
    partitions: topic.partitions.map((partition) => partitionOf(partition, metadata.image)),
  });
}

/** DescribeTopicPartitions says the same of a partition, and more. */
export function partitionOf(partition: PartitionImage, image: MetadataImage): MetadataResponsePartition {
  return {
    errorCode: partition.leader === -1 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE,
    partitionIndex: partition.partition,
    leaderId: partition.leader,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: [...partition.replicas],
    isrNodes: [...partition.isr],
    offlineReplicas: offlineReplicas(partition, image),
  };
}

function brokerOf(broker: BrokerImage): MetadataResponseBroker {
  const [endpoint] = broker.endpoints;
  return { nodeId: broker.nodeId, host: endpoint?.host ?? '', port: endpoint?.port ?? -1, rack: broker.rack };
}
