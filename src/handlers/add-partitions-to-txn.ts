// AddPartitionsToTxn (key 24), versions 0-5: until 3 one transaction of a client, from 4 a batch, as brokers ask, where a
// transaction may be verified only. A partition that does not exist, or an internal one for a client, refuses the whole
// transaction: the others hear OPERATION_NOT_ATTEMPTED.
// Until version 1 a fenced producer hears INVALID_PRODUCER_EPOCH.
import { KafkaError } from '../errors.ts';
import { isInternalTopic } from '../metadata/topic-name.ts';
import type { PartitionName } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type AddPartitionsToTxnRequest,
  type AddPartitionsToTxnTopic,
  type AddPartitionsToTxnTopicResult,
  type AddPartitionsToTxnTransaction,
  addPartitionsToTxnRequest,
  addPartitionsToTxnResponse,
  newAddPartitionsToTxnResponse,
  newAddPartitionsToTxnTransaction,
} from '../wire/generated/add-partitions-to-txn.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { fencedFrom } from './producer-fenced.ts';

const BATCHED_FROM_VERSION = 4;
const PRODUCER_FENCED_FROM_VERSION = 2;
/** Whoever asks in batches knows transactions whose epoch moves on (KIP-890). */
const TRANSACTION_VERSION_IN_BATCHES = 2;

export const addPartitionsToTxn = defineHandler({
  request: addPartitionsToTxnRequest,
  response: addPartitionsToTxnResponse,
  async handle(request, { apiVersion }, broker) {
    if (apiVersion >= BATCHED_FROM_VERSION) {
      const results = request.transactions.map(async (transaction) => ({
        transactionalId: transaction.transactionalId,
        topicResults: await add(transaction, apiVersion, broker),
      }));
      return newAddPartitionsToTxnResponse({ resultsByTransaction: await Promise.all(results) });
    }
    const results = await add(single(request), apiVersion, broker);
    return newAddPartitionsToTxnResponse({ resultsByTopicV3AndBelow: results });
  },
});

function single(request: AddPartitionsToTxnRequest): AddPartitionsToTxnTransaction {
  return newAddPartitionsToTxnTransaction({
    transactionalId: request.v3AndBelowTransactionalId,
    producerId: request.v3AndBelowProducerId,
    producerEpoch: request.v3AndBelowProducerEpoch,
    topics: request.v3AndBelowTopics,
  });
}

async function add(
  transaction: AddPartitionsToTxnTransaction,
  apiVersion: number,
  broker: BrokerParts,
): Promise<AddPartitionsToTxnTopicResult[]> {
  const names = namesOf(transaction.topics);
  const errors = names.map((name) => partitionError(name, apiVersion, broker));
  const errorCodes = errors.some((code) => code !== ErrorCode.NONE)
    ? errors.map((code) => (code === ErrorCode.NONE ? ErrorCode.OPERATION_NOT_ATTEMPTED : code))
    : await decide(transaction, names, apiVersion, broker);
  return topicResults(
    names,
    errorCodes.map((code) => fencedFrom(PRODUCER_FENCED_FROM_VERSION, apiVersion, code)),
  );
}

async function decide(
  transaction: AddPartitionsToTxnTransaction,
  names: readonly PartitionName[],
  apiVersion: number,
  { transactions }: BrokerParts,
): Promise<number[]> {
  try {
    if (transaction.verifyOnly) return await transactions.verifyPartitions(transaction, names);
    const transactionVersion = apiVersion >= BATCHED_FROM_VERSION ? TRANSACTION_VERSION_IN_BATCHES : 0;
    const errorCode = await transactions.addPartitions(transaction, names, transactionVersion);
    return names.map(() => errorCode);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return names.map(() => error.code);
  }
}

function partitionError({ topic, partition }: PartitionName, apiVersion: number, { metadata }: BrokerParts): number {
  if (apiVersion < BATCHED_FROM_VERSION && isInternalTopic(topic)) return ErrorCode.TOPIC_AUTHORIZATION_FAILED;
  const isThere = metadata.image.topicsByName.get(topic)?.partitions[partition] !== undefined;
  return isThere ? ErrorCode.NONE : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

/** Each once. */
function namesOf(topics: readonly AddPartitionsToTxnTopic[]): PartitionName[] {
  return topics.flatMap(({ name, partitions }) =>
    [...new Set(partitions)].map((partition) => ({ topic: name, partition })),
  );
}

function topicResults(names: readonly PartitionName[], errorCodes: readonly number[]): AddPartitionsToTxnTopicResult[] {
  const results = new Map<string, AddPartitionsToTxnTopicResult>();
  for (const [index, { topic, partition }] of names.entries()) {
    let result = results.get(topic);
    if (result === undefined) {
      result = { name: topic, resultsByPartition: [] };
      results.set(topic, result);
    }
    const partitionErrorCode = errorCodes[index] ?? ErrorCode.UNKNOWN_SERVER_ERROR;
    result.resultsByPartition.push({ partitionIndex: partition, partitionErrorCode });
  }
  return [...results.values()];
}
