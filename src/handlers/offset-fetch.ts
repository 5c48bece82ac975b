// OffsetFetch, versions 1-10: one group before 8, several from 8; all topics where null is asked for (from 2); topic ids
// instead of names in 10. Topics that do not exist have no offsets; unknown ids are an error of their partitions.
// With `requireStable` (from 7) a partition that a transaction has an offset pending for is UNSTABLE_OFFSET_COMMIT.
import { KafkaError } from '../errors.ts';
import type { FetchedPartition, FetchedTopic, TopicQuery } from '../groups/offsets/fetch.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newOffsetFetchRequestGroup,
  newOffsetFetchRequestTopics,
  newOffsetFetchResponse,
  newOffsetFetchResponseGroup,
  newOffsetFetchResponsePartitions,
  newOffsetFetchResponseTopics,
  type OffsetFetchRequest,
  type OffsetFetchRequestGroup,
  type OffsetFetchRequestTopics,
  type OffsetFetchResponse,
  type OffsetFetchResponseGroup,
  type OffsetFetchResponsePartitions,
  type OffsetFetchResponseTopics,
  offsetFetchRequest,
  offsetFetchResponse,
} from '../wire/generated/offset-fetch.ts';
import { ZERO_UUID } from '../wire/reader.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

const GROUP_ERROR_FROM_VERSION = 2;
const GROUPS_FROM_VERSION = 8;
const TOPIC_IDS_FROM_VERSION = 10;

export const offsetFetch = defineHandler({
  request: offsetFetchRequest,
  response: offsetFetchResponse,
  async handle(request, { apiVersion }, broker) {
    const fetched = groupsOf(request, apiVersion).map((group) =>
      fetchGroup(broker, group, request.requireStable, apiVersion),
    );
    return respond(await Promise.all(fetched), apiVersion);
  },
});

/** Older requests in the form of the newer ones. */
function groupsOf(request: OffsetFetchRequest, apiVersion: number): OffsetFetchRequestGroup[] {
  if (apiVersion >= GROUPS_FROM_VERSION) return request.groups;
  const topics = request.topics?.map((topic) => newOffsetFetchRequestTopics(topic)) ?? null;
  return [newOffsetFetchRequestGroup({ groupId: request.groupId, topics })];
}

async function fetchGroup(
  broker: BrokerParts,
  group: OffsetFetchRequestGroup,
  requireStable: boolean,
  apiVersion: number,
): Promise<OffsetFetchResponseGroup> {
  const { groupId, topics, memberId, memberEpoch } = group;
  try {
    const queries = topics?.map((topic) => toQuery(broker, topic, apiVersion)) ?? null;
    const known = queries?.flatMap((query) => (query === null ? [] : [query])) ?? null;
    const fetched = await broker.groups.fetchOffsets({ groupId, memberId, memberEpoch, topics: known, requireStable });
    const answered =
      topics === null ? allTopics(broker, fetched, apiVersion) : askedTopics(topics, queries ?? [], fetched);
    return newOffsetFetchResponseGroup({ groupId, topics: answered });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return refuse(group, error.code, apiVersion);
  }
}

/** Null: an id that no topic has. */
function toQuery(broker: BrokerParts, topic: OffsetFetchRequestTopics, apiVersion: number): TopicQuery | null {
  const { topicsById, topicsByName } = broker.metadata.image;
  const byId = apiVersion >= TOPIC_IDS_FROM_VERSION;
  const image = byId ? topicsById.get(topic.topicId) : topicsByName.get(topic.name);
  if (image === undefined && byId) return null;
  return { topic: image?.name ?? topic.name, topicId: image?.id ?? ZERO_UUID, partitions: topic.partitionIndexes };
}

/** In the order of the request. */
function askedTopics(
  topics: readonly OffsetFetchRequestTopics[],
  queries: readonly (TopicQuery | null)[],
  fetched: readonly FetchedTopic[],
): OffsetFetchResponseTopics[] {
  const answers = fetched[Symbol.iterator]();
  return topics.map(({ name, topicId, partitionIndexes }, index) => {
    const answer = queries[index] == null ? undefined : answers.next().value;
    const partitions =
      answer === undefined
        ? partitionIndexes.map((partition) => withoutOffset(partition, ErrorCode.UNKNOWN_TOPIC_ID))
        : answer.partitions.map(toPartition);
    return newOffsetFetchResponseTopics({ name, topicId, partitions });
  });
}

/** Offsets of a topic that is gone, or that is another one of the same name by now, are not shown. */
function allTopics(
  broker: BrokerParts,
  fetched: readonly FetchedTopic[],
  apiVersion: number,
): OffsetFetchResponseTopics[] {
  return fetched.flatMap(({ topic, partitions }) => {
    const topicId = broker.metadata.image.topicsByName.get(topic)?.id ?? ZERO_UUID;
    if (apiVersion >= TOPIC_IDS_FROM_VERSION && topicId === ZERO_UUID) return [];
    const current = partitions.filter(({ committed }) => isOfTopic(committed, topicId)).map(toPartition);
    return current.length === 0 ? [] : [newOffsetFetchResponseTopics({ name: topic, topicId, partitions: current })];
  });
}

function isOfTopic(committed: FetchedPartition['committed'], topicId: string): boolean {
  const committedId = committed?.topicId ?? ZERO_UUID;
  return committedId === ZERO_UUID || topicId === ZERO_UUID || committedId === topicId;
}

function toPartition({ partition, committed, isUnstable }: FetchedPartition): OffsetFetchResponsePartitions {
  if (isUnstable) return withoutOffset(partition, ErrorCode.UNSTABLE_OFFSET_COMMIT);
  if (committed === null) return withoutOffset(partition, ErrorCode.NONE);
  return newOffsetFetchResponsePartitions({
    partitionIndex: partition,
    committedOffset: committed.offset,
    committedLeaderEpoch: committed.leaderEpoch,
    metadata: committed.metadata,
  });
}

function withoutOffset(partitionIndex: number, errorCode: number): OffsetFetchResponsePartitions {
  return newOffsetFetchResponsePartitions({ partitionIndex, committedOffset: -1n, metadata: '', errorCode });
}

/** Version 1 has no error of a group: every partition carries it. */
function refuse(group: OffsetFetchRequestGroup, errorCode: number, apiVersion: number): OffsetFetchResponseGroup {
  const { groupId } = group;
  if (apiVersion >= GROUP_ERROR_FROM_VERSION) return newOffsetFetchResponseGroup({ groupId, errorCode });
  const topics = (group.topics ?? []).map(({ name, partitionIndexes }) =>
    newOffsetFetchResponseTopics({
      name,
      partitions: partitionIndexes.map((partition) => withoutOffset(partition, errorCode)),
    }),
  );
  return newOffsetFetchResponseGroup({ groupId, topics });
}

function respond(groups: OffsetFetchResponseGroup[], apiVersion: number): OffsetFetchResponse {
  if (apiVersion >= GROUPS_FROM_VERSION) return newOffsetFetchResponse({ groups });
  return newOffsetFetchResponse({ topics: groups[0]?.topics ?? [], errorCode: groups[0]?.errorCode ?? ErrorCode.NONE });
}
