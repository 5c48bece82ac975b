// Carries out the ends of the transactions of one partition: writes the markers, again where a partition cannot take
// them yet, and tells the shard when all are written. The transaction journal starts them.
// Invariant: one end of a transactional id is carried out at a time. A marker of an earlier end must never come after
// the transactional id has gone on: without moving epochs it would end the next transaction.
import type { Logger } from 'pino';
import type { Clock, Timer } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import type { PartitionName, PartitionOutcome } from '../native/data-plane.ts';
import { ErrorCode, errorName } from '../wire/error-code.ts';
import type { Completion } from './event.ts';

export interface CompletionsOptions {
  clock: Clock;
  log: Logger;
  /** Writes one marker to the given partitions; one outcome per partition, in order. */
  write(completion: Completion, partitions: readonly PartitionName[]): Promise<PartitionOutcome[]>;
  /** Whether there is such a partition: a topic may be deleted while its transactions are open. */
  exists(name: PartitionName): boolean;
  /** Tells the shard; rejects with KafkaError when it cannot keep it. The next load then finds the end again. */
  finish(completion: Completion): Promise<void>;
  onFatal(error: Error): void;
}

interface Run {
  readonly ended: Promise<void>;
  isStopped: boolean;
}

const RETRY_MS_MIN = 20;
const RETRY_MS_MAX = 1_000;

export class Completions {
  readonly #options: CompletionsOptions;
  readonly #runs = new Map<string, Run>();
  readonly #timers = new Set<Timer>();
  #isClosed = false;

  constructor(options: CompletionsOptions) {
    this.#options = options;
  }

  /** After the Prepare record of this end is committed. */
  begin(completion: Completion): void {
    if (this.#isClosed) return;
    const { transactionalId } = completion;
    const before = this.#runs.get(transactionalId);
    const run: Run = { ended: Promise.resolve(), isStopped: false };
    const ended = this.#carryOut(run, completion, before)
      .catch((error: unknown) => this.#options.onFatal(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        if (this.#runs.get(transactionalId) === run) this.#runs.delete(transactionalId);
      });
    Object.assign(run, { ended });
    this.#runs.set(transactionalId, run);
  }

  /** The shard was loaded anew: what is under way counts no more, these ends do. */
  restart(pending: readonly Completion[]): void {
    for (const run of this.#runs.values()) run.isStopped = true;
    for (const completion of pending) this.begin(completion);
  }

  /** Resolves when the end that is under way for this id is complete; null where none is. */
  ended(transactionalId: string): Promise<void> | null {
    return this.#runs.get(transactionalId)?.ended ?? null;
  }

  close(): void {
    this.#isClosed = true;
    for (const run of this.#runs.values()) run.isStopped = true;
    for (const timer of this.#timers) timer.cancel();
  }

  async #carryOut(run: Run, completion: Completion, before: Run | undefined): Promise<void> {
    if (before !== undefined) await before.ended;
    let { partitions } = completion;
    for (let retryMs = RETRY_MS_MIN; partitions.length > 0; retryMs = Math.min(2 * retryMs, RETRY_MS_MAX)) {
      if (run.isStopped) return;
      partitions = await this.#write(completion, partitions);
      if (partitions.length > 0) await this.#sleep(retryMs);
    }
    if (run.isStopped) return;
    try {
      await this.#options.finish(completion);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      const { transactionalId } = completion;
      this.#options.log.info({ transactionalId, reason: error.message }, 'a transaction could not be completed yet');
    }
  }

  /** Resolves with the partitions that must be tried again. */
  async #write(completion: Completion, partitions: readonly PartitionName[]): Promise<readonly PartitionName[]> {
    try {
      const outcomes = await this.#options.write(completion, partitions);
      return outcomes.filter((outcome) => !this.#isSettled(completion, outcome));
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      const { transactionalId } = completion;
      this.#options.log.warn({ transactionalId, reason: error.message }, 'transaction markers could not be written');
      return partitions;
    }
  }

  #isSettled({ transactionalId, producerId, producerEpoch }: Completion, outcome: PartitionOutcome): boolean {
    const { topic, partition, errorCode } = outcome;
    if (errorCode === ErrorCode.NONE) return true;
    if (!this.#options.exists(outcome)) return true;
    const about = { transactionalId, producerId, producerEpoch, topic, partition, error: errorName(errorCode) };
    this.#options.log.warn(about, 'a transaction marker was not taken');
    // The partition has heard of a later epoch: whatever this transaction wrote there was ended by somebody else.
    return errorCode === ErrorCode.INVALID_PRODUCER_EPOCH;
  }

  #sleep(ms: number): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#options.clock.schedule(ms, () => {
        this.#timers.delete(timer);
        resolve();
      });
      this.#timers.add(timer);
    });
  }
}
