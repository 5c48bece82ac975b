// LeaveGroup, versions 0-5: one member before 3, a list of members from 3 (static ones also by instance id alone), with
// reasons from 5, which are not kept.
import {
  type LeaveGroupRequest,
  leaveGroupRequest,
  leaveGroupResponse,
  newLeaveGroupResponse,
  newMemberIdentity,
} from '../wire/generated/leave-group.ts';
import { defineHandler } from './handler.ts';

const MEMBERS_FROM_VERSION = 3;

export const leaveGroup = defineHandler({
  request: leaveGroupRequest,
  response: leaveGroupResponse,
  async handle(request, { apiVersion }, broker) {
    if (apiVersion >= MEMBERS_FROM_VERSION) return broker.groups.leaveGroup(request);
    const { errorCode, members } = await broker.groups.leaveGroup(withMemberList(request));
    return newLeaveGroupResponse({ errorCode: members[0]?.errorCode ?? errorCode });
  },
  onError: (errorCode) => newLeaveGroupResponse({ errorCode }),
});

function withMemberList(request: LeaveGroupRequest): LeaveGroupRequest {
  return { ...request, members: [newMemberIdentity({ memberId: request.memberId })] };
}
