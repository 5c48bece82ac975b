// Commit and abort: Kafka's TransactionCoordinator.endTransaction, for both generations.
//
// Without moving epochs (EndTxn until version 4) a producer ends with the epoch that it has, and may end again in the
// same way. With them (version 5, KIP-890) every end moves the epoch on, so the epoch tells a repetition (one less than
// now) from a new end, and a transaction without partitions may be aborted:
//
//                     abort                  commit
//                     again     new          again     new
//   Empty             fenced    aborts       fenced    comes too early
//   CompleteAbort     done      aborts       INVALID   comes too early
//   CompleteCommit    INVALID   aborts       done      comes too early
//
// INVALID: INVALID_TXN_STATE, which ends the producer. A commit of nothing comes too early: Apache Kafka's Java client
// sometimes asks for it before it has sent the transaction's last batch, because it looks for unsent batches before it
// looks for the request (4.3.1, Sender.maybeSendAndPollTransactionalRequest). It is told CONCURRENT_TRANSACTIONS once,
// as by an Apache Kafka that is not yet through with the end before, and comes back behind its batch; who comes back
// with nothing is told INVALID_TXN_STATE.
import { ErrorCode } from '../wire/error-code.ts';
import { changed, type Decision, NO_PRODUCER, refused, sentBack, unchanged } from './decision.ts';
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

/** `wasSentBack`: a commit was, since the transaction last changed. */
export function decideEndTransaction(
  held: Held | undefined,
  event: EndTransactionEvent,
  nowMs: number,
  wasSentBack: boolean,
): Decision {
  if (held === undefined) return refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  return bumpsEpoch(event.clientTransactionVersion)
    ? endWithBump(held, event, nowMs, wasSentBack)
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
  if (isPreparing(transaction)) return refused(ErrorCode.CONCURRENT_TRANSACTIONS);
  if (isEndedAs(transaction.state, committed)) return unchanged(NO_PRODUCER);
  return refused(ErrorCode.INVALID_TXN_STATE);
}

function endWithBump(held: Held, event: EndTransactionEvent, nowMs: number, wasSentBack: boolean): Decision {
  const { transaction } = held;
  // Before all else: the end before may be about to give the producer another id.
  if (isPreparing(transaction)) return refused(ErrorCode.CONCURRENT_TRANSACTIONS);
  const { committed, freshProducerId, clientTransactionVersion } = event;
  const isOverflow = isOverflowRepetition(transaction, event);
  const isRepetition = isOverflow || transaction.producerEpoch === event.producerEpoch + 1;
  if (transaction.producerId !== event.producerId && !isOverflow) {
    return refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  }
  if (!isEpochOfNow(transaction, event.producerEpoch, isRepetition)) return refused(ErrorCode.PRODUCER_FENCED);
  if (isRepetition) {
    const { producerId, producerEpoch, state } = transaction;
    if (isEndedAs(state, committed)) return unchanged({ producerId, producerEpoch });
    return refused(ErrorCode.INVALID_TXN_STATE);
  }
  if (!committed) return abort(held, freshProducerId, clientTransactionVersion, nowMs);
  if (transaction.state !== 'Ongoing') {
    return wasSentBack ? refused(ErrorCode.INVALID_TXN_STATE) : sentBack(transaction.transactionalId);
  }
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

function isEpochOfNow({ state, producerEpoch: ofNow }: Transaction, producerEpoch: number, isRepetition: boolean) {
  const isEnded = state === 'CompleteCommit' || state === 'CompleteAbort';
  return producerEpoch === ofNow || (isEnded && isRepetition);
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
