// The transactions of one partition of `__transaction_state`: a pure state machine that a Journal runs.
// The service submits events; listings that decide nothing come straight to the methods below.
// Invariant: a transaction whose Prepare record is in the log ends as that record says: only `markers-written` leads out
// of a Prepare state, and every Prepare state that a load finds is handed to the service by `pending`.
import type { Coordinator, Effect, JournalRecord, Outcome, ReplyToken } from '../journal/coordinator.ts';
import { NOTHING } from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { BATCH_HEADER_SIZE, recordSizeBytesMax } from '../wire/record-batch.ts';
import { decideAddPartitions, verifyPartitions } from './add-partitions.ts';
import { completionOf, type Decision, NO_PRODUCER, refused, unchanged } from './decision.ts';
import { abortFenced, decideEndTransaction } from './end-transaction.ts';
import type {
  AbortTimedOutEvent,
  Completion,
  EndTransactionEvent,
  ExpireIdsEvent,
  ProducerAnswer,
  TransactionEvent,
} from './event.ts';
import { decideInitProducerId } from './init-producer-id.ts';
import { parseTransactionRecord, transactionRecord, transactionTombstone } from './records.ts';
import { isPreparing, NO_PRODUCER_EPOCH, type Transaction } from './transaction.ts';
import type { TransactionConfig } from './transaction-config.ts';
import { completed, type Held } from './transition.ts';

/** What a shard is given from outside. */
export interface Surroundings {
  readonly config: TransactionConfig;
  /** The finalised level of the feature `transaction.version`. */
  readonly transactionVersion: () => number;
}

