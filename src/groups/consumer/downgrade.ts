// From the consumer protocol back to the classic one, online: when the last member that speaks ConsumerGroupHeartbeat
// goes, and members that speak JoinGroup remain, the group becomes a classic group of those.
import type { JournalRecord } from '../../journal/coordinator.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ClassicGroup, CONSUMER_PROTOCOL_TYPE } from '../classic/group.ts';
import { metadataOf, NO_ASSIGNMENT } from '../classic/member.ts';
import { restartSession } from '../classic/session.ts';
import { protocolVersion, writeAssignment } from '../consumer-protocol.ts';
import type { Turn } from '../turn.ts';
import type { ConsumerGroup } from './group.ts';
import type { ConsumerMember } from './member.ts';
import {
  currentAssignmentTombstone,
  groupEpochTombstone,
  memberMetadataTombstone,
  partitionMetadataTombstone,
  regexTombstone,
  targetMemberTombstone,
  targetMetadataTombstone,
} from './records.ts';
import { storedTarget } from './target.ts';

/** Whether only classic members remain without these, and may be a classic group. */
export function mayDowngrade(turn: Turn, group: ConsumerGroup, leaving: readonly ConsumerMember[]): boolean {
  const classicLeaving = leaving.filter(({ classic }) => classic !== null).length;
  const remaining = group.members.size - leaving.length;
  if (remaining <= 0 || group.classicMemberCount - classicLeaving !== remaining) return false;
  return turn.config.consumer.migration.downgrade && remaining <= turn.config.sizeMax;
}

/** Whether the group will be all classic when a classic member takes over the place of this one. */
export function mayDowngradeByTakeOver(turn: Turn, group: ConsumerGroup, replaced: ConsumerMember): boolean {
  if (replaced.classic !== null || group.classicMemberCount !== group.members.size - 1) return false;
  return turn.config.consumer.migration.downgrade && group.members.size <= turn.config.sizeMax;
}

/** The group of these members, with what the target assignment gives them. `members` all speak the classic protocol. */
export function downgradedGroup(turn: Turn, group: ConsumerGroup, members: readonly ConsumerMember[]): ClassicGroup {
  const classic = new ClassicGroup(group.groupId, turn.nowMs);
  classic.state = 'Stable';
  classic.generation = group.groupEpoch;
  classic.protocolType = CONSUMER_PROTOCOL_TYPE;
  for (const member of members) addMember(classic, member);
  classic.protocolName = classic.selectProtocol();
  classic.refreshSubscribedTopics();
  for (const member of members) assign(classic, group, member, turn.image);
  return classic;
}

/** Everything of the consumer group goes, under the ids that stand in the log. */
export function downgradeTombstones(group: ConsumerGroup, memberIds: readonly string[]): JournalRecord[] {
  const { groupId } = group;
  return [
    ...memberIds.map((memberId) => currentAssignmentTombstone(groupId, memberId)),
    ...memberIds.map((memberId) => targetMemberTombstone(groupId, memberId)),
    targetMetadataTombstone(groupId),
    ...memberIds.map((memberId) => memberMetadataTombstone(groupId, memberId)),
    ...Array.from(group.resolvedRegexes.keys(), (regex) => regexTombstone(groupId, regex)),
    partitionMetadataTombstone(groupId),
    groupEpochTombstone(groupId),
  ];
}

/** Everybody has a session in the classic group. */
export function finishDowngrade(turn: Turn, classic: ClassicGroup): void {
  for (const member of classic.members.values()) restartSession(turn, classic, member);
}

function addMember(classic: ClassicGroup, member: ConsumerMember): void {
  classic.add({
    memberId: member.memberId,
    groupInstanceId: member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    sessionTimeoutMs: member.classic?.sessionTimeoutMs ?? 0,
    protocols: member.classic?.supportedProtocols ?? [],
    assignment: NO_ASSIGNMENT,
    isNew: false,
    sessionDeadlineMs: 0,
    joinToken: null,
    syncToken: null,
  });
}

function assign(
  classic: ClassicGroup,
  group: ConsumerGroup,
  { memberId, instanceId }: ConsumerMember,
  image: MetadataImage,
): void {
  const member = classic.members.get(memberId);
  if (member === undefined) return;
  const version = protocolVersion(metadataOf(member, classic.protocolName));
  const target = storedTarget(group, { memberId, instanceId });
  member.assignment = writeAssignment(target, version, image);
}
