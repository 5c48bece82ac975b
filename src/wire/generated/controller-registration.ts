// Generated from protocol/messages/api/70-ControllerRegistration.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ControllerRegistrationRequest {
  controllerId: number;
  incarnationId: string;
  zkMigrationReady: boolean;
  listeners: Listener[];
  features: Feature[];
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

export function newControllerRegistrationRequest(fields?: Partial<ControllerRegistrationRequest>): ControllerRegistrationRequest {
  return {
    controllerId: 0,
    incarnationId: ZERO_UUID,
    zkMigrationReady: false,
    listeners: [],
    features: [],
    ...fields,
  };
}

export function readControllerRegistrationRequest(reader: Reader, version: number): ControllerRegistrationRequest {
  if (version !== 0) throw unsupportedVersion('ControllerRegistrationRequest', version);
  const value: ControllerRegistrationRequest = {
    controllerId: reader.readInt32(),
    incarnationId: reader.readUuid(),
    zkMigrationReady: reader.readBool(),
    listeners: readListenerArray(reader, version),
    features: readFeatureArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeControllerRegistrationRequest(writer: Writer, version: number, value: ControllerRegistrationRequest): void {
  if (version !== 0) throw unsupportedVersion('ControllerRegistrationRequest', version);
  writer.writeInt32(value.controllerId);
  writer.writeUuid(value.incarnationId);
  writer.writeBool(value.zkMigrationReady);
  writer.writeArrayLength(value.listeners.length, true);
  for (const element of value.listeners) writeListener(writer, version, element);
  writer.writeArrayLength(value.features.length, true);
  for (const element of value.features) writeFeature(writer, version, element);
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

export const controllerRegistrationRequest: MessageCodec<ControllerRegistrationRequest> = {
  name: 'ControllerRegistrationRequest',
  apiKey: 70,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readControllerRegistrationRequest,
  write: writeControllerRegistrationRequest,
};

export interface ControllerRegistrationResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newControllerRegistrationResponse(fields?: Partial<ControllerRegistrationResponse>): ControllerRegistrationResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

export function readControllerRegistrationResponse(reader: Reader, version: number): ControllerRegistrationResponse {
  if (version !== 0) throw unsupportedVersion('ControllerRegistrationResponse', version);
  const value: ControllerRegistrationResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeControllerRegistrationResponse(writer: Writer, version: number, value: ControllerRegistrationResponse): void {
  if (version !== 0) throw unsupportedVersion('ControllerRegistrationResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const controllerRegistrationResponse: MessageCodec<ControllerRegistrationResponse> = {
  name: 'ControllerRegistrationResponse',
  apiKey: 70,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readControllerRegistrationResponse,
  write: writeControllerRegistrationResponse,
};
