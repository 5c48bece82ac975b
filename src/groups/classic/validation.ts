// Whether a request speaks for a member of the group. The same for joins, syncs, heartbeats, leaves and commits.
import { ErrorCode } from '../../wire/error-code.ts';
import type { ClassicGroup } from './group.ts';

/** NONE, UNKNOWN_MEMBER_ID, or FENCED_INSTANCE_ID where the instance id belongs to another member id by now. */
export function memberError(group: ClassicGroup, memberId: string, groupInstanceId: string | null): number {
  if (groupInstanceId !== null) {
    const owner = group.staticMembers.get(groupInstanceId);
    if (owner === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
    if (owner !== memberId) return ErrorCode.FENCED_INSTANCE_ID;
  }
  return group.members.has(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
}

/** `memberError`, or ILLEGAL_GENERATION where the request is about another generation than the current one. */
export function generationError(
  group: ClassicGroup,
  memberId: string,
  groupInstanceId: string | null,
  generation: number,
): number {
  const errorCode = memberError(group, memberId, groupInstanceId);
  if (errorCode !== ErrorCode.NONE) return errorCode;
  return generation === group.generation ? ErrorCode.NONE : ErrorCode.ILLEGAL_GENERATION;
}
