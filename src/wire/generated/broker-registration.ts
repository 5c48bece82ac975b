// Generated from protocol/messages/api/62-BrokerRegistration.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface BrokerRegistrationRequest {
  brokerId: number;
  clusterId: string;
  incarnationId: string;
  listeners: Listener[];
  features: Feature[];
  rack: string | null;
  isMigratingZkBroker: boolean;
  logDirs: string[];
  previousBrokerEpoch: bigint;
}

export interface Listener {
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
}

export interface Feature {
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

export function newBrokerRegistrationRequest(fields?: Partial<BrokerRegistrationRequest>): BrokerRegistrationRequest {
  return {
    brokerId: 0,
    clusterId: '',
    incarnationId: ZERO_UUID,
    listeners: [],
    features: [],
    rack: '',
    isMigratingZkBroker: false,
    logDirs: [],
    previousBrokerEpoch: -1n,
    ...fields,
  };
}

export function readBrokerRegistrationRequest(reader: Reader, version: number): BrokerRegistrationRequest {
  if (version < 0 || version > 4) throw unsupportedVersion('BrokerRegistrationRequest', version);
  const value: BrokerRegistrationRequest = {
    brokerId: reader.readInt32(),
    clusterId: reader.readString(true),
    incarnationId: reader.readUuid(),
    listeners: readListenerArray(reader, version),
    features: readFeatureArray(reader, version),
    rack: reader.readNullableString(true),
    isMigratingZkBroker: version >= 1 ? reader.readBool() : false,
    logDirs: version >= 2 ? reader.readUuidArray(true) : [],
    previousBrokerEpoch: version >= 3 ? reader.readInt64() : -1n,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeBrokerRegistrationRequest(writer: Writer, version: number, value: BrokerRegistrationRequest): void {
  if (version < 0 || version > 4) throw unsupportedVersion('BrokerRegistrationRequest', version);
  writer.writeInt32(value.brokerId);
  writer.writeString(value.clusterId, true);
  writer.writeUuid(value.incarnationId);
  writer.writeArrayLength(value.listeners.length, true);
  for (const element of value.listeners) writeListener(writer, version, element);
  writer.writeArrayLength(value.features.length, true);
  for (const element of value.features) writeFeature(writer, version, element);
  writer.writeString(value.rack, true);
  if (version >= 1) writer.writeBool(value.isMigratingZkBroker);
  if (version < 1 && value.isMigratingZkBroker) throw unsupportedField('BrokerRegistrationRequest.isMigratingZkBroker', version);
  if (version >= 2) writer.writeUuidArray(value.logDirs, true);
  if (version >= 3) writer.writeInt64(value.previousBrokerEpoch);
  writer.writeUnsignedVarint(0);
}

export function newListener(fields?: Partial<Listener>): Listener {
  return {
    name: '',
    host: '',
    port: 0,
    securityProtocol: 0,
    ...fields,
  };
}

function readListener(reader: Reader, version: number): Listener {
  const value: Listener = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
    securityProtocol: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readListenerArray(reader: Reader, version: number): Listener[] {
  const length = reader.readArrayLength(true, 7);
  const values: Listener[] = [];
  for (let index = 0; index < length; index++) values.push(readListener(reader, version));
  return values;
}

function writeListener(writer: Writer, version: number, value: Listener): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeInt16(value.securityProtocol);
  writer.writeUnsignedVarint(0);
}

export function newFeature(fields?: Partial<Feature>): Feature {
  return {
    name: '',
    minSupportedVersion: 0,
    maxSupportedVersion: 0,
    ...fields,
  };
}

function readFeature(reader: Reader, version: number): Feature {
  const value: Feature = {
    name: reader.readString(true),
    minSupportedVersion: reader.readInt16(),
    maxSupportedVersion: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readFeatureArray(reader: Reader, version: number): Feature[] {
  const length = reader.readArrayLength(true, 6);
  const values: Feature[] = [];
  for (let index = 0; index < length; index++) values.push(readFeature(reader, version));
  return values;
}

function writeFeature(writer: Writer, version: number, value: Feature): void {
  writer.writeString(value.name, true);
  writer.writeInt16(value.minSupportedVersion);
  writer.writeInt16(value.maxSupportedVersion);
  writer.writeUnsignedVarint(0);
}

export const brokerRegistrationRequest: MessageCodec<BrokerRegistrationRequest> = {
  name: 'BrokerRegistrationRequest',
  apiKey: 62,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readBrokerRegistrationRequest,
  write: writeBrokerRegistrationRequest,
};

export interface BrokerRegistrationResponse {
  throttleTimeMs: number;
  errorCode: number;
  brokerEpoch: bigint;
}

export function newBrokerRegistrationResponse(fields?: Partial<BrokerRegistrationResponse>): BrokerRegistrationResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    brokerEpoch: -1n,
    ...fields,
  };
}

export function readBrokerRegistrationResponse(reader: Reader, version: number): BrokerRegistrationResponse {
  if (version < 0 || version > 4) throw unsupportedVersion('BrokerRegistrationResponse', version);
  const value: BrokerRegistrationResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    brokerEpoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeBrokerRegistrationResponse(writer: Writer, version: number, value: BrokerRegistrationResponse): void {
  if (version < 0 || version > 4) throw unsupportedVersion('BrokerRegistrationResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export const brokerRegistrationResponse: MessageCodec<BrokerRegistrationResponse> = {
  name: 'BrokerRegistrationResponse',
  apiKey: 62,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readBrokerRegistrationResponse,
  write: writeBrokerRegistrationResponse,
};
