// Generated from protocol/messages/metadata/kafka-metadata/ZkMigrationStateRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ZkMigrationStateRecord {
  zkMigrationState: number;
}

export function newZkMigrationStateRecord(fields?: Partial<ZkMigrationStateRecord>): ZkMigrationStateRecord {
  return {
    zkMigrationState: 0,
    ...fields,
  };
}

export function readZkMigrationStateRecord(reader: Reader, version: number): ZkMigrationStateRecord {
  if (version !== 0) throw unsupportedVersion('ZkMigrationStateRecord', version);
  const value: ZkMigrationStateRecord = {
    zkMigrationState: reader.readInt8(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeZkMigrationStateRecord(writer: Writer, version: number, value: ZkMigrationStateRecord): void {
  if (version !== 0) throw unsupportedVersion('ZkMigrationStateRecord', version);
  writer.writeInt8(value.zkMigrationState);
  writer.writeUnsignedVarint(0);
}

export const zkMigrationStateRecord: MessageCodec<ZkMigrationStateRecord> = {
  name: 'ZkMigrationStateRecord',
  apiKey: 21,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readZkMigrationStateRecord,
  write: writeZkMigrationStateRecord,
};
