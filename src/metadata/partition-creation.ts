// The controller's decision on CreatePartitions. Follows Kafka's ReplicationControlManager.createPartitions.
import type { JournalRecord } from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { type ControllerSettings, type Decision, isRefusal, type Refusal } from './decision.ts';
import type { MetadataImage, TopicImage } from './image.ts';
import type { PartitionsToCreate, ResourceResult } from './metadata.ts';
import { type Placement, place, placeManually } from './placement.ts';
import { partitionCreated } from './records.ts';
import { UNKNOWN_TOPIC } from './refusals.ts';

/** Kafka's bound on the records of one decision. */
const PARTITIONS_PER_REQUEST_MAX = 10_000;

/** The names are distinct. */
export function decidePartitionCreation(
  topics: readonly PartitionsToCreate[],
  validateOnly: boolean,
  image: MetadataImage,
  settings: ControllerSettings,
): Decision<ResourceResult[]> {
  const records: JournalRecord[] = [];
  const result = topics.map((request) => {
    const created = createPartitions(request, PARTITIONS_PER_REQUEST_MAX - records.length, image, settings);
    if (isRefusal(created)) return { name: request.name, ...created };
    if (!validateOnly) records.push(...created);
    return { name: request.name, errorCode: ErrorCode.NONE, errorMessage: null };
  });
  return { records, result };
}

function createPartitions(
  request: PartitionsToCreate,
  countMax: number,
  image: MetadataImage,
  settings: ControllerSettings,
): JournalRecord[] | Refusal {
  const topic = image.topicsByName.get(request.name);
  if (topic === undefined) return { ...UNKNOWN_TOPIC, errorMessage: null };
  const problem = countProblem(request, topic, countMax);
  if (problem !== null) return problem;
  const placements = placementsOf(request, topic, image, settings);
  if (isRefusal(placements)) return placements;
  const first = topic.partitions.length;
  return placements.map((placement, index) =>
    partitionCreated({ topicId: topic.id, partitionId: first + index, ...placement }),
  );
}

function countProblem(request: PartitionsToCreate, topic: TopicImage, countMax: number): Refusal | null {
  const existing = topic.partitions.length;
  const additional = request.count - existing;
  if (additional === 0) return invalidPartitions(`Topic already has ${existing} partition(s).`);
  if (additional < 0) {
    return invalidPartitions(
      `The topic ${topic.name} currently has ${existing} partition(s); ${request.count} would not be an increase.`,
    );
  }
  if (additional > countMax) {
    return {
      errorCode: ErrorCode.POLICY_VIOLATION,
      errorMessage: 'Excessively large number of partitions per request.',
    };
  }
  if (request.assignments !== null && request.assignments.length !== additional) {
    return {
      errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      errorMessage:
        `Attempted to add ${additional} additional partition(s), but only ` +
        `${request.assignments.length} assignment(s) were specified.`,
    };
  }
  return null;
}

function invalidPartitions(errorMessage: string): Refusal {
  return { errorCode: ErrorCode.INVALID_PARTITIONS, errorMessage };
}

/** The new partitions get as many replicas as the topic's first one. */
function placementsOf(
  request: PartitionsToCreate,
  topic: TopicImage,
  image: MetadataImage,
  settings: ControllerSettings,
): Placement[] | Refusal {
  const replicationFactor = topic.partitions[0]?.replicas.length ?? 1;
  const first = topic.partitions.length;
  const placements: Placement[] = [];
  for (let partition = first; partition < request.count; partition++) {
    const brokerIds = request.assignments?.[partition - first]?.brokerIds;
    const placement =
      brokerIds === undefined
        ? place(replicationFactor, image, settings)
        : placeManually(partition, brokerIds, replicationFactor, image, settings);
    if (isRefusal(placement)) return placement;
    placements.push(placement);
  }
  return placements;
}
