// The rebalance: from "something changed" through the join phase to the new generation that waits for its assignment.
// Used by joins, leaves, expiries and timers. Decides what GroupMetadataManager of Apache Kafka decides
// (prepareRebalance, completeClassicGroupJoin and what is around them).
import { ErrorCode } from '../../wire/error-code.ts';
import { groupMetadataRecord } from '../records.ts';
import { joinTimer, syncTimer } from '../timer-name.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { type Member, NO_ASSIGNMENT } from './member.ts';
import { joinResponse, refuseWaitingJoin, refuseWaitingSync } from './replies.ts';
import { restartSession } from './session.ts';

/** Something about the members changed. */
export function rebalanceOrCompleteJoin(turn: Turn, group: ClassicGroup): void {
  if (group.canRebalance) prepareRebalance(turn, group);
  else completeJoinIfReady(turn, group);
}

export function prepareRebalance(turn: Turn, group: ClassicGroup): void {
  if (group.state === 'CompletingRebalance') withdrawAssignments(turn, group);
  group.pendingSync.clear();
  turn.cancel(syncTimer(group.groupId));
  const isInitial = group.state === 'Empty';
  group.transitionTo('PreparingRebalance', turn.nowMs);
  if (isInitial) startInitialDelay(turn, group);
  else if (group.hasAllMembersJoined) completeJoin(turn, group);
  else turn.schedule(joinTimer(group.groupId), turn.nowMs + group.rebalanceTimeoutMs());
}

/** Ends the join phase when nobody is missing. A new group waits for its initial delay all the same. */
export function completeJoinIfReady(turn: Turn, group: ClassicGroup): void {
  if (group.state !== 'PreparingRebalance' || group.previousState === 'Empty') return;
  if (group.hasAllMembersJoined) completeJoin(turn, group);
}

export function joinTimerFired(turn: Turn, group: ClassicGroup): void {
  if (group.state !== 'PreparingRebalance') return;
  if (group.initialDelay === null || !extendInitialDelay(turn, group)) completeJoin(turn, group);
}

/** Members that got the new generation but sent no SyncGroup within the rebalance timeout are removed. */
export function syncTimerFired(turn: Turn, group: ClassicGroup): void {
  const isWaiting = group.state === 'CompletingRebalance' || group.state === 'Stable';
  if (!isWaiting || group.pendingSync.size === 0) return;
  for (const memberId of [...group.pendingSync]) group.remove(memberId);
  prepareRebalance(turn, group);
}

/** For a member that vanished or left: answers it if it waits, forgets it, and lets the group go on without it. */
export function removeMemberAndGoOn(turn: Turn, group: ClassicGroup, member: Member): void {
  removeMember(turn, group, member);
  if (group.state === 'PreparingRebalance') {
    if (group.hasAllMembersJoined) completeJoin(turn, group);
  } else {
    rebalanceOrCompleteJoin(turn, group);
  }
}

export function removeMember(turn: Turn, group: ClassicGroup, member: Member): void {
  refuseWaitingJoin(turn, group, member, ErrorCode.UNKNOWN_MEMBER_ID);
  refuseWaitingSync(turn, member, ErrorCode.UNKNOWN_MEMBER_ID);
  group.remove(member.memberId);
}

export function removePendingMemberAndGoOn(turn: Turn, group: ClassicGroup, memberId: string): void {
  group.remove(memberId);
  if (group.state === 'PreparingRebalance' && group.hasAllMembersJoined) completeJoin(turn, group);
}

function withdrawAssignments(turn: Turn, group: ClassicGroup): void {
  for (const member of group.members.values()) {
    member.assignment = NO_ASSIGNMENT;
    if (member.syncToken === null) continue;
    refuseWaitingSync(turn, member, ErrorCode.REBALANCE_IN_PROGRESS);
    restartSession(turn, group, member);
  }
}

function startInitialDelay(turn: Turn, group: ClassicGroup): void {
  const delayMs = turn.config.initialRebalanceDelayMs;
  group.newMemberAdded = false;
  group.initialDelay = { delayMs, remainingMs: Math.max(group.rebalanceTimeoutMs() - delayMs, 0) };
  turn.schedule(joinTimer(group.groupId), turn.nowMs + delayMs);
}

/** While members keep coming, the delay is added again, up to the rebalance timeout. False: it is over. */
function extendInitialDelay(turn: Turn, group: ClassicGroup): boolean {
  const delay = group.initialDelay;
  if (delay === null || !group.newMemberAdded || delay.remainingMs === 0) return false;
  group.newMemberAdded = false;
  const delayMs = Math.min(turn.config.initialRebalanceDelayMs, delay.remainingMs);
  group.initialDelay = { delayMs, remainingMs: Math.max(delay.remainingMs - delay.delayMs, 0) };
  turn.schedule(joinTimer(group.groupId), turn.nowMs + delayMs);
  return true;
}

function completeJoin(turn: Turn, group: ClassicGroup): void {
  group.initialDelay = null;
  turn.cancel(joinTimer(group.groupId));
  removeDynamicMembersThatDidNotJoin(group);
  if (!group.electJoinedLeader() && group.members.size > 0) {
    // Only static members are left and none of them rejoined: wait until they do, or until their sessions end.
    turn.schedule(joinTimer(group.groupId), turn.nowMs + group.rebalanceTimeoutMs());
    return;
  }
  group.startNextGeneration(turn.nowMs);
  if (group.members.size === 0) turn.append(groupMetadataRecord(group, null));
  else announceGeneration(turn, group);
}

function removeDynamicMembersThatDidNotJoin(group: ClassicGroup): void {
  if (group.awaitingJoinCount === group.members.size) return;
  for (const member of [...group.members.values()]) {
    if (member.joinToken === null && member.groupInstanceId === null) group.remove(member.memberId);
  }
}

function announceGeneration(turn: Turn, group: ClassicGroup): void {
  for (const member of group.members.values()) {
    if (member.joinToken !== null) turn.reply(member.joinToken, joinResponse(group, member.memberId));
    group.setJoinToken(member, null);
    member.isNew = false;
    restartSession(turn, group, member);
    group.pendingSync.add(member.memberId);
  }
  turn.schedule(syncTimer(group.groupId), turn.nowMs + group.rebalanceTimeoutMs());
}
