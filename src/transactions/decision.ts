// What comes of one event: a new state and its answer, or an error. The shard makes records of it.
import { ErrorCode } from '../wire/error-code.ts';
import type { Completion, ProducerIdAndEpoch } from './event.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID, partitionNames, type Transaction } from './transaction.ts';
import type { Held } from './transition.ts';

export type Decision =
  | { readonly kind: 'refused'; readonly errorCode: number }
  /** Nothing changes; the producer is told this. */
  | { readonly kind: 'unchanged'; readonly producer: ProducerIdAndEpoch }
  | { readonly kind: 'needs-producer-id' }
  /** CONCURRENT_TRANSACTIONS, this once: the producer is to come again when it has sent what it commits. */
  | { readonly kind: 'sent-back'; readonly transactionalId: string }
  | {
      readonly kind: 'changed';
      readonly next: Held;
      readonly errorCode: number;
      readonly producer: ProducerIdAndEpoch;
    };

/** What answers carry when they name no producer. */
export const NO_PRODUCER: ProducerIdAndEpoch = { producerId: NO_PRODUCER_ID, producerEpoch: NO_PRODUCER_EPOCH };

export function refused(errorCode: number): Decision {
  return { kind: 'refused', errorCode };
}

export function sentBack(transactionalId: string): Decision {
  return { kind: 'sent-back', transactionalId };
}

export function unchanged(producer: ProducerIdAndEpoch): Decision {
  return { kind: 'unchanged', producer };
}

export function changed(next: Held, producer: ProducerIdAndEpoch = NO_PRODUCER): Decision {
  return { kind: 'changed', next, errorCode: ErrorCode.NONE, producer };
}

/** The markers that end a transaction which is preparing. */
export function completionOf(transaction: Transaction): Completion {
  return {
    transactionalId: transaction.transactionalId,
    producerId: transaction.producerId,
    producerEpoch: transaction.producerEpoch,
    committed: transaction.state === 'PrepareCommit',
    transactionVersion: transaction.clientTransactionVersion,
    partitions: partitionNames(transaction.partitions),
  };
}
