// A shard of the transaction coordinator with time, a log and producer ids that a test holds in its hand: what journal
// and service do, without waiting. Used by the scripts.
import type { JournalRecord, ReplyToken } from '../../journal/coordinator.ts';
import type { Completion, ProducerAnswer, TransactionEvent } from '../event.ts';
import { TransactionShard } from '../shard.ts';
import type { TransactionConfig } from '../transaction-config.ts';

export const DEFAULT_TRANSACTION_CONFIG: TransactionConfig = {
  timeoutMsMax: 900_000,
  abortTimedOutIntervalMs: 10_000,
  idExpirationMs: 7 * 24 * 3_600_000,
  removeExpiredIntervalMs: 3_600_000,
  addPartitionsWaitMsMax: 100,
  offsetsPartitionCount: 4,
  batchBytesMax: 1_048_588,
};

/** An event without its token. */
export type Submission = TransactionEvent extends infer E ? (E extends unknown ? Omit<E, 'token'> : never) : never;

export class SimulatedCoordinator {
  nowMs = 0;
  transactionVersion = 2;
  shard: TransactionShard;
  readonly log: JournalRecord[] = [];
  /** What the last submission wrote. */
  records: JournalRecord[] = [];
  /** Ends that are decided and not carried out. */
  completions: Completion[] = [];
  #nextProducerId = 1n;
  readonly #config: TransactionConfig;

  constructor(config: Partial<TransactionConfig> = {}) {
    this.#config = { ...DEFAULT_TRANSACTION_CONFIG, ...config };
    this.shard = this.#newShard();
  }

  /** The reply to this event; `freshProducerId` is given where the shard asks for one. */
  submit<R>(event: Submission): R {
    this.records = [];
    let reply = this.#handle(event);
    if (isQuestion(reply)) reply = this.#handle({ ...event, freshProducerId: this.#nextProducerId++ } as Submission);
    if (isAnswer(reply) && reply.completion !== null) this.completions.push(reply.completion);
    return reply as R;
  }

  /** A new shard from the log; soft state is gone, and the ends that it finds are the ones to carry out. */
  restart(): void {
    this.shard = this.#newShard();
    for (const record of this.log) this.shard.replay(record);
    this.completions = this.shard.pending();
  }

  #newShard(): TransactionShard {
    return new TransactionShard({ config: this.#config, transactionVersion: () => this.transactionVersion });
  }

  #handle(event: Submission): unknown {
    const token: ReplyToken = 1;
    const { records, effects } = this.shard.handle({ ...event, token } as TransactionEvent, this.nowMs);
    for (const record of records) this.shard.replay(record);
    this.log.push(...records);
    this.records.push(...records);
    const [effect] = effects;
    if (effects.length !== 1 || effect?.kind !== 'reply') throw new Error('every event has one reply');
    return effect.response;
  }
}

function isQuestion(reply: unknown): boolean {
  return kindOf(reply) === 'needs-producer-id';
}

function isAnswer(reply: unknown): reply is ProducerAnswer & { kind: 'answer' } {
  return kindOf(reply) === 'answer';
}

function kindOf(reply: unknown): unknown {
  return typeof reply === 'object' && reply !== null && 'kind' in reply ? reply.kind : null;
}
