// Generated from protocol/messages/api/29-DescribeAcls.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeAclsRequest {
  resourceTypeFilter: number;
  resourceNameFilter: string | null;
  patternTypeFilter: number;
  principalFilter: string | null;
  hostFilter: string | null;
  operation: number;
  permissionType: number;
}

export function newDescribeAclsRequest(fields?: Partial<DescribeAclsRequest>): DescribeAclsRequest {
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

export function readDescribeAclsRequest(reader: Reader, version: number): DescribeAclsRequest {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeAclsRequest', version);
  const flexible = version >= 2;
  const value: DescribeAclsRequest = {
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

export function writeDescribeAclsRequest(writer: Writer, version: number, value: DescribeAclsRequest): void {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeAclsRequest', version);
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

export const describeAclsRequest: MessageCodec<DescribeAclsRequest> = {
  name: 'DescribeAclsRequest',
  apiKey: 29,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDescribeAclsRequest,
  write: writeDescribeAclsRequest,
};

export interface DescribeAclsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  resources: DescribeAclsResource[];
}

export interface DescribeAclsResource {
  resourceType: number;
  resourceName: string;
  patternType: number;
  acls: AclDescription[];
}

export interface AclDescription {
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

export function newDescribeAclsResponse(fields?: Partial<DescribeAclsResponse>): DescribeAclsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    resources: [],
    ...fields,
  };
}

export function readDescribeAclsResponse(reader: Reader, version: number): DescribeAclsResponse {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeAclsResponse', version);
  const flexible = version >= 2;
  const value: DescribeAclsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    resources: readDescribeAclsResourceArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeAclsResponse(writer: Writer, version: number, value: DescribeAclsResponse): void {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeAclsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeArrayLength(value.resources.length, flexible);
  for (const element of value.resources) writeDescribeAclsResource(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeAclsResource(fields?: Partial<DescribeAclsResource>): DescribeAclsResource {
  return {
    resourceType: 0,
    resourceName: '',
    patternType: 3,
    acls: [],
    ...fields,
  };
}

function readDescribeAclsResource(reader: Reader, version: number): DescribeAclsResource {
  const flexible = version >= 2;
  const value: DescribeAclsResource = {
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    patternType: reader.readInt8(),
    acls: readAclDescriptionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeAclsResourceArray(reader: Reader, version: number): DescribeAclsResource[] {
  const length = reader.readArrayLength(version >= 2, 5);
  const values: DescribeAclsResource[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeAclsResource(reader, version));
  return values;
}

function writeDescribeAclsResource(writer: Writer, version: number, value: DescribeAclsResource): void {
  const flexible = version >= 2;
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeInt8(value.patternType);
  writer.writeArrayLength(value.acls.length, flexible);
  for (const element of value.acls) writeAclDescription(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAclDescription(fields?: Partial<AclDescription>): AclDescription {
  return {
    principal: '',
    host: '',
    operation: 0,
    permissionType: 0,
    ...fields,
  };
}

function readAclDescription(reader: Reader, version: number): AclDescription {
  const flexible = version >= 2;
  const value: AclDescription = {
    principal: reader.readString(flexible),
    host: reader.readString(flexible),
    operation: reader.readInt8(),
    permissionType: reader.readInt8(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAclDescriptionArray(reader: Reader, version: number): AclDescription[] {
  const length = reader.readArrayLength(version >= 2, 5);
  const values: AclDescription[] = [];
  for (let index = 0; index < length; index++) values.push(readAclDescription(reader, version));
  return values;
}

function writeAclDescription(writer: Writer, version: number, value: AclDescription): void {
  const flexible = version >= 2;
  writer.writeString(value.principal, flexible);
  writer.writeString(value.host, flexible);
  writer.writeInt8(value.operation);
  writer.writeInt8(value.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeAclsResponse: MessageCodec<DescribeAclsResponse> = {
  name: 'DescribeAclsResponse',
  apiKey: 29,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDescribeAclsResponse,
  write: writeDescribeAclsResponse,
};
