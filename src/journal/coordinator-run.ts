// One life of a coordinator: from the load of its partition to the close, or to the first failed append. `Journal`
// makes a new run when one is lost.
//
//   submit → handle → replay at once → queue → one append for all that is queued → committed → replies, in order
//
// At most one append is under way; what is decided meanwhile goes into the next.
// Invariant: a reply leaves when its decision and all earlier ones are committed, and never from a lost run.
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeBatch } from '../wire/record-batch.ts';
import type { Coordinator, JournalRecord, Outcome, ReplyEffect, ReplyToken } from './coordinator.ts';
import { type Decision, DecisionQueue } from './decision-queue.ts';
import type { JournalOptions } from './journal.ts';
import { JournalTimers } from './journal-timers.ts';
import { readPartition } from './load.ts';

interface Waiter {
  resolve(response: unknown): void;
  reject(error: Error): void;
}

export interface RunOutcomes {
  /** Memory is ahead of the log: an append failed with this code. Called once; the run is then abandoned. */
  lost(code: number): void;
  /** A mistake of ours. */
  fatal(error: Error): void;
}

export class CoordinatorRun<Event> {
  readonly #options: JournalOptions<Event>;
  readonly #outcomes: RunOutcomes;
  readonly #coordinator: Coordinator<Event>;
  readonly #queue: DecisionQueue;
  readonly #timers: JournalTimers;
  readonly #waiters = new Map<ReplyToken, Waiter>();
  readonly #drainWaiters: (() => void)[] = [];
  #nextToken = 1;
  /** Offset of the next record to be decided, and of the next to be committed. */
  #decidedOffset = 0n;
  #committedOffset = 0n;
  #flushing = false;
  /** No decision is taken any more: abandoned, or waiting for earlier appends before it is lost. */
  #stopped = false;

