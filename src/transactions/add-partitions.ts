// Partitions join a transaction, or are looked for in it. Called for AddPartitionsToTxn, for AddOffsetsToTxn (with the
// group's partition of `__consumer_offsets`), and for produce requests of transactional producers.
import { ErrorCode } from '../wire/error-code.ts';
import { changed, type Decision, NO_PRODUCER, refused, unchanged } from './decision.ts';
import type { AddPartitionsEvent, ProducerIdAndEpoch, VerifyPartitionsEvent } from './event.ts';
import { hasPartition, isPreparing } from './transaction.ts';
import { type Held, ongoing } from './transition.ts';

export function decideAddPartitions(held: Held | undefined, event: AddPartitionsEvent, nowMs: number): Decision {
  // Before the producer is looked at: the end before may be about to give it another id.
  if (held !== undefined && isPreparing(held.transaction)) return refused(ErrorCode.CONCURRENT_TRANSACTIONS);
  const errorCode = producerError(held, event);
  if (held === undefined || errorCode !== ErrorCode.NONE) return refused(errorCode);
  const { state, partitions } = held.transaction;
  const areIn = state === 'Ongoing' && event.partitions.every((name) => hasPartition(partitions, name));
  if (areIn) return unchanged(NO_PRODUCER);
  return changed(ongoing(held, event.partitions, event.clientTransactionVersion, nowMs));
}

/** One error code per partition, in order. */
export function verifyPartitions(held: Held | undefined, event: VerifyPartitionsEvent): number[] {
  const errorCode = producerError(held, event);
  if (held === undefined || errorCode !== ErrorCode.NONE) return event.partitions.map(() => errorCode);
  const { partitions } = held.transaction;
  return event.partitions.map((name) =>
    hasPartition(partitions, name) ? ErrorCode.NONE : ErrorCode.TRANSACTION_ABORTABLE,
  );
}

function producerError(held: Held | undefined, { producerId, producerEpoch }: ProducerIdAndEpoch): number {
  if (held === undefined || held.transaction.producerId !== producerId) return ErrorCode.INVALID_PRODUCER_ID_MAPPING;
  if (held.transaction.producerEpoch !== producerEpoch) return ErrorCode.PRODUCER_FENCED;
  return isPreparing(held.transaction) ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.NONE;
}
