// JoinGroup, versions 0-9: a member id of its own from 4 (MEMBER_ID_REQUIRED), static members from 5, the reason from 8,
// a leader that may skip its assignment from 9. Parked until the join phase of the group ends.
// The reason is not kept.
import { joinGroupRequest, joinGroupResponse, newJoinGroupResponse } from '../wire/generated/join-group.ts';
import { groupClient } from './group-client.ts';
import { defineHandler } from './handler.ts';

export const joinGroup = defineHandler({
  request: joinGroupRequest,
  response: joinGroupResponse,
  handle: (request, context, broker) => broker.groups.joinGroup(request, context.apiVersion, groupClient(context)),
  onError: (errorCode, _message, { memberId }) => newJoinGroupResponse({ errorCode, memberId }),
});
