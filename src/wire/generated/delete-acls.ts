// Generated from protocol/messages/api/31-DeleteAcls.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DeleteAclsRequest {
  filters: DeleteAclsFilter[];
}

export interface DeleteAclsFilter {
  resourceTypeFilter: number;
  resourceNameFilter: string | null;
  patternTypeFilter: number;
  principalFilter: string | null;
  hostFilter: string | null;
  operation: number;
  permissionType: number;
}

export function newDeleteAclsRequest(fields?: Partial<DeleteAclsRequest>): DeleteAclsRequest {
  return {
    filters: [],
    ...fields,
  };
}

export function readDeleteAclsRequest(reader: Reader, version: number): DeleteAclsRequest {
  if (version < 1 || version > 3) throw unsupportedVersion('DeleteAclsRequest', version);
  const flexible = version >= 2;
  const value: DeleteAclsRequest = {
    filters: readDeleteAclsFilterArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteAclsRequest(writer: Writer, version: number, value: DeleteAclsRequest): void {
  if (version < 1 || version > 3) throw unsupportedVersion('DeleteAclsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.filters.length, flexible);
  for (const element of value.filters) writeDeleteAclsFilter(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteAclsFilter(fields?: Partial<DeleteAclsFilter>): DeleteAclsFilter {
  return {
    resourceTypeFilter: 0,
    resourceNameFilter: '',
    patternTypeFilter: 3,
    principalFilter: '',
    hostFilter: '',
    operation: 0,
    permissionType: 0,
    ...fields,
  };
}

function readDeleteAclsFilter(reader: Reader, version: number): DeleteAclsFilter {
  const flexible = version >= 2;
  const value: DeleteAclsFilter = {
    resourceTypeFilter: reader.readInt8(),
    resourceNameFilter: reader.readNullableString(flexible),
    patternTypeFilter: reader.readInt8(),
    principalFilter: reader.readNullableString(flexible),
    hostFilter: reader.readNullableString(flexible),
    operation: reader.readInt8(),
    permissionType: reader.readInt8(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteAclsFilterArray(reader: Reader, version: number): DeleteAclsFilter[] {
  const length = reader.readArrayLength(version >= 2, 8);
  const values: DeleteAclsFilter[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteAclsFilter(reader, version));
  return values;
}

function writeDeleteAclsFilter(writer: Writer, version: number, value: DeleteAclsFilter): void {
  const flexible = version >= 2;
  writer.writeInt8(value.resourceTypeFilter);
  writer.writeString(value.resourceNameFilter, flexible);
  writer.writeInt8(value.patternTypeFilter);
  writer.writeString(value.principalFilter, flexible);
  writer.writeString(value.hostFilter, flexible);
  writer.writeInt8(value.operation);
  writer.writeInt8(value.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteAclsRequest: MessageCodec<DeleteAclsRequest> = {
  name: 'DeleteAclsRequest',
  apiKey: 31,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDeleteAclsRequest,
  write: writeDeleteAclsRequest,
};

export interface DeleteAclsResponse {
  throttleTimeMs: number;
  filterResults: DeleteAclsFilterResult[];
}

export interface DeleteAclsFilterResult {
  errorCode: number;
  errorMessage: string | null;
  matchingAcls: DeleteAclsMatchingAcl[];
}

export interface DeleteAclsMatchingAcl {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  patternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

export function newDeleteAclsResponse(fields?: Partial<DeleteAclsResponse>): DeleteAclsResponse {
  return {
    throttleTimeMs: 0,
    filterResults: [],
    ...fields,
  };
}

export function readDeleteAclsResponse(reader: Reader, version: number): DeleteAclsResponse {
  if (version < 1 || version > 3) throw unsupportedVersion('DeleteAclsResponse', version);
  const flexible = version >= 2;
  const value: DeleteAclsResponse = {
    throttleTimeMs: reader.readInt32(),
    filterResults: readDeleteAclsFilterResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteAclsResponse(writer: Writer, version: number, value: DeleteAclsResponse): void {
  if (version < 1 || version > 3) throw unsupportedVersion('DeleteAclsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.filterResults.length, flexible);
  for (const element of value.filterResults) writeDeleteAclsFilterResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteAclsFilterResult(fields?: Partial<DeleteAclsFilterResult>): DeleteAclsFilterResult {
  return {
    errorCode: 0,
    errorMessage: '',
    matchingAcls: [],
    ...fields,
  };
}

function readDeleteAclsFilterResult(reader: Reader, version: number): DeleteAclsFilterResult {
  const flexible = version >= 2;
  const value: DeleteAclsFilterResult = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    matchingAcls: readDeleteAclsMatchingAclArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteAclsFilterResultArray(reader: Reader, version: number): DeleteAclsFilterResult[] {
  const length = reader.readArrayLength(version >= 2, 5);
  const values: DeleteAclsFilterResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteAclsFilterResult(reader, version));
  return values;
}

function writeDeleteAclsFilterResult(writer: Writer, version: number, value: DeleteAclsFilterResult): void {
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeArrayLength(value.matchingAcls.length, flexible);
  for (const element of value.matchingAcls) writeDeleteAclsMatchingAcl(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteAclsMatchingAcl(fields?: Partial<DeleteAclsMatchingAcl>): DeleteAclsMatchingAcl {
  return {
    errorCode: 0,
    errorMessage: '',
    resourceType: 0,
    resourceName: '',
    patternType: 3,
    principal: '',
    host: '',
    operation: 0,
    permissionType: 0,
    ...fields,
  };
}

function readDeleteAclsMatchingAcl(reader: Reader, version: number): DeleteAclsMatchingAcl {
  const flexible = version >= 2;
  const value: DeleteAclsMatchingAcl = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    patternType: reader.readInt8(),
    principal: reader.readString(flexible),
    host: reader.readString(flexible),
    operation: reader.readInt8(),
    permissionType: reader.readInt8(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteAclsMatchingAclArray(reader: Reader, version: number): DeleteAclsMatchingAcl[] {
  const length = reader.readArrayLength(version >= 2, 11);
  const values: DeleteAclsMatchingAcl[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteAclsMatchingAcl(reader, version));
  return values;
}

function writeDeleteAclsMatchingAcl(writer: Writer, version: number, value: DeleteAclsMatchingAcl): void {
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeInt8(value.patternType);
  writer.writeString(value.principal, flexible);
  writer.writeString(value.host, flexible);
  writer.writeInt8(value.operation);
  writer.writeInt8(value.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteAclsResponse: MessageCodec<DeleteAclsResponse> = {
  name: 'DeleteAclsResponse',
  apiKey: 31,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDeleteAclsResponse,
  write: writeDeleteAclsResponse,
};
