// Who may begin with a transactional id, and as whom: Kafka's TransactionCoordinator.prepareInitProducerIdTransit.
// A producer that says nothing of itself takes the id over: whoever had it is fenced. One that says who it is goes on
// with the next epoch, if it is still the one. An open transaction is aborted first; the producer asks again after it.
import { ErrorCode } from '../wire/error-code.ts';
import { changed, type Decision, NO_PRODUCER, refused } from './decision.ts';
import { abortFenced } from './end-transaction.ts';
import type { InitProducerIdEvent, ProducerIdAndEpoch } from './event.ts';
import { newTransaction } from './records.ts';
import { EPOCH_EXHAUSTED, isPreparing, NO_PRODUCER_EPOCH, type Transaction } from './transaction.ts';
import { type Held, initialised } from './transition.ts';

export interface Circumstances {
  readonly nowMs: number;
  /** The finalised level of `transaction.version`. */
  readonly transactionVersion: number;
}

export function decideInitProducerId(
  known: Held | undefined,
  event: InitProducerIdEvent,
  circumstances: Circumstances,
): Decision {
  const { expected, freshProducerId, transactionalId } = event;
  const { nowMs } = circumstances;
  if (known === undefined && freshProducerId === null) return { kind: 'needs-producer-id' };
  const held = known ?? begin(transactionalId, freshProducerId ?? -1n, nowMs);
  const { transaction } = held;
  if (expected !== null && !isSameProducer(transaction, expected)) return refused(ErrorCode.PRODUCER_FENCED);
  if (isPreparing(transaction)) return refused(ErrorCode.CONCURRENT_TRANSACTIONS);
  if (transaction.state === 'Ongoing') return abortAndComeBack(held, event, circumstances);
  const isExhausted = transaction.producerEpoch >= EPOCH_EXHAUSTED;
  if (!isExhausted || (expected !== null && expected.producerEpoch !== transaction.producerEpoch)) {
    return nextEpoch(held, event, nowMs);
  }
  if (freshProducerId === null) return { kind: 'needs-producer-id' };
  const lastProducerEpoch = expected === null ? NO_PRODUCER_EPOCH : transaction.producerEpoch;
  return begun(transaction, { producerId: freshProducerId, producerEpoch: 0, lastProducerEpoch }, event, nowMs);
}

function begin(transactionalId: string, producerId: bigint, nowMs: number): Held {
  return { transaction: newTransaction(transactionalId, producerId, nowMs), lastProducerEpoch: NO_PRODUCER_EPOCH };
}

/** The id before counts, too, for a producer that repeats the request by which it used up its epochs. */
function isSameProducer(transaction: Transaction, expected: ProducerIdAndEpoch): boolean {
  if (transaction.producerEpoch === NO_PRODUCER_EPOCH || expected.producerId === transaction.producerId) return true;
  return expected.producerId === transaction.previousProducerId && expected.producerEpoch >= EPOCH_EXHAUSTED;
}

function nextEpoch(held: Held, event: InitProducerIdEvent, nowMs: number): Decision {
  const { transaction, lastProducerEpoch } = held;
  const { producerId, producerEpoch } = transaction;
  const expectedEpoch = event.expected?.producerEpoch;
  if (expectedEpoch === undefined) {
    const bumped = { producerId, producerEpoch: producerEpoch + 1, lastProducerEpoch: NO_PRODUCER_EPOCH };
    return begun(transaction, bumped, event, nowMs);
  }
  if (producerEpoch === NO_PRODUCER_EPOCH || expectedEpoch === producerEpoch) {
    const bumped = { producerId, producerEpoch: producerEpoch + 1, lastProducerEpoch: producerEpoch };
    return begun(transaction, bumped, event, nowMs);
  }
  // The repetition of a request that was served: nobody else came since, or there would be no last epoch.
  if (expectedEpoch === lastProducerEpoch) {
    return begun(transaction, { producerId, producerEpoch, lastProducerEpoch }, event, nowMs);
  }
  return refused(ErrorCode.PRODUCER_FENCED);
}

function begun(
  before: Transaction,
  producer: ProducerIdAndEpoch & { lastProducerEpoch: number },
  { timeoutMs }: InitProducerIdEvent,
  nowMs: number,
): Decision {
  return changed(initialised(before, producer, timeoutMs, nowMs), producer);
}

function abortAndComeBack(
  held: Held,
  { freshProducerId }: InitProducerIdEvent,
  circumstances: Circumstances,
): Decision {
  const aborted = abortFenced(held, freshProducerId, circumstances);
  if (aborted.kind !== 'changed') return aborted;
  return { ...aborted, errorCode: ErrorCode.CONCURRENT_TRANSACTIONS, producer: NO_PRODUCER };
}
