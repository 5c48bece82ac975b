// OffsetDelete (key 47), version 0: committed offsets of topics that no member of the group reads.
// Topics and partitions that do not exist are answered here; the rest goes to the group.
import type { TopicImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newOffsetDeleteResponse,
  newOffsetDeleteResponsePartition,
  type OffsetDeleteRequestTopic,
  type OffsetDeleteResponseTopic,
  offsetDeleteRequest,
  offsetDeleteResponse,
} from '../wire/generated/offset-delete.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

export const offsetDelete = defineHandler({
  request: offsetDeleteRequest,
  response: offsetDeleteResponse,
  async handle(request, _context, broker) {
    const toDelete = request.topics.map((topic) => ({ topic: topic.name, partitions: existing(topic, broker) }));
    const { errorCode, topics } = await broker.groups.deleteOffsets(request.groupId, toDelete);
    if (errorCode !== ErrorCode.NONE) return newOffsetDeleteResponse({ errorCode });
    return newOffsetDeleteResponse({
      topics: request.topics
        .map((topic, index) => answer(topic, topics[index] ?? ErrorCode.NONE, broker))
        .filter(({ partitions }) => partitions.length > 0),
    });
  },
  onError: (errorCode) => newOffsetDeleteResponse({ errorCode }),
});

function imageOf({ name }: OffsetDeleteRequestTopic, broker: BrokerParts): TopicImage | undefined {
  return broker.metadata.image.topicsByName.get(name);
}

function existing(topic: OffsetDeleteRequestTopic, broker: BrokerParts): number[] {
  const image = imageOf(topic, broker);
  return topic.partitions
    .map(({ partitionIndex }) => partitionIndex)
    .filter((partition) => image?.partitions[partition] !== undefined);
}

/** @param errorCode of the partitions that exist */
function answer(topic: OffsetDeleteRequestTopic, errorCode: number, broker: BrokerParts): OffsetDeleteResponseTopic {
  const image = imageOf(topic, broker);
  const partitions = topic.partitions.map(({ partitionIndex }) =>
    newOffsetDeleteResponsePartition({
      partitionIndex,
      errorCode: image?.partitions[partitionIndex] === undefined ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : errorCode,
    }),
  );
  return { name: topic.name, partitions };
}
