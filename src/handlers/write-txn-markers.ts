// WriteTxnMarkers (key 27), versions 1-2 (transaction version from 2): ends transactions partition by partition, as a
// coordinator asks, or an operator whose transaction hangs.
import { KafkaError } from '../errors.ts';
import type { PartitionName, PartitionOutcome, TransactionMarkers } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newWriteTxnMarkersResponse,
  type WritableTxnMarker,
  type WritableTxnMarkerResult,
  type WritableTxnMarkerTopicResult,
  writeTxnMarkersRequest,
  writeTxnMarkersResponse,
} from '../wire/generated/write-txn-markers.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const writeTxnMarkers = defineHandler({
  request: writeTxnMarkersRequest,
  response: writeTxnMarkersResponse,
  async handle(request, _context, broker) {
    const markers = request.markers.map(markersOf);
    const outcomes = await write(markers, broker);
    return newWriteTxnMarkersResponse({ markers: results(markers, outcomes) });
  },
});

function markersOf(marker: WritableTxnMarker): TransactionMarkers {
  return {
    producerId: marker.producerId,
    producerEpoch: marker.producerEpoch,
    coordinatorEpoch: marker.coordinatorEpoch,
    committed: marker.transactionResult,
    transactionVersion: marker.transactionVersion,
    partitions: marker.topics.flatMap(({ name, partitionIndexes }) =>
      partitionIndexes.map((partition) => ({ topic: name, partition })),
    ),
  };
}

/** Partitions that do not exist never reach the router. */
async function write(markers: readonly TransactionMarkers[], broker: BrokerParts): Promise<PartitionOutcome[]> {
  const { topicsByName } = broker.metadata.image;
  const isThere = ({ topic, partition }: PartitionName) => topicsByName.get(topic)?.partitions[partition] !== undefined;
  const known = markers.map((marker) => ({ ...marker, partitions: marker.partitions.filter(isThere) }));
  const written = (await broker.writeMarkers(known))[Symbol.iterator]();
  return markers.flatMap(({ partitions }) =>
    partitions.map((name) => {
      if (!isThere(name)) return { ...name, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION };
      const outcome = written.next();
      if (outcome.done === true) throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR);
      return outcome.value;
    }),
  );
}

/** One result per producer id. */
function results(
  markers: readonly TransactionMarkers[],
  outcomes: readonly PartitionOutcome[],
): WritableTxnMarkerResult[] {
  const byProducer = new Map<bigint, Map<string, WritableTxnMarkerTopicResult>>();
  let index = 0;
  for (const { producerId, partitions } of markers) {
    if (partitions.length === 0) continue;
    const topics = byProducer.get(producerId) ?? new Map<string, WritableTxnMarkerTopicResult>();
    byProducer.set(producerId, topics);
    for (const { topic, partition } of partitions) {
      const result = topics.get(topic) ?? { name: topic, partitions: [] };
      topics.set(topic, result);
      const errorCode = outcomes[index++]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
      result.partitions.push({ partitionIndex: partition, errorCode });
    }
  }
  return Array.from(byProducer, ([producerId, topics]) => ({ producerId, topics: [...topics.values()] }));
}
