// SyncGroup: members of a new generation fetch their assignments; the leader brings them.
// Called by the shard. The group becomes Stable when the record with the assignments is replayed.
import { ErrorCode } from '../../wire/error-code.ts';
import type { SyncGroupRequest } from '../../wire/generated/sync-group.ts';
import type { SyncEvent } from '../event.ts';
import { groupMetadataRecord } from '../records.ts';
import { syncTimer } from '../timer-name.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { type Member, NO_ASSIGNMENT } from './member.ts';
import { prepareRebalance } from './rebalance.ts';
import { refuseSync, refuseWaitingSync, syncResponse } from './replies.ts';
import { restartSession } from './session.ts';
import { generationError } from './validation.ts';

export function syncGroup(turn: Turn, group: ClassicGroup, event: SyncEvent): void {
  const { request, token } = event;
  const errorCode = syncError(group, request);
  const member = group.members.get(request.memberId);
  if (errorCode !== ErrorCode.NONE || member === undefined) {
    refuseSync(turn, token, errorCode);
  } else if (group.state === 'Stable') {
    markSynced(turn, group, member);
    turn.reply(token, syncResponse(group, member.assignment));
  } else {
    refuseWaitingSync(turn, member, ErrorCode.REBALANCE_IN_PROGRESS);
    member.syncToken = token;
    markSynced(turn, group, member);
    if (group.isLeader(member.memberId)) storeAssignments(turn, group, request);
  }
}

function syncError(group: ClassicGroup, request: SyncGroupRequest): number {
  if (group.state === 'Empty') return ErrorCode.UNKNOWN_MEMBER_ID;
  const { memberId, groupInstanceId, generationId } = request;
  const errorCode = generationError(group, memberId, groupInstanceId, generationId);
  if (errorCode !== ErrorCode.NONE) return errorCode;
  const isOtherProtocol =
    differs(request.protocolType, group.protocolType) || differs(request.protocolName, group.protocolName);
  if (isOtherProtocol) return ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
  return group.state === 'PreparingRebalance' ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
}

/** Before version 5 the request does not name the protocol. */
function differs(requested: string | null, current: string | null): boolean {
  return requested !== null && requested !== current;
}

function markSynced(turn: Turn, group: ClassicGroup, member: Member): void {
  if (!group.pendingSync.delete(member.memberId)) return;
  if (group.pendingSync.size === 0) turn.cancel(syncTimer(group.groupId));
}

/** Members that the leader left out get an empty assignment; assignments for others are dropped. */
function storeAssignments(turn: Turn, group: ClassicGroup, request: SyncGroupRequest): void {
  const assignments = new Map<string, Buffer>();
  for (const { memberId, assignment } of request.assignments) {
    // Copied: the reply leaves after the commit, when the frame may be gone.
    if (group.members.has(memberId)) assignments.set(memberId, Buffer.from(assignment));
  }
  if (!turn.append(groupMetadataRecord(group, assignments))) {
    refuseAssignments(turn, group);
    return;
  }
  for (const member of group.members.values()) {
    if (member.syncToken === null) continue;
    turn.reply(member.syncToken, syncResponse(group, assignments.get(member.memberId) ?? NO_ASSIGNMENT));
    member.syncToken = null;
    restartSession(turn, group, member);
  }
}

/** More than a batch holds: everybody is told, and the group tries again. */
function refuseAssignments(turn: Turn, group: ClassicGroup): void {
  for (const member of group.members.values()) {
    if (member.syncToken === null) continue;
    refuseWaitingSync(turn, member, ErrorCode.UNKNOWN_SERVER_ERROR);
    restartSession(turn, group, member);
  }
  prepareRebalance(turn, group);
}
