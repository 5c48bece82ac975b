// JoinGroup, versions 0-9: a member id of its own from 4 (MEMBER_ID_REQUIRED), static members from 5, the reason from 8,
// a leader that may skip its assignment from 9. Parked until the join phase of the group ends.
// The reason is not kept.
import { ErrorCode } from '../wire/error-code.ts';
import {
  type JoinGroupResponse,
  joinGroupRequest,
  joinGroupResponse,
  newJoinGroupResponse,
} from '../wire/generated/join-group.ts';
import { groupClient } from './group-client.ts';
import { defineHandler } from './handler.ts';

const NO_PROTOCOL_FROM_VERSION = 7;

/** What is wrong with the request itself; other errors are about the group, and name no member. */
const REQUEST_ERRORS: ReadonlySet<number> = new Set([ErrorCode.INVALID_GROUP_ID, ErrorCode.INVALID_SESSION_TIMEOUT]);

export const joinGroup = defineHandler({
  request: joinGroupRequest,
  response: joinGroupResponse,
  async handle(request, context, broker) {
    const response = await broker.groups.joinGroup(request, context.apiVersion, groupClient(context));
    return response.errorCode === ErrorCode.NONE ? response : withoutProtocol(response, context.apiVersion);
  },
  onError(errorCode, _message, request, { apiVersion }) {
    const memberId = REQUEST_ERRORS.has(errorCode) ? request.memberId : '';
    return withoutProtocol(newJoinGroupResponse({ errorCode, memberId }), apiVersion);
  },
});

function withoutProtocol(response: JoinGroupResponse, apiVersion: number): JoinGroupResponse {
  return { ...response, protocolName: apiVersion >= NO_PROTOCOL_FROM_VERSION ? null : '' };
}
