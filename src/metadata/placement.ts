// Where partitions are put: by the request (manual assignment) or by the broker. On one node every replica list is that
// node; the checks and their words are those of Kafka's ReplicationControlManager and StripedReplicaPlacer.
import { ErrorCode } from '../wire/error-code.ts';
import type { ControllerSettings, Refusal } from './decision.ts';
import type { MetadataImage } from './image.ts';

export interface Placement {
  replicas: readonly number[];
  directories: readonly string[];
}

export function place(
  replicationFactor: number,
  image: MetadataImage,
  settings: ControllerSettings,
): Placement | Refusal {
  const registered = image.brokers.size;
  if (replicationFactor > registered) {
    return {
      errorCode: ErrorCode.INVALID_REPLICATION_FACTOR,
      errorMessage:
        `Unable to replicate the partition ${replicationFactor} time(s): The target replication factor of ` +
        `${replicationFactor} cannot be reached because only ${registered} broker(s) are registered ` +
        'or some brokers have all their log directories cordoned.',
    };
  }
  return placedOn([settings.nodeId], settings);
}

/** `replicationFactor`: what earlier partitions of the topic have; null for the first one. */
export function placeManually(
  partition: number,
  brokerIds: readonly number[],
  replicationFactor: number | null,
  image: MetadataImage,
  settings: ControllerSettings,
): Placement | Refusal {
  const problem = assignmentProblem(partition, brokerIds, replicationFactor, image);
  if (problem !== null) return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, errorMessage: problem };
  return placedOn(brokerIds, settings);
}

function placedOn(replicas: readonly number[], settings: ControllerSettings): Placement {
  return { replicas, directories: replicas.map(() => settings.directories.forNewReplica) };
}

/** What is wrong with a replica list, in Kafka's words; null: nothing. */
export function assignmentProblem(
  partition: number,
  brokerIds: readonly number[],
  replicationFactor: number | null,
  image: MetadataImage,
): string | null {
  const sorted = [...brokerIds].sort((a, b) => a - b);
  if (sorted.length === 0) return 'The manual partition assignment includes an empty replica list.';
  for (const [index, brokerId] of sorted.entries()) {
    if (!image.brokers.has(brokerId)) {
      return `The manual partition assignment includes broker ${brokerId}, but no such broker is registered.`;
    }
    if (brokerId === sorted[index - 1]) {
      return `The manual partition assignment includes the broker ${brokerId} more than once.`;
    }
  }
  if (replicationFactor !== null && sorted.length !== replicationFactor) {
    return (
      `The manual partition assignment includes a partition with ${sorted.length} replica(s), but this is not ` +
      `consistent with previous partitions, which have ${replicationFactor} replica(s).`
    );
  }
  if (sorted.every((brokerId) => image.brokers.get(brokerId)?.fenced !== false)) {
    return (
      `All brokers specified in the manual partition assignment for partition ${partition} ` +
      'are fenced or in controlled shutdown.'
    );
  }
  return null;
}
