// The one runtime of coordinators: owns one partition, and the coordinator whose state is what replaying it gives.
// Metadata, groups and what comes later submit events here and get the replies once they are durable.
// When an append fails, or somebody else wrote into the partition, memory is not what the log says: whatever was not
// committed is answered with an error, and the coordinator is made anew from the log.
// Invariant: what is answered is what the log says.
import type { Logger } from 'pino';
import type { Clock, Timer } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import type { DataPlane } from '../native/data-plane.ts';
import type { Coordinator, ReplyToken } from './coordinator.ts';
import { CoordinatorRun } from './coordinator-run.ts';
import type { JournalErrors } from './journal-errors.ts';
import type { SnapshotToLoad } from './load.ts';
import type { MarkerToWrite } from './partition-writer.ts';

export interface JournalOptions<Event> {
  dataPlane: DataPlane;
  topic: string;
  partition: number;
  /** Makes an empty coordinator: for the first load, and for each one after a failed append. */
  coordinator: () => Coordinator<Event>;
  clock: Clock;
  log: Logger;
  /** The partition's max.message.bytes: no batch is larger. */
  batchBytesMax: number;
  errors: JournalErrors;
  /** A mistake of ours, such as an exception in a coordinator: the broker must stop, loudly. */
  onFatal: (error: Error) => void;
  /** After each load, before the first event. */
  onLoaded?: () => void;
  /** What a load begins with, where the log does not hold everything; null: it does. Throws as `load` rejects. */
  snapshot?: () => SnapshotToLoad | null;
  /** A batch is committed that ends before this offset; before its replies leave. */
  onCommitted?: (endOffset: bigint) => void;
}

type State<Event> =
  | { kind: 'new' }
  | { kind: 'loading'; run: CoordinatorRun<Event> }
  | { kind: 'ready'; run: CoordinatorRun<Event> }
  | { kind: 'unreadable'; retry: Timer }
  | { kind: 'closed' };

/** How long a journal whose partition cannot be read waits before it tries again. */
const RELOAD_RETRY_MS = 1000;

export class Journal<Event> {
  readonly #options: JournalOptions<Event>;
  #state: State<Event> = { kind: 'new' };

  constructor(options: JournalOptions<Event>) {
    this.#options = options;
  }

  /**
   * Reads and replays the partition, which is open in the data plane. Rejects with KafkaError when it cannot be read;
   * it is then tried again every second until close. Rejects with another error when a record is not understood.
   */
  async load(): Promise<void> {
    const run: CoordinatorRun<Event> = new CoordinatorRun(this.#options, {
      lost: (code) => this.#lost(run, code),
      fatal: (error) => this.#fatal(run, error),
    });
    this.#state = { kind: 'loading', run };
    try {
      await run.load();
    } catch (error) {
      if (error instanceof KafkaError) this.#retryLater();
      throw error;
    }
    if (this.#closed) return;
    this.#state = { kind: 'ready', run };
    this.#options.onLoaded?.();
    run.begin();
  }

  /**
   * Hands one event to the coordinator; the token names it in the coordinator's reply effects. Rejects with KafkaError:
   * what `handle` threw, an `error` effect, or one of `errors`.
   */
  submit<R>(event: (token: ReplyToken) => Event): Promise<R> {
    return this.#whenReady((run) => run.submit<R>(event));
  }

  /**
   * Ends a producer's transaction in this partition: the marker is in the log, and replayed, when it resolves. Rejects
   * with KafkaError: what the log answers a marker that comes too late, or one of `errors`.
   */
  writeMarker(marker: MarkerToWrite): Promise<void> {
    return this.#whenReady((run) => run.writeMarker(marker));
  }

  /** Waits until what was decided is committed and answered; whoever still waits is told to go elsewhere. */
  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { kind: 'closed' };
    if (state.kind === 'unreadable') state.retry.cancel();
    if (state.kind !== 'ready') return;
    await state.run.drained();
    state.run.abandon(new KafkaError(this.#options.errors.unavailable));
  }

  #whenReady<R>(act: (run: CoordinatorRun<Event>) => Promise<R>): Promise<R> {
    const { errors } = this.#options;
    switch (this.#state.kind) {
      case 'ready':
        return act(this.#state.run);
      case 'new':
      case 'loading':
        return Promise.reject(new KafkaError(errors.loading));
      case 'unreadable':
      case 'closed':
        return Promise.reject(new KafkaError(errors.unavailable));
    }
  }

  get #closed(): boolean {
    return this.#state.kind === 'closed';
  }

  #lost(run: CoordinatorRun<Event>, code: number): void {
    run.abandon(new KafkaError(this.#options.errors.append(code)));
    if (this.#state.kind !== 'ready' || this.#state.run !== run) return;
    this.load().catch((error: unknown) => {
      if (error instanceof KafkaError) this.#options.log.error(this.#about(error), 'an internal topic cannot be read');
      else this.#options.onFatal(error instanceof Error ? error : new Error(String(error)));
    });
  }

  #fatal(run: CoordinatorRun<Event>, error: Error): void {
    this.#state = { kind: 'closed' };
    run.abandon(new KafkaError(this.#options.errors.unavailable));
    this.#options.onFatal(error);
  }

  #retryLater(): void {
    if (this.#closed) return;
    const retry = this.#options.clock.schedule(RELOAD_RETRY_MS, () => {
      this.load().catch((error: unknown) => {
        if (!(error instanceof KafkaError))
          this.#options.onFatal(error instanceof Error ? error : new Error(String(error)));
      });
    });
    this.#state = { kind: 'unreadable', retry };
  }

  #about(error: KafkaError): object {
    return { topic: this.#options.topic, partition: this.#options.partition, code: error.code, reason: error.message };
  }
}
