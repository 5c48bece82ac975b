// ElectLeaders (key 43), versions 0-2: preferred and unclean elections.
// On one node there is nobody else to elect: a partition is led by its first replica, for which no election is needed, or
// its other replicas are not there. What this node may lead, it leads since its start (see `decideElections`).
import { KafkaError } from '../errors.ts';
import type { PartitionImage, TopicImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  electLeadersRequest,
  electLeadersResponse,
  newElectLeadersResponse,
  newPartitionResult,
  type PartitionResult,
  type ReplicaElectionResult,
  type TopicPartitions,
} from '../wire/generated/elect-leaders.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

/** Before, only partitions have errors. */
const TOP_ERROR_FROM_VERSION = 1;
export const ElectionType = { PREFERRED: 0, UNCLEAN: 1 } as const;

export const NOT_NEEDED = {
  errorCode: ErrorCode.ELECTION_NOT_NEEDED,
  errorMessage: 'Leader election not needed for topic partition.',
};
export const NO_PREFERRED = {
  errorCode: ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE,
  errorMessage: 'The preferred leader was not available.',
};
export const NO_ELIGIBLE = {
  errorCode: ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE,
  errorMessage: 'Eligible topic partition leaders are not available.',
};

export const electLeaders = defineHandler({
  request: electLeadersRequest,
  response: electLeadersResponse,
  handle({ electionType, topicPartitions }, _context, broker) {
    if (electionType !== ElectionType.PREFERRED && electionType !== ElectionType.UNCLEAN) {
      throw new KafkaError(ErrorCode.INVALID_REQUEST, `Unknown election type ${electionType}`);
    }
    const replicaElectionResults =
      topicPartitions === null
        ? [...broker.metadata.image.topicsByName.values()].map((topic) => electAll(topic, electionType))
        : topicPartitions.map((asked) => elect(asked, electionType, broker));
    return newElectLeadersResponse({ replicaElectionResults });
  },
  onError: (errorCode, errorMessage, { topicPartitions }, { apiVersion }) =>
    newElectLeadersResponse({
      errorCode: apiVersion >= TOP_ERROR_FROM_VERSION ? errorCode : ErrorCode.NONE,
      replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
        topic,
        partitionResult: partitions.map((partitionId) => ({ partitionId, errorCode, errorMessage })),
      })),
    }),
});

/** Partitions that need no election are left out. */
function electAll(topic: TopicImage, electionType: number): ReplicaElectionResult {
  const results = topic.partitions.map((partition) => election(partition, electionType));
  return {
    topic: topic.name,
    partitionResult: results.filter(({ errorCode }) => errorCode !== ErrorCode.ELECTION_NOT_NEEDED),
  };
}

function elect({ topic, partitions }: TopicPartitions, electionType: number, broker: BrokerParts) {
  const image = broker.metadata.image.topicsByName.get(topic);
  const partitionResult = partitions.map((partitionId) => {
    const partition = image?.partitions[partitionId];
    if (partition !== undefined) return election(partition, electionType);
    const missing = image === undefined ? `topic as ${topic}` : `partition as ${topic}-${partitionId}`;
    const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    return newPartitionResult({ partitionId, errorCode, errorMessage: `No such ${missing}` });
  });
  return { topic, partitionResult };
}

function election(partition: PartitionImage, electionType: number): PartitionResult {
  const { partition: partitionId, leader, replicas } = partition;
  if (electionType === ElectionType.UNCLEAN) return { partitionId, ...(leader === -1 ? NO_ELIGIBLE : NOT_NEEDED) };
  return { partitionId, ...(leader === replicas[0] ? NOT_NEEDED : NO_PREFERRED) };
}
