// ConsumerGroupHeartbeat (key 68), versions 0-1 (topic patterns and member ids of the clients' own from 1): members of
// consumer groups (KIP-848) join, say what they read and have, and leave; the answer tells them what to read.
import { KafkaError } from '../errors.ts';
import { GROUP_VERSION } from '../metadata/features.ts';
import { ErrorCode, errorName } from '../wire/error-code.ts';
import {
  consumerGroupHeartbeatRequest,
  consumerGroupHeartbeatResponse,
  newConsumerGroupHeartbeatResponse,
} from '../wire/generated/consumer-group-heartbeat.ts';
import { groupClient } from './group-client.ts';
import { defineHandler } from './handler.ts';

export const consumerGroupHeartbeat = defineHandler({
  request: consumerGroupHeartbeatRequest,
  response: consumerGroupHeartbeatResponse,
  handle(request, context, broker) {
    const level = broker.metadata.image.features.get(GROUP_VERSION.name) ?? 0;
    if (level < GROUP_VERSION.maxLevel) throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION);
    return broker.groups.consumerHeartbeat(request, context.apiVersion, groupClient(context));
  },
  onError(errorCode, message) {
    // The name of the code alone says nothing.
    const errorMessage = message === errorName(errorCode) ? null : message;
    return newConsumerGroupHeartbeatResponse({ errorCode, errorMessage });
  },
});
