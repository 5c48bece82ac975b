// What time brings: transactions that are open for too long are aborted, transactional ids that nobody used for long are
// forgotten. Both are looked for every so often in every shard that is loaded. Made and closed by the service.
import type { Logger } from 'pino';
import type { Clock, Timer } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import type { FreshProducerIds } from './producer-id-supply.ts';
import type { TransactionConfig } from './transaction-config.ts';
import type { TransactionJournal } from './transaction-journal.ts';

export interface HousekeepingOptions {
  config: TransactionConfig;
  clock: Clock;
  log: Logger;
  producerIds: FreshProducerIds;
  journals: () => Iterable<TransactionJournal>;
  /** A mistake of ours: the broker must stop, loudly. */
  onFatal: (error: Error) => void;
}

export class Housekeeping {
  readonly #options: HousekeepingOptions;
  readonly #timers = new Map<string, Timer>();
  #isClosed = false;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  start(): void {
    const { abortTimedOutIntervalMs, removeExpiredIntervalMs } = this.#options.config;
    this.#repeat('abort', abortTimedOutIntervalMs, (journal) => this.#abortTimedOut(journal));
    this.#repeat('expire', removeExpiredIntervalMs, (journal) => this.#expireIds(journal));
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) timer.cancel();
  }

  /** One round ends before the time to the next begins. */
  #repeat(name: string, intervalMs: number, act: (journal: TransactionJournal) => Promise<void>): void {
    const round = async () => {
      for (const journal of this.#options.journals()) {
        if (journal.shard.isLoaded && !this.#isClosed) await act(journal);
      }
      if (!this.#isClosed) this.#repeat(name, intervalMs, act);
    };
    const timer = this.#options.clock.schedule(intervalMs, () => {
      round().catch((error: unknown) => {
        this.#options.onFatal(error instanceof Error ? error : new Error(String(error)));
      });
    });
    this.#timers.set(name, timer);
  }

  async #abortTimedOut(journal: TransactionJournal): Promise<void> {
    const { clock, log, producerIds } = this.#options;
    for (const transactionalId of journal.shard.timedOut(clock.nowMs())) {
      try {
        const { errorCode } = await producerIds.answer((freshProducerId) =>
          journal.decide((token) => ({ kind: 'abort-timed-out', token, transactionalId, freshProducerId })),
        );
        log.info({ transactionalId, errorCode }, 'a transaction was open for too long and is aborted');
      } catch (error) {
        // The next round finds it again.
        if (!(error instanceof KafkaError)) throw error;
        log.warn({ transactionalId, reason: error.message }, 'a transaction could not be aborted');
      }
    }
  }

  async #expireIds(journal: TransactionJournal): Promise<void> {
    try {
      let isDone = !journal.shard.hasExpired(this.#options.clock.nowMs());
      while (!isDone) isDone = await journal.submit<boolean>((token) => ({ kind: 'expire-ids', token }));
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.#options.log.warn({ reason: error.message }, 'expired transactional ids could not be removed');
    }
  }
}
