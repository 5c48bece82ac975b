// A data plane without files: partitions are lists of batches. For tests of coordinators and of the journal, which ask
// it to fail, to hold appends back, and to show what a restart would find.
// Invariant: what `append` has stored is what `read` gives back, byte for byte but for base offset and leader epoch.
import { setImmediate } from 'node:timers/promises';
import { KafkaError } from '../errors.ts';
import type {
  DataPlane,
  DeletedRecords,
  DirectoryDescription,
  KnownTopic,
  OpenedPartitions,
  PartitionConfig,
  PartitionFailure,
  PartitionName,
  PartitionOffsets,
  PartitionOutcome,
  PartitionSpec,
  ProducerDescription,
  RecordsToDelete,
  ReplicaMove,
  StateSnapshot,
  TransactionMarkers,
} from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { encodeMarker, MemoryProducers } from './memory-producers.ts';

/** When markers are written; this data plane has no clock. */
const MARKER_TIMESTAMP_MS = 0;

interface StoredBatch {
  baseOffset: bigint;
  nextOffset: bigint;
  bytes: Buffer;
}

interface StoredPartition {
  topicId: string;
  leaderEpoch: number;
  config: PartitionConfig;
  logStartOffset: bigint;
  batches: StoredBatch[];
  snapshots: Map<bigint, Buffer>;
}

/** `refused`: nothing is written. `torn`: the batch is in the log, yet the writer is told that it failed. */
export type AppendFault = { kind: 'refused' | 'torn'; code: number };

export class MemoryDataPlane implements DataPlane {
  readonly #partitions = new Map<string, StoredPartition>();
  readonly #faults: AppendFault[] = [];
  #held: (() => void)[] | null = null;
  readonly opened: PartitionSpec[] = [];
  readonly deleted: PartitionName[] = [];
  /** Every list of topics that strays were told from. */
  readonly known: (readonly KnownTopic[])[] = [];
  readonly configured: { topic: string; config: PartitionConfig }[] = [];
  directories: DirectoryDescription[] = [];
  /** What formatting has left. */
  bootstrap: Buffer | null = null;
  readonly moved: ReplicaMove[] = [];
  appendCount = 0;

