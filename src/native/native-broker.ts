/**
 * One broker's data plane as the control plane uses it: starts the addon, turns its events into calls, gathers replies
 * into one submit per tick. Implements DataPlane.
 *
 * Invariant: every command's promise settles, at the latest when the data plane has closed.
 */
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';

export type { NativeCleanerSettings, NativeConnectionLimits, NativeSnapshot, NativeStartOptions };

import {
  loadAddon,
  type NativeAppendOutcome,
  type NativeCleanerSettings,
  type NativeConnectionLimits,
  type NativeFeature,
  type NativeHandle,
  type NativeServedApi,
  type NativeSnapshot,
  type NativeStartOptions,
} from './addon.ts';
import type {
  DataPlane,
  DeletedRecords,
  DirectoryDescription,
  KnownTopic,
  MovedPartition,
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
  TransactionVerification,
} from './data-plane.ts';
import { type CommandOutcome, type NativeEvent, type PackedReply, packReplies, unpackEvents } from './events.ts';

/** A frame for the control plane: request header and body. */
export interface NativeRequest {
  token: bigint;
  connectionId: number;
  clientHost: string;
  frame: Buffer;
}

export interface NativeListener {
  onRequest(request: NativeRequest): void;
  /** A transactional produce waits for `answerVerification` with this token. */
  onVerifyTransaction(token: bigint, verification: TransactionVerification): void;
  /** `level` is pino's. */
  onLog(level: number, text: string): void;
  /** A bug of ours: the broker has stopped acknowledging and must be closed. */
  onFatal(text: string): void;
  /** A log directory is offline, others are not. */
  onDirectoryFailed(directoryId: string): void;
  /** A replica has moved into another log directory. */
  onMoved(moved: MovedPartition): void;
}

/**
 * What a ring does. The addon keeps the function that it rings for as long as the handle lives, and the handle lives as
 * long as its owner: at close this circle is opened here, or no closed broker would ever be freed.
 */
interface Doorbell {
  answer: () => void;
}

/** Out here, because a function keeps alive what is around it. */
const ignore = () => {};

/** Longer than any timer needs to be: it only keeps the process alive while the broker serves. */
const KEEP_ALIVE_MS = 2 ** 30;
const TOKEN_MAX = 2 ** 32 - 1;

export class NativeBroker implements DataPlane {
  readonly #handle: NativeHandle;
  readonly #doorbell: Doorbell;
  readonly #listener: NativeListener;
  readonly #commands = new Map<number, (outcomes: CommandOutcome[]) => void>();
  readonly #keepAlive = setInterval(() => {}, KEEP_ALIVE_MS);
  #nextToken = 1;
  #replies: PackedReply[] = [];
  #closed: Promise<void> | undefined;

  private constructor(handle: NativeHandle, doorbell: Doorbell, listener: NativeListener) {
    this.#handle = handle;
    this.#doorbell = doorbell;
    this.#listener = listener;
    doorbell.answer = () => this.#drain();
  }

  /**
   * Locks the log directory and starts the threads; throws an Error of one sentence for the operator. A broker in memory
   * begins with an empty disk, or with that of a snapshot.
   */
  static start(options: NativeStartOptions, listener: NativeListener, snapshot?: NativeSnapshot): NativeBroker {
    const doorbell: Doorbell = { answer: ignore };
    const handle = loadAddon().NativeBroker.start(options, () => doorbell.answer(), snapshot);
    return new NativeBroker(handle, doorbell, listener);
  }

  /** From `meta.properties`: given at the start, found there, or new. */
  get clusterId(): string {
    return this.#handle.clusterId;
  }

  /** `directory.id` of those log directories that are online. */
  get directoryIds(): readonly string[] {
    return this.#handle.directoryIds;
  }

  /** The directory's last broker did not close it; true for a new directory, too. */
  get afterCrash(): boolean {
    return !this.#handle.wasClean;
  }

  /** What ApiVersions answers and which requests are taken; the native APIs are among them. */
  setApis(apis: readonly NativeServedApi[], features: readonly NativeFeature[], featuresEpoch: number): void {
    this.#handle.setApis([...apis], [...features], featuresEpoch);
  }

  /** Serves clients; returns the port that was bound. Throws an Error of one sentence for the operator. */
  listen(host: string, port: number): number {
    return this.#handle.listen(host, port);
  }

  /** Holds for the next connections. Returns the hosts among the overrides that have no address. */
  limitConnections(limits: NativeConnectionLimits): string[] {
    return this.#handle.limitConnections(limits);
  }

  /** Whether a transaction that begins in a partition needs its coordinator's word; holds for the next requests. */
  verifyPartitions(verifies: boolean): void {
    this.#handle.verifyPartitions(verifies);
  }

  /** Holds for the next cleanings of compacted logs. */
  configureCleaner(settings: NativeCleanerSettings): void {
    this.#handle.configureCleaner(settings);
  }

