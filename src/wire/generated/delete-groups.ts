// Generated from protocol/messages/api/42-DeleteGroups.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DeleteGroupsRequest {
  groupsNames: string[];
}

export function newDeleteGroupsRequest(fields?: Partial<DeleteGroupsRequest>): DeleteGroupsRequest {
  return {
    groupsNames: [],
    ...fields,
  };
}

export function readDeleteGroupsRequest(reader: Reader, version: number): DeleteGroupsRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteGroupsRequest', version);
  const flexible = version >= 2;
  const value: DeleteGroupsRequest = {
    groupsNames: reader.readStringArray(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteGroupsRequest(writer: Writer, version: number, value: DeleteGroupsRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteGroupsRequest', version);
  const flexible = version >= 2;
  writer.writeStringArray(value.groupsNames, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteGroupsRequest: MessageCodec<DeleteGroupsRequest> = {
  name: 'DeleteGroupsRequest',
  apiKey: 42,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDeleteGroupsRequest,
  write: writeDeleteGroupsRequest,
};

export interface DeleteGroupsResponse {
  throttleTimeMs: number;
  results: DeletableGroupResult[];
}

export interface DeletableGroupResult {
  groupId: string;
  errorCode: number;
}

export function newDeleteGroupsResponse(fields?: Partial<DeleteGroupsResponse>): DeleteGroupsResponse {
  return {
    throttleTimeMs: 0,
    results: [],
    ...fields,
  };
}

export function readDeleteGroupsResponse(reader: Reader, version: number): DeleteGroupsResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteGroupsResponse', version);
  const flexible = version >= 2;
  const value: DeleteGroupsResponse = {
    throttleTimeMs: reader.readInt32(),
    results: readDeletableGroupResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteGroupsResponse(writer: Writer, version: number, value: DeleteGroupsResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteGroupsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.results.length, flexible);
  for (const element of value.results) writeDeletableGroupResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeletableGroupResult(fields?: Partial<DeletableGroupResult>): DeletableGroupResult {
  return {
    groupId: '',
    errorCode: 0,
    ...fields,
  };
}

function readDeletableGroupResult(reader: Reader, version: number): DeletableGroupResult {
  const flexible = version >= 2;
  const value: DeletableGroupResult = {
    groupId: reader.readString(flexible),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeletableGroupResultArray(reader: Reader, version: number): DeletableGroupResult[] {
  const length = reader.readArrayLength(version >= 2, 4);
  const values: DeletableGroupResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDeletableGroupResult(reader, version));
  return values;
}

function writeDeletableGroupResult(writer: Writer, version: number, value: DeletableGroupResult): void {
  const flexible = version >= 2;
  writer.writeString(value.groupId, flexible);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteGroupsResponse: MessageCodec<DeleteGroupsResponse> = {
  name: 'DeleteGroupsResponse',
  apiKey: 42,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDeleteGroupsResponse,
  write: writeDeleteGroupsResponse,
};
