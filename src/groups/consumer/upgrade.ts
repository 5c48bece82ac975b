// From the classic protocol to the consumer protocol, online: when the first member that speaks ConsumerGroupHeartbeat
// joins a classic group of consumers, the group becomes a consumer group. Its members go on in JoinGroup and SyncGroup
// (classic-members.ts), keep what they have, and may be replaced one by one.
import { KafkaError } from '../../errors.ts';
import type { JournalRecord } from '../../journal/coordinator.ts';
import type { MetadataImage } from '../../metadata/image.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import { DecodeError } from '../../wire/reader.ts';
import type { Partitions } from '../assignors/assignor.ts';
import type { ClassicGroup } from '../classic/group.ts';
import { type Member, metadataOf } from '../classic/member.ts';
import { refuseWaitingJoin, refuseWaitingSync } from '../classic/replies.ts';
import { readAssignment, readSubscription } from '../consumer-protocol.ts';
import { groupMetadataTombstone } from '../records.ts';
import { joinTimer, syncTimer } from '../timer-name.ts';
import type { Turn } from '../turn.ts';
import { ConsumerGroup } from './group.ts';
import { type ConsumerMember, MemberState, newConsumerMember } from './member.ts';
import { metadataHash } from './metadata-hash.ts';
import { withEpoch } from './partition-epochs.ts';
import {
  currentAssignmentRecord,
  groupEpochRecord,
  memberMetadataRecord,
  targetMemberRecord,
  targetMetadataRecord,
} from './records.ts';
import { restartSession } from './session.ts';

/** Throws GROUP_ID_NOT_FOUND where the group must stay what it is. */
export function upgradedGroup(turn: Turn, classic: ClassicGroup): ConsumerGroup {
  const problem = upgradeProblem(turn, classic);
  if (problem !== null) throw cannotUpgrade(classic, problem);
  const group = new ConsumerGroup(classic.groupId);
  group.groupEpoch = classic.generation;
  group.assignmentEpoch = classic.generation;
  for (const member of classic.members.values()) addMember(group, classic, member, turn.image);
  group.metadataHash = metadataHash(group.topicCounts.keys(), turn.image);
  return group;
}

/** The classic group goes, and everything of the new one is written. */
export function upgradeRecords(group: ConsumerGroup): JournalRecord[] {
  const { groupId } = group;
  const members = [...group.members.values()];
  return [
    groupMetadataTombstone(groupId),
    ...members.map((member) => memberMetadataRecord(groupId, member)),
    groupEpochRecord(groupId, group.groupEpoch, group.metadataHash),
    ...members.map(({ memberId }) => targetMemberRecord(groupId, memberId, group.target.get(memberId) ?? new Map())),
    targetMetadataRecord(groupId, group.assignmentEpoch, group.assignmentTimestampMs),
    ...members.map((member) => currentAssignmentRecord(groupId, member)),
  ];
}

/** Whoever waits in the classic group is told to join again, and everybody has a session in the new one. */
export function finishUpgrade(turn: Turn, classic: ClassicGroup, group: ConsumerGroup): void {
  for (const member of classic.members.values()) {
    refuseWaitingJoin(turn, classic, member, ErrorCode.REBALANCE_IN_PROGRESS, member.memberId);
    refuseWaitingSync(turn, member, ErrorCode.REBALANCE_IN_PROGRESS);
    restartSession(turn, group, member.memberId, member.sessionTimeoutMs);
  }
  turn.cancel(joinTimer(classic.groupId));
  turn.cancel(syncTimer(classic.groupId));
}

function upgradeProblem(turn: Turn, classic: ClassicGroup): string | null {
  const { migration, sizeMax } = turn.config.consumer;
  if (!migration.upgrade) return 'online upgrade is disabled';
  if (!classic.usesConsumerProtocol) return 'the group does not use the consumer embedded protocol';
  return classic.members.size > sizeMax ? 'the group size exceeds the consumer group maximum size' : null;
}

function cannotUpgrade({ groupId }: ClassicGroup, problem: string): KafkaError {
  const message = `Cannot upgrade classic group ${groupId} to consumer group because ${problem}.`;
  return new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, message);
}

function addMember(group: ConsumerGroup, classic: ClassicGroup, member: Member, image: MetadataImage): void {
  try {
    const assigned = assignedPartitions(classic, member, image);
    group.target.set(member.memberId, assigned);
    group.put(upgradedMember(classic, member, assigned));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw cannotUpgrade(classic, 'the embedded consumer protocol is malformed');
  }
}

/** It is where its generation left it; if the group was rebalancing, it is told to join again. */
function upgradedMember(classic: ClassicGroup, member: Member, assigned: Partitions): ConsumerMember {
  // A group that forms its first generation has not chosen a protocol yet.
  const subscription = readSubscription(metadataOf(member, classic.protocolName ?? classic.selectProtocol()));
  return {
    ...newConsumerMember(member.memberId),
    memberEpoch: classic.generation,
    previousMemberEpoch: classic.generation,
    state: MemberState.STABLE,
    instanceId: member.groupInstanceId,
    rackId: subscription.rackId === '' ? null : subscription.rackId,
    rebalanceTimeoutMs: member.rebalanceTimeoutMs,
    clientId: member.clientId,
    clientHost: member.clientHost,
    topicNames: new Set(subscription.topics),
    assigned: withEpoch(assigned, classic.generation),
    classic: {
      sessionTimeoutMs: member.sessionTimeoutMs,
      supportedProtocols: member.protocols.map(({ name, metadata }) => ({ name, metadata })),
    },
  };
}

/** A member that has not synced yet has nothing. What an assignor of the clients keeps in user data would be lost. */
function assignedPartitions(classic: ClassicGroup, member: Member, image: MetadataImage): Partitions {
  const partitions = new Map<string, ReadonlySet<number>>();
  if (member.assignment.length === 0) return partitions;
  const assignment = readAssignment(member.assignment);
  if (assignment.userData !== null && assignment.userData.length > 0) {
    throw cannotUpgrade(
      classic,
      'an unsupported custom assignor is in use. Please refer to the documentation or switch to a default assignor ' +
        'before re-attempting the upgrade',
    );
  }
  for (const { topic, partitions: ofTopic } of assignment.assignedPartitions) {
    const id = image.topicsByName.get(topic)?.id;
    if (id !== undefined && ofTopic.length > 0) partitions.set(id, new Set(ofTopic));
  }
  return partitions;
}
