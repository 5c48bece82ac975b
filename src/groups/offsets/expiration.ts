// Which committed offsets go: those that nobody needs for longer than the retention, and those of deleted topics.
// Called by the shard, on its timer and when topics are deleted; writes tombstones.
import { ZERO_UUID } from '../../wire/reader.ts';
import type { DeletedTopic } from '../event.ts';
import type { Group } from '../group.ts';
import { offsetCommitTombstone } from '../records.ts';
import type { Turn } from '../turn.ts';
import { groupTombstones } from './deletion.ts';
import type { CommittedOffset, GroupOffsets, OffsetStore } from './offset-store.ts';
import { isPending, type PendingPartitions } from './pending-offsets.ts';

/**
 * Tombstones for the group's expired offsets, and for the group itself when it is empty and nothing remains. What an
 * open transaction would commit stays, and so does an offset that it would replace.
 * Returns false when the turn is full before it is done.
 */
export function expireGroup(
  turn: Turn,
  group: Group,
  offsets: GroupOffsets | undefined,
  pending: PendingPartitions | undefined,
): boolean {
  let isAnythingLeft = pending !== undefined;
  for (const [topic, partitions] of offsets ?? []) {
    const isKept = group.isSubscribedTo(topic);
    for (const [partition, committed] of partitions) {
      const stays = isKept || isPending(pending, topic, partition) || !isExpired(turn, group, committed);
      if (stays) isAnythingLeft = true;
      else if (!turn.append(offsetCommitTombstone(group.groupId, topic, partition))) return false;
    }
  }
  // An id that was just given out is about to join; the group stays for it.
  const isAwaited = group.type === 'classic' && group.pendingMembers.size > 0;
  const isUnused = group.state === 'Empty' && !isAwaited && !isAnythingLeft;
  return !isUnused || groupTombstones(group).every((record) => turn.append(record));
}

/**
 * Tombstones for the offsets of deleted topics; the name decides alone where an offset does not know the id of its
 * topic. Returns false when the turn is full before it is done.
 */
export function removeOffsetsOf(turn: Turn, stores: Iterable<OffsetStore>, deleted: readonly DeletedTopic[]): boolean {
  for (const store of stores) {
    for (const groupId of store.groupIds) {
      for (const topic of deleted) {
        if (!removeOffsets(turn, store, groupId, topic)) return false;
      }
    }
  }
  return true;
}

function removeOffsets(turn: Turn, store: OffsetStore, groupId: string, { name, id }: DeletedTopic): boolean {
  for (const [partition, committed] of store.ofGroup(groupId)?.get(name) ?? []) {
    const isOfIt = committed.topicId === ZERO_UUID || committed.topicId === id;
    if (isOfIt && !turn.append(offsetCommitTombstone(groupId, name, partition))) return false;
  }
  return true;
}

function isExpired(turn: Turn, group: Group, committed: CommittedOffset): boolean {
  const sinceMs = retentionStartMs(group, committed);
  if (sinceMs === null) return false;
  if (committed.expireTimestampMs !== null) return turn.nowMs >= committed.expireTimestampMs;
  return turn.nowMs - sinceMs >= turn.config.offsetsRetentionMs;
}

/** From when the retention counts; null: the offset is kept, because members may need it. */
function retentionStartMs(group: Group, committed: CommittedOffset): number | null {
  // Topics that its members read are kept before it comes to this.
  if (group.type === 'consumer') return committed.commitTimestampMs;
  // Nobody ever joined: offsets of a consumer that assigns its partitions itself.
  if (group.protocolType === null) return committed.commitTimestampMs;
  if (group.state === 'Empty') return group.stateSinceMs ?? committed.commitTimestampMs;
  const isUnsubscribed = group.state === 'Stable' && group.usesConsumerProtocol && group.subscribedTopics !== null;
  return isUnsubscribed ? committed.commitTimestampMs : null;
}
