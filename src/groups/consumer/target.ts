// The target assignment: what every member should have, computed by an assignor when the group epoch has grown. Not more
// often than the assignment interval: whoever comes in between waits for the next one, so a thousand members who join
// together cost a few computations, not a thousand.
import {
  type AssignableMember,
  type Assignor,
  NO_PARTITIONS,
  type Partitions,
  samePartitions,
} from '../assignors/assignor.ts';
import type { Turn } from '../turn.ts';
import { mostVoted } from '../votes.ts';
import type { GroupChange } from './change.ts';
import { groupTimeMs } from './config.ts';
import { addTo, type ConsumerGroup } from './group.ts';
import type { ConsumerMember } from './member.ts';
import { targetMemberRecord, targetMetadataRecord } from './records.ts';
import { isHomogeneous, regexCountsAfter, subscribedTopicIds, topicCountsAfter } from './subscription.ts';

export interface Target {
  readonly epoch: number;
  /** Of the member that was asked about. */
  readonly partitions: Partitions;
}

/** A member as it was and as it is from this request on; `before` may be what it takes over from another id. */
export interface UpdatedMember {
  readonly before: ConsumerMember;
  readonly after: ConsumerMember;
}

/** The target of the updated member; where a new one is computed, its records go into the change. */
export function currentTarget(
  turn: Turn,
  { group, records }: GroupChange,
  groupEpoch: number,
  member: UpdatedMember,
): Target {
  if (group.assignmentEpoch >= groupEpoch || !mayAssignNow(turn, group)) {
    return { epoch: group.assignmentEpoch, partitions: storedTarget(group, member.after) };
  }
  const assignment = assign(turn, group, member);
  for (const [memberId, partitions] of assignment) {
    const previous = group.target.get(memberId);
    if (previous !== undefined && samePartitions(previous, partitions)) continue;
    records.push(targetMemberRecord(group.groupId, memberId, partitions));
  }
  records.push(targetMetadataRecord(group.groupId, groupEpoch, turn.nowMs));
  return { epoch: groupEpoch, partitions: assignment.get(member.after.memberId) ?? NO_PARTITIONS };
}

/** Whether `currentTarget` would compute a new one. */
export function isTargetDue(turn: Turn, group: ConsumerGroup): boolean {
  return group.groupEpoch > group.assignmentEpoch && mayAssignNow(turn, group);
}

function mayAssignNow(turn: Turn, group: ConsumerGroup): boolean {
  if (group.assignmentTimestampMs === 0) return true;
  const intervalMs = groupTimeMs(turn.image, turn.config.consumer.times, group.groupId, 'assignmentInterval');
  return intervalMs === 0 || turn.nowMs >= group.assignmentTimestampMs + intervalMs;
}

/** A static member that takes over a place takes over its target. */
export function storedTarget(
  group: ConsumerGroup,
  member: Pick<ConsumerMember, 'memberId' | 'instanceId'>,
): Partitions {
  const memberId = member.instanceId === null ? member.memberId : (group.staticMembers.get(member.instanceId) ?? '');
  return group.target.get(memberId) ?? NO_PARTITIONS;
}

/** Of every member, in the group's order. */
function assign(turn: Turn, group: ConsumerGroup, { before, after }: UpdatedMember): Map<string, Partitions> {
  const members: AssignableMember[] = [];
  for (const member of membersWith(group, after)) {
    const assigned =
      member === after ? storedTarget(group, after) : (group.target.get(member.memberId) ?? NO_PARTITIONS);
    members.push({
      memberId: member.memberId,
      instanceId: member.instanceId,
      topicIds: subscribedTopicIds(group, member, turn.image),
      assigned,
    });
  }
  const changes = [{ before: isCounted(group, before) ? before : null, after }];
  const assignment = chooseAssignor(turn, group, { before, after }).assign({
    members,
    isHomogeneous: isHomogeneous(topicCountsAfter(group, changes), regexCountsAfter(group, changes), members.length),
    partitionCount: (topicId) => turn.image.topicsById.get(topicId)?.partitions.length ?? 0,
  });
  return new Map(members.map(({ memberId }) => [memberId, assignment.get(memberId) ?? NO_PARTITIONS]));
}

/** The group's members with this one among them: at its place, at the place of its instance id, or at the end. */
export function membersWith(group: ConsumerGroup, member: ConsumerMember): ConsumerMember[] {
  const replacedId = member.instanceId === null ? undefined : group.staticMembers.get(member.instanceId);
  const members: ConsumerMember[] = [];
  let isIn = false;
  for (const other of group.members.values()) {
    const isPlace = other.memberId === member.memberId || other.memberId === replacedId;
    if (!isPlace) members.push(other);
    else if (!isIn) members.push(member);
    isIn ||= isPlace;
  }
  if (!isIn) members.push(member);
  return members;
}

/** A new member that replaces nobody is in none of the group's counts. */
export function isCounted(group: ConsumerGroup, member: ConsumerMember): boolean {
  return (
    group.members.has(member.memberId) || (member.instanceId !== null && group.staticMembers.has(member.instanceId))
  );
}

/** The one that most members ask for; the broker's first where none asks. */
function chooseAssignor(turn: Turn, group: ConsumerGroup, { before, after }: UpdatedMember): Assignor {
  const votes = new Map(group.serverAssignors);
  if (isCounted(group, before) && before.serverAssignor !== null) addTo(votes, before.serverAssignor, -1);
  if (after.serverAssignor !== null) addTo(votes, after.serverAssignor, 1);
  return assignorNamed(turn.config.consumer.assignors, mostVoted(votes));
}

function assignorNamed(assignors: readonly [Assignor, ...Assignor[]], name: string | null): Assignor {
  return assignors.find((assignor) => assignor.name === name) ?? assignors[0];
}
