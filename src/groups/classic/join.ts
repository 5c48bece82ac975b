// JoinGroup: a member comes, comes back, or changes what it supports.
// Called by the shard for a group that exists or was just made for this request; rebalance.ts goes on from here.
import { ErrorCode } from '../../wire/error-code.ts';
import type { JoinGroupRequestProtocol } from '../../wire/generated/join-group.ts';
import type { JoinEvent } from '../event.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { hasProtocols, type Member, type MemberProtocol, NO_ASSIGNMENT, newMemberId } from './member.ts';
import { rebalanceOrCompleteJoin } from './rebalance.ts';
import { joinResponse, refuseJoin, refuseWaitingJoin } from './replies.ts';
import { addPendingMember, startSession } from './session.ts';
import { joinStaticMember } from './static-join.ts';
import { memberError } from './validation.ts';

/** From this version on, a member without an id gets one and must come back with it (KIP-394). */
export const MEMBER_ID_REQUIRED_FROM_VERSION = 4;

/** A JoinGroup with what its decision needs at hand. */
export interface Join {
  readonly event: JoinEvent;
  readonly protocols: readonly MemberProtocol[];
  readonly rebalanceTimeoutMs: number;
}

export function joinGroup(turn: Turn, group: ClassicGroup, event: JoinEvent): void {
  const { request, token } = event;
  const join = { event, protocols: ownProtocols(request.protocols), rebalanceTimeoutMs: rebalanceTimeoutOf(event) };
  if (!hasRoomFor(turn, group, request.memberId)) {
    dropMember(turn, group, request.memberId);
    refuseJoin(turn, token, ErrorCode.GROUP_MAX_SIZE_REACHED);
  } else if (!group.supports(request.protocolType, join.protocols)) {
    refuseJoin(turn, token, ErrorCode.INCONSISTENT_GROUP_PROTOCOL, request.memberId);
  } else if (request.memberId === '') {
    joinNewMember(turn, group, join);
  } else {
    joinKnownMember(turn, group, join);
  }
}

export function addMember(turn: Turn, group: ClassicGroup, join: Join, memberId: string): void {
  const { request, client, token } = join.event;
  if (group.members.size === 0) group.protocolType = request.protocolType;
  // A member of a new group that is not the first makes the initial delay longer.
  if (group.initialDelay !== null) group.newMemberAdded = true;
  const member: Member = {
    memberId,
    groupInstanceId: request.groupInstanceId,
    clientId: client.clientId,
    clientHost: client.clientHost,
    rebalanceTimeoutMs: join.rebalanceTimeoutMs,
    sessionTimeoutMs: request.sessionTimeoutMs,
    protocols: join.protocols,
    assignment: NO_ASSIGNMENT,
    isNew: true,
    sessionDeadlineMs: 0,
    joinToken: token,
    syncToken: null,
  };
  group.add(member);
  startSession(turn, group, member, turn.config.newMemberJoinTimeoutMs);
  rebalanceOrCompleteJoin(turn, group);
}

/** Takes over what the request says, and lets the member wait in it. */
export function updateMember(turn: Turn, group: ClassicGroup, member: Member, join: Join): void {
  // An earlier JoinGroup of the same member has nobody behind it any more.
  refuseWaitingJoin(turn, group, member, ErrorCode.REBALANCE_IN_PROGRESS, member.memberId);
  group.setProtocols(member, join.protocols);
  member.rebalanceTimeoutMs = join.rebalanceTimeoutMs;
  member.sessionTimeoutMs = join.event.request.sessionTimeoutMs;
  group.setJoinToken(member, join.event.token);
}

function joinNewMember(turn: Turn, group: ClassicGroup, join: Join): void {
  const { request, client, token, apiVersion } = join.event;
  const memberId = newMemberId(client.clientId, request.groupInstanceId, turn.randomUuid);
  if (request.groupInstanceId !== null) {
    joinStaticMember(turn, group, join, request.groupInstanceId, memberId);
  } else if (apiVersion >= MEMBER_ID_REQUIRED_FROM_VERSION) {
    addPendingMember(turn, group, memberId, request.sessionTimeoutMs);
    refuseJoin(turn, token, ErrorCode.MEMBER_ID_REQUIRED, memberId);
  } else {
    addMember(turn, group, join, memberId);
  }
}

function joinKnownMember(turn: Turn, group: ClassicGroup, join: Join): void {
  const { memberId, groupInstanceId } = join.event.request;
  if (group.pendingMembers.has(memberId) && groupInstanceId === null) {
    addMember(turn, group, join, memberId);
    return;
  }
  const errorCode = memberError(group, memberId, groupInstanceId);
  const member = group.members.get(memberId);
  if (errorCode !== ErrorCode.NONE || member === undefined) {
    refuseJoin(turn, join.event.token, errorCode, memberId);
  } else if (needsRebalance(group, member, join)) {
    updateMember(turn, group, member, join);
    rebalanceOrCompleteJoin(turn, group);
  } else {
    // It lost the answer, or asks without news: the current generation, whose SyncGroup it can send.
    turn.reply(join.event.token, joinResponse(group, memberId));
  }
}

/** The leader of a stable group may rejoin to assign anew, for reasons that its metadata does not show. */
function needsRebalance(group: ClassicGroup, member: Member, join: Join): boolean {
  if (group.state === 'PreparingRebalance') return true;
  if (group.state === 'Stable' && group.isLeader(member.memberId)) return true;
  return !hasProtocols(member, join.protocols);
}

function hasRoomFor(turn: Turn, group: ClassicGroup, memberId: string): boolean {
  const member = group.members.get(memberId);
  switch (group.state) {
    case 'Empty':
      return true;
    case 'PreparingRebalance':
      // Counted are those that wait, so that the last to rejoin are turned away when the limit was lowered.
      return (member !== undefined && member.joinToken !== null) || group.awaitingJoinCount < turn.config.sizeMax;
    case 'CompletingRebalance':
    case 'Stable':
      return member !== undefined || group.members.size < turn.config.sizeMax;
  }
}

/** Turned away means removed: a member that may not rejoin must not hold up the others. */
function dropMember(turn: Turn, group: ClassicGroup, memberId: string): void {
  const member = group.members.get(memberId);
  if (member !== undefined) refuseWaitingJoin(turn, group, member, ErrorCode.GROUP_MAX_SIZE_REACHED);
  group.remove(memberId);
  if (memberId !== '' && group.state === 'PreparingRebalance') rebalanceOrCompleteJoin(turn, group);
}

/** Copies, because members outlive the frame that the request was read from. A name counts once. */
export function ownProtocols(protocols: readonly JoinGroupRequestProtocol[]): MemberProtocol[] {
  const byName = new Map<string, MemberProtocol>();
  for (const { name, metadata } of protocols) {
    if (!byName.has(name)) byName.set(name, { name, metadata: Buffer.from(metadata) });
  }
  return [...byName.values()];
}

/** Version 0 has no rebalance timeout of its own. */
function rebalanceTimeoutOf({ request, apiVersion }: JoinEvent): number {
  return apiVersion === 0 ? request.sessionTimeoutMs : request.rebalanceTimeoutMs;
}
