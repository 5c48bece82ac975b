// Generated from protocol/messages/metadata/kafka-metadata/RegisterBrokerRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RegisterBrokerRecord {
  brokerId: number;
  isMigratingZkBroker: boolean;
  incarnationId: string;
  brokerEpoch: bigint;
  endPoints: BrokerEndpoint[];
  features: BrokerFeature[];
  rack: string | null;
  fenced: boolean;
  inControlledShutdown: boolean;
  logDirs: string[];
  cordonedLogDirs: string[] | null;
}

export interface BrokerEndpoint {
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
}

export interface BrokerFeature {
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

export function newRegisterBrokerRecord(fields?: Partial<RegisterBrokerRecord>): RegisterBrokerRecord {
  return {
    brokerId: 0,
    isMigratingZkBroker: false,
    incarnationId: ZERO_UUID,
    brokerEpoch: 0n,
    endPoints: [],
    features: [],
    rack: '',
    fenced: true,
    inControlledShutdown: false,
    logDirs: [],
    cordonedLogDirs: null,
    ...fields,
  };
}

export function readRegisterBrokerRecord(reader: Reader, version: number): RegisterBrokerRecord {
  if (version < 0 || version > 4) throw unsupportedVersion('RegisterBrokerRecord', version);
  const value: RegisterBrokerRecord = {
    brokerId: reader.readInt32(),
    isMigratingZkBroker: version >= 2 ? reader.readBool() : false,
    incarnationId: reader.readUuid(),
    brokerEpoch: reader.readInt64(),
    endPoints: readBrokerEndpointArray(reader, version),
    features: readBrokerFeatureArray(reader, version),
    rack: reader.readNullableString(true),
    fenced: reader.readBool(),
    inControlledShutdown: version >= 1 ? reader.readBool() : false,
    logDirs: [],
    cordonedLogDirs: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        if (version >= 3) {
          value.logDirs = reader.readUuidArray(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 1:
        if (version >= 4) {
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

export function writeRegisterBrokerRecord(writer: Writer, version: number, value: RegisterBrokerRecord): void {
  if (version < 0 || version > 4) throw unsupportedVersion('RegisterBrokerRecord', version);
  writer.writeInt32(value.brokerId);
  if (version >= 2) writer.writeBool(value.isMigratingZkBroker);
  if (version < 2 && value.isMigratingZkBroker) throw unsupportedField('RegisterBrokerRecord.isMigratingZkBroker', version);
  writer.writeUuid(value.incarnationId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeArrayLength(value.endPoints.length, true);
  for (const element of value.endPoints) writeBrokerEndpoint(writer, version, element);
  writer.writeArrayLength(value.features.length, true);
  for (const element of value.features) writeBrokerFeature(writer, version, element);
  writer.writeString(value.rack, true);
  writer.writeBool(value.fenced);
  if (version >= 1) writer.writeBool(value.inControlledShutdown);
  if (version < 1 && value.inControlledShutdown) throw unsupportedField('RegisterBrokerRecord.inControlledShutdown', version);
  if (version < 3 && value.logDirs.length !== 0) throw unsupportedField('RegisterBrokerRecord.logDirs', version);
  if (version < 4 && value.cordonedLogDirs !== null) throw unsupportedField('RegisterBrokerRecord.cordonedLogDirs', version);
  let tagCount = 0;
  if (version >= 3 && value.logDirs.length !== 0) tagCount++;
  if (version >= 4 && value.cordonedLogDirs !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (version >= 3 && value.logDirs.length !== 0) {
    const position = writer.beginTaggedField(0);
    writer.writeUuidArray(value.logDirs, true);
    writer.endTaggedField(position);
  }
  if (version >= 4 && value.cordonedLogDirs !== null) {
    const position = writer.beginTaggedField(1);
    writer.writeUuidArray(value.cordonedLogDirs, true);
    writer.endTaggedField(position);
  }
}

export function newBrokerEndpoint(fields?: Partial<BrokerEndpoint>): BrokerEndpoint {
  return {
    name: '',
    host: '',
    port: 0,
    securityProtocol: 0,
    ...fields,
  };
}

function readBrokerEndpoint(reader: Reader, version: number): BrokerEndpoint {
  const value: BrokerEndpoint = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
    securityProtocol: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readBrokerEndpointArray(reader: Reader, version: number): BrokerEndpoint[] {
  const length = reader.readArrayLength(true, 7);
  const values: BrokerEndpoint[] = [];
  for (let index = 0; index < length; index++) values.push(readBrokerEndpoint(reader, version));
  return values;
}

function writeBrokerEndpoint(writer: Writer, version: number, value: BrokerEndpoint): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeInt16(value.securityProtocol);
  writer.writeUnsignedVarint(0);
}

export function newBrokerFeature(fields?: Partial<BrokerFeature>): BrokerFeature {
  return {
    name: '',
    minSupportedVersion: 0,
    maxSupportedVersion: 0,
    ...fields,
  };
}

function readBrokerFeature(reader: Reader, version: number): BrokerFeature {
  const value: BrokerFeature = {
    name: reader.readString(true),
    minSupportedVersion: reader.readInt16(),
    maxSupportedVersion: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readBrokerFeatureArray(reader: Reader, version: number): BrokerFeature[] {
  const length = reader.readArrayLength(true, 6);
  const values: BrokerFeature[] = [];
  for (let index = 0; index < length; index++) values.push(readBrokerFeature(reader, version));
  return values;
}

function writeBrokerFeature(writer: Writer, version: number, value: BrokerFeature): void {
  writer.writeString(value.name, true);
  writer.writeInt16(value.minSupportedVersion);
  writer.writeInt16(value.maxSupportedVersion);
  writer.writeUnsignedVarint(0);
}

export const registerBrokerRecord: MessageCodec<RegisterBrokerRecord> = {
  name: 'RegisterBrokerRecord',
  apiKey: 0,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRegisterBrokerRecord,
  write: writeRegisterBrokerRecord,
};
