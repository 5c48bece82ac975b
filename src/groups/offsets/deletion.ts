// DeleteGroups and OffsetDelete: what operators take away while nobody uses it. Offsets of open transactions go too: a
// tombstone takes what is pending for its partition along.
// Called by the shard; writes tombstones. More of them than fit into one batch take several turns: null says that the
// event must come again, and every turn checks anew whether the group may lose what is left.
import type { JournalRecord } from '../../journal/coordinator.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { emptyGroupTombstones } from '../consumer/records.ts';
import type { Group } from '../group.ts';
import { groupMetadataTombstone, offsetCommitTombstone } from '../records.ts';
import type { Turn } from '../turn.ts';
import type { GroupOffsets } from './offset-store.ts';
import { isPending, type PendingPartitions } from './pending-offsets.ts';

export interface TopicOffsetsToDelete {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export interface OffsetDeletion {
  /** Not NONE: nothing was deleted, and `topics` is empty. */
  readonly errorCode: number;
  /** One error code for all of a topic's partitions, in the order of the request. */
  readonly topics: readonly number[];
}

/** Ids that were only given out do not keep a group. Returns the error code; null: not all fitted. */
export function deleteGroup(
  turn: Turn,
  group: Group | undefined,
  offsets: GroupOffsets | undefined,
  pending: PendingPartitions | undefined,
): number | null {
  if (group === undefined) return ErrorCode.GROUP_ID_NOT_FOUND;
  if (group.state !== 'Empty') return ErrorCode.NON_EMPTY_GROUP;
  for (const [topic, partitions] of offsets ?? []) {
    for (const partition of partitions.keys()) {
      if (!turn.append(offsetCommitTombstone(group.groupId, topic, partition))) return null;
    }
  }
  for (const [topic, partitions] of pending ?? []) {
    for (const partition of partitions.keys()) {
      if (offsets?.get(topic)?.has(partition)) continue;
      if (!turn.append(offsetCommitTombstone(group.groupId, topic, partition))) return null;
    }
  }
  return groupTombstones(group).every((record) => turn.append(record)) ? ErrorCode.NONE : null;
}

/** Of a group without members. */
export function groupTombstones(group: Group): JournalRecord[] {
  return group.type === 'consumer' ? emptyGroupTombstones(group) : [groupMetadataTombstone(group.groupId)];
}

/** Partitions without an offset are as good as deleted. Null: not all fitted. */
export function deleteOffsets(
  turn: Turn,
  group: Group | undefined,
  offsets: GroupOffsets | undefined,
  pending: PendingPartitions | undefined,
  topics: readonly TopicOffsetsToDelete[],
): OffsetDeletion | null {
  if (group === undefined) return { errorCode: ErrorCode.GROUP_ID_NOT_FOUND, topics: [] };
  // What members of other protocol types read cannot be known.
  if (group.type === 'classic' && group.state !== 'Empty' && !group.usesConsumerProtocol) {
    return { errorCode: ErrorCode.NON_EMPTY_GROUP, topics: [] };
  }
  const errorCodes: number[] = [];
  for (const { topic, partitions } of topics) {
    const isKept = group.isSubscribedTo(topic);
    errorCodes.push(isKept ? ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC : ErrorCode.NONE);
    for (const partition of new Set(isKept ? [] : partitions)) {
      if (!offsets?.get(topic)?.has(partition) && !isPending(pending, topic, partition)) continue;
      if (!turn.append(offsetCommitTombstone(group.groupId, topic, partition))) return null;
    }
  }
  return { errorCode: ErrorCode.NONE, topics: errorCodes };
}
