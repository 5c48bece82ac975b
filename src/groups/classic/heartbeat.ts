// Heartbeat: the member lives. The most frequent request of an idle cluster: it writes nothing, sets no timer and
// allocates nothing; it moves the member's session deadline.
import { ErrorCode } from '../../wire/error-code.ts';
import type { HeartbeatRequest } from '../../wire/generated/heartbeat.ts';
import type { ClassicGroup } from './group.ts';
import { generationError } from './validation.ts';

/** Returns the error code; REBALANCE_IN_PROGRESS tells the member to rejoin. */
export function heartbeat(group: ClassicGroup, request: HeartbeatRequest, nowMs: number): number {
  const errorCode = generationError(group, request.memberId, request.groupInstanceId, request.generationId);
  const member = group.members.get(request.memberId);
  if (errorCode !== ErrorCode.NONE || member === undefined) return errorCode;
  // Never earlier than before: a new member's join timeout may be longer than its session.
  member.sessionDeadlineMs = Math.max(member.sessionDeadlineMs, nowMs + member.sessionTimeoutMs);
  return group.state === 'PreparingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
}
