// The transaction coordinator as handlers and the data plane see it: transactional id → partition of
// `__transaction_state` → journal → shard. Made and closed by the broker. Shards are loaded in the background once their
// topic exists, so that ends which a crash interrupted are completed, and at once when an id of theirs is asked for.
// Invariant: requests of one transactional id are decided in the order in which they came; only a shard whose partition
// this node leads answers.
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { KafkaError } from '../errors.ts';
import { groupPartition } from '../groups/group-partition.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { OFFSETS_TOPIC, TRANSACTION_TOPIC } from '../metadata/topic-name.ts';
import type { DataPlane, PartitionName, TransactionVerification } from '../native/data-plane.ts';
import type { ProducerIds } from '../producer-ids.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { ProducerIdAndEpoch } from './event.ts';
import { Housekeeping } from './housekeeping.ts';
import type { WriteMarkers } from './markers.ts';
import { FreshProducerIds } from './producer-id-supply.ts';
import { EPOCH_BUMP_VERSION, type Transaction } from './transaction.ts';
import type { TransactionConfig } from './transaction-config.ts';
import type { TransactionJournal } from './transaction-journal.ts';
import { TransactionJournals } from './transaction-journals.ts';

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
  readonly #journals: TransactionJournals;
  readonly #producerIds: FreshProducerIds;
  readonly #housekeeping: Housekeeping;

  constructor(options: TransactionServiceOptions) {
    this.#options = options;
    this.#journals = new TransactionJournals(options);
    this.#producerIds = new FreshProducerIds(options.producerIds);
    this.#housekeeping = new Housekeeping({
      ...options,
      producerIds: this.#producerIds,
      journals: () => this.#journals.open(),
    });
  }

  /** Follows the metadata from here on, and loads what is there, in the background. */
  start(): void {
    this.#journals.start();
    this.#housekeeping.start();
  }

  /** What is decided stays decided: the next start carries out the ends that are left. */
  async close(): Promise<void> {
    this.#housekeeping.close();
    await this.#journals.close();
  }

  /** The node that leads the id's partition, -1 without one. Makes the topic on first use. Rejects with KafkaError. */
  async coordinatorOf(transactionalId: string): Promise<number> {
    const topic = await this.#options.metadata.ensureInternalTopic(TRANSACTION_TOPIC);
    const partition = topic.partitions[groupPartition(transactionalId, topic.partitions.length)];
    // Loads it while the client is on its way here.
    if (partition?.leader === this.#options.nodeId) this.#journals.at(partition);
    return partition?.leader ?? -1;
  }

  /** One that nobody had before, for a producer without transactions. Rejects with KafkaError. */
  newProducerId(): Promise<bigint> {
    return this.#producerIds.next();
  }

  /** Rejects with KafkaError where the coordinator cannot serve, as all that follow. */
  async initProducerId({ transactionalId, timeoutMs, expected }: InitProducerId): Promise<ProducerResult> {
    checkId(transactionalId);
    if (timeoutMs <= 0 || timeoutMs > this.#options.config.timeoutMsMax) {
      throw new KafkaError(ErrorCode.INVALID_TRANSACTION_TIMEOUT);
    }
    const journal = this.#journalOrThrow(transactionalId);
    return this.#producerIds.answer((freshProducerId) =>
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
      await this.#journals.of(transactionalId)?.ended(transactionalId, addPartitionsWaitMsMax);
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
    return this.#producerIds.answer((freshProducerId) =>
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
    const journals = this.#journals.all();
    await Promise.all(journals.map((journal) => journal.loadedOrLate()));
    if (journals.some(({ shard }) => !shard.isLoaded)) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    return journals.flatMap(({ shard }) => [...shard.transactions()]);
  }

  #journalOrThrow(transactionalId: string): TransactionJournal {
    const journal = this.#journals.of(transactionalId);
    if (journal === null) throw new KafkaError(ErrorCode.NOT_COORDINATOR);
    return journal;
  }
}

function checkId(transactionalId: string): void {
  if (transactionalId === '') throw new KafkaError(ErrorCode.INVALID_REQUEST);
}
