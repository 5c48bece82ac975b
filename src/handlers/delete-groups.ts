// DeleteGroups (key 42), versions 0-2: groups without members, with all their offsets.
import { KafkaError } from '../errors.ts';
import {
  type DeletableGroupResult,
  deleteGroupsRequest,
  deleteGroupsResponse,
  newDeleteGroupsResponse,
} from '../wire/generated/delete-groups.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const deleteGroups = defineHandler({
  request: deleteGroupsRequest,
  response: deleteGroupsResponse,
  async handle(request, _context, broker) {
    const groupIds = [...new Set(request.groupsNames)];
    return newDeleteGroupsResponse({ results: await Promise.all(groupIds.map((groupId) => remove(groupId, broker))) });
  },
  onError: (errorCode, _message, request) =>
    newDeleteGroupsResponse({ results: request.groupsNames.map((groupId) => ({ groupId, errorCode })) }),
});

/** One group that cannot be deleted does not stop the others. */
async function remove(groupId: string, broker: BrokerParts): Promise<DeletableGroupResult> {
  try {
    return { groupId, errorCode: await broker.groups.deleteGroup(groupId) };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return { groupId, errorCode: error.code };
  }
}
