// One partition of `__transaction_state` as the service sees it: the journal, the shard that it runs now, the ends that
// are being carried out, and waiting for the shard to be loaded.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { ReplyToken } from '../journal/coordinator.ts';
import { Journal } from '../journal/journal.ts';
import { coordinatorErrors } from '../journal/journal-errors.ts';
import type { DataPlane, PartitionName, PartitionOutcome } from '../native/data-plane.ts';
import { Completions } from './completions.ts';
import type { Completion, ProducerAnswer, TransactionEvent } from './event.ts';
import { type Surroundings, TransactionShard } from './shard.ts';

export interface TransactionJournalOptions {
  topic: string;
  partition: number;
  surroundings: Surroundings;
  dataPlane: DataPlane;
  clock: Clock;
  log: Logger;
  onFatal: (error: Error) => void;
  writeMarkers(completion: Completion, partitions: readonly PartitionName[]): Promise<PartitionOutcome[]>;
  exists(name: PartitionName): boolean;
}

/** How long a request waits for its shard before it is told to come back. Loading takes a moment, seldom more. */
const LOAD_WAIT_MS_MAX = 1_000;

export class TransactionJournal {
  readonly #clock: Clock;
  readonly #journal: Journal<TransactionEvent>;
  readonly #completions: Completions;
  #shard: TransactionShard;
  #waiting: (() => void)[] = [];

  constructor(options: TransactionJournalOptions) {
    const { clock, log, onFatal, surroundings } = options;
    this.#clock = clock;
    this.#shard = new TransactionShard(surroundings);
    this.#completions = new Completions({
      clock,
      log,
      onFatal,
      write: options.writeMarkers,
      exists: options.exists,
      finish: (completion) => this.#journal.submit((token) => ({ kind: 'markers-written', token, completion })),
    });
    this.#journal = new Journal<TransactionEvent>({
      dataPlane: options.dataPlane,
      topic: options.topic,
      partition: options.partition,
      clock,
      log,
      onFatal,
      batchBytesMax: surroundings.config.batchBytesMax,
      errors: coordinatorErrors,
      coordinator: () => {
        this.#shard = new TransactionShard(surroundings);
        return this.#shard;
      },
      onLoaded: () => {
        for (const resolve of this.#waiting.splice(0)) resolve();
        // When the journal has begun, which it does right after this.
        queueMicrotask(() => this.#completions.restart(this.#shard.pending()));
      },
    });
  }

  /** What may be read directly; check `isLoaded` before believing that something is not there. */
  get shard(): TransactionShard {
    return this.#shard;
  }

  load(): Promise<void> {
    return this.#journal.load();
  }

  /** Rejects with KafkaError: COORDINATOR_LOAD_IN_PROGRESS when the shard is not there in time. */
  async submit<R>(event: (token: ReplyToken) => TransactionEvent): Promise<R> {
    if (!this.#shard.isLoaded) await this.loadedOrLate();
    return this.#journal.submit<R>(event);
  }

  /** As `submit`; an end that the answer decided is being carried out when it resolves. */
  async decide(event: (token: ReplyToken) => TransactionEvent): Promise<ProducerAnswer> {
    if (!this.#shard.isLoaded) await this.loadedOrLate();
    const shard = this.#shard;
    const answer = await this.#journal.submit<ProducerAnswer>(event);
    // A shard that was loaded since has found this end by itself.
    const isDecidedHere = answer.kind === 'answer' && answer.completion !== null && shard === this.#shard;
    if (isDecidedHere && answer.completion !== null) this.#completions.begin(answer.completion);
    return answer;
  }

  /** Resolves when the end that is under way for this id is complete, or after `waitMsMax`; null where none is. */
  ended(transactionalId: string, waitMsMax: number): Promise<void> | null {
    const ended = this.#completions.ended(transactionalId);
    if (ended === null) return null;
    return new Promise((resolve) => {
      const timer = this.#clock.schedule(waitMsMax, resolve);
      void ended.then(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  close(): Promise<void> {
    this.#completions.close();
    return this.#journal.close();
  }

  /** Resolves when the shard is loaded, or when waiting for it takes too long. */
  loadedOrLate(): Promise<void> {
    if (this.#shard.isLoaded) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#clock.schedule(LOAD_WAIT_MS_MAX, resolve);
      this.#waiting.push(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}
