// Answers to JoinGroup and SyncGroup, at once or to a member that waits.
// Invariant: a token is answered once; whoever answers a waiting member takes its token away.
import type { ReplyToken } from '../../journal/coordinator.ts';
import {
  type JoinGroupResponse,
  type JoinGroupResponseMember,
  newJoinGroupResponse,
  newJoinGroupResponseMember,
} from '../../wire/generated/join-group.ts';
import { newSyncGroupResponse, type SyncGroupResponse } from '../../wire/generated/sync-group.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { type Member, metadataOf } from './member.ts';

export function refuseJoin(turn: Turn, token: ReplyToken, errorCode: number, memberId = ''): void {
  turn.reply(token, newJoinGroupResponse({ errorCode, memberId, protocolName: '' }));
}

/** Answers the JoinGroup that the member waits in, if it does. */
export function refuseWaitingJoin(
  turn: Turn,
  group: ClassicGroup,
  member: Member,
  errorCode: number,
  memberId = '',
): void {
  if (member.joinToken === null) return;
  refuseJoin(turn, member.joinToken, errorCode, memberId);
  group.setJoinToken(member, null);
}

export function refuseSync(turn: Turn, token: ReplyToken, errorCode: number): void {
  turn.reply(token, newSyncGroupResponse({ errorCode }));
}

export function refuseWaitingSync(turn: Turn, member: Member, errorCode: number): void {
  if (member.syncToken === null) return;
  refuseSync(turn, member.syncToken, errorCode);
  member.syncToken = null;
}

/** Every member with its metadata for the chosen protocol: what the leader assigns from. */
export function memberList(group: ClassicGroup): JoinGroupResponseMember[] {
  return Array.from(group.members.values(), (member) =>
    newJoinGroupResponseMember({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      metadata: metadataOf(member, group.protocolName),
    }),
  );
}

/** The current generation, as `memberId` is told of it; only the leader gets the list. */
export function joinResponse(group: ClassicGroup, memberId: string): JoinGroupResponse {
  return newJoinGroupResponse({
    generationId: group.generation,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    leader: group.leaderId ?? '',
    memberId,
    members: group.isLeader(memberId) ? memberList(group) : [],
  });
}

export function syncResponse(group: ClassicGroup, assignment: Buffer): SyncGroupResponse {
  return newSyncGroupResponse({
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    assignment,
  });
}
