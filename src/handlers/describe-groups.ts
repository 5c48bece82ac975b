// DescribeGroups, versions 0-6: classic groups. A group that does not exist is Dead; from 6 that is also the error
// GROUP_ID_NOT_FOUND. Authorized operations from 3: without an authorizer, all that a group has.

import { DEAD_STATE } from '../groups/classic/describe.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribedGroup,
  describeGroupsRequest,
  describeGroupsResponse,
  newDescribeGroupsResponse,
} from '../wire/generated/describe-groups.ts';
import { defineHandler } from './handler.ts';
import { GROUP_OPERATIONS } from './operations.ts';

const NOT_FOUND_FROM_VERSION = 6;

export const describeGroups = defineHandler({
  request: describeGroupsRequest,
  response: describeGroupsResponse,
  async handle(request, { apiVersion }, broker) {
    const described = await Promise.all(request.groups.map((groupId) => broker.groups.describeGroup(groupId)));
    const groups = described.map(apiVersion >= NOT_FOUND_FROM_VERSION ? withNotFound : withoutMessage);
    for (const group of groups) {
      const isFound = group.errorCode === ErrorCode.NONE;
      if (isFound && request.includeAuthorizedOperations) group.authorizedOperations = GROUP_OPERATIONS;
    }
    return newDescribeGroupsResponse({ groups });
  },
});

function withNotFound(group: DescribedGroup): DescribedGroup {
  if (group.errorCode !== ErrorCode.NONE || group.groupState !== DEAD_STATE) return group;
  const errorMessage = group.errorMessage ?? `Group ${group.groupId} not found.`;
  return { ...group, errorCode: ErrorCode.GROUP_ID_NOT_FOUND, errorMessage };
}

/** The field is younger than the errors. */
function withoutMessage(group: DescribedGroup): DescribedGroup {
  return { ...group, errorMessage: null };
}
