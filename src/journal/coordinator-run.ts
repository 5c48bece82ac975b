// One life of a coordinator: from the load of its partition to the close, or to the first failed append. `Journal`
// makes a new run when one is lost.
//
//   submit → handle → replay at once → queue → one append for all that is queued → committed → replies, in order
//
// At most one append is under way; what is decided meanwhile goes into the next. A write that the log may refuse (a
// batch of a transaction, a marker) goes alone, once all before it is committed, and is replayed when it is in the log;
// what comes meanwhile is decided after it, so that memory and log agree on the order.
// Invariant: a reply leaves when its decision and all earlier ones are committed, and never from a lost run.
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type Coordinator,
  type JournalRecord,
  NO_PRODUCER,
  type Outcome,
  type ProducerIdentity,
  type ReplyEffect,
  type ReplyToken,
} from './coordinator.ts';
import { type Decision, DecisionQueue } from './decision-queue.ts';
import type { JournalOptions } from './journal.ts';
import { JournalTimers } from './journal-timers.ts';
import { readPartition } from './load.ts';
import { isRefusal, type MarkerToWrite, PartitionWriter } from './partition-writer.ts';
import { Waiters } from './waiters.ts';

/** A write that the log may refuse. */
type GuardedWrite = { replies: readonly ReplyEffect[] } & (
  | { kind: 'records'; records: readonly JournalRecord[]; transaction: ProducerIdentity; decidedAtMs: number }
  | { kind: 'marker'; marker: MarkerToWrite }
);

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
  readonly #writer: PartitionWriter;
  readonly #timers: JournalTimers;
  readonly #waiters = new Waiters();
  readonly #drainWaiters: (() => void)[] = [];
  /** The write that is replayed only when it is in the log, and what comes meanwhile. */
  #guarded: GuardedWrite | null = null;
  #heldBack: (() => void)[] = [];
  /** Offset of the next record to be replayed. */
  #nextOffset = 0n;
  #flushing = false;
  /** No decision is taken any more: abandoned, or waiting for earlier appends before it is lost. */
  #stopped = false;

  constructor(options: JournalOptions<Event>, outcomes: RunOutcomes) {
    this.#options = options;
    this.#outcomes = outcomes;
    this.#coordinator = options.coordinator();
    this.#queue = new DecisionQueue(options.batchBytesMax);
    this.#writer = new PartitionWriter(options);
    this.#timers = new JournalTimers(options.clock, (timer) =>
      this.#decide((nowMs) => this.#coordinator.timerFired(timer, nowMs), null),
    );
  }

  /** Rejects with KafkaError when the partition cannot be read, with anything else when it is not understood. */
  async load(): Promise<void> {
    const { dataPlane, topic, partition, snapshot } = this.#options;
    this.#nextOffset = await readPartition(dataPlane, topic, partition, this.#coordinator, snapshot?.());
    this.#writer.startAt(this.#nextOffset);
  }

  /** After `load`, before the first `submit`. */
  begin(): void {
    this.#decide((nowMs) => this.#coordinator.loaded?.(nowMs) ?? { records: [], effects: [] }, null);
  }

  submit<R>(event: (token: ReplyToken) => Event): Promise<R> {
    return this.#ask<R>((token) => {
      this.#decide((nowMs) => this.#coordinator.handle(event(token), nowMs), token);
    });
  }

  /** Rejects with KafkaError: what the log answers a producer that is too late, or one of `errors`. */
  writeMarker(marker: MarkerToWrite): Promise<void> {
    return this.#ask<void>((token) => {
      const replies: ReplyEffect[] = [{ kind: 'reply', token, response: undefined }];
      this.#inOrder(() => this.#guard({ kind: 'marker', marker, replies }));
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
    this.#waiters.rejectAll(error);
    for (const resolve of this.#drainWaiters.splice(0)) resolve();
  }

  #ask<R>(act: (token: ReplyToken) => void): Promise<R> {
    if (this.#stopped) return Promise.reject(new KafkaError(this.#options.errors.loading));
    return this.#waiters.wait<R>(act);
  }

  /** At once, or behind the write that memory does not show yet. */
  #inOrder(act: () => void): void {
    if (this.#stopped) return;
    if (this.#guarded === null) act();
    else this.#heldBack.push(act);
  }

  /** `token`: whom a KafkaError answers; null where nobody asked and it is a mistake. */
  #decide(decision: (nowMs: number) => Outcome, token: ReplyToken | null): void {
    this.#inOrder(() => this.#decideNow(decision, token));
  }

  #decideNow(decision: (nowMs: number) => Outcome, token: ReplyToken | null): void {
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
    const { records, transaction } = outcome;
    if (transaction !== undefined && records.length > 0 && this.#queue.fits(records)) {
      this.#guard({ kind: 'records', records, transaction, replies, decidedAtMs });
    } else if (this.#enqueue({ records, replies, decidedAtMs })) this.#replay(records, decidedAtMs, NO_PRODUCER);
    else this.#tooLarge(replies, decidedAtMs);
  }

  #replay(records: readonly JournalRecord[], timestampMs: number, producer: ProducerIdentity): void {
    try {
      for (const record of records) {
        this.#coordinator.replay(record, { offset: this.#nextOffset, timestampMs, ...producer });
        this.#nextOffset += 1n;
      }
    } catch (error) {
      this.#mistake(error);
    }
  }

  #guard(write: GuardedWrite): void {
    this.#guarded = write;
    this.#startFlushing();
  }

  /** Without anything to wait for, replies leave at once. */
  #enqueue(decision: Decision): boolean {
    if (decision.records.length === 0 && !this.#flushing) {
      this.#waiters.answer(decision.replies);
      return true;
    }
    if (!this.#queue.add(decision)) return false;
    this.#startFlushing();
    return true;
  }

  #startFlushing(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    // Decisions of the same turn of the event loop go out together.
    queueMicrotask(() => void this.#flush());
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
    try {
      while (!this.#queue.isEmpty || this.#guarded !== null) await this.#writeNext();
    } catch (error) {
      this.#appendFailed(error);
      return;
    }
    this.#flushing = false;
    for (const resolve of this.#drainWaiters.splice(0)) resolve();
  }

  async #writeNext(): Promise<void> {
    const batch = this.#queue.take();
    if (batch.length === 0 && this.#guarded !== null) {
      await this.#writeGuarded(this.#guarded);
      return;
    }
    await this.#writer.append(batch);
    this.#options.onCommitted?.(this.#writer.nextOffset);
    for (const decision of batch) this.#waiters.answer(decision.replies);
  }

  async #writeGuarded(write: GuardedWrite): Promise<void> {
    try {
      if (write.kind === 'marker') await this.#writer.writeMarker(write.marker);
      else await this.#writer.append([write], write.transaction);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#guarded = null;
      const { code, message } = error;
      this.#waiters.answer(write.replies.map(({ token }) => ({ kind: 'error', token, code, message })));
      this.#goOn();
      return;
    }
    this.#guarded = null;
    if (write.kind === 'marker') this.#replayMarker(write.marker);
    else this.#replay(write.records, write.decidedAtMs, write.transaction);
    this.#waiters.answer(write.replies);
    this.#goOn();
  }

  #replayMarker({ producerId, producerEpoch, committed }: MarkerToWrite): void {
    try {
      this.#coordinator.replayMarker?.({ producerId, producerEpoch, committed, offset: this.#nextOffset });
      this.#nextOffset += 1n;
    } catch (error) {
      this.#mistake(error);
    }
  }

  /** What was held back, up to the next such write. */
  #goOn(): void {
    const heldBack = this.#heldBack;
    this.#heldBack = [];
    for (const act of heldBack) this.#inOrder(act);
  }

  #appendFailed(error: unknown): void {
    const { log, topic, partition } = this.#options;
    if (error instanceof KafkaError) {
      log.error({ topic, partition, code: error.code, reason: error.message }, 'append to an internal topic failed');
      this.#outcomes.lost(error.code);
    } else this.#mistake(error);
  }

  #mistake(error: unknown): void {
    this.#stopped = true;
    this.#timers.clear();
    this.#outcomes.fatal(error instanceof Error ? error : new Error(String(error)));
  }
}
