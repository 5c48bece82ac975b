// Deadlines of members: until when each must be heard of, and must have given up partitions or come back.
// Invariant: the group's one timer fires no later than the earliest deadline. A heartbeat only moves the session to
// later, so it needs no timer: when the timer fires, the deadlines are looked at (expiry.ts).
import { sessionTimer } from '../timer-name.ts';
import type { Turn } from '../turn.ts';
import type { ConsumerGroup, Deadlines } from './group.ts';

const NEVER = Number.POSITIVE_INFINITY;

export function deadlinesOf(group: ConsumerGroup, memberId: string): Deadlines {
  const known = group.deadlines.get(memberId);
  if (known !== undefined) return known;
  const deadlines = { sessionMs: NEVER, rebalanceMs: NEVER, rebalanceEpoch: 0, joinMs: NEVER, syncMs: NEVER };
  group.deadlines.set(memberId, deadlines);
  return deadlines;
}

export function restartSession(turn: Turn, group: ConsumerGroup, memberId: string, timeoutMs: number): void {
  const deadlines = deadlinesOf(group, memberId);
  deadlines.sessionMs = turn.nowMs + timeoutMs;
  fireNoLaterThan(turn, group, deadlines.sessionMs);
}

/** The member must leave this epoch in time. */
export function startRebalance(
  turn: Turn,
  group: ConsumerGroup,
  memberId: string,
  memberEpoch: number,
  timeoutMs: number,
): void {
  const deadlines = deadlinesOf(group, memberId);
  deadlines.rebalanceMs = turn.nowMs + timeoutMs;
  deadlines.rebalanceEpoch = memberEpoch;
  fireNoLaterThan(turn, group, deadlines.rebalanceMs);
}

export function endRebalance(group: ConsumerGroup, memberId: string): void {
  const deadlines = group.deadlines.get(memberId);
  if (deadlines !== undefined) deadlines.rebalanceMs = NEVER;
}

/** A classic member must send JoinGroup in time; the first such deadline counts. */
export function startJoin(turn: Turn, group: ConsumerGroup, memberId: string, timeoutMs: number): void {
  const deadlines = deadlinesOf(group, memberId);
  if (deadlines.joinMs !== NEVER) return;
  deadlines.joinMs = turn.nowMs + timeoutMs;
  fireNoLaterThan(turn, group, deadlines.joinMs);
}

/** It joined, and must send SyncGroup in time. */
export function startSync(turn: Turn, group: ConsumerGroup, memberId: string, timeoutMs: number): void {
  const deadlines = deadlinesOf(group, memberId);
  deadlines.joinMs = NEVER;
  deadlines.syncMs = turn.nowMs + timeoutMs;
  fireNoLaterThan(turn, group, deadlines.syncMs);
}

export function endSync(group: ConsumerGroup, memberId: string): void {
  const deadlines = group.deadlines.get(memberId);
  if (deadlines !== undefined) deadlines.syncMs = NEVER;
}

export function fireNoLaterThan(turn: Turn, group: ConsumerGroup, atMs: number): void {
  if (atMs >= group.timerAtMs) return;
  group.timerAtMs = atMs;
  turn.schedule(sessionTimer(group.groupId), atMs);
}
