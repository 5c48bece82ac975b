// What OffsetCommit and TxnOffsetCommit have in common: the partitions of a request that exist go to the group, and each
// gets its own error code back. Partitions that do not exist keep an error of their own, whatever becomes of the rest.
import { KafkaError } from '../errors.ts';
import type { CommitResult, TopicCommit } from '../groups/offsets/commit.ts';
import type { TopicImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';

interface RequestedPartition {
  readonly partitionIndex: number;
  readonly committedOffset: bigint;
  readonly committedLeaderEpoch: number;
  readonly committedMetadata: string | null;
}

interface RequestedTopic {
  readonly name: string;
  readonly partitions: readonly RequestedPartition[];
}

/** Without an image there is no such topic, and nothing to commit. */
export function existingPartitions(topic: RequestedTopic, image: TopicImage | undefined): TopicCommit {
  if (image === undefined) return { topic: topic.name, topicId: '', partitions: [] };
  const partitions = topic.partitions
    .filter(({ partitionIndex }) => image.partitions[partitionIndex] !== undefined)
    .map((partition) => ({
      partition: partition.partitionIndex,
      offset: partition.committedOffset,
      leaderEpoch: partition.committedLeaderEpoch,
      metadata: partition.committedMetadata,
    }));
  return { topic: image.name, topicId: image.id, partitions };
}

/** An error of the whole commit is that of every partition that exists. */
export async function commitOrRefuse(
  topics: readonly TopicCommit[],
  commit: () => Promise<CommitResult>,
): Promise<CommitResult> {
  try {
    return await commit();
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return topics.map(({ partitions }) => partitions.map(() => error.code));
  }
}

/** Partition → error code, of those that exist. */
export function errorCodesOf({ partitions }: TopicCommit, result: readonly number[]): Map<number, number> {
  return new Map(partitions.map(({ partition }, index) => [partition, result[index] ?? ErrorCode.NONE]));
}
