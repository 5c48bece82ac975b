// One partition of `__transaction_state` as the service sees it: a ShardJournal, with the ends that are being carried
// out.
import type { Clock } from '../clock.ts';
import type { ReplyToken } from '../journal/coordinator.ts';
import { ShardJournal, type ShardPartition } from '../journal/shard-journal.ts';
import type { PartitionName, PartitionOutcome } from '../native/data-plane.ts';
import { Completions } from './completions.ts';
import type { Completion, ProducerAnswer, TransactionEvent } from './event.ts';
import { type Surroundings, TransactionShard } from './shard.ts';

export interface TransactionJournalOptions extends ShardPartition {
  surroundings: Surroundings;
  writeMarkers(completion: Completion, partitions: readonly PartitionName[]): Promise<PartitionOutcome[]>;
  exists(name: PartitionName): boolean;
}

export class TransactionJournal extends ShardJournal<TransactionEvent, TransactionShard> {
  readonly #clock: Clock;
  readonly #completions: Completions;

  constructor({ surroundings, writeMarkers, exists, ...partition }: TransactionJournalOptions) {
    super({
      ...partition,
      batchBytesMax: surroundings.config.batchBytesMax,
      newShard: () => new TransactionShard(surroundings),
      onLoaded: () => this.#completions.restart(this.shard.pending()),
    });
    const { clock, log, onFatal } = partition;
    this.#clock = clock;
    this.#completions = new Completions({
      clock,
      log,
      onFatal,
      write: writeMarkers,
      exists,
      finish: (completion) => this.submitNow((token) => ({ kind: 'markers-written', token, completion })),
    });
  }

  /** As `submit`; an end that the answer decided is being carried out when it resolves. */
  async decide(event: (token: ReplyToken) => TransactionEvent): Promise<ProducerAnswer> {
    if (!this.shard.isLoaded) await this.loadedOrLate();
    const { shard } = this;
    const answer = await this.submitNow<ProducerAnswer>(event);
    // A shard that was loaded since has found this end by itself.
    const isDecidedHere = answer.kind === 'answer' && answer.completion !== null && shard === this.shard;
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

  override close(): Promise<void> {
    this.#completions.close();
    return super.close();
  }
}
