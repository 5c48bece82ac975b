// Reads a coordinator's partition from its start to its end and hands every record and every control record on, in
// order; where there is a snapshot of what it replays to, that first, and then what came after it.
// Compaction leaves gaps: between batches, between the records of one, and at the end.
import { setImmediate } from 'node:timers/promises';
import type { DataPlane } from '../native/data-plane.ts';
import { readBatches } from '../native/read-batches.ts';
import type { DecodedBatch } from '../wire/record-batch.ts';
import { transactionMarker } from '../wire/transaction-marker.ts';
import { type Coordinator, NO_PRODUCER } from './coordinator.ts';

export type Replayed = Pick<Coordinator<never>, 'replay' | 'replayMarker' | 'replayControl'>;

/** The state before an offset, as batches of records that replay to it. */
export interface SnapshotToLoad {
  readonly endOffset: bigint;
  /** Of the last record that is in it. */
  readonly timestampMs: number;
  readonly batches: Iterable<DecodedBatch>;
}

/** @returns the offset of the next record to be written; rejects as `DataPlane.read` and `replay` throw. */
export async function readPartition(
  dataPlane: Pick<DataPlane, 'offsets' | 'read'>,
  topic: string,
  partition: number,
  coordinator: Replayed,
  snapshot: SnapshotToLoad | null = null,
): Promise<bigint> {
  const { logStartOffset, logEndOffset } = dataPlane.offsets(topic, partition);
  if (snapshot !== null) await replaySnapshot(snapshot, coordinator);
  const first = snapshot === null ? logStartOffset : snapshot.endOffset;
  let next = first;
  for (const batches of readBatches(dataPlane, topic, partition, first)) {
    // Between two reads the event loop goes on.
    if (next > first) await setImmediate();
    for (const batch of batches) {
      if (batch.isControl) replayControl(batch, coordinator);
      else replayFrom(first, batch, coordinator);
      next = batch.lastOffset + 1n;
    }
  }
  return next < logEndOffset ? logEndOffset : next;
}

/** To its coordinator, the state is as the last record left it. */
async function replaySnapshot(
  { endOffset, timestampMs, batches }: SnapshotToLoad,
  coordinator: Replayed,
): Promise<void> {
  const context = { ...NO_PRODUCER, offset: endOffset - 1n, timestampMs };
  for (const batch of batches) {
    if (batch.isControl) replayControl(batch, coordinator);
    else for (const record of batch.records) coordinator.replay(record, context);
    await setImmediate();
  }
}

/** The first batch may hold records before the offset that was asked for. */
function replayFrom(offset: bigint, batch: DecodedBatch, coordinator: Replayed): void {
  const { producerId, producerEpoch } = batch;
  for (const record of batch.records) {
    if (record.offset < offset) continue;
    const timestampMs = Number(record.timestampMs);
    coordinator.replay(record, { offset: record.offset, timestampMs, producerId, producerEpoch });
  }
}

function replayControl({ producerId, producerEpoch, records }: DecodedBatch, coordinator: Replayed): void {
  for (const record of records) {
    const marker = transactionMarker(record);
    if (marker === null) {
      coordinator.replayControl?.(record);
      continue;
    }
    const { committed } = marker;
    coordinator.replayMarker?.({ producerId, producerEpoch, offset: record.offset, committed });
  }
}
