// The timer of a consumer group fired: members that are over are fenced, as many as fit into one batch.
import { KafkaError } from '../../errors.ts';
import type { Group } from '../group.ts';
import type { Turn } from '../turn.ts';
import { expiredMembers } from './expiry.ts';
import { fence } from './fence.ts';
import type { ConsumerGroup } from './group.ts';
import { fireNoLaterThan } from './session.ts';

/** Fenced together; the next ones when the timer fires again. */
const FENCED_MAX = 500;
const NEXT_PASS_MS = 100;
/** When not even these fit into a batch, which is a matter of limits that somebody must raise. */
const RETRY_MS = 10_000;

/** Returns the group that remains. */
export function consumerTimerFired(turn: Turn, group: ConsumerGroup): Group {
  const expired = expiredMembers(turn, group);
  if (expired.length > FENCED_MAX) fireNoLaterThan(turn, group, turn.nowMs + NEXT_PASS_MS);
  try {
    return fence(turn, group, expired.slice(0, FENCED_MAX));
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    fireNoLaterThan(turn, group, turn.nowMs + RETRY_MS);
    return group;
  }
}
