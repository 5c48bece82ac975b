// The control record that ends a producer's transaction in a partition. The data plane writes them; the control plane
// reads them where it replays its own partitions.
//   key: version i16 · type i16 (0: abort, 1: commit) · value: version i16 · coordinator epoch i32 · …
import type { DecodedRecord } from './record-batch.ts';

export interface TransactionMarker {
  committed: boolean;
  coordinatorEpoch: number;
}

const ABORT = 0;
const COMMIT = 1;
const KEY_BYTES_MIN = 4;
const VALUE_BYTES_MIN = 6;

/** Of a record of a control batch; null: another kind of control record. */
export function transactionMarker({ key, value }: Pick<DecodedRecord, 'key' | 'value'>): TransactionMarker | null {
  if (key === null || key.length < KEY_BYTES_MIN) return null;
  const type = key.readInt16BE(2);
  if (type !== ABORT && type !== COMMIT) return null;
  const coordinatorEpoch = value === null || value.length < VALUE_BYTES_MIN ? -1 : value.readInt32BE(2);
  return { committed: type === COMMIT, coordinatorEpoch };
}
