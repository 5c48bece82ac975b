// KRaft's control records: how a snapshot of the metadata begins and ends, and who votes in its quorum.
//   key: version i16 · type i16 · value: fields
// Transaction markers are control records, too: see transaction-marker.ts.
import type { DecodedRecord, RecordToEncode } from './record-batch.ts';

export const ControlType = { SNAPSHOT_HEADER: 3, SNAPSHOT_FOOTER: 4, KRAFT_VERSION: 5, KRAFT_VOTERS: 6 } as const;

const KEY_BYTES = 4;

/** Of a record of a control batch; -1 where it has none. */
export function controlType({ key }: Pick<DecodedRecord, 'key'>): number {
  return key === null || key.length < KEY_BYTES ? -1 : key.readInt16BE(2);
}

export function controlRecord(type: number, value: Buffer): RecordToEncode {
  const key = Buffer.alloc(KEY_BYTES);
  key.writeInt16BE(type, 2);
  return { key, value };
}
