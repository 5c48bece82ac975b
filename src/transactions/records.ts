// The records of `__transaction_state`, in Apache Kafka's own schemas: the last one of a transactional id is its state.
//   key: record type i16 (0), transactional id · value: version i16, then the value's fields · null value: tombstone
// The value's version is 0 until `transaction.version` 1 is finalised, 1 from then on.
import type { JournalRecord } from '../journal/coordinator.ts';
import { decodeVersioned, encodeCoordinatorKey, encodeVersioned } from '../wire/framed-record.ts';
import { transactionLogKey } from '../wire/generated/transaction-log-key.ts';
import { newTransactionLogValue, transactionLogValue } from '../wire/generated/transaction-log-value.ts';
import { Reader } from '../wire/reader.ts';
import {
  NO_PARTITIONS,
  NO_PRODUCER_ID,
  TRANSACTION_STATES,
  type Transaction,
  type TransactionPartitions,
} from './transaction.ts';

const TRANSACTION_LOG = 0;
const FLEXIBLE_FROM_TRANSACTION_VERSION = 1;

/** @param transactionVersion the finalised level of the feature */
export function transactionRecord(transaction: Transaction, transactionVersion: number): JournalRecord {
  const version = transactionVersion >= FLEXIBLE_FROM_TRANSACTION_VERSION ? 1 : 0;
  const value = newTransactionLogValue({
    producerId: transaction.producerId,
    producerEpoch: transaction.producerEpoch,
    transactionTimeoutMs: transaction.timeoutMs,
    transactionStatus: TRANSACTION_STATES.indexOf(transaction.state),
    transactionPartitions: transaction.state === 'Empty' ? null : partitionsToWrite(transaction.partitions),
    transactionLastUpdateTimestampMs: BigInt(transaction.lastUpdateMs),
    transactionStartTimestampMs: BigInt(transaction.startMs),
  });
  if (version === 1) {
    value.previousProducerId = transaction.previousProducerId;
    value.nextProducerId = transaction.nextProducerId;
    value.clientTransactionVersion = transaction.clientTransactionVersion;
  }
  return { key: keyOf(transaction.transactionalId), value: encodeVersioned(transactionLogValue, version, value) };
}

export function transactionTombstone(transactionalId: string): JournalRecord {
  return { key: keyOf(transactionalId), value: null };
}

/** Null for a record that is none of ours; `transaction` is null for a tombstone. */
export function parseTransactionRecord(
  record: JournalRecord,
): { transactionalId: string; transaction: Transaction | null } | null {
  if (record.key === null || record.key.length < 2 || record.key.readInt16BE(0) !== TRANSACTION_LOG) return null;
  const { transactionalId } = transactionLogKey.read(new Reader(record.key.subarray(2)), 0);
  if (record.value === null) return { transactionalId, transaction: null };
  const value = decodeVersioned(transactionLogValue, record.value);
  const state = TRANSACTION_STATES[value.transactionStatus];
  if (state === undefined)
    throw new Error(`transactional id ${transactionalId} is in state ${value.transactionStatus}`);
  const transaction: Transaction = {
    transactionalId,
    producerId: value.producerId,
    previousProducerId: value.previousProducerId,
    nextProducerId: value.nextProducerId,
    producerEpoch: value.producerEpoch,
    timeoutMs: value.transactionTimeoutMs,
    state,
    partitions: NO_PARTITIONS,
    startMs: Number(value.transactionStartTimestampMs),
    lastUpdateMs: Number(value.transactionLastUpdateTimestampMs),
    clientTransactionVersion: value.clientTransactionVersion,
  };
  if (state === 'Empty' || value.transactionPartitions === null) return { transactionalId, transaction };
  const partitions = new Map<string, ReadonlySet<number>>();
  for (const { topic, partitionIds } of value.transactionPartitions) partitions.set(topic, new Set(partitionIds));
  return { transactionalId, transaction: { ...transaction, partitions } };
}

/** What a transactional id begins as, before its first record. */
export function newTransaction(transactionalId: string, producerId: bigint, nowMs: number): Transaction {
  return {
    transactionalId,
    producerId,
    previousProducerId: NO_PRODUCER_ID,
    nextProducerId: NO_PRODUCER_ID,
    producerEpoch: -1,
    timeoutMs: 0,
    state: 'Empty',
    partitions: NO_PARTITIONS,
    startMs: -1,
    lastUpdateMs: nowMs,
    clientTransactionVersion: 0,
  };
}

function keyOf(transactionalId: string): Buffer {
  return encodeCoordinatorKey(transactionLogKey, { transactionalId });
}

function partitionsToWrite(partitions: TransactionPartitions) {
  return Array.from(partitions, ([topic, numbers]) => ({ topic, partitionIds: [...numbers] }));
}
