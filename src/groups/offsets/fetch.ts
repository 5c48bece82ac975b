// OffsetFetch: what a group has committed, for the partitions asked for or for all it has.
// Called by the shard. What transactions have pending is never shown, only that it is there. A topic that was deleted and
// made anew has another id, and its old offsets are not shown.
import { ZERO_UUID } from '../../wire/reader.ts';
import type { CommittedOffset, GroupOffsets } from './offset-store.ts';
import { isPending, type PendingPartitions } from './pending-offsets.ts';

export interface TopicQuery {
  readonly topic: string;
  /** The id of the topic that has this name now; the zero id where that is not known. */
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export interface OffsetQuery {
  readonly groupId: string;
  /** The member that asks, which its group then checks. Left out, null and -1: nobody in particular. */
  readonly memberId?: string | null;
  readonly memberEpoch?: number;
  /** Null: every offset of the group. */
  readonly topics: readonly TopicQuery[] | null;
  /** A partition for which a transaction has an offset pending is unstable: whoever asks must come again. */
  readonly requireStable: boolean;
}

export interface FetchedPartition {
  readonly partition: number;
  /** Null: nothing committed. */
  readonly committed: CommittedOffset | null;
  readonly isUnstable: boolean;
}

export interface FetchedTopic {
  readonly topic: string;
  readonly partitions: readonly FetchedPartition[];
}

export function fetchOffsets(
  offsets: GroupOffsets | undefined,
  pending: PendingPartitions | undefined,
  query: OffsetQuery,
): FetchedTopic[] {
  const isUnstable = (topic: string, partition: number) => query.requireStable && isPending(pending, topic, partition);
  if (query.topics === null) return allOffsets(offsets, isUnstable);
  return query.topics.map(({ topic, topicId, partitions }) => ({
    topic,
    partitions: partitions.map((partition) => ({
      partition,
      committed: ofTopic(offsets?.get(topic)?.get(partition), topicId),
      isUnstable: isUnstable(topic, partition),
    })),
  }));
}

/** Partitions for which there is nothing but what is pending are not among them. */
function allOffsets(
  offsets: GroupOffsets | undefined,
  isUnstable: (topic: string, partition: number) => boolean,
): FetchedTopic[] {
  return Array.from(offsets ?? [], ([topic, partitions]) => ({
    topic,
    partitions: Array.from(partitions, ([partition, committed]) => {
      return { partition, committed, isUnstable: isUnstable(topic, partition) };
    }),
  }));
}

function ofTopic(committed: CommittedOffset | undefined, topicId: string): CommittedOffset | null {
  if (committed === undefined) return null;
  const isKnown = committed.topicId !== ZERO_UUID && topicId !== ZERO_UUID;
  return isKnown && committed.topicId !== topicId ? null : committed;
}
