// DescribeTopicPartitions (key 75), version 0.
// Topics in the order of their names, at most so many partitions in one answer; the cursor in it says where the next
// request goes on. Limits, cursors and errors follow Apache Kafka's DescribeTopicPartitionsRequestHandler.
import { KafkaError } from '../errors.ts';
import type { MetadataImage, PartitionImage, TopicImage } from '../metadata/image.ts';
import { invalidTopicName, isInternalTopic } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribeTopicPartitionsRequest,
  type DescribeTopicPartitionsResponseCursor,
  type DescribeTopicPartitionsResponsePartition,
  type DescribeTopicPartitionsResponseTopic,
  describeTopicPartitionsRequest,
  describeTopicPartitionsResponse,
  newDescribeTopicPartitionsResponse,
  newDescribeTopicPartitionsResponseTopic,
} from '../wire/generated/describe-topic-partitions.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { partitionOf } from './metadata.ts';
import { TOPIC_OPERATIONS } from './operations.ts';

export const describeTopicPartitions = defineHandler({
  request: describeTopicPartitionsRequest,
  response: describeTopicPartitionsResponse,
  handle(request, _context, broker) {
    const names = namesFrom(request, broker);
    const limit = Math.min(request.responsePartitionLimit, broker.config.get('max.request.partition.size.limit'));
    return page(names, request.cursor?.partitionIndex ?? 0, Math.max(limit, 1), request, broker);
  },
  onError: (errorCode, _message, request) =>
    newDescribeTopicPartitionsResponse({
      topics: request.topics.map(({ name }) => newDescribeTopicPartitionsResponseTopic({ errorCode, name })),
    }),
});

/** What is left to describe, in order. */
function namesFrom({ topics, cursor }: DescribeTopicPartitionsRequest, broker: BrokerParts): string[] {
  const all = topics.length === 0;
  const names = new Set(all ? broker.metadata.image.topicsByName.keys() : topics.map(({ name }) => name));
  if (cursor !== null) {
    if (!all && !names.has(cursor.topicName)) {
      const text = `The topic of the cursor, ${cursor.topicName}, is not among the topics of the request`;
      throw new KafkaError(ErrorCode.INVALID_REQUEST, text);
    }
    if (cursor.partitionIndex < 0) {
      throw new KafkaError(ErrorCode.INVALID_REQUEST, `The cursor has the partition ${cursor.partitionIndex}`);
    }
  }
  const left = [...names].filter((name) => cursor === null || name >= cursor.topicName).sort();
  // Apache Kafka takes an empty name for that of the cursor, and fails where there is no cursor.
  if (cursor === null && left[0] === '') throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, 'A topic without a name');
  return left;
}

/** @param start partition where the first topic begins, if it is the cursor's */
function page(
  names: readonly string[],
  start: number,
  limit: number,
  { cursor }: DescribeTopicPartitionsRequest,
  broker: BrokerParts,
) {
  const topics: DescribeTopicPartitionsResponseTopic[] = [];
  let remaining = limit;
  let nextCursor: DescribeTopicPartitionsResponseCursor | null = null;
  for (const topicName of names) {
    if (remaining === 0) {
      nextCursor = { topicName, partitionIndex: 0 };
      break;
    }
    const topic = broker.metadata.image.topicsByName.get(topicName);
    const first = topicName === cursor?.topicName ? start : 0;
    const partitions = topic?.partitions.slice(first, first + remaining) ?? [];
    topics.push(topic === undefined ? missing(topicName) : describe(topic, partitions, broker));
    remaining -= partitions.length;
    const end = first + partitions.length;
    if (topic !== undefined && end < topic.partitions.length) {
      nextCursor = { topicName, partitionIndex: end };
      break;
    }
  }
  return newDescribeTopicPartitionsResponse({ topics, nextCursor });
}

function describe(
  topic: TopicImage,
  partitions: readonly PartitionImage[],
  { metadata }: BrokerParts,
): DescribeTopicPartitionsResponseTopic {
  return newDescribeTopicPartitionsResponseTopic({
    name: topic.name,
    topicId: topic.id,
    isInternal: topic.internal,
    partitions: partitions.map((partition) => describePartition(partition, metadata.image)),
    topicAuthorizedOperations: TOPIC_OPERATIONS,
  });
}

function missing(name: string): DescribeTopicPartitionsResponseTopic {
  const isValid = invalidTopicName(name) === null;
  return newDescribeTopicPartitionsResponseTopic({
    errorCode: isValid ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : ErrorCode.INVALID_TOPIC_EXCEPTION,
    name,
    isInternal: isInternalTopic(name),
    topicAuthorizedOperations: TOPIC_OPERATIONS,
  });
}

function describePartition(partition: PartitionImage, image: MetadataImage): DescribeTopicPartitionsResponsePartition {
  return {
    ...partitionOf(partition, image),
    eligibleLeaderReplicas: [...partition.eligibleLeaders],
    // A replica known to have led last: kept by clusters whose eligible replicas are all gone. One node has none.
    lastKnownElr: [],
  };
}
