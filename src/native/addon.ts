/**
 * Loads the addon and declares its shapes as the crate `binding` exports them. Nothing outside `src/native/` imports it.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { KnownTopic, PartitionConfig, ProducerDescription, ReplicaMove } from './data-plane.ts';
import { findAddon } from './find-addon.ts';

export interface NativeStartOptions {
  logDirs: string[];
  /** The directories are on a disk in memory, which goes with the broker. */
  inMemory: boolean;
  /** The directories are read and not changed: what would be written stays in memory. */
  readOnly: boolean;
  clusterId?: string;
  nodeId: number;
  /** 0: one per core; the first broker of the process decides. */
  ioThreadCount: number;
  workerCount: number;
  checkpointIntervalMs: number;
  firstCheckpointAfterMs: number;
  retentionCheckIntervalMs: number;
  firstRetentionCheckAfterMs: number;
  cleaner: NativeCleanerSettings;
  requestBytesMax: number;
  /** -1: never. */
  connectionIdleMsMax: number;
  fetchBytesMax: number;
  fetchSessionsMax: number;
  bufferedBytesMax: number;
  mailboxBytesMax: number;
  requestTimeoutMs: number;
  verificationRetryBackoffMs: number;
  verificationRetryMsMax: number;
}

export interface NativeServedApi {
  apiKey: number;
  versionMin: number;
  versionMax: number;
  /** What ApiVersions says instead of `versionMin`. */
  advertisedMin: number;
}

export interface NativeFeature {
  name: string;
  supportedMin: number;
  supportedMax: number;
  /** 0: supported, not finalised. */
  finalized: number;
}

/** What may change while the broker runs. */
export interface NativeConnectionLimits {
  connectionsMax: number;
  connectionsPerIpMax: number;
  /** Limits of single hosts, by name or address. */
  connectionsPerIpOverrides: { host: string; connectionsMax: number }[];
}

/** Of the threads that compact logs; may change while the broker runs. */
export interface NativeCleanerSettings {
  /** 0: no log is cleaned. */
  threadCount: number;
  /** Of all threads together, as are the next ones. */
  dedupeBufferBytes: number;
  loadFactor: number;
  ioBufferBytes: number;
  bytesPerSecondMax: number;
  backoffMs: number;
}

export interface NativePartitionSpec {
  topic: string;
  topicId: string;
  partition: number;
  directoryId: string;
  leaderEpoch: number;
  /** Index into the configs that come with the specs. */
  config: number;
}

export interface NativeFailure {
  errorCode: number;
  message?: string;
}

export interface NativeAppendOutcome extends NativeFailure {
  baseOffset: number;
  /** False: a `completed` event of the append's token follows. */
  committed: boolean;
}

export interface NativeOffsets extends NativeFailure {
  logStartOffset: number;
  highWatermark: number;
  sizeBytes: number;
  logEndOffset: number;
}

export interface NativeTransactionMarkers {
  producerId: bigint;
  producerEpoch: number;
  coordinatorEpoch: number;
  committed: boolean;
  transactionVersion: number;
  partitions: { topic: string; partition: number }[];
}

export interface NativeStateSnapshot {
  endOffset: number;
  epoch: number;
  sizeBytes: number;
}

/** The class that the addon exports. */
export interface NativeHandle {
  readonly clusterId: string;
  readonly directoryIds: string[];
  readonly wasClean: boolean;
  setApis(apis: NativeServedApi[], features: NativeFeature[], featuresEpoch: number): void;
  listen(host: string, port: number): number;
  /** Returns the hosts among the overrides that have no address. */
  limitConnections(limits: NativeConnectionLimits): string[];
  verifyPartitions(verifies: boolean): void;
  configureCleaner(settings: NativeCleanerSettings): void;
  advanceClock(token: number, ms: number): void;
  drain(): Buffer;
  submit(replies: Buffer): void;
  openPartitions(token: number, configs: PartitionConfig[], specs: NativePartitionSpec[]): void;
  deletePartitions(token: number, partitions: { topic: string; partition: number }[]): void;
  setStraysAside(token: number, known: KnownTopic[]): void;
  describeDirectories(token: number): void;
  moveReplicas(moves: ReplicaMove[]): number[];
  deleteRecords(token: number, targets: { topic: string; partition: number; beforeOffset: number }[]): void;
  configureTopic(topic: string, config: PartitionConfig): void;
  append(token: number, topic: string, partition: number, batch: Buffer): NativeAppendOutcome;
  read(topic: string, partition: number, offset: number, bytesMax: number): Uint8Array | NativeAppendOutcome;
  offsets(topic: string, partition: number): NativeOffsets;
  /** Null: the `completed` event of this token has the error codes. */
  writeTransactionMarkers(token: number, markers: NativeTransactionMarkers[]): number[] | null;
  describeProducers(topic: string, partition: number): ProducerDescription[] | NativeAppendOutcome;
  stateSnapshots(topic: string, partition: number): NativeStateSnapshot[] | NativeAppendOutcome;
  readStateSnapshot(
    topic: string,
    partition: number,
    endOffset: number,
    bytesMax: number,
  ): Uint8Array | NativeAppendOutcome;
  writeStateSnapshot(token: number, topic: string, partition: number, endOffset: number, batches: Buffer): void;
  beginAtStateSnapshot(token: number, topic: string, partition: number, endOffset: number): void;
  readBootstrap(): Uint8Array | NativeAppendOutcome | null;
  /** Throws one sentence for a broker that is not in memory. */
  snapshot(): NativeSnapshot;
  close(token: number): void;
}

declare const snapshotBrand: unique symbol;

/** The disk of a broker in memory at one moment; opaque. */
export interface NativeSnapshot {
  readonly [snapshotBrand]: true;
}

interface Addon {
  /** What is wrong with the pattern; null: nothing. */
  topicPatternProblem(pattern: string): string | null;
  /** Indexes of the names that each pattern matches, worked out on a thread of Node's pool; rejects when it takes long. */
  matchTopics(patterns: string[], names: string[]): Promise<number[][]>;
  NativeBroker: {
    start(options: NativeStartOptions, doorbell: () => void, snapshot?: NativeSnapshot | null): NativeHandle;
  };
}

const BUILT_PATH = fileURLToPath(new URL('../../dist/native/millrace.node', import.meta.url));

let loaded: Addon | undefined;

/** Throws one sentence where there is no addon for this platform. */
export function loadAddon(): Addon {
  if (loaded !== undefined) return loaded;
  const require = createRequire(import.meta.url);
  loaded = findAddon({
    platform: process.platform,
    architecture: process.arch,
    builtPath: BUILT_PATH,
    resolve: (name) => require.resolve(name),
    load: (path) => require(path),
  }) as Addon;
  return loaded;
}
