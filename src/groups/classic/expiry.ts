// The session timer of a group fired: removes the members and the given-out ids whose time is over.
// Called by the shard; session.ts keeps the deadlines.
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { isSessionPaused, type Member } from './member.ts';
import { removeMemberAndGoOn, removePendingMemberAndGoOn } from './rebalance.ts';
import { fireNoLaterThan } from './session.ts';

export function sessionTimerFired(turn: Turn, group: ClassicGroup): void {
  group.sessionTimerAtMs = Number.POSITIVE_INFINITY;
  for (const [memberId, deadlineMs] of [...group.pendingMembers]) {
    if (deadlineMs <= turn.nowMs) removePendingMemberAndGoOn(turn, group, memberId);
  }
  const expired = [...group.members.values()].filter((member) => isExpired(turn, member));
  for (const member of expired) {
    // The first removal may have ended a join phase, which gives the others a new session.
    const isStillExpired = group.members.get(member.memberId) === member && isExpired(turn, member);
    if (isStillExpired) removeMemberAndGoOn(turn, group, member);
  }
  for (const deadlineMs of group.pendingMembers.values()) fireNoLaterThan(turn, group, deadlineMs);
  for (const member of group.members.values()) {
    if (!isSessionPaused(member)) fireNoLaterThan(turn, group, member.sessionDeadlineMs);
  }
}

function isExpired(turn: Turn, member: Member): boolean {
  return !isSessionPaused(member) && member.sessionDeadlineMs <= turn.nowMs;
}
