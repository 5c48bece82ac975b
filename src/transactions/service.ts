// The transaction coordinator as handlers and the data plane see it: transactional id → partition of
// `__transaction_state` → journal → shard. Made and closed by the broker. Shards are loaded in the background once their
// topic exists, so that ends which a crash interrupted are completed, and at once when an id of theirs is asked for.
// Invariant: requests of one transactional id are decided in the order in which they came; only a shard whose partition
// this node leads answers.
import type { Logger } from 'pino';
import type { Clock, Timer } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import { groupPartition } from '../groups/group-partition.ts';
import { TRANSACTION_VERSION } from '../metadata/features.ts';
import type { PartitionImage, TopicImage } from '../metadata/image.ts';
import type { Metadata, MetadataDelta } from '../metadata/metadata.ts';
import type { DataPlane, PartitionName, TransactionVerification } from '../native/data-plane.ts';
import type { ProducerIds } from '../producer-ids.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { Completion, ProducerAnswer, ProducerIdAndEpoch } from './event.ts';
import { MarkerQueue } from './marker-queue.ts';
import type { WriteMarkers } from './markers.ts';
import { EPOCH_BUMP_VERSION, type Transaction } from './transaction.ts';
import type { TransactionConfig } from './transaction-config.ts';
import { TransactionJournal } from './transaction-journal.ts';

export const TRANSACTION_TOPIC = '__transaction_state';
const OFFSETS_TOPIC = '__consumer_offsets';

export interface TransactionServiceOptions {
  config: TransactionConfig;
  metadata: Metadata;
  dataPlane: DataPlane;
  producerIds: ProducerIds;
  writeMarkers: WriteMarkers;
  clock: Clock;
  log: Logger;
  nodeId: number;
  /** A mistake of ours in a shard: the broker must stop, loudly. */
  onFatal: (error: Error) => void;
}

export interface InitProducerId {
  readonly transactionalId: string;
  readonly timeoutMs: number;
  /** What the producer says that it is; null: it does not say. */
  readonly expected: ProducerIdAndEpoch | null;
}

export interface TransactionalProducer extends ProducerIdAndEpoch {
  readonly transactionalId: string;
}

/** An error code, and whom the producer goes on as (-1, -1 where the answer does not say). */
export interface ProducerResult extends ProducerIdAndEpoch {
  readonly errorCode: number;
}

export class TransactionCoordinatorService {
  readonly #options: TransactionServiceOptions;
  readonly #markers: MarkerQueue;
  readonly #journals = new Map<number, TransactionJournal>();
  readonly #timers = new Map<string, Timer>();
  #unsubscribe: (() => void) | null = null;
  #isClosed = false;

  constructor(options: TransactionServiceOptions) {
    this.#options = options;
    this.#markers = new MarkerQueue(options.writeMarkers);
  }

  /** Follows the metadata from here on, and loads what is there, in the background. */
  start(): void {
    const { abortTimedOutIntervalMs, removeExpiredIntervalMs } = this.#options.config;
    this.#unsubscribe = this.#options.metadata.onChange((delta) => this.#follow(delta));
    this.#repeat('abort', abortTimedOutIntervalMs, (journal) => this.#abortTimedOut(journal));
    this.#repeat('expire', removeExpiredIntervalMs, (journal) => this.#expireIds(journal));
    void this.#loadAll();
  }

  /** What is decided stays decided: the next start carries out the ends that are left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe?.();
    for (const timer of this.#timers.values()) timer.cancel();
    await this.#dropJournals();
  }

  /** The node that leads the id's partition, -1 without one. Makes the topic on first use. Rejects with KafkaError. */
  async coordinatorOf(transactionalId: string): Promise<number> {
    const topic = await this.#options.metadata.ensureInternalTopic(TRANSACTION_TOPIC);
    const partition = topic.partitions[groupPartition(transactionalId, topic.partitions.length)];
    // Loads it while the client is on its way here.
    if (partition?.leader === this.#options.nodeId) this.#journal(partition);
    return partition?.leader ?? -1;
  }

  /** Rejects with KafkaError where the coordinator cannot serve, as all that follow. */
  async initProducerId({ transactionalId, timeoutMs, expected }: InitProducerId): Promise<ProducerResult> {
    checkId(transactionalId);
    if (timeoutMs <= 0 || timeoutMs > this.#options.config.timeoutMsMax) {
      throw new KafkaError(ErrorCode.INVALID_TRANSACTION_TIMEOUT);
    }
    const journal = this.#journalOrThrow(transactionalId);
    return this.#withProducerId((freshProducerId) =>
      journal.decide((token) => ({
        kind: 'init-producer-id',
        token,
        transactionalId,
        timeoutMs,
        expected,
        freshProducerId,
      })),
    );
  }

