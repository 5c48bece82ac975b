/**
 * What the control plane asks of the data plane: the only view of the addon that code outside `src/native/` has.
 * Implemented by NativeBroker over the addon, and in memory for tests.
 *
 * Invariant: a partition is served to clients (Produce, Fetch, by name and by id) exactly while it is open here.
 */

/** Settings of one partition that act on the hot path. Long values are clamped to Number.MAX_SAFE_INTEGER. */
export interface PartitionConfig {
  readonly segmentBytes: number;
  readonly segmentMs: number;
  readonly segmentJitterMs: number;
  readonly indexIntervalBytes: number;
  readonly segmentIndexBytes: number;
  readonly preallocate: boolean;
  readonly maxMessageBytes: number;
  /** True where `cleanup.policy` contains `compact`: records without a key are refused. */
  readonly compacted: boolean;
  /** True where `cleanup.policy` contains `delete`: segments go by time and size. */
  readonly deletes: boolean;
  /** -1: for ever. */
  readonly retentionMs: number;
  /** -1: any number. */
  readonly retentionBytes: number;
  readonly fileDeleteDelayMs: number;
  readonly minCleanableRatio: number;
  readonly minCompactionLagMs: number;
  readonly maxCompactionLagMs: number;
  /** How long tombstones and markers stay after the first cleaning that met them. */
  readonly deleteRetentionMs: number;
  readonly logAppendTime: boolean;
  readonly timestampBeforeMaxMs: number;
  readonly timestampAfterMaxMs: number;
  /** A value of the topic config `compression.type`: `producer`, `uncompressed`, `gzip`, `snappy`, `lz4` or `zstd`. */
  readonly compression: string;
  /** Level for the codec of `compression`; unused where that codec has none. */
  readonly compressionLevel: number;
  readonly minInsyncReplicas: number;
  readonly flushMessages: number;
  readonly flushMs: number;
  readonly producerIdExpirationMs: number;
  readonly producerIdExpirationCheckIntervalMs: number;
}

export interface PartitionSpec {
  readonly topic: string;
  /** Kafka's 22 character base64url form. */
  readonly topicId: string;
  readonly partition: number;
  /** Where it is to live; see `DirectoryId` where nobody has said. */
  readonly directoryId: string;
  /** -1: the one after the last in the log, for the metadata log, whose quorum of one elects itself at every start. */
  readonly leaderEpoch: number;
  readonly config: PartitionConfig;
}

export interface PartitionName {
  readonly topic: string;
  readonly partition: number;
}

export interface PartitionFailure extends PartitionName {
  readonly errorCode: number;
  readonly message: string;
}

/** Where a partition lives that the spec had elsewhere, or nowhere. */
export interface MovedPartition extends PartitionName {
  readonly directoryId: string;
}

export interface OpenedPartitions {
  readonly failures: readonly PartitionFailure[];
  readonly moved: readonly MovedPartition[];
}

export interface ReplicaDescription extends PartitionName {
  readonly sizeBytes: number;
  /** Records that it is behind. */
  readonly offsetLag: number;
  /** On its way into this directory. */
  readonly isFuture: boolean;
}

export interface ReplicaMove extends PartitionName {
  /** The log directory to move to, as DirectoryDescription has it. */
  readonly path: string;
}

/** One entry of `log.dirs`. */
export interface DirectoryDescription {
  readonly path: string;
  readonly isOnline: boolean;
  /** -1: unknown. */
  readonly totalBytes: number;
  readonly usableBytes: number;
  readonly replicas: readonly ReplicaDescription[];
}

/** What a partition replays to, up to an offset, in a file beside its log. */
export interface StateSnapshot {
  /** Everything before it is in the snapshot. */
  readonly endOffset: bigint;
  /** Leader epoch of the last record that is in it. */
  readonly epoch: number;
  readonly sizeBytes: number;
}

export interface RecordsToDelete extends PartitionName {
  /** Everything before it goes; -1: everything below the high watermark. */
  readonly beforeOffset: bigint;
}

export interface DeletedRecords extends PartitionName {
  /** 0: `logStartOffset` is where the log begins now; else it is -1. */
  readonly errorCode: number;
  readonly logStartOffset: bigint;
}

export interface PartitionOffsets {
  readonly logStartOffset: bigint;
  readonly highWatermark: bigint;
  /** Of all batches together. */
  readonly sizeBytes: number;
  readonly logEndOffset: bigint;
}

