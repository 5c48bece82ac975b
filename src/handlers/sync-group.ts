// SyncGroup, versions 0-5: the leader brings the assignment, every member gets its part (static members from 3, protocol
// type and name checked from 5). Parked until the assignment is stored.
import { newSyncGroupResponse, syncGroupRequest, syncGroupResponse } from '../wire/generated/sync-group.ts';
import { defineHandler } from './handler.ts';

export const syncGroup = defineHandler({
  request: syncGroupRequest,
  response: syncGroupResponse,
  handle: (request, _context, broker) => broker.groups.syncGroup(request),
  onError: (errorCode) => newSyncGroupResponse({ errorCode }),
});
