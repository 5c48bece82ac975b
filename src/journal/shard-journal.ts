// One partition of an internal topic as a service sees it: the journal, the shard that it runs now, and waiting for the
// shard to be loaded. The journal makes a new shard whenever it has to start anew from the log.
// GroupJournal and TransactionJournal add what is theirs.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { DataPlane } from '../native/data-plane.ts';
import type { Coordinator, ReplyToken } from './coordinator.ts';
import { Journal } from './journal.ts';
import { coordinatorErrors } from './journal-errors.ts';
import type { MarkerToWrite } from './partition-writer.ts';

/** A coordinator that also answers directly what decides nothing. */
export interface Shard<Event> extends Coordinator<Event> {
  /** False while its partition is read: nothing may be concluded from what is not there. */
  readonly isLoaded: boolean;
}

/** What the service gives every journal of its topic. */
export interface ShardPartition {
  topic: string;
  partition: number;
  dataPlane: DataPlane;
  clock: Clock;
  log: Logger;
  onFatal: (error: Error) => void;
}

export interface ShardJournalOptions<S> extends ShardPartition {
  batchBytesMax: number;
  newShard: () => S;
  /** After each load, when the journal has begun. */
  onLoaded: () => void;
}

/** How long a request waits for its shard before it is told to come back. Loading takes a moment, seldom more. */
const LOAD_WAIT_MS_MAX = 1_000;

export class ShardJournal<Event, S extends Shard<Event>> {
  readonly #clock: Clock;
  readonly #journal: Journal<Event>;
  #shard: S;
  #waiting: (() => void)[] = [];

  constructor({ newShard, onLoaded, ...options }: ShardJournalOptions<S>) {
    this.#clock = options.clock;
    this.#shard = newShard();
    this.#journal = new Journal<Event>({
      ...options,
      errors: coordinatorErrors,
      coordinator: () => {
        this.#shard = newShard();
        return this.#shard;
      },
      onLoaded: () => {
        // Both run when the journal has begun, which it does right after this.
        for (const resolve of this.#waiting.splice(0)) resolve();
        queueMicrotask(onLoaded);
      },
    });
  }

  /** What may be read directly; check `isLoaded` before believing that something is not there. */
  get shard(): S {
    return this.#shard;
  }

  load(): Promise<void> {
    return this.#journal.load();
  }

  /** Rejects with KafkaError: COORDINATOR_LOAD_IN_PROGRESS when the shard is not there in time. */
  async submit<R>(event: (token: ReplyToken) => Event): Promise<R> {
    if (!this.#shard.isLoaded) await this.loadedOrLate();
    return this.submitNow<R>(event);
  }

  /** As `submit`, without waiting for the shard. */
  protected submitNow<R>(event: (token: ReplyToken) => Event): Promise<R> {
    return this.#journal.submit<R>(event);
  }

  /** As `Journal.writeMarker`. */
  protected writeMarkerNow(marker: MarkerToWrite): Promise<void> {
    return this.#journal.writeMarker(marker);
  }

  close(): Promise<void> {
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
