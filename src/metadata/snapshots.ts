// The snapshots of the metadata log: which one a start begins with, when another is written, and when the log is cut
// before it, so that it does not grow for ever. `MetadataService` asks and tells.
// Invariant: the log is only cut before a snapshot that is on the disk. Source: Kafka's SnapshotGenerator (when) and
// KafkaRaftLog.maybeClean (what goes).
import type { Logger } from 'pino';
import type { Clock, Timer } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { SnapshotToLoad } from '../journal/load.ts';
import type { DataPlane, StateSnapshot } from '../native/data-plane.ts';
import type { MetadataImage } from './image.ts';
import { decodeSnapshot, encodeSnapshot, snapshotTimestampMs } from './snapshot-file.ts';
import { METADATA_TOPIC } from './topic-name.ts';

export interface SnapshotsOptions {
  dataPlane: DataPlane;
  config: Config;
  clock: Clock;
  log: Logger;
}

/** A disk that has refused one is not asked again at every change. */
const RETRY_MS = 60_000;
const WHOLE = 2 ** 32 - 1;

export class Snapshots {
  readonly #options: SnapshotsOptions;
  /** When the last one was written; at the start, as if then. */
  #writtenMs: number;
  /** After a failure. */
  #notBeforeMs = 0;
  /** The count of bytes at the last one. */
  #writtenBytes = 0;
  /** The newest committed image behind which a batch ends. */
  #newest: { image: MetadataImage; logBytes: number } | null = null;
  #timer: Timer | null = null;
  #underWay: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#writtenMs = options.clock.nowMs();
  }

  /** The newest one that can be read, and null where the log needs none. Throws where it needs one that is not there. */
  load(): SnapshotToLoad | null {
    const { dataPlane, log } = this.#options;
    const { logStartOffset } = dataPlane.offsets(METADATA_TOPIC, 0);
    this.#writtenBytes = 0;
    for (const { endOffset, epoch } of this.#list().reverse()) {
      if (endOffset < logStartOffset) break;
      try {
        const decoded = decodeSnapshot(dataPlane.readStateSnapshot(METADATA_TOPIC, 0, endOffset, WHOLE));
        return { endOffset, ...decoded };
      } catch (error) {
        const file = fileName(endOffset, epoch);
        log.error({ file, reason: reasonOf(error) }, 'a damaged snapshot of the metadata is passed over');
      }
    }
    if (logStartOffset === 0n) return null;
    throw new Error(
      `the metadata log begins at offset ${logStartOffset}, and ${METADATA_TOPIC}-0 has no readable snapshot of what ` +
        'came before: restore its newest .checkpoint file from a copy',
    );
  }

  /** An image is committed that ends where a batch of the log ends. `logBytes`: replayed since `load`. */
  committed(image: MetadataImage, logBytes: number): void {
    this.#newest = { image, logBytes };
    this.#consider();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#underWay;
  }

  #consider(): void {
    if (this.#newest === null || this.#underWay !== null || this.#isClosed) return;
    const dueInMs = this.#dueInMs(this.#newest.logBytes);
    if (dueInMs > 0) {
      this.#wait(dueInMs);
      return;
    }
    const { image, logBytes } = this.#newest;
    this.#newest = null;
    this.#timer?.cancel();
    this.#timer = null;
    this.#underWay = this.#write(image, logBytes).finally(() => {
      this.#underWay = null;
      this.#consider();
    });
  }

  /** Not positive: now. */
  #dueInMs(logBytes: number): number {
    const { config, clock } = this.#options;
    const nowMs = clock.nowMs();
    const pauseMs = this.#notBeforeMs - nowMs;
    const isLarge = logBytes - this.#writtenBytes >= config.get('metadata.log.max.record.bytes.between.snapshots');
    if (isLarge) return pauseMs;
    const intervalMs = config.get('metadata.log.max.snapshot.interval.ms');
    return intervalMs === 0 ? Number.POSITIVE_INFINITY : Math.max(this.#writtenMs + intervalMs - nowMs, pauseMs);
  }

  #wait(delayMs: number): void {
    if (this.#timer !== null || delayMs === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#options.clock.schedule(delayMs, () => {
      this.#timer = null;
      this.#consider();
    });
  }

  async #write(image: MetadataImage, logBytes: number): Promise<void> {
    const { dataPlane, clock, log } = this.#options;
    const endOffset = image.offset + 1n;
    try {
      const batches = await encodeSnapshot(image, clock.nowMs());
      await dataPlane.writeStateSnapshot(METADATA_TOPIC, 0, endOffset, batches);
      log.info({ endOffset: Number(endOffset), bytes: batches.length }, 'a snapshot of the metadata is written');
      this.#writtenMs = clock.nowMs();
      this.#writtenBytes = logBytes;
      await this.#clean();
    } catch (error) {
      this.#notBeforeMs = clock.nowMs() + RETRY_MS;
      const reason = reasonOf(error);
      log.error({ endOffset: Number(endOffset), reason }, 'the metadata log is not cut: its snapshot failed');
    }
  }

  /** The oldest snapshot goes, and the log before the next one, until what is left may stay. */
  async #clean(): Promise<void> {
    const { dataPlane } = this.#options;
    for (;;) {
      const [oldest, next] = this.#list();
      if (oldest === undefined || next === undefined || !this.#mayGo(oldest)) return;
      await dataPlane.beginAtStateSnapshot(METADATA_TOPIC, 0, next.endOffset);
    }
  }

  #mayGo(oldest: StateSnapshot): boolean {
    const { dataPlane, config, clock } = this.#options;
    const bytesMax = config.get('metadata.max.retention.bytes');
    const sizes = this.#list().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (bytesMax >= 0 && dataPlane.offsets(METADATA_TOPIC, 0).sizeBytes + sizes > bytesMax) return true;
    const retentionMs = config.get('metadata.max.retention.ms');
    if (retentionMs < 0) return false;
    const first = dataPlane.readStateSnapshot(METADATA_TOPIC, 0, oldest.endOffset, 1);
    return clock.nowMs() - snapshotTimestampMs(first) > retentionMs;
  }

  #list(): StateSnapshot[] {
    return this.#options.dataPlane.stateSnapshots(METADATA_TOPIC, 0);
  }
}

function fileName(endOffset: bigint, epoch: number): string {
  return `${String(endOffset).padStart(20, '0')}-${String(epoch).padStart(10, '0')}.checkpoint`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