  /** Moves the data plane's time ahead, and does what partitions do as time goes by; resolves when it is done. */
  async advanceClock(ms: number): Promise<void> {
    await this.#command((token) => this.#handle.advanceClock(token, ms));
  }

  /** Answers a request; null closes its connection. Replies of one tick leave together. */
  reply(token: bigint, bytes: Buffer | null): void {
    if (this.#replies.length === 0) setImmediate(() => this.#flushReplies());
    this.#replies.push({ token, bytes });
  }

  async openPartitions(specs: readonly PartitionSpec[]): Promise<OpenedPartitions> {
    const configs = new Map<PartitionConfig, number>();
    const native = specs.map(({ config, ...spec }) => {
      let index = configs.get(config);
      if (index === undefined) {
        index = configs.size;
        configs.set(config, index);
      }
      return { ...spec, config: index };
    });
    const list = [...configs.keys()];
    const outcomes = await this.#command((token) => this.#handle.openPartitions(token, list, native));
    const moved = outcomes.flatMap(({ topic, partition, directoryId }) =>
      directoryId === undefined ? [] : [{ topic, partition, directoryId }],
    );
    return { failures: outcomes.filter(({ errorCode }) => errorCode !== 0), moved };
  }

  moveReplicas(moves: readonly ReplicaMove[]): number[] {
    return this.#handle.moveReplicas([...moves]);
  }

  async describeDirectories(): Promise<DirectoryDescription[]> {
    const described: unknown = await this.#command((token) => this.#handle.describeDirectories(token));
    return described as DirectoryDescription[];
  }

  deletePartitions(partitions: readonly PartitionName[]): Promise<PartitionFailure[]> {
    return this.#command((token) => this.#handle.deletePartitions(token, [...partitions]));
  }

  setStraysAside(known: readonly KnownTopic[]): Promise<PartitionFailure[]> {
    return this.#command((token) => this.#handle.setStraysAside(token, [...known]));
  }

  async deleteRecords(targets: readonly RecordsToDelete[]): Promise<DeletedRecords[]> {
    const native = targets.map(({ beforeOffset, ...name }) => ({ ...name, beforeOffset: toNumber(beforeOffset) }));
    const outcomes = await this.#command((token) => this.#handle.deleteRecords(token, native));
    return outcomes.map(({ topic, partition, errorCode, logStartOffset = -1 }) => {
      return { topic, partition, errorCode, logStartOffset: BigInt(logStartOffset) };
    });
  }

  configureTopic(topic: string, config: PartitionConfig): void {
    this.#handle.configureTopic(topic, config);
  }

  async append(topic: string, partition: number, batch: Buffer): Promise<bigint> {
    const token = this.#token();
    const outcome = this.#handle.append(token, topic, partition, batch);
    if (outcome.errorCode !== 0) throw new KafkaError(outcome.errorCode, outcome.message);
    // Its event cannot have come yet: events are taken in a turn of their own.
    if (!outcome.committed) await this.#committed(token);
    return BigInt(outcome.baseOffset);
  }

  read(topic: string, partition: number, offset: bigint, maxBytes: number): Buffer {
    return bytesOf(this.#handle.read(topic, partition, Number(offset), maxBytes));
  }

  offsets(topic: string, partition: number): PartitionOffsets {
    const offsets = this.#handle.offsets(topic, partition);
    if (offsets.errorCode !== 0) throw new KafkaError(offsets.errorCode, offsets.message);
    return {
      logStartOffset: BigInt(offsets.logStartOffset),
      highWatermark: BigInt(offsets.highWatermark),
      sizeBytes: offsets.sizeBytes,
      logEndOffset: BigInt(offsets.logEndOffset),
    };
  }

  async writeTransactionMarkers(markers: readonly TransactionMarkers[]): Promise<PartitionOutcome[]> {
    const native = markers.map((marker) => ({ ...marker, partitions: [...marker.partitions] }));
    const token = this.#token();
    // Not awaited where the markers are committed at once: the transaction's end goes on in the same turn.
    const codes = this.#handle.writeTransactionMarkers(token, native) ?? (await this.#markersWritten(token));
    const names = markers.flatMap((marker) => marker.partitions);
    return names.map(({ topic, partition }, index) => {
      return { topic, partition, errorCode: codes[index] ?? ErrorCode.UNKNOWN_SERVER_ERROR };
    });
  }

  describeProducers(topic: string, partition: number): ProducerDescription[] {
    const outcome = this.#handle.describeProducers(topic, partition);
    if (Array.isArray(outcome)) return outcome;
    throw new KafkaError(outcome.errorCode, outcome.message);
  }

  stateSnapshots(topic: string, partition: number): StateSnapshot[] {
    const outcome = this.#handle.stateSnapshots(topic, partition);
    if (!Array.isArray(outcome)) throw new KafkaError(outcome.errorCode, outcome.message);
    return outcome.map(({ endOffset, epoch, sizeBytes }) => ({ endOffset: BigInt(endOffset), epoch, sizeBytes }));
  }

  readStateSnapshot(topic: string, partition: number, endOffset: bigint, bytesMax: number): Buffer {
    return bytesOf(this.#handle.readStateSnapshot(topic, partition, Number(endOffset), bytesMax));
  }

  async writeStateSnapshot(topic: string, partition: number, endOffset: bigint, batches: Buffer): Promise<void> {
    await this.#done((token) => this.#handle.writeStateSnapshot(token, topic, partition, Number(endOffset), batches));
  }

  async beginAtStateSnapshot(topic: string, partition: number, endOffset: bigint): Promise<void> {
    await this.#done((token) => this.#handle.beginAtStateSnapshot(token, topic, partition, Number(endOffset)));
  }

  readBootstrap(): Buffer | null {
    const outcome = this.#handle.readBootstrap();
    return outcome === null ? null : bytesOf(outcome);
  }

  /** What the coordinator says of each partition of a verification, in their order: 0, or Kafka's error code. */
  answerVerification(token: bigint, errorCodes: readonly number[]): void {
    const bytes = Buffer.allocUnsafe(errorCodes.length * 2);
    errorCodes.forEach((code, index) => {
      bytes.writeInt16LE(code, index * 2);
    });
    this.reply(token, bytes);
  }

  /** What a start would find had the process been killed now. Throws one sentence for a broker that is not in memory. */
  snapshot(): NativeSnapshot {
    return this.#handle.snapshot();
  }

  /** Ends connections, closes partitions, unlocks the directory. Rejects if something could not be closed cleanly. */
  close(): Promise<void> {
    this.#closed ??= this.#command((token) => this.#handle.close(token)).then((failures) => {
      clearInterval(this.#keepAlive);
      this.#doorbell.answer = ignore;
      const [failure] = failures;
      if (failure !== undefined) throw new Error(failure.message);
    });
    return this.#closed;
  }

  async #markersWritten(token: number): Promise<number[]> {
    const outcomes = await this.#completed(token);
    return outcomes.map((outcome) => outcome.errorCode);
  }

  async #committed(token: number): Promise<void> {
    refuse(await this.#completed(token));
  }

  async #done(give: (token: number) => void): Promise<void> {
    refuse(await this.#command(give));
  }

  #completed(token: number): Promise<CommandOutcome[]> {
    return new Promise((resolve) => this.#commands.set(token, resolve));
  }

  /** The addon's are of 32 bits. */
  #token(): number {
    const token = this.#nextToken;
    this.#nextToken = token === TOKEN_MAX ? 1 : token + 1;
    return token;
  }

