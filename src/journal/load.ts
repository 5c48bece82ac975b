// Reads a coordinator's partition from its start to its end and hands every record and every transaction marker on, in
// order. Other control batches (KRaft's leader changes and snapshot marks) are not a coordinator's and are passed over.
// Compaction leaves gaps: between batches, between the records of one, and at the end.
import { setImmediate } from 'node:timers/promises';
import type { DataPlane } from '../native/data-plane.ts';
import { readBatches } from '../native/read-batches.ts';
import type { DecodedBatch } from '../wire/record-batch.ts';
import { transactionMarker } from '../wire/transaction-marker.ts';
import type { Coordinator } from './coordinator.ts';

export type Replayed = Pick<Coordinator<never>, 'replay' | 'replayMarker'>;

/** @returns the offset of the next record to be written; rejects as `DataPlane.read` and `replay` throw. */
export async function readPartition(
  dataPlane: Pick<DataPlane, 'offsets' | 'read'>,
  topic: string,
  partition: number,
  coordinator: Replayed,
): Promise<bigint> {
  const { logStartOffset, logEndOffset } = dataPlane.offsets(topic, partition);
  let next = logStartOffset;
  for (const batches of readBatches(dataPlane, topic, partition)) {
    // Between two reads the event loop goes on.
    if (next > logStartOffset) await setImmediate();
    for (const batch of batches) {
      if (batch.isControl) replayControl(batch, coordinator);
      else replayFrom(logStartOffset, batch, coordinator);
      next = batch.lastOffset + 1n;
    }
  }
  return next < logEndOffset ? logEndOffset : next;
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
    if (marker === null) continue;
    const { committed } = marker;
    coordinator.replayMarker?.({ producerId, producerEpoch, offset: record.offset, committed });
  }
}
