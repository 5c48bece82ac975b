// ConsumerGroupDescribe (key 69), versions 0-1 (member types from 1): consumer groups (KIP-848) with the assignment that
// each member has and the one that it is to have. Authorized operations: without an authorizer, all that a group has.
import { ErrorCode } from '../wire/error-code.ts';
import {
  consumerGroupDescribeRequest,
  consumerGroupDescribeResponse,
  newConsumerGroupDescribeResponse,
} from '../wire/generated/consumer-group-describe.ts';
import { defineHandler } from './handler.ts';
import { GROUP_OPERATIONS } from './operations.ts';

export const consumerGroupDescribe = defineHandler({
  request: consumerGroupDescribeRequest,
  response: consumerGroupDescribeResponse,
  async handle(request, _context, broker) {
    const groups = await Promise.all(request.groupIds.map((groupId) => broker.groups.describeConsumerGroup(groupId)));
    for (const group of groups) {
      const isFound = group.errorCode === ErrorCode.NONE;
      if (isFound && request.includeAuthorizedOperations) group.authorizedOperations = GROUP_OPERATIONS;
    }
    return newConsumerGroupDescribeResponse({ groups });
  },
});
