// A static member (KIP-345) that comes without a member id: it restarted. If its instance id is taken, it takes over the
// place, and whoever held it is fenced.
import { ErrorCode } from '../../wire/error-code.ts';
import { groupMetadataRecord } from '../records.ts';
import type { Turn } from '../turn.ts';
import type { ClassicGroup } from './group.ts';
import { addMember, type Join, updateMember } from './join.ts';
import type { Member } from './member.ts';
import { completeJoinIfReady, prepareRebalance } from './rebalance.ts';
import { joinResponse, refuseWaitingJoin, refuseWaitingSync } from './replies.ts';
import { restartSession } from './session.ts';

/** From this version on, a returning leader learns that it leads, and that it need not assign (KIP-814). */
const SKIP_ASSIGNMENT_FROM_VERSION = 9;

export function joinStaticMember(
  turn: Turn,
  group: ClassicGroup,
  join: Join,
  groupInstanceId: string,
  memberId: string,
): void {
  const previous = group.members.get(group.staticMembers.get(groupInstanceId) ?? '');
  if (previous === undefined) addMember(turn, group, join, memberId);
  else takeOver(turn, group, join, previous, memberId);
}

function takeOver(turn: Turn, group: ClassicGroup, join: Join, previous: Member, memberId: string): void {
  const previousLeaderId = group.leaderId;
  const member = replaceMember(turn, group, previous, memberId);
  updateMember(turn, group, member, join);
  restartSession(turn, group, member);
  switch (group.state) {
    case 'Stable':
      if (group.selectProtocol() === group.protocolName) keepGeneration(turn, group, member, join, previousLeaderId);
      else prepareRebalance(turn, group);
      break;
    case 'CompletingRebalance':
      // The leader may be assigning to the old member id already, which would leave the new one with nothing.
      prepareRebalance(turn, group);
      break;
    case 'PreparingRebalance':
    case 'Empty':
      completeJoinIfReady(turn, group);
      break;
  }
}

function replaceMember(turn: Turn, group: ClassicGroup, previous: Member, memberId: string): Member {
  refuseWaitingJoin(turn, group, previous, ErrorCode.FENCED_INSTANCE_ID, previous.memberId);
  refuseWaitingSync(turn, previous, ErrorCode.FENCED_INSTANCE_ID);
  const member = { ...previous, memberId, isNew: false };
  group.replace(previous, member);
  return member;
}

/** The group stays as it is: only the new member id is stored, with the assignment it takes over. */
function keepGeneration(
  turn: Turn,
  group: ClassicGroup,
  member: Member,
  join: Join,
  previousLeaderId: string | null,
): void {
  turn.append(groupMetadataRecord(group, null));
  const response = joinResponse(group, member.memberId);
  if (join.event.apiVersion >= SKIP_ASSIGNMENT_FROM_VERSION) {
    response.skipAssignment = group.isLeader(member.memberId);
  } else {
    // A leader that cannot skip the assignment must not assign: it is told the old leader id, and takes itself for a
    // follower.
    response.leader = previousLeaderId ?? '';
    response.members = [];
  }
  turn.reply(join.event.token, response);
  group.setJoinToken(member, null);
}
