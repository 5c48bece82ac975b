// Replies to clients that asked a broker for what another one leads: they name the leader, and where it is (KIP-951).
// Pure; used by translation.ts.
import { ErrorCode } from '../../wire/error-code.ts';
import type { FetchResponse } from '../../wire/generated/fetch.ts';
import type { ProduceResponse } from '../../wire/generated/produce.ts';
import type { DecodedRequest } from '../messages/request.ts';
import type { TopicNames } from '../messages/units.ts';
import type { Placement } from './placement.ts';

/** The first versions in which a reply names the new leader. */
const PRODUCE_HINTS_FROM = 10;
const FETCH_HINTS_FROM = 16;

interface Asked {
  readonly request: DecodedRequest;
  readonly placement: Placement;
  readonly topicNames: TopicNames;
}

export function hintInProduce(response: ProduceResponse, { placement, request, topicNames }: Asked): ProduceResponse {
  if (request.header.apiVersion < PRODUCE_HINTS_FROM) return response;
  const named = new Set<number>();
  const responses = response.responses.map((topic) => ({
    ...topic,
    partitionResponses: topic.partitionResponses.map((one) => {
      const isElsewhere = one.errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER;
      const name = topic.name || topicNames(topic.topicId);
      return isElsewhere ? { ...one, currentLeader: hint(name, one.index, placement, named) } : one;
    }),
  }));
  return { ...response, responses, nodeEndpoints: endpoints(named, placement) };
}

export function hintInFetch(response: FetchResponse, { placement, request, topicNames }: Asked): FetchResponse {
  if (request.header.apiVersion < FETCH_HINTS_FROM) return response;
  const named = new Set<number>();
  const responses = response.responses.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((one) => {
      const { errorCode, partitionIndex } = one;
      const isElsewhere = errorCode === ErrorCode.NOT_LEADER_OR_FOLLOWER || errorCode === ErrorCode.FENCED_LEADER_EPOCH;
      const name = topic.topic || topicNames(topic.topicId);
      return isElsewhere ? { ...one, currentLeader: hint(name, partitionIndex, placement, named) } : one;
    }),
  }));
  return { ...response, responses, nodeEndpoints: endpoints(named, placement) };
}

function hint(topic: string | undefined, partition: number, placement: Placement, named: Set<number>) {
  const now = (topic === undefined ? null : placement.leadership(topic, partition)) ?? {
    leaderId: -1,
    leaderEpoch: -1,
  };
  named.add(now.leaderId);
  return now;
}

function endpoints(nodeIds: ReadonlySet<number>, placement: Placement) {
  return placement.nodes.filter(({ nodeId }) => nodeIds.has(nodeId)).map((node) => ({ ...node, rack: null }));
}
