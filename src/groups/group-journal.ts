// One partition of `__consumer_offsets` as the service sees it: the journal, the shard that it runs now, and waiting for
// the shard to be loaded. The journal makes a new shard whenever it has to start anew from the log.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { ReplyToken } from '../journal/coordinator.ts';
import { Journal } from '../journal/journal.ts';
import { coordinatorErrors } from '../journal/journal-errors.ts';
import type { MarkerToWrite } from '../journal/partition-writer.ts';
import type { DataPlane } from '../native/data-plane.ts';
import type { GroupEvent } from './event.ts';
import type { CommitResult } from './offsets/commit.ts';
import type { TransactionalOffsetCommit } from './offsets/transactional-commit.ts';
import { TransactionVerifications, type VerifyTransaction } from './offsets/verification.ts';
import { GroupShard } from './shard.ts';
import type { Surroundings } from './turn.ts';

export interface GroupJournalOptions {
  topic: string;
  partition: number;
  surroundings: Surroundings;
  verifyTransaction: VerifyTransaction;
  dataPlane: DataPlane;
  clock: Clock;
  log: Logger;
  onFatal: (error: Error) => void;
  /** After each load, before the first event. */
  onLoaded: (groups: GroupJournal) => void;
}

/** How long a request waits for its shard before it is told to come back. Loading takes a moment, seldom more. */
const LOAD_WAIT_MS_MAX = 1_000;

export class GroupJournal {
  readonly #clock: Clock;
  readonly #journal: Journal<GroupEvent>;
  readonly #verifications: TransactionVerifications;
  #shard: GroupShard;
  #waiting: (() => void)[] = [];

  constructor(options: GroupJournalOptions) {
    this.#clock = options.clock;
    const newShard = () => new GroupShard(options.surroundings);
    this.#shard = newShard();
    this.#verifications = new TransactionVerifications(options.verifyTransaction, options.topic, options.partition);
    this.#journal = new Journal<GroupEvent>({
      dataPlane: options.dataPlane,
      topic: options.topic,
      partition: options.partition,
      clock: options.clock,
      log: options.log,
      batchBytesMax: options.surroundings.config.batchBytesMax,
      errors: coordinatorErrors,
      onFatal: options.onFatal,
      coordinator: () => {
        this.#shard = newShard();
        return this.#shard;
      },
      onLoaded: () => {
        // Both run when the journal has begun, which it does right after this.
        for (const resolve of this.#waiting.splice(0)) resolve();
        queueMicrotask(() => options.onLoaded(this));
      },
    });
  }

  /** What may be read directly; check `isLoaded` before believing that something is not there. */
  get shard(): GroupShard {
    return this.#shard;
  }

  load(): Promise<void> {
    return this.#journal.load();
  }

  /** Rejects with KafkaError: COORDINATOR_LOAD_IN_PROGRESS when the shard is not there in time. */
  async submit<R>(event: (token: ReplyToken) => GroupEvent): Promise<R> {
    if (!this.#shard.isLoaded) await this.loadedOrLate();
    return this.#journal.submit<R>(event);
  }

  /** Rejects with KafkaError. A transaction that has offsets here already need not be asked about. */
  async commitTransactionalOffsets(commit: TransactionalOffsetCommit): Promise<CommitResult> {
    if (!this.#shard.isLoaded) await this.loadedOrLate();
    const submit = () =>
      this.#journal.submit<CommitResult>((token) => ({ kind: 'commit-transactional-offsets', token, commit }));
    return this.#shard.isTransactionOpen(commit) ? submit() : this.#verifications.whenVerified(commit, submit);
  }

  /** Rejects with KafkaError. */
  async writeMarker(marker: MarkerToWrite): Promise<void> {
    if (!this.#shard.isLoaded) await this.loadedOrLate();
    this.#verifications.transactionEnds(marker.producerId);
    await this.#journal.writeMarker(marker);
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