export class TransactionShard implements Coordinator<TransactionEvent> {
  readonly #surroundings: Surroundings;
  readonly #transactions = new Map<string, Transaction>();
  /** Soft: see `Held`. */
  readonly #lastProducerEpochs = new Map<string, number>();
  /** Ids whose commit was sent back since they last changed. Soft: a load sends it back once more. */
  readonly #sentBack = new Set<string>();
  #isLoaded = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  handle(event: TransactionEvent, nowMs: number): Outcome {
    const { token } = event;
    switch (event.kind) {
      case 'init-producer-id':
        return this.#answer(token, decideInitProducerId(this.#held(event), event, this.#circumstances(nowMs)));
      case 'add-partitions':
        return this.#answer(token, decideAddPartitions(this.#held(event), event, nowMs));
      case 'verify-partitions':
        return reply(token, verifyPartitions(this.#held(event), event));
      case 'end-transaction':
        return this.#answer(token, this.#endTransaction(event, nowMs));
      case 'markers-written':
        return this.#complete(token, event.completion, nowMs);
      case 'abort-timed-out':
        return this.#answer(token, this.#abortTimedOut(event, nowMs));
      case 'expire-ids':
        return this.#expireIds(event, nowMs);
    }
  }

  replay(record: JournalRecord): void {
    const parsed = parseTransactionRecord(record);
    if (parsed === null) return;
    const { transactionalId, transaction } = parsed;
    this.#sentBack.delete(transactionalId);
    if (transaction !== null) this.#transactions.set(transactionalId, transaction);
    else {
      this.#transactions.delete(transactionalId);
      this.#lastProducerEpochs.delete(transactionalId);
    }
  }

  timerFired(): Outcome {
    return NOTHING;
  }

  loaded(): Outcome {
    this.#isLoaded = true;
    return NOTHING;
  }

  get(transactionalId: string): Transaction | undefined {
    return this.#transactions.get(transactionalId);
  }

  transactions(): Iterable<Transaction> {
    return this.#transactions.values();
  }

  /** Ends that are decided and perhaps not carried out. */
  pending(): Completion[] {
    return [...this.#transactions.values()].filter(isPreparing).map(completionOf);
  }

  /** Transactional ids whose transaction is open for longer than it may. */
  timedOut(nowMs: number): string[] {
    const ids: string[] = [];
    for (const transaction of this.#transactions.values()) {
      if (isTimedOut(transaction, nowMs)) ids.push(transaction.transactionalId);
    }
    return ids;
  }

  /** Whether an `expire-ids` would find something. */
  hasExpired(nowMs: number): boolean {
    for (const transaction of this.#transactions.values()) {
      if (this.#isExpired(transaction, nowMs)) return true;
    }
    return false;
  }

  #held({ transactionalId }: { transactionalId: string }): Held | undefined {
    const transaction = this.#transactions.get(transactionalId);
    if (transaction === undefined) return undefined;
    return { transaction, lastProducerEpoch: this.#lastProducerEpochs.get(transactionalId) ?? NO_PRODUCER_EPOCH };
  }

  #circumstances(nowMs: number) {
    return { nowMs, transactionVersion: this.#surroundings.transactionVersion() };
  }

  #answer(token: ReplyToken, decision: Decision): Outcome {
    switch (decision.kind) {
      case 'needs-producer-id':
        return reply(token, { kind: 'needs-producer-id' } satisfies ProducerAnswer);
      case 'refused':
        return reply(token, answer(decision.errorCode));
      case 'sent-back':
        this.#sentBack.add(decision.transactionalId);
        return reply(token, answer(ErrorCode.CONCURRENT_TRANSACTIONS));
      case 'unchanged':
        return reply(token, { ...answer(ErrorCode.NONE), ...decision.producer });
      case 'changed': {
        const { transaction } = decision.next;
        const completion = isPreparing(transaction) ? completionOf(transaction) : null;
        const response = { ...answer(decision.errorCode), ...decision.producer, completion };
        return { records: [this.#keep(decision.next)], effects: [{ kind: 'reply', token, response }] };
      }
    }
  }

  #endTransaction(event: EndTransactionEvent, nowMs: number): Decision {
    return decideEndTransaction(this.#held(event), event, nowMs, this.#sentBack.has(event.transactionalId));
  }

  #abortTimedOut({ transactionalId, freshProducerId }: AbortTimedOutEvent, nowMs: number): Decision {
    const held = this.#held({ transactionalId });
    if (held === undefined) return refused(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    if (!isTimedOut(held.transaction, nowMs)) return unchanged(NO_PRODUCER);
    return abortFenced(held, freshProducerId, this.#circumstances(nowMs));
  }

  /** An end that was carried out twice, or that another one has overtaken, changes nothing any more. */
  #complete(token: ReplyToken, completion: Completion, nowMs: number): Outcome {
    const held = this.#held(completion);
    if (held === undefined || !isPreparing(held.transaction) || !isOf(completion, held.transaction)) {
      return reply(token, null);
    }
    const effects: Effect[] = [{ kind: 'reply', token, response: null }];
    return { records: [this.#keep(completed(held, nowMs))], effects };
  }

  #expireIds({ token }: ExpireIdsEvent, nowMs: number): Outcome {
    const records: JournalRecord[] = [];
    let sizeBytes = BATCH_HEADER_SIZE;
    for (const transaction of this.#transactions.values()) {
      if (!this.#isExpired(transaction, nowMs)) continue;
      const record = transactionTombstone(transaction.transactionalId);
      sizeBytes += recordSizeBytesMax(record);
      if (sizeBytes > this.#surroundings.config.batchBytesMax) {
        return { records, effects: [{ kind: 'reply', token, response: false }] };
      }
      records.push(record);
    }
    return { records, effects: [{ kind: 'reply', token, response: true }] };
  }

  /** Soft state goes at once, the record is replayed before the next event. */
  #keep({ transaction, lastProducerEpoch }: Held): JournalRecord {
    this.#lastProducerEpochs.set(transaction.transactionalId, lastProducerEpoch);
    return transactionRecord(transaction, this.#surroundings.transactionVersion());
  }

  #isExpired({ state, lastUpdateMs }: Transaction, nowMs: number): boolean {
    if (state !== 'Empty' && state !== 'CompleteCommit' && state !== 'CompleteAbort') return false;
    return lastUpdateMs <= nowMs - this.#surroundings.config.idExpirationMs;
  }
}

function isTimedOut({ state, startMs, timeoutMs }: Transaction, nowMs: number): boolean {
  return state === 'Ongoing' && startMs + timeoutMs < nowMs;
}

function isOf({ producerId, producerEpoch }: Completion, transaction: Transaction): boolean {
  return producerId === transaction.producerId && producerEpoch === transaction.producerEpoch;
}

function answer(errorCode: number): ProducerAnswer & { kind: 'answer' } {
  return { kind: 'answer', errorCode, ...NO_PRODUCER, completion: null };
}

function reply(token: ReplyToken, response: unknown): Outcome {
  return { records: [], effects: [{ kind: 'reply', token, response }] };
}