  #command(give: (token: number) => void): Promise<CommandOutcome[]> {
    const token = this.#token();
    return new Promise((resolve, reject) => {
      this.#commands.set(token, resolve);
      try {
        give(token);
      } catch (error) {
        this.#commands.delete(token);
        reject(error);
      }
    });
  }

  #drain(): void {
    for (const event of unpackEvents(this.#handle.drain())) this.#take(event);
  }

  #take(event: NativeEvent): void {
    switch (event.kind) {
      case 'request':
        this.#listener.onRequest(event);
        return;
      case 'completed': {
        const resolve = this.#commands.get(event.token);
        this.#commands.delete(event.token);
        resolve?.(event.outcomes);
        return;
      }
      case 'log':
        this.#listener.onLog(event.level, event.text);
        return;
      case 'fatal':
        this.#listener.onFatal(event.text);
        return;
      case 'verify':
        this.#listener.onVerifyTransaction(event.token, event.verification);
        return;
      case 'directory-failed':
        this.#listener.onDirectoryFailed(event.directoryId);
        return;
      case 'moved':
        this.#listener.onMoved(event.moved);
        return;
    }
  }

  #flushReplies(): void {
    const replies = this.#replies;
    this.#replies = [];
    this.#handle.submit(packReplies(replies));
  }
}

function refuse([failure]: CommandOutcome[]): void {
  if (failure !== undefined) throw new KafkaError(failure.errorCode, failure.message);
}

function bytesOf(outcome: Uint8Array | NativeAppendOutcome): Buffer {
  if (outcome instanceof Uint8Array) return Buffer.from(outcome.buffer, outcome.byteOffset, outcome.byteLength);
  throw new KafkaError(outcome.errorCode, outcome.message);
}

/** Offsets beyond what a number holds exactly are beyond every log's end, too. */
function toNumber(offset: bigint): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  if (offset > limit) return Number.MAX_SAFE_INTEGER;
  return offset < -limit ? Number.MIN_SAFE_INTEGER : Number(offset);
}
