// Generated from protocol/messages/api/80-AddRaftVoter.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AddRaftVoterRequest {
  clusterId: string | null;
  timeoutMs: number;
  voterId: number;
  voterDirectoryId: string;
  listeners: Listener[];
  ackWhenCommitted: boolean;
}

export interface Listener {
  name: string;
  host: string;
  port: number;
}

export function newAddRaftVoterRequest(fields?: Partial<AddRaftVoterRequest>): AddRaftVoterRequest {
  return {
    clusterId: '',
    timeoutMs: 0,
    voterId: 0,
    voterDirectoryId: ZERO_UUID,
    listeners: [],
    ackWhenCommitted: true,
    ...fields,
  };
}

export function readAddRaftVoterRequest(reader: Reader, version: number): AddRaftVoterRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('AddRaftVoterRequest', version);
  const value: AddRaftVoterRequest = {
    clusterId: reader.readNullableString(true),
    timeoutMs: reader.readInt32(),
    voterId: reader.readInt32(),
    voterDirectoryId: reader.readUuid(),
    listeners: readListenerArray(reader, version),
    ackWhenCommitted: version >= 1 ? reader.readBool() : true,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAddRaftVoterRequest(writer: Writer, version: number, value: AddRaftVoterRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('AddRaftVoterRequest', version);
  writer.writeString(value.clusterId, true);
  writer.writeInt32(value.timeoutMs);
  writer.writeInt32(value.voterId);
  writer.writeUuid(value.voterDirectoryId);
  writer.writeArrayLength(value.listeners.length, true);
  for (const element of value.listeners) writeListener(writer, version, element);
  if (version >= 1) writer.writeBool(value.ackWhenCommitted);
  if (version < 1 && !value.ackWhenCommitted) throw unsupportedField('AddRaftVoterRequest.ackWhenCommitted', version);
  writer.writeUnsignedVarint(0);
}

export function newListener(fields?: Partial<Listener>): Listener {
  return {
    name: '',
    host: '',
    port: 0,
    ...fields,
  };
}

function readListener(reader: Reader, version: number): Listener {
  const value: Listener = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readListenerArray(reader: Reader, version: number): Listener[] {
  const length = reader.readArrayLength(true, 5);
  const values: Listener[] = [];
  for (let index = 0; index < length; index++) values.push(readListener(reader, version));
  return values;
}

function writeListener(writer: Writer, version: number, value: Listener): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export const addRaftVoterRequest: MessageCodec<AddRaftVoterRequest> = {
  name: 'AddRaftVoterRequest',
  apiKey: 80,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAddRaftVoterRequest,
  write: writeAddRaftVoterRequest,
};

export interface AddRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newAddRaftVoterResponse(fields?: Partial<AddRaftVoterResponse>): AddRaftVoterResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

export function readAddRaftVoterResponse(reader: Reader, version: number): AddRaftVoterResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('AddRaftVoterResponse', version);
  const value: AddRaftVoterResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAddRaftVoterResponse(writer: Writer, version: number, value: AddRaftVoterResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('AddRaftVoterResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const addRaftVoterResponse: MessageCodec<AddRaftVoterResponse> = {
  name: 'AddRaftVoterResponse',
  apiKey: 80,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAddRaftVoterResponse,
  write: writeAddRaftVoterResponse,
};
