// Heartbeat, versions 0-4 (static members from 3). Answered at once: it moves the member's session deadline and tells it
// whether the group rebalances.
import {
  type HeartbeatResponse,
  heartbeatRequest,
  heartbeatResponse,
  newHeartbeatResponse,
} from '../wire/generated/heartbeat.ts';
import { defineHandler } from './handler.ts';

/** Few codes, many heartbeats. */
const responses = new Map<number, HeartbeatResponse>();

export const heartbeat = defineHandler({
  request: heartbeatRequest,
  response: heartbeatResponse,
  handle(request, _context, broker) {
    const errorCode = broker.groups.heartbeat(request);
    return typeof errorCode === 'number' ? responseOf(errorCode) : errorCode.then(responseOf);
  },
  onError: responseOf,
});

function responseOf(errorCode: number): HeartbeatResponse {
  const known = responses.get(errorCode);
  if (known !== undefined) return known;
  const response = newHeartbeatResponse({ errorCode });
  responses.set(errorCode, response);
  return response;
}
