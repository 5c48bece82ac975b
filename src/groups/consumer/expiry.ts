// The timer of a group fired: which members are over, because they were not heard of in time, did not give up their
// partitions in time, or did not join or sync in time.
import type { Turn } from '../turn.ts';
import type { ConsumerGroup, Deadlines } from './group.ts';
import type { ConsumerMember } from './member.ts';
import { endRebalance, fireNoLaterThan } from './session.ts';

/** They are the caller's to fence; the timer is set for the others. */
export function expiredMembers(turn: Turn, group: ConsumerGroup): ConsumerMember[] {
  group.timerAtMs = Number.POSITIVE_INFINITY;
  const expired: ConsumerMember[] = [];
  for (const [memberId, deadlines] of group.deadlines) {
    const member = group.members.get(memberId);
    if (member === undefined) group.deadlines.delete(memberId);
    else if (isOver(turn, group, member, deadlines)) expired.push(member);
    else fireNoLaterThan(turn, group, earliest(deadlines));
  }
  return expired;
}

function isOver(turn: Turn, group: ConsumerGroup, member: ConsumerMember, deadlines: Deadlines): boolean {
  if (Math.min(deadlines.sessionMs, deadlines.joinMs, deadlines.syncMs) <= turn.nowMs) return true;
  if (deadlines.rebalanceMs > turn.nowMs) return false;
  // It went on to another epoch since.
  if (member.memberEpoch !== deadlines.rebalanceEpoch) endRebalance(group, member.memberId);
  return member.memberEpoch === deadlines.rebalanceEpoch;
}

function earliest({ sessionMs, rebalanceMs, joinMs, syncMs }: Deadlines): number {
  return Math.min(sessionMs, rebalanceMs, joinMs, syncMs);
}
