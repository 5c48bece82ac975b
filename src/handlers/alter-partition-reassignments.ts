// AlterPartitionReassignments (key 45), versions 0 and 1.
// On one node replicas have nowhere to go: an assignment to where they are changes nothing, one to other nodes is
// refused as Apache Kafka refuses it, and there is nothing to cancel.
import type { PartitionImage } from '../metadata/image.ts';
import { assignmentProblem } from '../metadata/placement.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  alterPartitionReassignmentsRequest,
  alterPartitionReassignmentsResponse,
  newAlterPartitionReassignmentsResponse,
  type ReassignablePartition,
  type ReassignablePartitionResponse,
  type ReassignableTopic,
  type ReassignableTopicResponse,
} from '../wire/generated/alter-partition-reassignments.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const alterPartitionReassignments = defineHandler({
  request: alterPartitionReassignmentsRequest,
  response: alterPartitionReassignmentsResponse,
  handle({ topics, allowReplicationFactorChange }, _context, broker) {
    return newAlterPartitionReassignmentsResponse({
      allowReplicationFactorChange,
      // Kafka sends an empty text, not null, where nothing was asked.
      errorMessage: topics.length === 0 ? '' : null,
      responses: topics.map((topic) => reassign(topic, broker)),
    });
  },
  onError: (errorCode, errorMessage) => newAlterPartitionReassignmentsResponse({ errorCode, errorMessage }),
});

function reassign({ name, partitions }: ReassignableTopic, broker: BrokerParts): ReassignableTopicResponse {
  const topic = broker.metadata.image.topicsByName.get(name);
  return {
    name,
    partitions: partitions.map((asked) => {
      const { partitionIndex } = asked;
      const partition = topic?.partitions[partitionIndex];
      if (partition !== undefined) return reassignPartition(asked, partition, broker);
      const missing = topic === undefined ? `a topic named ${name}` : `partition ${name}:${partitionIndex}`;
      const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
      return { partitionIndex, errorCode, errorMessage: `Unable to find ${missing}.` };
    }),
  };
}

function reassignPartition(
  { partitionIndex, replicas }: ReassignablePartition,
  partition: PartitionImage,
  broker: BrokerParts,
): ReassignablePartitionResponse {
  if (replicas === null) {
    return { partitionIndex, errorCode: ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, errorMessage: null };
  }
  const problem =
    assignmentProblem(partitionIndex, replicas, null, broker.metadata.image) ?? moveProblem(replicas, partition);
  const errorCode = problem === null ? ErrorCode.NONE : ErrorCode.INVALID_REPLICA_ASSIGNMENT;
  return { partitionIndex, errorCode, errorMessage: problem };
}

/** Only partitions from a larger cluster have replicas elsewhere, and those cannot be moved from here. */
function moveProblem(replicas: readonly number[], partition: PartitionImage): string | null {
  if (replicas.join() === partition.replicas.join()) return null;
  return `A single node cannot move replicas from [${partition.replicas}] to [${replicas}].`;
}
