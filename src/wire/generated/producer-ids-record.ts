// Generated from protocol/messages/metadata/kafka-metadata/ProducerIdsRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ProducerIdsRecord {
  brokerId: number;
  brokerEpoch: bigint;
  nextProducerId: bigint;
}

export function newProducerIdsRecord(fields?: Partial<ProducerIdsRecord>): ProducerIdsRecord {
  return {
    brokerId: 0,
    brokerEpoch: -1n,
    nextProducerId: 0n,
    ...fields,
  };
}

export function readProducerIdsRecord(reader: Reader, version: number): ProducerIdsRecord {
  if (version !== 0) throw unsupportedVersion('ProducerIdsRecord', version);
  const value: ProducerIdsRecord = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
    nextProducerId: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeProducerIdsRecord(writer: Writer, version: number, value: ProducerIdsRecord): void {
  if (version !== 0) throw unsupportedVersion('ProducerIdsRecord', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeInt64(value.nextProducerId);
  writer.writeUnsignedVarint(0);
}

export const producerIdsRecord: MessageCodec<ProducerIdsRecord> = {
  name: 'ProducerIdsRecord',
  apiKey: 15,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readProducerIdsRecord,
  write: writeProducerIdsRecord,
};
