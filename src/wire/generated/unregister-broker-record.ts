// Generated from protocol/messages/metadata/kafka-metadata/UnregisterBrokerRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface UnregisterBrokerRecord {
  brokerId: number;
  brokerEpoch: bigint;
}

export function newUnregisterBrokerRecord(fields?: Partial<UnregisterBrokerRecord>): UnregisterBrokerRecord {
  return {
    brokerId: 0,
    brokerEpoch: 0n,
    ...fields,
  };
}

export function readUnregisterBrokerRecord(reader: Reader, version: number): UnregisterBrokerRecord {
  if (version !== 0) throw unsupportedVersion('UnregisterBrokerRecord', version);
  const value: UnregisterBrokerRecord = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUnregisterBrokerRecord(writer: Writer, version: number, value: UnregisterBrokerRecord): void {
  if (version !== 0) throw unsupportedVersion('UnregisterBrokerRecord', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export const unregisterBrokerRecord: MessageCodec<UnregisterBrokerRecord> = {
  name: 'UnregisterBrokerRecord',
  apiKey: 1,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUnregisterBrokerRecord,
  write: writeUnregisterBrokerRecord,
};
