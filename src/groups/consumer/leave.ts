// ConsumerGroupHeartbeat with an epoch of leaving: -1 for good; -2 for a static member that comes back under its instance
// id, whose partitions wait for it until its session ends.
import type { JournalRecord } from '../../journal/coordinator.ts';
import type { ConsumerGroupHeartbeatRequest } from '../../wire/generated/consumer-group-heartbeat.ts';
import type { ConsumerGroup } from './group.ts';
import { type ConsumerMember, STATIC_LEAVE_EPOCH } from './member.ts';
import { NO_EPOCHS, withEpoch } from './partition-epochs.ts';
import { currentAssignmentRecord } from './records.ts';
import { knownMember, ownInstance, staticMember } from './validation.ts';

export type Leave = { readonly fenced: ConsumerMember } | { readonly record: JournalRecord };

/** Throws KafkaError where there is no such member. */
export function leaveConsumerGroup(group: ConsumerGroup, request: ConsumerGroupHeartbeatRequest): Leave {
  const { memberId, memberEpoch, instanceId } = request;
  if (instanceId === null) return { fenced: knownMember(group, memberId) };
  const member = staticMember(group, instanceId);
  ownInstance(member, memberId, instanceId);
  if (memberEpoch !== STATIC_LEAVE_EPOCH) return { fenced: member };
  return { record: currentAssignmentRecord(group.groupId, away(member)) };
}

/** It will get its partitions anew, as if from the beginning. */
function away(member: ConsumerMember): ConsumerMember {
  return {
    ...member,
    memberEpoch: STATIC_LEAVE_EPOCH,
    assigned: withEpoch(member.assigned, 0),
    pendingRevocation: NO_EPOCHS,
  };
}
