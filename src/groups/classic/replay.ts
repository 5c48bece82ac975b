// What a stored GroupMetadata record means: the group as it was when the record was written.
// Called by the shard, while it loads and right after it decided on such a record.
// Invariant: a loaded group is Empty or Stable; a rebalance that ran when the broker stopped is forgotten, and its
// members find out by UNKNOWN_MEMBER_ID or ILLEGAL_GENERATION.
import type { GroupMetadataValue, MemberMetadata } from '../../wire/generated/group-metadata-value.ts';
import { ClassicGroup } from './group.ts';
import type { Member } from './member.ts';

/** The group of a record that another run of the broker wrote. */
export function loadGroup(groupId: string, value: GroupMetadataValue): ClassicGroup {
  const stateSinceMs = value.currentStateTimestamp === -1n ? null : Number(value.currentStateTimestamp);
  const group = new ClassicGroup(groupId, stateSinceMs);
  group.generation = value.generation;
  group.protocolType = value.protocolType === '' ? null : value.protocolType;
  group.protocolName = value.protocol;
  for (const stored of value.members) group.add(loadMember(stored, value.protocol));
  const leader = value.leader;
  if (leader !== null && group.members.has(leader)) group.leaderId = leader;
  if (group.members.size > 0) group.state = 'Stable';
  group.refreshSubscribedTopics();
  return group;
}

/** Of a record that was decided on a moment ago: the soft state is right already, the assignments are news. */
export function applyAssignments(group: ClassicGroup, value: GroupMetadataValue, nowMs: number): void {
  if (group.state !== 'CompletingRebalance' || group.generation !== value.generation) return;
  for (const stored of value.members) {
    const member = group.members.get(stored.memberId);
    if (member !== undefined) member.assignment = stored.assignment;
  }
  group.transitionTo('Stable', nowMs);
}

/** Only the protocol of the stored generation is known; the member tells the others when it rejoins. */
function loadMember(stored: MemberMetadata, protocolName: string | null): Member {
  return {
    memberId: stored.memberId,
    groupInstanceId: stored.groupInstanceId,
    clientId: stored.clientId,
    clientHost: stored.clientHost,
    rebalanceTimeoutMs: stored.rebalanceTimeout === -1 ? stored.sessionTimeout : stored.rebalanceTimeout,
    sessionTimeoutMs: stored.sessionTimeout,
    // Copied: a slice would keep the whole piece of the log that it was read from.
    protocols: [{ name: protocolName ?? '', metadata: Buffer.from(stored.subscription) }],
    assignment: Buffer.from(stored.assignment),
    isNew: false,
    sessionDeadlineMs: 0,
    joinToken: null,
    syncToken: null,
  };
}