  async openPartitions(specs: readonly PartitionSpec[]): Promise<OpenedPartitions> {
    await setImmediate();
    for (const spec of specs) {
      const { topicId, config } = spec;
      const leaderEpoch = spec.leaderEpoch === -1 ? 1 : spec.leaderEpoch;
      const existing = this.#partitions.get(nameOf(spec.topic, spec.partition));
      if (existing !== undefined && existing.topicId !== topicId) throw new Error(`${spec.topic} has another id`);
      const batches = existing?.batches ?? [];
      const logStartOffset = existing?.logStartOffset ?? 0n;
      this.#partitions.set(nameOf(spec.topic, spec.partition), {
        topicId,
        leaderEpoch,
        config,
        logStartOffset,
        batches,
        snapshots: existing?.snapshots ?? new Map(),
      });
      this.opened.push(spec);
    }
    return { failures: [], moved: [] };
  }

  moveReplicas(moves: readonly ReplicaMove[]): number[] {
    this.moved.push(...moves);
    return moves.map(({ path }) => (path === '/unknown' ? ErrorCode.LOG_DIR_NOT_FOUND : ErrorCode.NONE));
  }

  async describeDirectories(): Promise<DirectoryDescription[]> {
    return this.directories;
  }

  async deletePartitions(partitions: readonly PartitionName[]): Promise<PartitionFailure[]> {
    await setImmediate();
    for (const { topic, partition } of partitions) {
      this.#partitions.delete(nameOf(topic, partition));
      this.deleted.push({ topic, partition });
    }
    return [];
  }

  async setStraysAside(known: readonly KnownTopic[]): Promise<PartitionFailure[]> {
    this.known.push(known);
    return [];
  }

  async deleteRecords(targets: readonly RecordsToDelete[]): Promise<DeletedRecords[]> {
    await setImmediate();
    return targets.map(({ topic, partition, beforeOffset }) => {
      const stored = this.#partitions.get(nameOf(topic, partition));
      if (stored === undefined) {
        return { topic, partition, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, logStartOffset: -1n };
      }
      const end = endOffset(stored);
      const wanted = beforeOffset === -1n ? end : beforeOffset;
      if (wanted < 0n || wanted > end) {
        return { topic, partition, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE, logStartOffset: -1n };
      }
      if (wanted > stored.logStartOffset) stored.logStartOffset = wanted;
      return { topic, partition, errorCode: ErrorCode.NONE, logStartOffset: stored.logStartOffset };
    });
  }

  configureTopic(topic: string, config: PartitionConfig): void {
    this.configured.push({ topic, config });
  }

  async append(topic: string, partition: number, batch: Buffer): Promise<bigint> {
    this.appendCount++;
    await this.#turn();
    const fault = this.#faults.shift();
    if (fault?.kind === 'refused') throw new KafkaError(fault.code);
    const stored = this.#partition(topic, partition);
    producersOf(stored).checkBatch(batch);
    const baseOffset = this.#store(stored, batch);
    if (fault?.kind === 'torn') throw new KafkaError(fault.code);
    return baseOffset;
  }

  read(topic: string, partition: number, offset: bigint, maxBytes: number): Buffer {
    const found: Buffer[] = [];
    let size = 0;
    for (const batch of this.#partition(topic, partition).batches) {
      if (batch.nextOffset <= offset) continue;
      if (found.length > 0 && size + batch.bytes.length > maxBytes) break;
      found.push(batch.bytes);
      size += batch.bytes.length;
    }
    return Buffer.concat(found);
  }

  offsets(topic: string, partition: number): PartitionOffsets {
    const stored = this.#partition(topic, partition);
    const end = endOffset(stored);
    const sizeBytes = stored.batches.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return { logStartOffset: stored.logStartOffset, highWatermark: end, logEndOffset: end, sizeBytes };
  }

  /** The order of the calls is the order in the log, as with `append`. */
  async writeTransactionMarkers(markers: readonly TransactionMarkers[]): Promise<PartitionOutcome[]> {
    await this.#turn();
    return markers.flatMap((marker) =>
      marker.partitions.map(({ topic, partition }) => {
        return { topic, partition, errorCode: this.#writeMarker(topic, partition, marker) };
      }),
    );
  }

  describeProducers(topic: string, partition: number): ProducerDescription[] {
    return producersOf(this.#partition(topic, partition)).describe();
  }

  stateSnapshots(topic: string, partition: number): StateSnapshot[] {
    const { snapshots, leaderEpoch } = this.#partition(topic, partition);
    return [...snapshots].map(([endOffset, bytes]) => ({ endOffset, epoch: leaderEpoch, sizeBytes: bytes.length }));
  }

  readStateSnapshot(topic: string, partition: number, endOffset: bigint): Buffer {
    const bytes = this.#partition(topic, partition).snapshots.get(endOffset);
    if (bytes === undefined) throw new KafkaError(ErrorCode.SNAPSHOT_NOT_FOUND);
    return bytes;
  }

  async writeStateSnapshot(topic: string, partition: number, endOffset: bigint, batches: Buffer): Promise<void> {
    await setImmediate();
    this.#partition(topic, partition).snapshots.set(endOffset, batches);
  }

  async beginAtStateSnapshot(topic: string, partition: number, endOffset: bigint): Promise<void> {
    await setImmediate();
    const stored = this.#partition(topic, partition);
    stored.logStartOffset = endOffset;
    for (const older of stored.snapshots.keys()) if (older < endOffset) stored.snapshots.delete(older);
  }

  readBootstrap(): Buffer | null {
    return this.bootstrap;
  }

  /** The next appends and markers meet these faults, one each. */
  fail(...faults: AppendFault[]): void {
    this.#faults.push(...faults);
  }

  /** Appends and markers wait from here on until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const resolve of held) resolve();
  }

  /** What a broker that starts now would find on disk. */
  restarted(): MemoryDataPlane {
    const copy = new MemoryDataPlane();
    for (const [name, stored] of this.#partitions) {
      copy.#partitions.set(name, { ...stored, batches: [...stored.batches], snapshots: new Map(stored.snapshots) });
    }
    copy.bootstrap = this.bootstrap;
    return copy;
  }

  async #turn(): Promise<void> {
    const held = this.#held;
    if (held === null) await setImmediate();
    else await new Promise<void>((resolve) => held.push(resolve));
  }

  #writeMarker(topic: string, partition: number, marker: TransactionMarkers): number {
    const fault = this.#faults.shift();
    if (fault?.kind === 'refused') return fault.code;
    try {
      const stored = this.#partition(topic, partition);
      producersOf(stored).checkMarker(marker);
      this.#store(stored, encodeMarker(marker, MARKER_TIMESTAMP_MS));
    } catch (error) {
      if (error instanceof KafkaError) return error.code;
      throw error;
    }
    return fault?.code ?? ErrorCode.NONE;
  }

  #store(stored: StoredPartition, batch: Buffer): bigint {
    const bytes = Buffer.from(batch);
    const baseOffset = endOffset(stored);
    bytes.writeBigInt64BE(baseOffset, 0);
    bytes.writeInt32BE(stored.leaderEpoch, 12);
    stored.batches.push({ baseOffset, nextOffset: baseOffset + BigInt(bytes.readInt32BE(57)), bytes });
    return baseOffset;
  }

  #partition(topic: string, partition: number): StoredPartition {
    const stored = this.#partitions.get(nameOf(topic, partition));
    if (stored === undefined) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    return stored;
  }
}

function nameOf(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}

function producersOf(stored: StoredPartition): MemoryProducers {
  const producers = new MemoryProducers();
  for (const batch of stored.batches) producers.appended(batch.bytes);
  return producers;
}

function endOffset(stored: StoredPartition): bigint {
  return stored.batches.at(-1)?.nextOffset ?? 0n;
}
