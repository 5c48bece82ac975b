// The requests to consumer groups, from the group as it is to records, replies and soft state. Called by the shard. A
// KafkaError that is thrown here is the answer, and nothing happened.
// Each returns the group that the id stands for from now on: the same, a new one, or one of the other protocol.
import { KafkaError } from '../../errors.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import {
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatResponse,
} from '../../wire/generated/consumer-group-heartbeat.ts';
import { newLeaveGroupResponse } from '../../wire/generated/leave-group.ts';
import type { ConsumerHeartbeatEvent, LeaveEvent } from '../event.ts';
import type { Group } from '../group.ts';
import { groupMetadataTombstone } from '../records.ts';
import type { Turn } from '../turn.ts';
import { GroupChange } from './change.ts';
import { leaveAsClassic } from './classic-members.ts';
import { groupTimeMs } from './config.ts';
import { fence } from './fence.ts';
import { ConsumerGroup } from './group.ts';
import { heartbeatOfMember } from './heartbeat.ts';
import { leaveConsumerGroup } from './leave.ts';
import { LEAVE_EPOCH, MemberState, STATIC_LEAVE_EPOCH, sameCurrentAssignment } from './member.ts';
import { sameEpochs } from './partition-epochs.ts';
import { endRebalance, restartSession, startRebalance } from './session.ts';
import type { UpdatedMember } from './target.ts';
import { finishUpgrade, upgradedGroup, upgradeRecords } from './upgrade.ts';
import { checkRoom } from './validation.ts';

export function consumerGroupHeartbeat(turn: Turn, existing: Group | undefined, event: ConsumerHeartbeatEvent): Group {
  const { request, client, token } = event;
  const isLeaving = request.memberEpoch === LEAVE_EPOCH || request.memberEpoch === STATIC_LEAVE_EPOCH;
  if (isLeaving) return leaveByHeartbeat(turn, existing, event);
  const change = openGroup(turn, existing, request);
  const { group } = change;
  checkRoom(group, request.memberId, turn.config.consumer.sizeMax);
  const memberId = request.memberId === '' ? turn.randomUuid() : request.memberId;
  const member = heartbeatOfMember(turn, change, memberId, request, client);
  change.apply(turn);
  if (existing?.type === 'classic') finishUpgrade(turn, existing, group);
  const { times } = turn.config.consumer;
  restartSession(turn, group, memberId, groupTimeMs(turn.image, times, group.groupId, 'sessionTimeout'));
  watchRebalance(turn, group, member);
  turn.reply(token, heartbeatResponse(turn, group, request, member));
  return group;
}

/** Leaving for good changes the group at once; a static member that will be back changes nothing. */
function leaveByHeartbeat(turn: Turn, existing: Group | undefined, event: ConsumerHeartbeatEvent): Group {
  const { request, token } = event;
  const group = consumerGroup(existing, request.groupId);
  const leave = leaveConsumerGroup(group, request);
  const { memberId, memberEpoch } = request;
  const response = newConsumerGroupHeartbeatResponse({ memberId, memberEpoch });
  if ('fenced' in leave) {
    const remaining = fence(turn, group, [leave.fenced]);
    turn.reply(token, response);
    return remaining;
  }
  const change = new GroupChange(group);
  change.records.push(leave.record);
  change.apply(turn);
  turn.reply(token, response);
  return group;
}

/** LeaveGroup: classic members say goodbye, or an administrator removes members of either protocol. */
export function leaveConsumerGroupAsClassic(turn: Turn, group: ConsumerGroup, { request, token }: LeaveEvent): Group {
  const { leaving, answers } = leaveAsClassic(group, request);
  const remaining = fence(turn, group, leaving);
  turn.reply(token, newLeaveGroupResponse({ members: answers }));
  return remaining;
}

function consumerGroup(existing: Group | undefined, groupId: string): ConsumerGroup {
  if (existing?.type === 'consumer') return existing;
  const problem = existing === undefined ? 'not found' : 'is not a consumer group';
  throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} ${problem}.`);
}

/** The consumer group that the request is for, with the records that make it one. */
function openGroup(turn: Turn, existing: Group | undefined, request: ConsumerGroupHeartbeatRequest): GroupChange {
  const { groupId, memberEpoch } = request;
  if (existing?.type === 'consumer') return new GroupChange(existing);
  if (memberEpoch !== 0) {
    const problem =
      existing === undefined ? `Consumer group ${groupId} not found.` : `Group ${groupId} is not a consumer group.`;
    throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, problem);
  }
  if (existing === undefined) return new GroupChange(new ConsumerGroup(groupId));
  if (existing.state === 'Empty') {
    const change = new GroupChange(new ConsumerGroup(groupId));
    change.records.push(groupMetadataTombstone(groupId));
    return change;
  }
  const change = new GroupChange(upgradedGroup(turn, existing));
  change.records.push(...upgradeRecords(change.group));
  return change;
}

/** From the moment that it is told to give partitions up, the member has its rebalance timeout for it. */
function watchRebalance(turn: Turn, group: ConsumerGroup, { before, after }: UpdatedMember): void {
  if (sameCurrentAssignment(before, after)) return;
  if (after.state !== MemberState.UNREVOKED_PARTITIONS) endRebalance(group, after.memberId);
  else startRebalance(turn, group, after.memberId, after.memberEpoch, after.rebalanceTimeoutMs);
}

/** The assignment is told when it changed, and to whoever tells all about itself: it may know nothing. */
function heartbeatResponse(
  turn: Turn,
  group: ConsumerGroup,
  request: ConsumerGroupHeartbeatRequest,
  { before, after }: UpdatedMember,
): ConsumerGroupHeartbeatResponse {
  const hasTopics = request.subscribedTopicNames !== null || request.subscribedTopicRegex !== null;
  const isFull = request.rebalanceTimeoutMs !== -1 && hasTopics && request.topicPartitions !== null;
  const isTold = request.memberEpoch === 0 || isFull || !sameEpochs(before.assigned, after.assigned);
  const topicPartitions = Array.from(after.assigned, ([topicId, ofTopic]) => ({
    topicId,
    partitions: [...ofTopic.keys()],
  }));
  return newConsumerGroupHeartbeatResponse({
    memberId: after.memberId,
    memberEpoch: after.memberEpoch,
    heartbeatIntervalMs: groupTimeMs(turn.image, turn.config.consumer.times, group.groupId, 'heartbeatInterval'),
    assignment: isTold ? { topicPartitions } : null,
  });
}
