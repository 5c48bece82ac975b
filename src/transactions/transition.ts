// The changes of a transaction's state, as values: what the next record says. Who may ask for them is decided elsewhere
// (init-producer-id.ts, add-partitions.ts, end-transaction.ts); the fields are those of Kafka's TransactionMetadata.
import type { PartitionName } from '../native/data-plane.ts';
import {
  bumpsEpoch,
  EPOCH_MAX,
  isPreparing,
  NO_PARTITIONS,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  type Transaction,
  withPartitions,
} from './transaction.ts';

/** A transaction as the shard holds it. */
export interface Held {
  readonly transaction: Transaction;
  /**
   * The epoch before the last change that a producer asked for by name: it may repeat that request. Not in the log, as
   * in Apache Kafka; -1 after a load.
   */
  readonly lastProducerEpoch: number;
}

/** Empty, for a producer with this id and epoch. */
export function initialised(
  before: Transaction,
  producer: { producerId: bigint; producerEpoch: number; lastProducerEpoch: number },
  timeoutMs: number,
  nowMs: number,
): Held {
  const { lastProducerEpoch, producerId, producerEpoch } = producer;
  const transaction: Transaction = {
    ...before,
    producerId,
    previousProducerId: before.producerId,
    producerEpoch,
    timeoutMs,
    state: 'Empty',
    partitions: NO_PARTITIONS,
    startMs: -1,
    lastUpdateMs: nowMs,
  };
  return { transaction, lastProducerEpoch };
}

export function ongoing(
  { transaction: before, lastProducerEpoch }: Held,
  added: readonly PartitionName[],
  clientTransactionVersion: number,
  nowMs: number,
): Held {
  const transaction: Transaction = {
    ...before,
    previousProducerId: before.producerId,
    state: 'Ongoing',
    partitions: withPartitions(before.partitions, added),
    startMs: before.state === 'Ongoing' ? before.startMs : nowMs,
    lastUpdateMs: nowMs,
    clientTransactionVersion,
  };
  return { transaction, lastProducerEpoch };
}

export interface Ending {
  readonly committed: boolean;
  readonly clientTransactionVersion: number;
  /** For a producer whose epochs are used up; else -1. */
  readonly nextProducerId: bigint;
}

/** PrepareCommit or PrepareAbort. Where transactions move the epoch on, the markers carry the new one. */
export function prepared({ transaction: before, lastProducerEpoch }: Held, ending: Ending, nowMs: number): Held {
  const { committed, clientTransactionVersion, nextProducerId } = ending;
  const isBumped = bumpsEpoch(clientTransactionVersion);
  const transaction: Transaction = {
    ...before,
    previousProducerId: before.producerId,
    nextProducerId,
    producerEpoch: isBumped ? Math.min(before.producerEpoch + 1, EPOCH_MAX) : before.producerEpoch,
    state: committed ? 'PrepareCommit' : 'PrepareAbort',
    // An abort without partitions has no beginning of its own.
    startMs: before.state === 'Ongoing' ? before.startMs : nowMs,
    lastUpdateMs: nowMs,
    clientTransactionVersion,
  };
  return { transaction, lastProducerEpoch: isBumped ? before.producerEpoch : lastProducerEpoch };
}

/** CompleteCommit or CompleteAbort, of a transaction that is preparing. */
export function completed({ transaction: before, lastProducerEpoch }: Held, nowMs: number): Held {
  if (!isPreparing(before)) throw new Error(`${before.transactionalId} cannot be completed in state ${before.state}`);
  const isRotated = bumpsEpoch(before.clientTransactionVersion) && before.nextProducerId !== NO_PRODUCER_ID;
  const transaction: Transaction = {
    ...before,
    producerId: isRotated ? before.nextProducerId : before.producerId,
    previousProducerId: before.producerId,
    nextProducerId: NO_PRODUCER_ID,
    producerEpoch: isRotated ? 0 : before.producerEpoch,
    state: before.state === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort',
    partitions: NO_PARTITIONS,
    lastUpdateMs: nowMs,
  };
  return { transaction, lastProducerEpoch };
}

/** The epoch that shuts out whoever has the one of now. Without moving epochs the fence itself takes the next one. */
export function fenced({ transaction }: Held): Held {
  const producerEpoch = Math.min(transaction.producerEpoch + 1, EPOCH_MAX);
  return { transaction: { ...transaction, producerEpoch }, lastProducerEpoch: NO_PRODUCER_EPOCH };
}
