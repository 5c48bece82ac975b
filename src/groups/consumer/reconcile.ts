// The steps of one member towards the target assignment: it first gives up what it may not keep, and says so; then it
// goes on to the newest epoch and gets what is free; what others still have comes to it when they have given it up.
//
//              something to give up                          given up
//   STABLE ───────────────────────────► UNREVOKED_PARTITIONS ─────────► (next epoch) STABLE, or
//     └── nothing to give up, some of the target still with others ───► UNRELEASED_PARTITIONS ──► STABLE
//
// Invariant: a partition is assigned only while no other member has it or has to give it up.

import { KafkaError } from '../../errors.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { Partitions } from '../assignors/assignor.ts';
import type { ConsumerGroup } from './group.ts';
import { type ConsumerMember, MemberState } from './member.ts';
import {
  hasPartition,
  NO_EPOCHS,
  type PartitionEpochs,
  type PartitionEpochsDraft,
  setEpoch,
} from './partition-epochs.ts';
import { subscribedTopicIds } from './subscription.ts';

/** Partitions as a heartbeat lists them. */
export interface OwnedPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export interface Reconciliation {
  readonly group: ConsumerGroup;
  readonly image: MetadataImage;
  readonly targetEpoch: number;
  readonly target: Partitions;
  /** The member reads other topics since this heartbeat: what it has of the others must go. */
  readonly hasSubscriptionChanged: boolean;
  /** What the member says it has; null: it does not say. */
  readonly owned: readonly OwnedPartitions[] | null;
}

/** Returns the member itself where it cannot go on. Throws FENCED_MEMBER_EPOCH where it must start anew. */
export function reconcile(member: ConsumerMember, to: Reconciliation): ConsumerMember {
  switch (member.state) {
    case MemberState.STABLE:
      if (member.memberEpoch !== to.targetEpoch) return nextAssignment(member, to, member.memberEpoch);
      return to.hasSubscriptionChanged ? withoutUnsubscribed(member, to) : member;
    case MemberState.UNREVOKED_PARTITIONS:
      if (!ownsAny(to.owned, member.pendingRevocation)) return nextAssignment(member, to, member.memberEpoch);
      return to.hasSubscriptionChanged ? withoutUnsubscribed(member, to) : member;
    case MemberState.UNRELEASED_PARTITIONS:
      return nextAssignment(member, to, member.memberEpoch);
    case MemberState.UNKNOWN:
      if (to.owned === null || to.owned.length > 0) {
        throw new KafkaError(
          ErrorCode.FENCED_MEMBER_EPOCH,
          'The consumer group member is in a unknown state. The member must abandon all its partitions and rejoin.',
        );
      }
      return nextAssignment(member, to, to.targetEpoch);
  }
}

/** A member that does not say what it has may have everything. */
function ownsAny(owned: readonly OwnedPartitions[] | null, partitions: PartitionEpochs): boolean {
  if (owned === null) return true;
  return owned.some((topic) =>
    topic.partitions.some((partition) => hasPartition(partitions, topic.topicId, partition)),
  );
}

/** The next step, cut down to what follows from the subscription alone. */
function withoutUnsubscribed(member: ConsumerMember, to: Reconciliation): ConsumerMember {
  const topicIds = subscribedTopicIds(to.group, member, to.image);
  const assigned = new Map(member.assigned);
  const pendingRevocation = new Map(member.pendingRevocation);
  for (const [topicId, partitions] of member.assigned) {
    if (topicIds.has(topicId)) continue;
    assigned.delete(topicId);
    pendingRevocation.set(topicId, new Map([...(pendingRevocation.get(topicId) ?? []), ...partitions]));
  }
  if (assigned.size === member.assigned.size) return member;
  const kept = { ...member, previousMemberEpoch: member.memberEpoch, assigned };
  if (!ownsAny(to.owned, pendingRevocation)) return kept;
  return { ...kept, state: MemberState.UNREVOKED_PARTITIONS, pendingRevocation };
}

interface Split {
  /** What it has and keeps. */
  readonly kept: PartitionEpochsDraft;
  readonly toRevoke: PartitionEpochsDraft;
  readonly toAssign: [topicId: string, partition: number][];
  /** Something of the target is still with others. */
  hasUnreleased: boolean;
}

function nextAssignment(member: ConsumerMember, to: Reconciliation, memberEpoch: number): ConsumerMember {
  const { kept, toRevoke, toAssign, hasUnreleased } = splitAssignment(member, to);
  if (toRevoke.size > 0 && ownsAny(to.owned, toRevoke)) {
    return {
      ...member,
      state: MemberState.UNREVOKED_PARTITIONS,
      memberEpoch,
      previousMemberEpoch: member.memberEpoch,
      assigned: kept,
      pendingRevocation: toRevoke,
    };
  }
  for (const [topicId, partition] of toAssign) setEpoch(kept, topicId, partition, to.targetEpoch);
  return {
    ...member,
    state: hasUnreleased ? MemberState.UNRELEASED_PARTITIONS : MemberState.STABLE,
    memberEpoch: to.targetEpoch,
    previousMemberEpoch: member.memberEpoch,
    assigned: kept,
    pendingRevocation: NO_EPOCHS,
  };
}

function splitAssignment(member: ConsumerMember, to: Reconciliation): Split {
  const topicIds = subscribedTopicIds(to.group, member, to.image);
  const split: Split = { kept: new Map(), toRevoke: new Map(), toAssign: [], hasUnreleased: false };
  for (const [topicId, partitions] of member.assigned) {
    const target = topicIds.has(topicId) ? to.target.get(topicId) : undefined;
    for (const [partition, epoch] of partitions) {
      setEpoch(target?.has(partition) === true ? split.kept : split.toRevoke, topicId, partition, epoch);
    }
  }
  for (const [topicId, partitions] of to.target) {
    if (!topicIds.has(topicId)) continue;
    for (const partition of partitions) {
      if (hasPartition(member.assigned, topicId, partition)) continue;
      // What it has given up itself is free for it; only one member at a time can have a partition.
      const isFree =
        to.group.partitionEpoch(topicId, partition) === undefined ||
        hasPartition(member.pendingRevocation, topicId, partition);
      if (isFree) split.toAssign.push([topicId, partition]);
      else split.hasUnreleased = true;
    }
  }
  return split;
}
