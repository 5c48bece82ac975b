// Reads a coordinator's partition from its start to its end and hands every record on, in order.
// Control batches (KRaft's leader changes and snapshot marks, transaction markers) are not a coordinator's records and
// are passed over.
import { setImmediate } from 'node:timers/promises';
import { KafkaError } from '../errors.ts';
import type { DataPlane } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { type DecodedRecord, decodeBatches } from '../wire/record-batch.ts';

/** How much is read at once; between two reads the event loop goes on. */
const READ_BYTES_MAX = 1 << 20;

/** @returns the offset of the next record to be written; rejects as `DataPlane.read` and `replay` throw. */
export async function readPartition(
  dataPlane: DataPlane,
  topic: string,
  partition: number,
  replay: (record: DecodedRecord) => void,
): Promise<bigint> {
  const { logStartOffset, logEndOffset } = dataPlane.offsets(topic, partition);
  let offset = logStartOffset;
  while (offset < logEndOffset) {
    const bytes = dataPlane.read(topic, partition, offset, READ_BYTES_MAX);
    for (const batch of decodeBatches(bytes)) {
      if (!batch.isControl) replayFrom(offset, batch.records, replay);
      offset = batch.lastOffset + 1n;
    }
    if (bytes.length === 0) throw new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, unreadable(topic, partition, offset));
    if (offset < logEndOffset) await setImmediate();
  }
  return offset;
}

/** The first batch may hold records before the offset that was asked for. */
function replayFrom(offset: bigint, records: readonly DecodedRecord[], replay: (record: DecodedRecord) => void): void {
  for (const record of records) {
    if (record.offset >= offset) replay(record);
  }
}

function unreadable(topic: string, partition: number, offset: bigint): string {
  return `${topic}-${partition} cannot be read at offset ${offset}, which is before its end`;
}
