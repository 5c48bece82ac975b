// Generated from protocol/messages/metadata/kafka-metadata/FenceBrokerRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface FenceBrokerRecord {
  id: number;
  epoch: bigint;
}

export function newFenceBrokerRecord(fields?: Partial<FenceBrokerRecord>): FenceBrokerRecord {
  return {
    id: 0,
    epoch: 0n,
    ...fields,
  };
}

export function readFenceBrokerRecord(reader: Reader, version: number): FenceBrokerRecord {
  if (version !== 0) throw unsupportedVersion('FenceBrokerRecord', version);
  const value: FenceBrokerRecord = {
    id: reader.readInt32(),
    epoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeFenceBrokerRecord(writer: Writer, version: number, value: FenceBrokerRecord): void {
  if (version !== 0) throw unsupportedVersion('FenceBrokerRecord', version);
  writer.writeInt32(value.id);
  writer.writeInt64(value.epoch);
  writer.writeUnsignedVarint(0);
}

export const fenceBrokerRecord: MessageCodec<FenceBrokerRecord> = {
  name: 'FenceBrokerRecord',
  apiKey: 7,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readFenceBrokerRecord,
  write: writeFenceBrokerRecord,
};