  constructor(options: JournalOptions<Event>, outcomes: RunOutcomes) {
    this.#options = options;
    this.#outcomes = outcomes;
    this.#coordinator = options.coordinator();
    this.#queue = new DecisionQueue(options.batchBytesMax);
    this.#timers = new JournalTimers(options.clock, (timer) =>
      this.#decide((nowMs) => this.#coordinator.timerFired(timer, nowMs), null),
    );
  }

  /** Rejects with KafkaError when the partition cannot be read, with anything else when it is not understood. */
  async load(): Promise<void> {
    const { dataPlane, topic, partition } = this.#options;
    this.#decidedOffset = await readPartition(dataPlane, topic, partition, (record) =>
      this.#coordinator.replay(record, { offset: record.offset, timestampMs: Number(record.timestampMs) }),
    );
    this.#committedOffset = this.#decidedOffset;
  }

  /** After `load`, before the first `submit`. */
  begin(): void {
    this.#decide((nowMs) => this.#coordinator.loaded?.(nowMs) ?? { records: [], effects: [] }, null);
  }

  submit<R>(event: (token: ReplyToken) => Event): Promise<R> {
    if (this.#stopped) return Promise.reject(new KafkaError(this.#options.errors.loading));
    return new Promise<R>((resolve, reject) => {
      const token = this.#nextToken++;
      this.#waiters.set(token, { resolve: (response) => resolve(response as R), reject });
      this.#decide((nowMs) => this.#coordinator.handle(event(token), nowMs), token);
    });
  }

  /** Resolves when everything decided so far is committed, or the run is lost. */
  drained(): Promise<void> {
    if (!this.#flushing) return Promise.resolve();
    return new Promise((resolve) => this.#drainWaiters.push(resolve));
  }

  /** Ends the run: no timer, no reply, no append comes from it any more; whoever waits gets `error`. */
  abandon(error: KafkaError): void {
    this.#stopped = true;
    this.#timers.clear();
    for (const waiter of this.#waiters.values()) waiter.reject(error);
    this.#waiters.clear();
    for (const resolve of this.#drainWaiters.splice(0)) resolve();
  }

  /** `token`: whom a KafkaError answers; null where nobody asked and it is a mistake. */
  #decide(decision: (nowMs: number) => Outcome, token: ReplyToken | null): void {
    if (this.#stopped) return;
    const decidedAtMs = this.#options.clock.nowMs();
    try {
      this.#take(decision(decidedAtMs), decidedAtMs);
    } catch (error) {
      if (error instanceof KafkaError && token !== null) {
        const reply: ReplyEffect = { kind: 'error', token, code: error.code, message: error.message };
        this.#enqueue({ records: [], replies: [reply], decidedAtMs });
      } else this.#mistake(error);
    }
  }

  #take(outcome: Outcome, decidedAtMs: number): void {
    const replies: ReplyEffect[] = [];
    for (const effect of outcome.effects) {
      if (effect.kind === 'reply' || effect.kind === 'error') replies.push(effect);
      else this.#timers.apply(effect);
    }
    if (this.#enqueue({ records: outcome.records, replies, decidedAtMs })) this.#replay(outcome.records, decidedAtMs);
    else this.#tooLarge(replies, decidedAtMs);
  }

  #replay(records: readonly JournalRecord[], timestampMs: number): void {
    try {
      for (const record of records) {
        this.#coordinator.replay(record, { offset: this.#decidedOffset, timestampMs });
        this.#decidedOffset += 1n;
      }
    } catch (error) {
      this.#mistake(error);
    }
  }

  /** Without anything to wait for, replies leave at once. */
  #enqueue(decision: Decision): boolean {
    if (decision.records.length === 0 && !this.#flushing) {
      this.#answer(decision.replies);
      return true;
    }
    if (!this.#queue.add(decision)) return false;
    if (this.#flushing) return true;
    this.#flushing = true;
    // Decisions of the same turn of the event loop go out together.
    queueMicrotask(() => void this.#flush());
    return true;
  }

  /** The decision cannot be kept, yet its soft state is there: once what came before is committed, start anew. */
  #tooLarge(replies: readonly ReplyEffect[], decidedAtMs: number): void {
    const { log, topic, partition, errors } = this.#options;
    log.error({ topic, partition }, 'a decision is larger than a batch of its partition may be');
    this.#stopped = true;
    this.#timers.clear();
    const code = errors.append(ErrorCode.RECORD_LIST_TOO_LARGE);
    const refusals = replies.map(({ token }) => ({ kind: 'error' as const, token, code }));
    this.#enqueue({ records: [], replies: refusals, decidedAtMs });
    void this.drained().then(() => this.#outcomes.lost(ErrorCode.RECORD_LIST_TOO_LARGE));
  }

  async #flush(): Promise<void> {
    for (let batch = this.#queue.take(); batch.length > 0; batch = this.#queue.take()) {
      const error = await this.#append(batch);
      if (error !== null) {
        this.#appendFailed(error);
        return;
      }
      for (const decision of batch) this.#answer(decision.replies);
    }
    this.#flushing = false;
    for (const resolve of this.#drainWaiters.splice(0)) resolve();
  }

  /** Resolves with what went wrong, or null. */
  async #append(batch: readonly Decision[]): Promise<unknown> {
    const records = batch.flatMap((decision) =>
      decision.records.map((record) => ({ ...record, timestampMs: decision.decidedAtMs })),
    );
    const [first] = records;
    if (first === undefined) return null;
    const { dataPlane, topic, partition } = this.#options;
    try {
      const bytes = encodeBatch(records, { timestampMs: first.timestampMs });
      const baseOffset = await dataPlane.append(topic, partition, bytes);
      if (baseOffset !== this.#committedOffset) return foreignAppend(topic, partition, baseOffset);
      this.#committedOffset += BigInt(records.length);
      return null;
    } catch (error) {
      return error;
    }
  }

  #appendFailed(error: unknown): void {
    const { log, topic, partition } = this.#options;
    if (error instanceof KafkaError) {
      log.error({ topic, partition, code: error.code, reason: error.message }, 'append to an internal topic failed');
      this.#outcomes.lost(error.code);
    } else this.#mistake(error);
  }

  #answer(replies: readonly ReplyEffect[]): void {
    for (const reply of replies) {
      const waiter = this.#waiters.get(reply.token);
      this.#waiters.delete(reply.token);
      if (reply.kind === 'reply') waiter?.resolve(reply.response);
      else waiter?.reject(new KafkaError(reply.code, reply.message));
    }
  }

  #mistake(error: unknown): void {
    this.#stopped = true;
    this.#timers.clear();
    this.#outcomes.fatal(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Somebody else wrote into the partition: the state is not what the log says any more. */
function foreignAppend(topic: string, partition: number, baseOffset: bigint): KafkaError {
  const message = `${topic}-${partition} has records that its coordinator did not write, before offset ${baseOffset}`;
  return new KafkaError(ErrorCode.COORDINATOR_NOT_AVAILABLE, message);
}
