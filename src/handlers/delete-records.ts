// DeleteRecords (key 21), versions 0-2.
// Moves the start of logs; segments before it go with the next round of retention. Internal topics are refused, as are
// topics that are compacted and nothing else.
// Skipped: the timeout (log starts have moved, on the disk, when the answer leaves).
import type { DeletedRecords, PartitionName } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DeleteRecordsPartitionResult,
  deleteRecordsRequest,
  deleteRecordsResponse,
  newDeleteRecordsResponse,
} from '../wire/generated/delete-records.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

/** The log start of an answer that is an error. */
const NO_OFFSET = -1n;

export const deleteRecords = defineHandler({
  request: deleteRecordsRequest,
  response: deleteRecordsResponse,
  async handle(request, _context, broker) {
    // A partition that stands twice in a request counts once, with its last offset.
    const wanted = new Map<string, PartitionName & { beforeOffset: bigint }>();
    for (const { name: topic, partitions } of request.topics) {
      for (const { partitionIndex: partition, offset: beforeOffset } of partitions) {
        wanted.set(`${topic}-${partition}`, { topic, partition, beforeOffset });
      }
    }
    const refused: DeletedRecords[] = [];
    const accepted = [...wanted.values()].filter(({ topic, partition }) => {
      const errorCode = refusal({ topic, partition }, broker);
      if (errorCode !== ErrorCode.NONE) refused.push({ topic, partition, errorCode, logStartOffset: NO_OFFSET });
      return errorCode === ErrorCode.NONE;
    });
    const deleted = accepted.length === 0 ? [] : await broker.dataPlane.deleteRecords(accepted);
    return newDeleteRecordsResponse({ topics: byTopic([...refused, ...deleted]) });
  },
});

function refusal({ topic, partition }: PartitionName, { metadata }: BrokerParts): number {
  const known = metadata.image.topicsByName.get(topic);
  if (known?.partitions[partition] === undefined) return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  return known.internal ? ErrorCode.INVALID_TOPIC_EXCEPTION : ErrorCode.NONE;
}

function byTopic(outcomes: readonly DeletedRecords[]) {
  const topics = new Map<string, DeleteRecordsPartitionResult[]>();
  for (const { topic, partition: partitionIndex, errorCode, logStartOffset: lowWatermark } of outcomes) {
    const partitions = topics.get(topic) ?? [];
    partitions.push({ partitionIndex, lowWatermark, errorCode });
    topics.set(topic, partitions);
  }
  return [...topics].map(([name, partitions]) => ({ name, partitions }));
}
