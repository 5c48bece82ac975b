// OffsetCommit, versions 2-10: members of the current generation, and anybody for a group without members; topic ids
// instead of names in 10, a retention of the commit's own in 2-4.
// Topics and partitions that do not exist are answered here; the rest goes to the group.
import { KafkaError } from '../errors.ts';
import type { CommitResult, OffsetCommit, TopicCommit } from '../groups/offsets/commit.ts';
import type { TopicImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newOffsetCommitResponse,
  newOffsetCommitResponsePartition,
  newOffsetCommitResponseTopic,
  type OffsetCommitRequest,
  type OffsetCommitRequestTopic,
  type OffsetCommitResponse,
  offsetCommitRequest,
  offsetCommitResponse,
} from '../wire/generated/offset-commit.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

const TOPIC_IDS_FROM_VERSION = 10;

export const offsetCommit = defineHandler({
  request: offsetCommitRequest,
  response: offsetCommitResponse,
  async handle(request, { apiVersion }, broker) {
    const topics = request.topics.map((topic) => resolve(broker, topic, apiVersion));
    const known = topics.flatMap(({ commit }) => (commit.partitions.length === 0 ? [] : [commit]));
    const result = known.length === 0 ? [] : await commitKnown(broker, toCommit(request, apiVersion, known));
    return respond(request, topics, new Map(known.map((commit, index) => [commit, result[index] ?? []])));
  },
  onError: (errorCode, _message, request) => refuse(request, errorCode),
});

/** An error of the whole commit is that of every partition that exists. */
async function commitKnown(broker: BrokerParts, commit: OffsetCommit): Promise<CommitResult> {
  try {
    return await broker.groups.commitOffsets(commit);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return commit.topics.map(({ partitions }) => partitions.map(() => error.code));
  }
}

interface ResolvedTopic {
  /** Of its partitions that do not exist. */
  errorCode: number;
  /** Its partitions that exist. */
  commit: TopicCommit;
}

function resolve(broker: BrokerParts, topic: OffsetCommitRequestTopic, apiVersion: number): ResolvedTopic {
  const { topicsById, topicsByName } = broker.metadata.image;
  const byId = apiVersion >= TOPIC_IDS_FROM_VERSION;
  const image = byId ? topicsById.get(topic.topicId) : topicsByName.get(topic.name);
  const isUnknownId = byId && image === undefined;
  return {
    errorCode: isUnknownId ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    commit: existingPartitions(topic, image),
  };
}

function existingPartitions(topic: OffsetCommitRequestTopic, image: TopicImage | undefined): TopicCommit {
  if (image === undefined) return { topic: topic.name, topicId: topic.topicId, partitions: [] };
  const partitions = topic.partitions
    .filter(({ partitionIndex }) => image.partitions[partitionIndex] !== undefined)
    .map((partition) => ({
      partition: partition.partitionIndex,
      offset: partition.committedOffset,
      leaderEpoch: partition.committedLeaderEpoch,
      metadata: partition.committedMetadata,
    }));
  return { topic: image.name, topicId: image.id, partitions };
}

function toCommit(request: OffsetCommitRequest, apiVersion: number, topics: readonly TopicCommit[]): OffsetCommit {
  return {
    groupId: request.groupId,
    apiVersion,
    memberId: request.memberId,
    groupInstanceId: request.groupInstanceId,
    generation: request.generationIdOrMemberEpoch,
    retentionTimeMs: request.retentionTimeMs,
    topics,
  };
}

/** In the order of the request. */
function respond(
  request: OffsetCommitRequest,
  topics: readonly ResolvedTopic[],
  results: ReadonlyMap<TopicCommit, readonly number[]>,
): OffsetCommitResponse {
  return newOffsetCommitResponse({
    topics: request.topics.map(({ name, topicId, partitions }, index) => {
      const topic = topics[index];
      const errorCodes = errorCodesOf(topic, topic === undefined ? [] : (results.get(topic.commit) ?? []));
      return newOffsetCommitResponseTopic({
        name,
        topicId,
        partitions: partitions.map(({ partitionIndex }) =>
          newOffsetCommitResponsePartition({
            partitionIndex,
            errorCode: errorCodes.get(partitionIndex) ?? topic?.errorCode ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          }),
        ),
      });
    }),
  });
}

function errorCodesOf(topic: ResolvedTopic | undefined, result: readonly number[]): Map<number, number> {
  const partitions = topic?.commit.partitions ?? [];
  return new Map(partitions.map(({ partition }, index) => [partition, result[index] ?? ErrorCode.NONE]));
}

function refuse(request: OffsetCommitRequest, errorCode: number): OffsetCommitResponse {
  return newOffsetCommitResponse({
    topics: request.topics.map(({ name, topicId, partitions }) =>
      newOffsetCommitResponseTopic({
        name,
        topicId,
        partitions: partitions.map(({ partitionIndex }) =>
          newOffsetCommitResponsePartition({ partitionIndex, errorCode }),
        ),
      }),
    ),
  });
}
