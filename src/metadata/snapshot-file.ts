// A snapshot of the metadata as bytes: control batches around batches of records, as Kafka's RecordsSnapshotWriter
// makes them. `Snapshots` writes and reads them through the data plane.
//
//   header · KRaft version and voters, where the log has named them │ records that replay to the image │ footer
//
// Invariant: what is decoded is whole, from a header to a footer.
import { setImmediate } from 'node:timers/promises';
import type { JournalRecord } from '../journal/coordinator.ts';
import { ControlType, controlRecord, controlType } from '../wire/control-record.ts';
import { decodeMetadataRecord, encodeMessage } from '../wire/framed-record.ts';
import { newSnapshotFooterRecord, snapshotFooterRecord } from '../wire/generated/snapshot-footer-record.ts';
import { readSnapshotHeaderRecord, snapshotHeaderRecord } from '../wire/generated/snapshot-header-record.ts';
import { Reader } from '../wire/reader.ts';
import { type DecodedBatch, decodeBatches, encodeBatch, type RecordToEncode } from '../wire/record-batch.ts';
import { checkFeature, METADATA_VERSION } from './features.ts';
import type { MetadataImage } from './image.ts';
import { snapshotRecords } from './snapshot-records.ts';

/** Between two batches the event loop goes on. */
const BATCH_RECORDS_MAX = 2000;

export async function encodeSnapshot(image: MetadataImage, nowMs: number): Promise<Buffer> {
  const control = (...records: RecordToEncode[]) => encodeBatch(records, { timestampMs: nowMs, control: true });
  const header = encodeMessage(snapshotHeaderRecord, 0, {
    version: 0,
    lastContainedLogTimestamp: BigInt(image.timestampMs),
  });
  const quorum = [...image.quorum].sort(([one], [other]) => one - other);
  const batches = [
    control(
      controlRecord(ControlType.SNAPSHOT_HEADER, header),
      ...quorum.map(([type, value]) => controlRecord(type, value)),
    ),
  ];
  let records: JournalRecord[] = [];
  const close = () => {
    if (records.length > 0) batches.push(encodeBatch(records, { timestampMs: nowMs }));
    records = [];
  };
  for (const record of snapshotRecords(image)) {
    if (records.push(record) < BATCH_RECORDS_MAX) continue;
    close();
    await setImmediate();
  }
  close();
  const footer = encodeMessage(snapshotFooterRecord, 0, newSnapshotFooterRecord());
  batches.push(control(controlRecord(ControlType.SNAPSHOT_FOOTER, footer)));
  return Buffer.concat(batches);
}

export interface DecodedSnapshot {
  /** When the last record that is in it was written. */
  readonly timestampMs: number;
  readonly batches: readonly DecodedBatch[];
}

/** Throws where it does not begin or end as a snapshot does. */
export function decodeSnapshot(bytes: Buffer): DecodedSnapshot {
  const batches = [...decodeBatches(bytes)];
  const last = batches.at(-1)?.records.at(-1);
  if (last === undefined || controlType(last) !== ControlType.SNAPSHOT_FOOTER) throw new Error('it has no footer');
  return { timestampMs: headerTimestampMs(batches[0]), batches };
}

/** Of the first batch of a snapshot alone. */
export function snapshotTimestampMs(bytes: Buffer): number {
  return headerTimestampMs([...decodeBatches(bytes)][0]);
}

/** The records that formatting has left for an empty log. Throws where this broker cannot live with them. */
export function decodeBootstrap(bytes: Buffer): JournalRecord[] {
  const records = decodeSnapshot(bytes).batches.flatMap((batch) => (batch.isControl ? [] : batch.records));
  let hasVersion = false;
  for (const { value } of records) {
    const decoded = value === null ? null : decodeMetadataRecord(value);
    if (decoded === null) throw new Error('it holds a record that this broker does not know');
    if (decoded.name !== 'FeatureLevelRecord') continue;
    checkFeature(decoded.value.name, decoded.value.featureLevel);
    hasVersion ||= decoded.value.name === METADATA_VERSION.name;
  }
  if (!hasVersion) throw new Error(`it does not say the ${METADATA_VERSION.name}`);
  return records.map(({ key, value }) => ({ key, value }));
}

function headerTimestampMs(first: DecodedBatch | undefined): number {
  const [header] = first?.records ?? [];
  if (header === undefined || header.value === null || controlType(header) !== ControlType.SNAPSHOT_HEADER) {
    throw new Error('it has no header');
  }
  return Number(readSnapshotHeaderRecord(new Reader(header.value), 0).lastContainedLogTimestamp);
}
