// Generated from protocol/messages/metadata/kafka-metadata/BrokerRegistrationChangeRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface BrokerRegistrationChangeRecord {
  brokerId: number;
  brokerEpoch: bigint;
  fenced: number;
  inControlledShutdown: number;
  logDirs: string[];
  cordonedLogDirs: string[] | null;
}

export function newBrokerRegistrationChangeRecord(fields?: Partial<BrokerRegistrationChangeRecord>): BrokerRegistrationChangeRecord {
  return {
    brokerId: 0,
    brokerEpoch: 0n,
    fenced: 0,
    inControlledShutdown: 0,
    logDirs: [],
    cordonedLogDirs: null,
    ...fields,
  };
}

export function readBrokerRegistrationChangeRecord(reader: Reader, version: number): BrokerRegistrationChangeRecord {
  if (version < 0 || version > 3) throw unsupportedVersion('BrokerRegistrationChangeRecord', version);
  const value: BrokerRegistrationChangeRecord = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
    fenced: 0,
    inControlledShutdown: 0,
    logDirs: [],
    cordonedLogDirs: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.fenced = reader.readInt8();
        reader.endTaggedField(end);
        break;
      case 1:
        if (version >= 1) {
          value.inControlledShutdown = reader.readInt8();
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 2:
        if (version >= 2) {
          value.logDirs = reader.readUuidArray(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 3:
        if (version >= 3) {
          value.cordonedLogDirs = reader.readNullableUuidArray(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeBrokerRegistrationChangeRecord(writer: Writer, version: number, value: BrokerRegistrationChangeRecord): void {
  if (version < 0 || version > 3) throw unsupportedVersion('BrokerRegistrationChangeRecord', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  if (version < 1 && value.inControlledShutdown !== 0) throw unsupportedField('BrokerRegistrationChangeRecord.inControlledShutdown', version);
  if (version < 2 && value.logDirs.length !== 0) throw unsupportedField('BrokerRegistrationChangeRecord.logDirs', version);
  if (version < 3 && value.cordonedLogDirs !== null) throw unsupportedField('BrokerRegistrationChangeRecord.cordonedLogDirs', version);
  let tagCount = 0;
  if (value.fenced !== 0) tagCount++;
  if (version >= 1 && value.inControlledShutdown !== 0) tagCount++;
  if (version >= 2 && value.logDirs.length !== 0) tagCount++;
  if (version >= 3 && value.cordonedLogDirs !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.fenced !== 0) {
    const position = writer.beginTaggedField(0);
    writer.writeInt8(value.fenced);
    writer.endTaggedField(position);
  }
  if (version >= 1 && value.inControlledShutdown !== 0) {
    const position = writer.beginTaggedField(1);
    writer.writeInt8(value.inControlledShutdown);
    writer.endTaggedField(position);
  }
  if (version >= 2 && value.logDirs.length !== 0) {
    const position = writer.beginTaggedField(2);
    writer.writeUuidArray(value.logDirs, true);
    writer.endTaggedField(position);
  }
  if (version >= 3 && value.cordonedLogDirs !== null) {
    const position = writer.beginTaggedField(3);
    writer.writeUuidArray(value.cordonedLogDirs, true);
    writer.endTaggedField(position);
  }
}

export const brokerRegistrationChangeRecord: MessageCodec<BrokerRegistrationChangeRecord> = {
  name: 'BrokerRegistrationChangeRecord',
  apiKey: 17,
  minVersion: 0,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readBrokerRegistrationChangeRecord,
  write: writeBrokerRegistrationChangeRecord,
};
