// Generated from protocol/messages/data/kafka-clients/KRaftVersionRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface KRaftVersionRecord {
  version: number;
  kRaftVersion: number;
}

export function newKRaftVersionRecord(fields?: Partial<KRaftVersionRecord>): KRaftVersionRecord {
  return {
    version: 0,
    kRaftVersion: 0,
    ...fields,
  };
}

export function readKRaftVersionRecord(reader: Reader, version: number): KRaftVersionRecord {
  if (version !== 0) throw unsupportedVersion('KRaftVersionRecord', version);
  const value: KRaftVersionRecord = {
    version: reader.readInt16(),
    kRaftVersion: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeKRaftVersionRecord(writer: Writer, version: number, value: KRaftVersionRecord): void {
  if (version !== 0) throw unsupportedVersion('KRaftVersionRecord', version);
  writer.writeInt16(value.version);
  writer.writeInt16(value.kRaftVersion);
  writer.writeUnsignedVarint(0);
}

export const kRaftVersionRecord: MessageCodec<KRaftVersionRecord> = {
  name: 'KRaftVersionRecord',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readKRaftVersionRecord,
  write: writeKRaftVersionRecord,
};
