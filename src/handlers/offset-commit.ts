// OffsetCommit, versions 2-10: members of the current generation, and anybody for a group without members; topic ids
// instead of names in 10, a retention of the commit's own in 2-4.
// Topics and partitions that do not exist are answered here; the rest goes to the group.
import type { OffsetCommit, TopicCommit } from '../groups/offsets/commit.ts';
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
import { commitOrRefuse, errorCodesOf, existingPartitions } from './committed-partitions.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

const TOPIC_IDS_FROM_VERSION = 10;

export const offsetCommit = defineHandler({
  request: offsetCommitRequest,
  response: offsetCommitResponse,
  async handle(request, { apiVersion }, broker) {
    const topics = request.topics.map((topic) => resolve(broker, topic, apiVersion));
    const known = topics.flatMap(({ commit }) => (commit.partitions.length === 0 ? [] : [commit]));
    const commit = toCommit(request, apiVersion, known);
    const result = known.length === 0 ? [] : await commitOrRefuse(known, () => broker.groups.commitOffsets(commit));
    return respond(request, topics, new Map(known.map((commit, index) => [commit, result[index] ?? []])));
  },
  onError: (errorCode, _message, request) => refuse(request, errorCode),
});

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
      const errorCodes = topic && errorCodesOf(topic.commit, results.get(topic.commit) ?? []);
      return newOffsetCommitResponseTopic({
        name,
        topicId,
        partitions: partitions.map(({ partitionIndex }) =>
          newOffsetCommitResponsePartition({
            partitionIndex,
            errorCode: errorCodes?.get(partitionIndex) ?? topic?.errorCode ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          }),
        ),
      });
    }),
  });
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
