// OffsetFetch: what a group has committed, for the partitions asked for or for all it has.
// Called by the shard. A topic that was deleted and made anew has another id, and its old offsets are not shown.
import { ZERO_UUID } from '../../wire/reader.ts';
import type { CommittedOffset, GroupOffsets } from './offset-store.ts';

export interface TopicQuery {
  readonly topic: string;
  /** The id of the topic that has this name now; the zero id where that is not known. */
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export interface OffsetQuery {
  readonly groupId: string;
  /** Null: every offset of the group. */
  readonly topics: readonly TopicQuery[] | null;
}

export interface FetchedPartition {
  readonly partition: number;
  /** Null: nothing committed. */
  readonly committed: CommittedOffset | null;
}

export interface FetchedTopic {
  readonly topic: string;
  readonly partitions: readonly FetchedPartition[];
}

export function fetchOffsets(offsets: GroupOffsets | undefined, query: OffsetQuery): FetchedTopic[] {
  if (query.topics === null) return allOffsets(offsets);
  return query.topics.map(({ topic, topicId, partitions }) => {
    const committed = offsets?.get(topic);
    return {
      topic,
      partitions: partitions.map((partition) => ({
        partition,
        committed: ofTopic(committed?.get(partition), topicId),
      })),
    };
  });
}

function allOffsets(offsets: GroupOffsets | undefined): FetchedTopic[] {
  return Array.from(offsets ?? [], ([topic, partitions]) => ({
    topic,
    partitions: Array.from(partitions, ([partition, committed]) => ({ partition, committed })),
  }));
}

function ofTopic(committed: CommittedOffset | undefined, topicId: string): CommittedOffset | null {
  if (committed === undefined) return null;
  const isKnown = committed.topicId !== ZERO_UUID && topicId !== ZERO_UUID;
  return isKnown && committed.topicId !== topicId ? null : committed;
}
