// Generated from protocol/messages/api/10-FindCoordinator.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface FindCoordinatorRequest {
  key: string;
  keyType: number;
  coordinatorKeys: string[];
}

export function newFindCoordinatorRequest(fields?: Partial<FindCoordinatorRequest>): FindCoordinatorRequest {
  return {
    key: '',
    keyType: 0,
    coordinatorKeys: [],
    ...fields,
  };
}

export function readFindCoordinatorRequest(reader: Reader, version: number): FindCoordinatorRequest {
  if (version < 0 || version > 6) throw unsupportedVersion('FindCoordinatorRequest', version);
  const flexible = version >= 3;
  const value: FindCoordinatorRequest = {
    key: version <= 3 ? reader.readString(flexible) : '',
    keyType: version >= 1 ? reader.readInt8() : 0,
    coordinatorKeys: version >= 4 ? reader.readStringArray(flexible) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeFindCoordinatorRequest(writer: Writer, version: number, value: FindCoordinatorRequest): void {
  if (version < 0 || version > 6) throw unsupportedVersion('FindCoordinatorRequest', version);
  const flexible = version >= 3;
  if (version <= 3) writer.writeString(value.key, flexible);
  if (version > 3 && value.key.length !== 0) throw unsupportedField('FindCoordinatorRequest.key', version);
  if (version >= 1) writer.writeInt8(value.keyType);
  if (version < 1 && value.keyType !== 0) throw unsupportedField('FindCoordinatorRequest.keyType', version);
  if (version >= 4) writer.writeStringArray(value.coordinatorKeys, flexible);
  if (version < 4 && value.coordinatorKeys.length !== 0) throw unsupportedField('FindCoordinatorRequest.coordinatorKeys', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const findCoordinatorRequest: MessageCodec<FindCoordinatorRequest> = {
  name: 'FindCoordinatorRequest',
  apiKey: 10,
  minVersion: 0,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readFindCoordinatorRequest,
  write: writeFindCoordinatorRequest,
};

export interface FindCoordinatorResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  nodeId: number;
  host: string;
  port: number;
  coordinators: Coordinator[];
}

export interface Coordinator {
  key: string;
  nodeId: number;
  host: string;
  port: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newFindCoordinatorResponse(fields?: Partial<FindCoordinatorResponse>): FindCoordinatorResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    nodeId: 0,
    host: '',
    port: 0,
    coordinators: [],
    ...fields,
  };
}

export function readFindCoordinatorResponse(reader: Reader, version: number): FindCoordinatorResponse {
  if (version < 0 || version > 6) throw unsupportedVersion('FindCoordinatorResponse', version);
  const flexible = version >= 3;
  const value: FindCoordinatorResponse = {
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    errorCode: version <= 3 ? reader.readInt16() : 0,
    errorMessage: version >= 1 && version <= 3 ? reader.readNullableString(flexible) : '',
    nodeId: version <= 3 ? reader.readInt32() : 0,
    host: version <= 3 ? reader.readString(flexible) : '',
    port: version <= 3 ? reader.readInt32() : 0,
    coordinators: version >= 4 ? readCoordinatorArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeFindCoordinatorResponse(writer: Writer, version: number, value: FindCoordinatorResponse): void {
  if (version < 0 || version > 6) throw unsupportedVersion('FindCoordinatorResponse', version);
  const flexible = version >= 3;
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  if (version <= 3) writer.writeInt16(value.errorCode);
  if (version > 3 && value.errorCode !== 0) throw unsupportedField('FindCoordinatorResponse.errorCode', version);
  if (version >= 1 && version <= 3) writer.writeString(value.errorMessage, flexible);
  if (version <= 3) writer.writeInt32(value.nodeId);
  if (version > 3 && value.nodeId !== 0) throw unsupportedField('FindCoordinatorResponse.nodeId', version);
  if (version <= 3) writer.writeString(value.host, flexible);
  if (version > 3 && value.host.length !== 0) throw unsupportedField('FindCoordinatorResponse.host', version);
  if (version <= 3) writer.writeInt32(value.port);
  if (version > 3 && value.port !== 0) throw unsupportedField('FindCoordinatorResponse.port', version);
  if (version >= 4) {
    writer.writeArrayLength(value.coordinators.length, flexible);
    for (const element of value.coordinators) writeCoordinator(writer, version, element);
  }
  if (version < 4 && value.coordinators.length !== 0) throw unsupportedField('FindCoordinatorResponse.coordinators', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCoordinator(fields?: Partial<Coordinator>): Coordinator {
  return {
    key: '',
    nodeId: 0,
    host: '',
    port: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

function readCoordinator(reader: Reader, version: number): Coordinator {
  const value: Coordinator = {
    key: reader.readString(true),
    nodeId: reader.readInt32(),
    host: reader.readString(true),
    port: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readCoordinatorArray(reader: Reader, version: number): Coordinator[] {
  const length = reader.readArrayLength(true, 14);
  const values: Coordinator[] = [];
  for (let index = 0; index < length; index++) values.push(readCoordinator(reader, version));
  return values;
}

function writeCoordinator(writer: Writer, version: number, value: Coordinator): void {
  writer.writeString(value.key, true);
  writer.writeInt32(value.nodeId);
  writer.writeString(value.host, true);
  writer.writeInt32(value.port);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const findCoordinatorResponse: MessageCodec<FindCoordinatorResponse> = {
  name: 'FindCoordinatorResponse',
  apiKey: 10,
  minVersion: 0,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readFindCoordinatorResponse,
  write: writeFindCoordinatorResponse,
};
