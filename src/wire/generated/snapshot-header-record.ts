// Generated from protocol/messages/data/kafka-clients/SnapshotHeaderRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface SnapshotHeaderRecord {
  version: number;
  lastContainedLogTimestamp: bigint;
}

export function newSnapshotHeaderRecord(fields?: Partial<SnapshotHeaderRecord>): SnapshotHeaderRecord {
  return {
    version: 0,
    lastContainedLogTimestamp: 0n,
    ...fields,
  };
}

export function readSnapshotHeaderRecord(reader: Reader, version: number): SnapshotHeaderRecord {
  if (version !== 0) throw unsupportedVersion('SnapshotHeaderRecord', version);
  const value: SnapshotHeaderRecord = {
    version: reader.readInt16(),
    lastContainedLogTimestamp: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeSnapshotHeaderRecord(writer: Writer, version: number, value: SnapshotHeaderRecord): void {
  if (version !== 0) throw unsupportedVersion('SnapshotHeaderRecord', version);
  writer.writeInt16(value.version);
  writer.writeInt64(value.lastContainedLogTimestamp);
  writer.writeUnsignedVarint(0);
}

export const snapshotHeaderRecord: MessageCodec<SnapshotHeaderRecord> = {
  name: 'SnapshotHeaderRecord',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readSnapshotHeaderRecord,
  write: writeSnapshotHeaderRecord,
};
