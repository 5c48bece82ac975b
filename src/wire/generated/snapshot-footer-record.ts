// Generated from protocol/messages/data/kafka-clients/SnapshotFooterRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface SnapshotFooterRecord {
  version: number;
}

export function newSnapshotFooterRecord(fields?: Partial<SnapshotFooterRecord>): SnapshotFooterRecord {
  return {
    version: 0,
    ...fields,
  };
}

export function readSnapshotFooterRecord(reader: Reader, version: number): SnapshotFooterRecord {
  if (version !== 0) throw unsupportedVersion('SnapshotFooterRecord', version);
  const value: SnapshotFooterRecord = {
    version: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeSnapshotFooterRecord(writer: Writer, version: number, value: SnapshotFooterRecord): void {
  if (version !== 0) throw unsupportedVersion('SnapshotFooterRecord', version);
  writer.writeInt16(value.version);
  writer.writeUnsignedVarint(0);
}

export const snapshotFooterRecord: MessageCodec<SnapshotFooterRecord> = {
  name: 'SnapshotFooterRecord',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readSnapshotFooterRecord,
  write: writeSnapshotFooterRecord,
};
