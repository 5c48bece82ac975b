// TxnOffsetCommit, versions 0-5: offsets that are committed with a transaction. From 3 on a member speaks for its group;
// from 5 on the commit itself adds the group's partition to the transaction (before, AddOffsetsToTxn has done that).
// Topics and partitions that do not exist are answered here; the rest goes to the group.
import { KafkaError } from '../errors.ts';
import type { CommitResult, TopicCommit } from '../groups/offsets/commit.ts';
import type { TransactionalOffsetCommit } from '../groups/offsets/transactional-commit.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newTxnOffsetCommitResponse,
  newTxnOffsetCommitResponsePartition,
  newTxnOffsetCommitResponseTopic,
  type TxnOffsetCommitRequest,
  type TxnOffsetCommitResponse,
  txnOffsetCommitRequest,
  txnOffsetCommitResponse,
} from '../wire/generated/txn-offset-commit.ts';
import { commitOrRefuse, errorCodesOf, existingPartitions } from './committed-partitions.ts';
import { type BrokerParts, defineHandler } from './handler.ts';

/** Older clients may fail for good when they are told that the coordinator is loading. */
const LOADING_FROM_VERSION = 2;

export const txnOffsetCommit = defineHandler({
  request: txnOffsetCommitRequest,
  response: txnOffsetCommitResponse,
  async handle(request, { apiVersion }, broker) {
    const { topicsByName } = broker.metadata.image;
    const topics = request.topics.map((topic) => existingPartitions(topic, topicsByName.get(topic.name)));
    const known = topics.filter(({ partitions }) => partitions.length > 0);
    const results = known.length === 0 ? [] : await commit(broker, toCommit(request, apiVersion, known));
    const errorCodes = new Map(known.map((topic, index) => [topic, errorCodesOf(topic, results[index] ?? [])]));
    return respond(request, (topicIndex, partition) => {
      const topic = topics[topicIndex];
      const found = topic === undefined ? undefined : errorCodes.get(topic)?.get(partition);
      return found ?? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    });
  },
  onError: (errorCode, _message, request) => respond(request, () => errorCode),
});

function commit(broker: BrokerParts, commit: TransactionalOffsetCommit): Promise<CommitResult> {
  return commitOrRefuse(commit.topics, async () => {
    try {
      return await broker.groups.commitTransactionalOffsets(commit);
    } catch (error) {
      const isLoading = error instanceof KafkaError && error.code === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
      if (!isLoading || commit.apiVersion >= LOADING_FROM_VERSION) throw error;
      throw new KafkaError(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    }
  });
}

function toCommit(
  request: TxnOffsetCommitRequest,
  apiVersion: number,
  topics: readonly TopicCommit[],
): TransactionalOffsetCommit {
  const { groupId, transactionalId, producerId, producerEpoch, memberId, groupInstanceId } = request;
  const producer = { transactionalId, producerId, producerEpoch };
  return { groupId, apiVersion, ...producer, memberId, groupInstanceId, generation: request.generationId, topics };
}

/** In the order of the request. */
function respond(
  request: TxnOffsetCommitRequest,
  errorCodeOf: (topicIndex: number, partition: number) => number,
): TxnOffsetCommitResponse {
  return newTxnOffsetCommitResponse({
    topics: request.topics.map(({ name, partitions }, topicIndex) =>
      newTxnOffsetCommitResponseTopic({
        name,
        partitions: partitions.map(({ partitionIndex }) =>
          newTxnOffsetCommitResponsePartition({
            partitionIndex,
            errorCode: errorCodeOf(topicIndex, partitionIndex),
          }),
        ),
      }),
    ),
  });
}
