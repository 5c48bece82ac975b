// Generated from protocol/messages/api/30-CreateAcls.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface CreateAclsRequest {
  creations: AclCreation[];
}

export interface AclCreation {
  resourceType: number;
  resourceName: string;
  resourcePatternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
}

export function newCreateAclsRequest(fields?: Partial<CreateAclsRequest>): CreateAclsRequest {
  return {
    creations: [],
    ...fields,
  };
}

export function readCreateAclsRequest(reader: Reader, version: number): CreateAclsRequest {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateAclsRequest', version);
  const flexible = version >= 2;
  const value: CreateAclsRequest = {
    creations: readAclCreationArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreateAclsRequest(writer: Writer, version: number, value: CreateAclsRequest): void {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateAclsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.creations.length, flexible);
  for (const element of value.creations) writeAclCreation(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAclCreation(fields?: Partial<AclCreation>): AclCreation {
  return {
    resourceType: 0,
    resourceName: '',
    resourcePatternType: 3,
    principal: '',
    host: '',
    operation: 0,
    permissionType: 0,
    ...fields,
  };
}

function readAclCreation(reader: Reader, version: number): AclCreation {
  const flexible = version >= 2;
  const value: AclCreation = {
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    resourcePatternType: reader.readInt8(),
    principal: reader.readString(flexible),
    host: reader.readString(flexible),
    operation: reader.readInt8(),
    permissionType: reader.readInt8(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAclCreationArray(reader: Reader, version: number): AclCreation[] {
  const length = reader.readArrayLength(version >= 2, 8);
  const values: AclCreation[] = [];
  for (let index = 0; index < length; index++) values.push(readAclCreation(reader, version));
  return values;
}

function writeAclCreation(writer: Writer, version: number, value: AclCreation): void {
  const flexible = version >= 2;
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeInt8(value.resourcePatternType);
  writer.writeString(value.principal, flexible);
  writer.writeString(value.host, flexible);
  writer.writeInt8(value.operation);
  writer.writeInt8(value.permissionType);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createAclsRequest: MessageCodec<CreateAclsRequest> = {
  name: 'CreateAclsRequest',
  apiKey: 30,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readCreateAclsRequest,
  write: writeCreateAclsRequest,
};

export interface CreateAclsResponse {
  throttleTimeMs: number;
  results: AclCreationResult[];
}

export interface AclCreationResult {
  errorCode: number;
  errorMessage: string | null;
}

export function newCreateAclsResponse(fields?: Partial<CreateAclsResponse>): CreateAclsResponse {
  return {
    throttleTimeMs: 0,
    results: [],
    ...fields,
  };
}

export function readCreateAclsResponse(reader: Reader, version: number): CreateAclsResponse {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateAclsResponse', version);
  const flexible = version >= 2;
  const value: CreateAclsResponse = {
    throttleTimeMs: reader.readInt32(),
    results: readAclCreationResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreateAclsResponse(writer: Writer, version: number, value: CreateAclsResponse): void {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateAclsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.results.length, flexible);
  for (const element of value.results) writeAclCreationResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAclCreationResult(fields?: Partial<AclCreationResult>): AclCreationResult {
  return {
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

function readAclCreationResult(reader: Reader, version: number): AclCreationResult {
  const flexible = version >= 2;
  const value: AclCreationResult = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAclCreationResultArray(reader: Reader, version: number): AclCreationResult[] {
  const length = reader.readArrayLength(version >= 2, 4);
  const values: AclCreationResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAclCreationResult(reader, version));
  return values;
}

function writeAclCreationResult(writer: Writer, version: number, value: AclCreationResult): void {
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createAclsResponse: MessageCodec<CreateAclsResponse> = {
  name: 'CreateAclsResponse',
  apiKey: 30,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readCreateAclsResponse,
  write: writeCreateAclsResponse,
};
