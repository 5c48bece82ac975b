// One partition of `__consumer_offsets` as the service sees it: a ShardJournal, with the offsets and markers of
// transactions.

import type { MarkerToWrite } from '../journal/partition-writer.ts';
import { ShardJournal, type ShardPartition } from '../journal/shard-journal.ts';
import type { GroupEvent } from './event.ts';
import type { CommitResult } from './offsets/commit.ts';
import type { TransactionalOffsetCommit } from './offsets/transactional-commit.ts';
import { addsPartition, TransactionVerifications, type VerifyTransaction } from './offsets/verification.ts';
import { GroupShard } from './shard.ts';
import type { Surroundings } from './turn.ts';

export interface GroupJournalOptions extends ShardPartition {
  surroundings: Surroundings;
  verifyTransaction: VerifyTransaction;
  verifiesTransactions: () => boolean;
  /** After each load, before the first event. */
  onLoaded: (groups: GroupJournal) => void;
}

export class GroupJournal extends ShardJournal<GroupEvent, GroupShard> {
  readonly #verifications: TransactionVerifications;
  readonly #verifies: () => boolean;

  constructor({ surroundings, verifyTransaction, verifiesTransactions, onLoaded, ...partition }: GroupJournalOptions) {
    super({
      ...partition,
      batchBytesMax: surroundings.config.batchBytesMax,
      newShard: () => new GroupShard(surroundings),
      onLoaded: () => onLoaded(this),
    });
    this.#verifications = new TransactionVerifications(verifyTransaction, partition.topic, partition.partition);
    this.#verifies = verifiesTransactions;
  }

  /**
   * Rejects with KafkaError. A transaction that has offsets here already need not be asked about, nor one that a client
   * has added this partition to where nothing is verified.
   */
  async commitTransactionalOffsets(commit: TransactionalOffsetCommit): Promise<CommitResult> {
    if (!this.shard.isLoaded) await this.loadedOrLate();
    const submit = () =>
      this.submitNow<CommitResult>((token) => ({ kind: 'commit-transactional-offsets', token, commit }));
    const isTrusted = !this.#verifies() && !addsPartition(commit);
    return isTrusted || this.shard.isTransactionOpen(commit)
      ? submit()
      : this.#verifications.whenVerified(commit, submit);
  }

  /** Rejects with KafkaError. */
  async writeMarker(marker: MarkerToWrite): Promise<void> {
    if (!this.shard.isLoaded) await this.loadedOrLate();
    this.#verifications.transactionEnds(marker.producerId);
    await this.writeMarkerNow(marker);
  }
}
