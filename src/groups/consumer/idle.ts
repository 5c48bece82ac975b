// Heartbeats of an idle group, which are nearly all there are: nothing is stored, no timer is set, the journal does not
// turn. The member's session deadline moves, and it is told that nothing is new.
import {
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatResponse,
} from '../../wire/generated/consumer-group-heartbeat.ts';
import type { GroupClient } from '../event.ts';
import type { Turn } from '../turn.ts';
import { groupTimeMs } from './config.ts';
import type { ConsumerGroup } from './group.ts';
import { type ConsumerMember, isReconciledTo, sameNames } from './member.ts';
import { isRefreshDue } from './regex.ts';
import { isTargetDue } from './target.ts';

/** Null: something is to be decided. The turn is only looked at. */
export function idleHeartbeat(
  turn: Turn,
  group: ConsumerGroup,
  request: ConsumerGroupHeartbeatRequest,
  client: GroupClient,
): ConsumerGroupHeartbeatResponse | null {
  const member = group.members.get(request.memberId);
  const deadlines = group.deadlines.get(request.memberId);
  if (member === undefined || deadlines === undefined) return null;
  if (!isGroupIdle(turn, group) || !isReconciledTo(member, group.assignmentEpoch)) return null;
  if (!saysNothingNew(member, request, client)) return null;
  const { times } = turn.config.consumer;
  deadlines.sessionMs = turn.nowMs + groupTimeMs(turn.image, times, group.groupId, 'sessionTimeout');
  return newConsumerGroupHeartbeatResponse({
    memberId: member.memberId,
    memberEpoch: member.memberEpoch,
    heartbeatIntervalMs: groupTimeMs(turn.image, times, group.groupId, 'heartbeatInterval'),
  });
}

function isGroupIdle(turn: Turn, group: ConsumerGroup): boolean {
  if (turn.nowMs >= group.metadataRefreshMs || isTargetDue(turn, group)) return false;
  return group.regexCounts.size === 0 || !isRefreshDue(turn, group, false);
}

function saysNothingNew(member: ConsumerMember, request: ConsumerGroupHeartbeatRequest, client: GroupClient): boolean {
  // The first request of a member, and the first after trouble, are full ones and get the assignment in the answer.
  if (request.rebalanceTimeoutMs !== -1 || request.memberEpoch !== member.memberEpoch) return false;
  if (member.classic !== null || member.clientId !== client.clientId || member.clientHost !== client.clientHost) {
    return false;
  }
  const { subscribedTopicNames, subscribedTopicRegex } = request;
  return (
    isSameOrLeftOut(request.instanceId, member.instanceId) &&
    isSameOrLeftOut(request.rackId, member.rackId) &&
    isSameOrLeftOut(request.serverAssignor, member.serverAssignor) &&
    isSameOrLeftOut(subscribedTopicRegex, member.topicRegex) &&
    (subscribedTopicNames === null || sameNames(new Set(subscribedTopicNames), member.topicNames))
  );
}

function isSameOrLeftOut(requested: string | null, current: string | null): boolean {
  return requested === null || requested === current;
}
