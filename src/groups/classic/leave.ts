// LeaveGroup: members say goodbye, or an administrator removes static members by their instance ids.
// Called by the shard. One rebalance for all members of one request.
import { ErrorCode } from '../../wire/error-code.ts';
import { type MemberIdentity, newLeaveGroupResponse, newMemberResponse } from '../../wire/generated/leave-group.ts';
import type { LeaveEvent } from '../event.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { completeJoinIfReady, prepareRebalance, removeMember } from './rebalance.ts';
import { memberError } from './validation.ts';

export function leaveGroup(turn: Turn, group: ClassicGroup, event: LeaveEvent): void {
  const members = event.request.members.map((identity) =>
    newMemberResponse({
      memberId: identity.memberId,
      groupInstanceId: identity.groupInstanceId,
      errorCode: removeIdentified(turn, group, identity),
    }),
  );
  if (members.some(({ errorCode }) => errorCode === ErrorCode.NONE)) goOnWithoutThem(turn, group);
  turn.reply(event.token, newLeaveGroupResponse({ members }));
}

function removeIdentified(turn: Turn, group: ClassicGroup, identity: MemberIdentity): number {
  const { groupInstanceId } = identity;
  if (group.pendingMembers.has(identity.memberId)) {
    group.remove(identity.memberId);
    return ErrorCode.NONE;
  }
  // Without a member id, the instance id alone names the member.
  const byInstance = identity.memberId === '' && groupInstanceId !== null;
  const memberId = byInstance ? (group.staticMembers.get(groupInstanceId) ?? '') : identity.memberId;
  const errorCode = memberError(group, memberId, groupInstanceId);
  const member = group.members.get(memberId);
  if (errorCode === ErrorCode.NONE && member !== undefined) removeMember(turn, group, member);
  return errorCode;
}

function goOnWithoutThem(turn: Turn, group: ClassicGroup): void {
  switch (group.state) {
    case 'Stable':
    case 'CompletingRebalance':
      prepareRebalance(turn, group);
      break;
    case 'PreparingRebalance':
      completeJoinIfReady(turn, group);
      break;
    case 'Empty':
      break;
  }
}
