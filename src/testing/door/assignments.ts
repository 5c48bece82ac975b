// Requests that say on which brokers partitions are to be: the broker behind knows of itself alone, and gets itself
// wherever they name brokers that clients see. Whatever they ask for, every partition has a replica on each of them.
// Pure; used by translation.ts.
import { ApiKey } from '../../wire/api-key.ts';
import type { AlterPartitionReassignmentsRequest } from '../../wire/generated/alter-partition-reassignments.ts';
import type { CreatePartitionsRequest } from '../../wire/generated/create-partitions.ts';
import type { CreateTopicsRequest } from '../../wire/generated/create-topics.ts';
import type { Message } from '../messages/units.ts';
import type { Placement } from './placement.ts';

type Assign = (request: never, placement: Placement) => object;

const ASSIGNING: ReadonlyMap<number, Assign> = new Map<number, Assign>([
  [ApiKey.CREATE_TOPICS, topicsToBroker],
  [ApiKey.CREATE_PARTITIONS, partitionsToBroker],
  [ApiKey.ALTER_PARTITION_REASSIGNMENTS, reassignmentsToBroker],
]);

export function assignsReplicas(apiKey: number): boolean {
  return ASSIGNING.has(apiKey);
}

export function assignmentsToBroker(apiKey: number, request: Message, placement: Placement): Message {
  const assign = ASSIGNING.get(apiKey);
  return assign === undefined ? request : (assign(request as never, placement) as Message);
}

function topicsToBroker(request: CreateTopicsRequest, placement: Placement): CreateTopicsRequest {
  const topics = request.topics.map((topic) => {
    const { replicationFactor, assignments } = topic;
    const fits = replicationFactor > 1 && replicationFactor <= placement.nodeCount;
    return {
      ...topic,
      replicationFactor: fits ? 1 : replicationFactor,
      assignments: allBehind(assignments, placement),
    };
  });
  return { ...request, topics };
}

function partitionsToBroker(request: CreatePartitionsRequest, placement: Placement): CreatePartitionsRequest {
  const topics = request.topics.map((topic) => ({
    ...topic,
    assignments: topic.assignments === null ? null : allBehind(topic.assignments, placement),
  }));
  return { ...request, topics };
}

function reassignmentsToBroker(request: AlterPartitionReassignmentsRequest, placement: Placement) {
  const topics = request.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((one) => {
      const isKnown = one.replicas !== null && areKnown(one.replicas, placement);
      return isKnown ? { ...one, replicas: [placement.brokerBehind] } : one;
    }),
  }));
  return { ...request, topics };
}

/** As they are where one of them is not known, for the broker to refuse. */
function allBehind<T extends { brokerIds: number[] }>(assignments: T[], placement: Placement): T[] {
  const isKnown = assignments.every(({ brokerIds }) => areKnown(brokerIds, placement));
  return isKnown ? assignments.map((one) => ({ ...one, brokerIds: [placement.brokerBehind] })) : assignments;
}

/** None, or one twice, is for the broker to refuse, too. */
function areKnown(nodeIds: readonly number[], placement: Placement): boolean {
  const isDistinct = nodeIds.length > 0 && new Set(nodeIds).size === nodeIds.length;
  return isDistinct && nodeIds.every((nodeId) => placement.node(nodeId) !== undefined);
}
