// SyncGroup, versions 0-5: the leader brings the assignment, every member gets its part (static members from 3, protocol
// type and name checked from 5). Parked until the assignment is stored.
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { newSyncGroupResponse, syncGroupRequest, syncGroupResponse } from '../wire/generated/sync-group.ts';
import { defineHandler } from './handler.ts';

const PROTOCOL_FROM_VERSION = 5;

export const syncGroup = defineHandler({
  request: syncGroupRequest,
  response: syncGroupResponse,
  handle(request, { apiVersion }, broker) {
    const isUnnamed = request.protocolType === null || request.protocolName === null;
    if (isUnnamed && apiVersion >= PROTOCOL_FROM_VERSION) throw new KafkaError(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    return broker.groups.syncGroup(request);
  },
  onError: (errorCode) => newSyncGroupResponse({ errorCode }),
});
