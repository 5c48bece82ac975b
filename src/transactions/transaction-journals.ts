// The journals of the partitions of `__transaction_state` that this node leads: made when they are asked for, all of them
// in the background once the topic exists, closed together. The service looks into it for every request.
// Invariant: a partition has one journal as long as the topic lives.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import { groupPartition } from '../groups/group-partition.ts';
import { TRANSACTION_VERSION } from '../metadata/features.ts';
import type { PartitionImage, TopicImage } from '../metadata/image.ts';
import type { Metadata, MetadataDelta } from '../metadata/metadata.ts';
import { TRANSACTION_TOPIC } from '../metadata/topic-name.ts';
import type { DataPlane, PartitionName, PartitionOutcome } from '../native/data-plane.ts';
import type { Completion } from './event.ts';
import { MarkerQueue } from './marker-queue.ts';
import type { WriteMarkers } from './markers.ts';
import type { TransactionConfig } from './transaction-config.ts';
import { TransactionJournal } from './transaction-journal.ts';

export interface TransactionJournalsOptions {
  config: TransactionConfig;
  metadata: Metadata;
  dataPlane: DataPlane;
  writeMarkers: WriteMarkers;
  clock: Clock;
  log: Logger;
  nodeId: number;
  /** A mistake of ours in a shard: the broker must stop, loudly. */
  onFatal: (error: Error) => void;
}

export class TransactionJournals {
  readonly #options: TransactionJournalsOptions;
  readonly #markers: MarkerQueue;
  readonly #journals = new Map<number, TransactionJournal>();
  #unsubscribe: (() => void) | null = null;
  #isClosed = false;

  constructor(options: TransactionJournalsOptions) {
    this.#options = options;
    this.#markers = new MarkerQueue(options.writeMarkers);
  }

  /** Follows the metadata from here on, and loads what is there, one after the other: nobody asks for it yet. */
  start(): void {
    this.#unsubscribe = this.#options.metadata.onChange((delta) => this.#follow(delta));
    void this.#loadAll();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe?.();
    await this.#drop();
  }

  /** Those that are there already. */
  open(): Iterable<TransactionJournal> {
    return this.#journals.values();
  }

  /** Of every partition that this node leads. */
  all(): TransactionJournal[] {
    return this.#ledPartitions().map((partition) => this.at(partition));
  }

  /** Null: there is no such partition, or another node leads it. */
  of(transactionalId: string): TransactionJournal | null {
    const topic = this.#topic();
    if (topic === undefined || this.#isClosed) return null;
    const partition = topic.partitions[groupPartition(transactionalId, topic.partitions.length)];
    return partition?.leader === this.#options.nodeId ? this.at(partition) : null;
  }

  at({ partition }: PartitionImage): TransactionJournal {
    const existing = this.#journals.get(partition);
    if (existing !== undefined) return existing;
    const { config, dataPlane, clock, log, onFatal, metadata } = this.#options;
    const transactionVersion = () => metadata.image.features.get(TRANSACTION_VERSION.name) ?? 0;
    const journal = new TransactionJournal({
      topic: TRANSACTION_TOPIC,
      partition,
      surroundings: { config, transactionVersion },
      dataPlane,
      clock,
      log,
      onFatal,
      writeMarkers: (completion, partitions) => this.#writeMarkers(partition, completion, partitions),
      exists: (name) => this.#exists(name),
    });
    this.#journals.set(partition, journal);
    journal.load().catch((error: unknown) => this.#loadFailed(partition, error));
    return journal;
  }

  /** The coordinator's epoch is the leader epoch of its partition. */
  #writeMarkers(
    partition: number,
    { producerId, producerEpoch, committed, transactionVersion }: Completion,
    partitions: readonly PartitionName[],
  ): Promise<PartitionOutcome[]> {
    const coordinatorEpoch = this.#topic()?.partitions[partition]?.leaderEpoch ?? 0;
    return this.#markers.write({
      producerId,
      producerEpoch,
      coordinatorEpoch,
      committed,
      transactionVersion,
      partitions,
    });
  }

  #exists({ topic, partition }: PartitionName): boolean {
    return this.#options.metadata.image.topicsByName.get(topic)?.partitions[partition] !== undefined;
  }

  /** The journal goes on trying where the partition cannot be read; records that make no sense stop the broker. */
  #loadFailed(partition: number, error: unknown): void {
    if (!(error instanceof KafkaError))
      this.#options.onFatal(error instanceof Error ? error : new Error(String(error)));
    else this.#options.log.error({ partition, reason: error.message }, 'transactions of a partition cannot be loaded');
  }

  async #loadAll(): Promise<void> {
    for (const partition of this.#ledPartitions()) {
      if (this.#isClosed) return;
      await this.at(partition).loadedOrLate();
    }
  }

  #topic(): TopicImage | undefined {
    return this.#options.metadata.image.topicsByName.get(TRANSACTION_TOPIC);
  }

  #ledPartitions(): PartitionImage[] {
    return (this.#topic()?.partitions ?? []).filter(({ leader }) => leader === this.#options.nodeId);
  }

  #follow(delta: MetadataDelta): void {
    if (delta.deleted.some(({ name }) => name === TRANSACTION_TOPIC)) void this.#drop();
  }

  async #drop(): Promise<void> {
    const journals = [...this.#journals.values()];
    this.#journals.clear();
    await Promise.all(journals.map((journal) => journal.close()));
  }
}
