// Generated from protocol/messages/api/14-SyncGroup.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface SyncGroupRequest {
  groupId: string;
  generationId: number;
  memberId: string;
  groupInstanceId: string | null;
  protocolType: string | null;
  protocolName: string | null;
  assignments: SyncGroupRequestAssignment[];
}

export interface SyncGroupRequestAssignment {
  memberId: string;
  assignment: Buffer;
}

export function newSyncGroupRequest(fields?: Partial<SyncGroupRequest>): SyncGroupRequest {
  return {
    groupId: '',
    generationId: 0,
    memberId: '',
    groupInstanceId: null,
    protocolType: null,
    protocolName: null,
    assignments: [],
    ...fields,
  };
}

export function readSyncGroupRequest(reader: Reader, version: number): SyncGroupRequest {
  if (version < 0 || version > 5) throw unsupportedVersion('SyncGroupRequest', version);
  const flexible = version >= 4;
  const value: SyncGroupRequest = {
    groupId: reader.readString(flexible),
    generationId: reader.readInt32(),
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 3 ? reader.readNullableString(flexible) : null,
    protocolType: version >= 5 ? reader.readNullableString(flexible) : null,
    protocolName: version >= 5 ? reader.readNullableString(flexible) : null,
    assignments: readSyncGroupRequestAssignmentArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeSyncGroupRequest(writer: Writer, version: number, value: SyncGroupRequest): void {
  if (version < 0 || version > 5) throw unsupportedVersion('SyncGroupRequest', version);
  const flexible = version >= 4;
  writer.writeString(value.groupId, flexible);
  writer.writeInt32(value.generationId);
  writer.writeString(value.memberId, flexible);
  if (version >= 3) writer.writeString(value.groupInstanceId, flexible);
  if (version < 3 && value.groupInstanceId !== null) throw unsupportedField('SyncGroupRequest.groupInstanceId', version);
  if (version >= 5) writer.writeString(value.protocolType, flexible);
  if (version >= 5) writer.writeString(value.protocolName, flexible);
  writer.writeArrayLength(value.assignments.length, flexible);
  for (const element of value.assignments) writeSyncGroupRequestAssignment(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newSyncGroupRequestAssignment(fields?: Partial<SyncGroupRequestAssignment>): SyncGroupRequestAssignment {
  return {
    memberId: '',
    assignment: Buffer.alloc(0),
    ...fields,
  };
}

function readSyncGroupRequestAssignment(reader: Reader, version: number): SyncGroupRequestAssignment {
  const flexible = version >= 4;
  const value: SyncGroupRequestAssignment = {
    memberId: reader.readString(flexible),
    assignment: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readSyncGroupRequestAssignmentArray(reader: Reader, version: number): SyncGroupRequestAssignment[] {
  const length = reader.readArrayLength(version >= 4, 3);
  const values: SyncGroupRequestAssignment[] = [];
  for (let index = 0; index < length; index++) values.push(readSyncGroupRequestAssignment(reader, version));
  return values;
}

function writeSyncGroupRequestAssignment(writer: Writer, version: number, value: SyncGroupRequestAssignment): void {
  const flexible = version >= 4;
  writer.writeString(value.memberId, flexible);
  writer.writeBytes(value.assignment, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const syncGroupRequest: MessageCodec<SyncGroupRequest> = {
  name: 'SyncGroupRequest',
  apiKey: 14,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readSyncGroupRequest,
  write: writeSyncGroupRequest,
};

export interface SyncGroupResponse {
  throttleTimeMs: number;
  errorCode: number;
  protocolType: string | null;
  protocolName: string | null;
  assignment: Buffer;
}

export function newSyncGroupResponse(fields?: Partial<SyncGroupResponse>): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    protocolType: null,
    protocolName: null,
    assignment: Buffer.alloc(0),
    ...fields,
  };
}

export function readSyncGroupResponse(reader: Reader, version: number): SyncGroupResponse {
  if (version < 0 || version > 5) throw unsupportedVersion('SyncGroupResponse', version);
  const flexible = version >= 4;
  const value: SyncGroupResponse = {
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    errorCode: reader.readInt16(),
    protocolType: version >= 5 ? reader.readNullableString(flexible) : null,
    protocolName: version >= 5 ? reader.readNullableString(flexible) : null,
    assignment: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeSyncGroupResponse(writer: Writer, version: number, value: SyncGroupResponse): void {
  if (version < 0 || version > 5) throw unsupportedVersion('SyncGroupResponse', version);
  const flexible = version >= 4;
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  if (version >= 5) writer.writeString(value.protocolType, flexible);
  if (version >= 5) writer.writeString(value.protocolName, flexible);
  writer.writeBytes(value.assignment, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const syncGroupResponse: MessageCodec<SyncGroupResponse> = {
  name: 'SyncGroupResponse',
  apiKey: 14,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readSyncGroupResponse,
  write: writeSyncGroupResponse,
};
