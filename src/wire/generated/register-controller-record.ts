// Generated from protocol/messages/metadata/kafka-metadata/RegisterControllerRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RegisterControllerRecord {
  controllerId: number;
  incarnationId: string;
  zkMigrationReady: boolean;
  endPoints: ControllerEndpoint[];
  features: ControllerFeature[];
}

export interface ControllerEndpoint {
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
}

export interface ControllerFeature {
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

export function newRegisterControllerRecord(fields?: Partial<RegisterControllerRecord>): RegisterControllerRecord {
  return {
    controllerId: 0,
    incarnationId: ZERO_UUID,
    zkMigrationReady: false,
    endPoints: [],
    features: [],
    ...fields,
  };
}

export function readRegisterControllerRecord(reader: Reader, version: number): RegisterControllerRecord {
  if (version !== 0) throw unsupportedVersion('RegisterControllerRecord', version);
  const value: RegisterControllerRecord = {
    controllerId: reader.readInt32(),
    incarnationId: reader.readUuid(),
    zkMigrationReady: reader.readBool(),
    endPoints: readControllerEndpointArray(reader, version),
    features: readControllerFeatureArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeRegisterControllerRecord(writer: Writer, version: number, value: RegisterControllerRecord): void {
  if (version !== 0) throw unsupportedVersion('RegisterControllerRecord', version);
  writer.writeInt32(value.controllerId);
  writer.writeUuid(value.incarnationId);
  writer.writeBool(value.zkMigrationReady);
  writer.writeArrayLength(value.endPoints.length, true);
  for (const element of value.endPoints) writeControllerEndpoint(writer, version, element);
  writer.writeArrayLength(value.features.length, true);
  for (const element of value.features) writeControllerFeature(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newControllerEndpoint(fields?: Partial<ControllerEndpoint>): ControllerEndpoint {
  return {
    name: '',
    host: '',
    port: 0,
    securityProtocol: 0,
    ...fields,
  };
}

function readControllerEndpoint(reader: Reader, version: number): ControllerEndpoint {
  const value: ControllerEndpoint = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
    securityProtocol: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readControllerEndpointArray(reader: Reader, version: number): ControllerEndpoint[] {
  const length = reader.readArrayLength(true, 7);
  const values: ControllerEndpoint[] = [];
  for (let index = 0; index < length; index++) values.push(readControllerEndpoint(reader, version));
  return values;
}

function writeControllerEndpoint(writer: Writer, version: number, value: ControllerEndpoint): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeInt16(value.securityProtocol);
  writer.writeUnsignedVarint(0);
}

export function newControllerFeature(fields?: Partial<ControllerFeature>): ControllerFeature {
  return {
    name: '',
    minSupportedVersion: 0,
    maxSupportedVersion: 0,
    ...fields,
  };
}

function readControllerFeature(reader: Reader, version: number): ControllerFeature {
  const value: ControllerFeature = {
    name: reader.readString(true),
    minSupportedVersion: reader.readInt16(),
    maxSupportedVersion: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readControllerFeatureArray(reader: Reader, version: number): ControllerFeature[] {
  const length = reader.readArrayLength(true, 6);
  const values: ControllerFeature[] = [];
  for (let index = 0; index < length; index++) values.push(readControllerFeature(reader, version));
  return values;
}

function writeControllerFeature(writer: Writer, version: number, value: ControllerFeature): void {
  writer.writeString(value.name, true);
  writer.writeInt16(value.minSupportedVersion);
  writer.writeInt16(value.maxSupportedVersion);
  writer.writeUnsignedVarint(0);
}

export const registerControllerRecord: MessageCodec<RegisterControllerRecord> = {
  name: 'RegisterControllerRecord',
  apiKey: 27,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readRegisterControllerRecord,
  write: writeRegisterControllerRecord,
};
