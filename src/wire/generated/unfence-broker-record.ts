// Generated from protocol/messages/metadata/kafka-metadata/UnfenceBrokerRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface UnfenceBrokerRecord {
  id: number;
  epoch: bigint;
}

export function newUnfenceBrokerRecord(fields?: Partial<UnfenceBrokerRecord>): UnfenceBrokerRecord {
  return {
    id: 0,
    epoch: 0n,
    ...fields,
  };
}

export function readUnfenceBrokerRecord(reader: Reader, version: number): UnfenceBrokerRecord {
  if (version !== 0) throw unsupportedVersion('UnfenceBrokerRecord', version);
  const value: UnfenceBrokerRecord = {
    id: reader.readInt32(),
    epoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUnfenceBrokerRecord(writer: Writer, version: number, value: UnfenceBrokerRecord): void {
  if (version !== 0) throw unsupportedVersion('UnfenceBrokerRecord', version);
  writer.writeInt32(value.id);
  writer.writeInt64(value.epoch);
  writer.writeUnsignedVarint(0);
}

export const unfenceBrokerRecord: MessageCodec<UnfenceBrokerRecord> = {
  name: 'UnfenceBrokerRecord',
  apiKey: 8,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUnfenceBrokerRecord,
  write: writeUnfenceBrokerRecord,
};
