/**
 * A whole partition as the control plane reads it: read by read, each of about a megabyte. Called where a coordinator is
 * loaded, and by the testing kit.
 */
import { type DecodedBatch, decodeBatches } from '../wire/record-batch.ts';
import type { DataPlane } from './data-plane.ts';

const READ_BYTES_MAX = 1 << 20;

/**
 * From `first`, or the start of the log, up to the end that the log has when this begins, and a little beyond if it has
 * grown. The first batch may hold records before that. Throws as `DataPlane.read`.
 */
export function* readBatches(
  dataPlane: Pick<DataPlane, 'offsets' | 'read'>,
  topic: string,
  partition: number,
  first?: bigint,
): Generator<DecodedBatch[]> {
  const { logStartOffset, logEndOffset } = dataPlane.offsets(topic, partition);
  let offset = first ?? logStartOffset;
  while (offset < logEndOffset) {
    const batches = [...decodeBatches(dataPlane.read(topic, partition, offset, READ_BYTES_MAX))];
    const last = batches.at(-1);
    // Compaction has left nothing up to the end.
    if (last === undefined) return;
    yield batches;
    offset = last.lastOffset + 1n;
  }
}
