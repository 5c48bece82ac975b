// Commit and abort: Kafka's TransactionCoordinator.endTransaction, for both generations.
//
// Without moving epochs (EndTxn until version 4) a producer ends with the epoch that it has, and may end again in the
// same way. With them (version 5, KIP-890) every end moves the epoch on, so the epoch tells a repetition (one less than
// now) from a new end, and a transaction without partitions may be aborted:
//
//                     abort                  commit
//                     again     new          again     new
//   Empty             fenced    aborts       fenced    INVALID_TXN_STATE
//   CompleteAbort     done      aborts       INVALID_TXN_STATE
//   CompleteCommit    INVALID   aborts       done      INVALID_TXN_STATE
import { ErrorCode } from '../wire/error-code.ts';
import { changed, type Decision, NO_PRODUCER, refused, unchanged } from './decision.ts';
import type { EndTransactionEvent } from './event.ts';
import {
  bumpsEpoch,
  EPOCH_EXHAUSTED,
  isPreparing,
  NO_PRODUCER_ID,
  type Transaction,
  type TransactionState,
} from './transaction.ts';
import { completed, fenced, type Held, prepared } from './transition.ts';

interface Circumstances {
  readonly nowMs: number;
  readonly transactionVersion: number;
}

export function decideEndTransaction(held: Held | undefined, event: EndTransactionEvent, nowMs: number): Decision {
  if (held === undefined) return refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  return bumpsEpoch(event.clientTransactionVersion)
    ? endWithBump(held, event, nowMs)
    : endWithoutBump(held, event, nowMs);
}

/** Aborts whatever the transaction is at, with an epoch that its producer does not have. */
export function abortFenced(held: Held, freshProducerId: bigint | null, circumstances: Circumstances): Decision {
  const { nowMs, transactionVersion } = circumstances;
  if (bumpsEpoch(transactionVersion)) return abort(held, freshProducerId, transactionVersion, nowMs);
  const ending = { committed: false, clientTransactionVersion: 0, nextProducerId: NO_PRODUCER_ID };
  return changed(prepared(fenced(held), ending, nowMs));
}

function endWithoutBump(held: Held, event: EndTransactionEvent, nowMs: number): Decision {
  const { transaction } = held;
  const { committed } = event;
  if (transaction.producerId !== event.producerId) return refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  if (transaction.producerEpoch !== event.producerEpoch) return refused(ErrorCode.PRODUCER_FENCED);
  if (transaction.state === 'Ongoing') {
    const ending = { committed, clientTransactionVersion: 0, nextProducerId: NO_PRODUCER_ID };
    return changed(prepared(held, ending, nowMs));
  }
  if (isEndedAs(transaction.state, committed)) return unchanged(NO_PRODUCER);
  return refused(isEndingAs(transaction.state, committed));
}

function endWithBump(held: Held, event: EndTransactionEvent, nowMs: number): Decision {
  const { transaction } = held;
  const { committed, freshProducerId, clientTransactionVersion } = event;
  const isOverflow = isOverflowRepetition(transaction, event);
  const isRepetition = isOverflow || transaction.producerEpoch === event.producerEpoch + 1;
  if (transaction.producerId !== event.producerId && !isOverflow) {
    return refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  }
  if (!isEpochOfNow(transaction, event.producerEpoch, isRepetition)) return refused(ErrorCode.PRODUCER_FENCED);
  if (isPreparing(transaction)) return refused(isEndingAs(transaction.state, committed));
  if (isRepetition) {
    const { producerId, producerEpoch, state } = transaction;
    if (isEndedAs(state, committed)) return unchanged({ producerId, producerEpoch });
    return refused(ErrorCode.INVALID_TXN_STATE);
  }
  if (!committed) return abort(held, freshProducerId, clientTransactionVersion, nowMs);
  if (transaction.state !== 'Ongoing') return refused(ErrorCode.INVALID_TXN_STATE);
  return end(held, true, freshProducerId, clientTransactionVersion, nowMs);
}

function abort(held: Held, freshProducerId: bigint | null, version: number, nowMs: number): Decision {
  return end(held, false, freshProducerId, version, nowMs);
}

/** The producer goes on with what it will be once the transaction is complete. */
function end(
  held: Held,
  committed: boolean,
  freshProducerId: bigint | null,
  clientTransactionVersion: number,
  nowMs: number,
): Decision {
  const isExhausted = held.transaction.producerEpoch >= EPOCH_EXHAUSTED;
  if (isExhausted && freshProducerId === null) return { kind: 'needs-producer-id' };
  const nextProducerId = isExhausted && freshProducerId !== null ? freshProducerId : NO_PRODUCER_ID;
  const next = prepared(held, { committed, clientTransactionVersion, nextProducerId }, nowMs);
  const { producerId, producerEpoch } = completed(next, nowMs).transaction;
  return changed(next, { producerId, producerEpoch });
}

function isEpochOfNow(transaction: Transaction, producerEpoch: number, isRepetition: boolean): boolean {
  switch (transaction.state) {
    case 'Empty':
    case 'Ongoing':
      return producerEpoch === transaction.producerEpoch;
    case 'PrepareCommit':
    case 'PrepareAbort':
      return transaction.producerEpoch === producerEpoch + 1;
    case 'CompleteCommit':
    case 'CompleteAbort':
      return isRepetition || producerEpoch === transaction.producerEpoch;
  }
}

/** The end that used up the epochs is asked for again: the producer has another id by now. */
function isOverflowRepetition(transaction: Transaction, event: EndTransactionEvent): boolean {
  return (
    transaction.previousProducerId === event.producerId &&
    event.producerEpoch === EPOCH_EXHAUSTED &&
    transaction.producerEpoch === 0
  );
}

function isEndedAs(state: TransactionState, committed: boolean): boolean {
  return state === (committed ? 'CompleteCommit' : 'CompleteAbort');
}

/** The same end is under way: come back. The other one, or none to end: a mistake of the producer. */
function isEndingAs(state: TransactionState, committed: boolean): number {
  const isSame = state === (committed ? 'PrepareCommit' : 'PrepareAbort');
  return isSame ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.INVALID_TXN_STATE;
}