  /**
   * Resolves with the error code. `clientTransactionVersion` 2: the producer's epoch moves on with the transaction's
   * end (KIP-890).
   */
  async addPartitions(
    { transactionalId, producerId, producerEpoch }: TransactionalProducer,
    partitions: readonly PartitionName[],
    clientTransactionVersion: number,
  ): Promise<number> {
    checkId(transactionalId);
    const answer = await this.#journalOrThrow(transactionalId).decide((token) => ({
      kind: 'add-partitions',
      token,
      transactionalId,
      producerId,
      producerEpoch,
      partitions,
      clientTransactionVersion,
    }));
    return answer.kind === 'answer' ? answer.errorCode : ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  /** The group's partition of `__consumer_offsets` joins the transaction. Resolves with the error code. */
  addOffsets(producer: TransactionalProducer, groupId: string): Promise<number> {
    const topic = this.#options.metadata.image.topicsByName.get(OFFSETS_TOPIC);
    const partition = groupPartition(groupId, topic?.partitions.length ?? this.#options.config.offsetsPartitionCount);
    return this.addPartitions(producer, [{ topic: OFFSETS_TOPIC, partition }], 0);
  }

  /** Whether partitions are in the transaction: one error code per partition, in order. */
  async verifyPartitions(producer: TransactionalProducer, partitions: readonly PartitionName[]): Promise<number[]> {
    const { transactionalId, producerId, producerEpoch } = producer;
    checkId(transactionalId);
    return this.#journalOrThrow(transactionalId).submit((token) => ({
      kind: 'verify-partitions',
      token,
      transactionalId,
      producerId,
      producerEpoch,
      partitions,
    }));
  }

  /**
   * For a transactional append: the partitions join the transaction, or must be in it. One error code per partition, in
   * order, as AddPartitionsToTxn would answer them; never rejects. While the transaction before is being completed it
   * waits a moment.
   */
  async verify(verification: TransactionVerification): Promise<number[]> {
    const { transactionalId, addPartitions, partitions } = verification;
    try {
      if (!addPartitions) return await this.verifyPartitions(verification, partitions);
      const { addPartitionsWaitMsMax } = this.#options.config;
      await this.#journalOf(transactionalId)?.ended(transactionalId, addPartitionsWaitMsMax);
      const errorCode = await this.addPartitions(verification, partitions, EPOCH_BUMP_VERSION);
      return partitions.map(() => errorCode);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return partitions.map(() => error.code);
    }
  }

  /** Resolves once the outcome is decided for good; markers follow. */
  async endTransaction(
    { transactionalId, producerId, producerEpoch }: TransactionalProducer,
    committed: boolean,
    clientTransactionVersion: number,
  ): Promise<ProducerResult> {
    checkId(transactionalId);
    const journal = this.#journalOrThrow(transactionalId);
    return this.#withProducerId((freshProducerId) =>
      journal.decide((token) => ({
        kind: 'end-transaction',
        token,
        transactionalId,
        producerId,
        producerEpoch,
        committed,
        clientTransactionVersion,
        freshProducerId,
      })),
    );
  }

  /** Throws KafkaError TRANSACTIONAL_ID_NOT_FOUND where nobody has this id. */
  async describe(transactionalId: string): Promise<Transaction> {
    checkId(transactionalId);
    const journal = this.#journalOrThrow(transactionalId);
    await journal.loadedOrLate();
    if (!journal.shard.isLoaded) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    const transaction = journal.shard.get(transactionalId);
    if (transaction === undefined) throw new KafkaError(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
    return transaction;
  }

  /** Every transactional id of the partitions that this node leads. */
  async list(): Promise<Transaction[]> {
    const journals = this.#ledPartitions().map((partition) => this.#journal(partition));
    await Promise.all(journals.map((journal) => journal.loadedOrLate()));
    if (journals.some(({ shard }) => !shard.isLoaded)) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    return journals.flatMap(({ shard }) => [...shard.transactions()]);
  }

  /** Asks once without a producer id at hand, and again with one where it takes one. */
  async #withProducerId(ask: (freshProducerId: bigint | null) => Promise<ProducerAnswer>): Promise<ProducerResult> {
    let answer = await ask(null);
    while (answer.kind === 'needs-producer-id') answer = await ask(await this.#nextProducerId());
    return answer;
  }

  /** While no block of ids can be had, clients are to come back, with the code that Kafka's ProducerIdManager gives. */
  async #nextProducerId(): Promise<bigint> {
    try {
      return await this.#options.producerIds.next();
    } catch (error) {
      if (error instanceof KafkaError) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, error.message);
      throw error;
    }
  }

  #journalOrThrow(transactionalId: string): TransactionJournal {
    const journal = this.#journalOf(transactionalId);
    if (journal === null) throw new KafkaError(ErrorCode.NOT_COORDINATOR);
    return journal;
  }

  /** Null: there is no such partition, or another node leads it. */
  #journalOf(transactionalId: string): TransactionJournal | null {
    const topic = this.#topic();
    if (topic === undefined || this.#isClosed) return null;
    const partition = topic.partitions[groupPartition(transactionalId, topic.partitions.length)];
    return partition?.leader === this.#options.nodeId ? this.#journal(partition) : null;
  }

  #journal({ partition }: PartitionImage): TransactionJournal {
    const existing = this.#journals.get(partition);
    if (existing !== undefined) return existing;
    const { config, dataPlane, clock, log, onFatal, metadata } = this.#options;
    const journal = new TransactionJournal({
      topic: TRANSACTION_TOPIC,
      partition,
      surroundings: {
        config,
        transactionVersion: () => metadata.image.features.get(TRANSACTION_VERSION.name) ?? 0,
      },
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

  #writeMarkers(partition: number, completion: Completion, partitions: readonly PartitionName[]) {
    const { producerId, producerEpoch, committed, transactionVersion } = completion;
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

  /** One after the other: starting must not be slowed by transactions that nobody asks for yet. */
  async #loadAll(): Promise<void> {
    for (const partition of this.#ledPartitions()) {
      if (this.#isClosed) return;
      await this.#journal(partition).loadedOrLate();
    }
  }

  #topic(): TopicImage | undefined {
    return this.#options.metadata.image.topicsByName.get(TRANSACTION_TOPIC);
  }

  #ledPartitions(): PartitionImage[] {
    return (this.#topic()?.partitions ?? []).filter(({ leader }) => leader === this.#options.nodeId);
  }

  #follow(delta: MetadataDelta): void {
    if (delta.deleted.some(({ name }) => name === TRANSACTION_TOPIC)) void this.#dropJournals();
  }

  async #dropJournals(): Promise<void> {
    const journals = [...this.#journals.values()];
    this.#journals.clear();
    await Promise.all(journals.map((journal) => journal.close()));
  }

  /** Every so often, for every shard that is loaded; one round ends before the next begins. */
  #repeat(name: string, intervalMs: number, act: (journal: TransactionJournal) => Promise<void>): void {
    const round = async () => {
      for (const journal of this.#journals.values()) {
        if (journal.shard.isLoaded && !this.#isClosed) await act(journal);
      }
      if (!this.#isClosed) this.#repeat(name, intervalMs, act);
    };
    const timer = this.#options.clock.schedule(intervalMs, () => {
      round().catch((error: unknown) =>
        this.#options.onFatal(error instanceof Error ? error : new Error(String(error))),
      );
    });
    this.#timers.set(name, timer);
  }

  async #abortTimedOut(journal: TransactionJournal): Promise<void> {
    for (const transactionalId of journal.shard.timedOut(this.#options.clock.nowMs())) {
      try {
        const { errorCode } = await this.#withProducerId((freshProducerId) =>
          journal.decide((token) => ({ kind: 'abort-timed-out', token, transactionalId, freshProducerId })),
        );
        this.#options.log.info({ transactionalId, errorCode }, 'a transaction was open for too long and is aborted');
      } catch (error) {
        // The next round finds it again.
        if (!(error instanceof KafkaError)) throw error;
        this.#options.log.warn({ transactionalId, reason: error.message }, 'a transaction could not be aborted');
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

function checkId(transactionalId: string): void {
  if (transactionalId === '') throw new KafkaError(ErrorCode.INVALID_REQUEST);
}