/** The end of one producer's transaction, to be written to every partition that it wrote to. */
export interface TransactionMarkers {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly coordinatorEpoch: number;
  readonly committed: boolean;
  /** 2 (KIP-890): the epoch must be above the partition's; below: not under it. */
  readonly transactionVersion: number;
  readonly partitions: readonly PartitionName[];
}

export interface KnownTopic {
  readonly name: string;
  readonly partitionCount: number;
}

/** What became of one partition of a command. */
export interface PartitionOutcome extends PartitionName {
  /** 0: done. */
  readonly errorCode: number;
}

/** Asks the coordinator of a transaction whether partitions belong to it. */
export interface TransactionVerification {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** Produce v12+, TxnOffsetCommit v5+: the partitions join the transaction; else they must be in it. */
  readonly addPartitions: boolean;
  readonly partitions: readonly PartitionName[];
}

/** What a partition knows of one producer, as DescribeProducers tells it. */
export interface ProducerDescription {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** -1: none known, as after a marker that raised the epoch. */
  readonly lastSequence: number;
  readonly lastTimestamp: bigint;
  /** -1: no marker seen. */
  readonly coordinatorEpoch: number;
  /** Where its open transaction begins; -1: none is open. */
  readonly currentTransactionStartOffset: bigint;
}

export interface DataPlane {
  /** Opens partitions, several in parallel; recovery happens here. */
  openPartitions(specs: readonly PartitionSpec[]): Promise<OpenedPartitions>;
  /** Stops serving partitions and removes their files. */
  deletePartitions(partitions: readonly PartitionName[]): Promise<PartitionFailure[]>;
  /**
   * Gives the folders of partitions that no known topic has another name, which is passed over from then on. Whose they
   * were may not have reached the disk, so that a topic which gets the name later could take them for its own.
   */
  setStraysAside(known: readonly KnownTopic[]): Promise<PartitionFailure[]>;
  /** Every log directory, in the order of `log.dirs`. */
  describeDirectories(): Promise<DirectoryDescription[]>;
  /** Begins to move replicas between log directories; Kafka's error code for each. */
  moveReplicas(moves: readonly ReplicaMove[]): number[];
  /** Moves log starts, which are on the disk when it resolves. Answers in the order of the targets. */
  deleteRecords(targets: readonly RecordsToDelete[]): Promise<DeletedRecords[]>;
  /** Applies a topic's settings to all its open partitions, from the next append on. */
  configureTopic(topic: string, config: PartitionConfig): void;
  /**
   * Appends one v2 batch whose base offset is 0; its CRC is filled in by the data plane.
   * Resolves with the batch's base offset once it is committed; rejects with KafkaError.
   */
  append(topic: string, partition: number, batch: Buffer): Promise<bigint>;
  /** Whole batches from the one that holds `offset`, uncompressed, about `maxBytes`, at least one; empty at the end. */
  read(topic: string, partition: number, offset: bigint, maxBytes: number): Buffer;
  offsets(topic: string, partition: number): PartitionOffsets;
  /**
   * Appends markers in the order given; resolves once they are committed, with one outcome for every marker and
   * partition, in order. Error codes: INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED,
   * UNKNOWN_TOPIC_OR_PARTITION, KAFKA_STORAGE_ERROR.
   */
  writeTransactionMarkers(markers: readonly TransactionMarkers[]): Promise<PartitionOutcome[]>;
  /** The producers that a partition remembers; throws KafkaError. */
  describeProducers(topic: string, partition: number): ProducerDescription[];
  /** Of a partition's state, ascending; throws KafkaError. */
  stateSnapshots(topic: string, partition: number): StateSnapshot[];
  /**
   * Whole batches, uncompressed, from the first of the snapshot that ends there until `bytesMax` are reached. Throws
   * KafkaError where it cannot be read or its checksums are wrong.
   */
  readStateSnapshot(topic: string, partition: number, endOffset: bigint, bytesMax: number): Buffer;
  /**
   * Writes these batches as the state before `endOffset`, where a batch of the log ends, unless that snapshot is there
   * already; it is on the disk when this resolves. Offsets, epochs and checksums are filled in. Rejects with KafkaError.
   */
  writeStateSnapshot(topic: string, partition: number, endOffset: bigint, batches: Buffer): Promise<void>;
  /** Lets the log begin where that snapshot ends: older segments and snapshots go. Rejects with KafkaError. */
  beginAtStateSnapshot(topic: string, partition: number, endOffset: bigint): Promise<void>;
  /** The batches that formatting has left for an empty metadata log; null where there are none. Throws KafkaError. */
  readBootstrap(): Buffer | null;
}
