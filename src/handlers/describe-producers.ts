// DescribeProducers (key 61), version 0: what partitions know of the producers that write to them, above all where open
// transactions begin.
import { KafkaError } from '../errors.ts';
import { invalidTopicName } from '../metadata/topic-name.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  describeProducersRequest,
  describeProducersResponse,
  newDescribeProducersResponse,
  newPartitionResponse,
  type PartitionResponse,
} from '../wire/generated/describe-producers.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const describeProducers = defineHandler({
  request: describeProducersRequest,
  response: describeProducersResponse,
  handle({ topics }, _context, broker) {
    return newDescribeProducersResponse({
      topics: topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partition) => describe(name, partition, broker)),
      })),
    });
  },
});

function describe(topic: string, partitionIndex: number, { metadata, dataPlane }: BrokerParts): PartitionResponse {
  const errorMessage = invalidTopicName(topic);
  if (errorMessage !== null) {
    return newPartitionResponse({ partitionIndex, errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, errorMessage });
  }
  const image = metadata.image.topicsByName.get(topic);
  if (image?.partitions[partitionIndex] === undefined) {
    // Kafka has words for a topic that is not there, none for a partition.
    const message = image === undefined ? 'This server does not host this topic-partition.' : null;
    const errorCode = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    return newPartitionResponse({ partitionIndex, errorCode, errorMessage: message });
  }
  try {
    const activeProducers = dataPlane.describeProducers(topic, partitionIndex).map((producer) => ({
      producerId: producer.producerId,
      producerEpoch: producer.producerEpoch,
      lastSequence: producer.lastSequence,
      lastTimestamp: producer.lastTimestamp,
      coordinatorEpoch: producer.coordinatorEpoch,
      currentTxnStartOffset: producer.currentTransactionStartOffset,
    }));
    return newPartitionResponse({ partitionIndex, activeProducers });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return newPartitionResponse({ partitionIndex, errorCode: error.code });
  }
}
