// Sessions of members: until when each must be heard of. Used by every file that hears of a member; expiry.ts removes
// who was not.
// Invariant: the group's one session timer fires no later than the earliest deadline of a session that runs. A
// heartbeat only moves a deadline to later, so it needs no timer: when the timer fires, the deadlines are looked at.
import { sessionTimer } from '../timer-name.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import type { Member } from './member.ts';

/** The member was heard of, or was answered: its session starts anew. */
export function restartSession(turn: Turn, group: ClassicGroup, member: Member): void {
  startSession(turn, group, member, member.sessionTimeoutMs);
}

export function startSession(turn: Turn, group: ClassicGroup, member: Member, timeoutMs: number): void {
  member.sessionDeadlineMs = turn.nowMs + timeoutMs;
  fireNoLaterThan(turn, group, member.sessionDeadlineMs);
}

/** Gives out a member id; it is forgotten unless a JoinGroup brings it back in time. */
export function addPendingMember(turn: Turn, group: ClassicGroup, memberId: string, timeoutMs: number): void {
  group.pendingMembers.set(memberId, turn.nowMs + timeoutMs);
  fireNoLaterThan(turn, group, turn.nowMs + timeoutMs);
}

export function fireNoLaterThan(turn: Turn, group: ClassicGroup, atMs: number): void {
  if (atMs >= group.sessionTimerAtMs) return;
  group.sessionTimerAtMs = atMs;
  turn.schedule(sessionTimer(group.groupId), atMs);
}
