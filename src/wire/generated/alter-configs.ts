// Generated from protocol/messages/api/33-AlterConfigs.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterConfigsRequest {
  resources: AlterConfigsResource[];
  validateOnly: boolean;
}

export interface AlterConfigsResource {
  resourceType: number;
  resourceName: string;
  configs: AlterableConfig[];
}

export interface AlterableConfig {
  name: string;
  value: string | null;
}

export function newAlterConfigsRequest(fields?: Partial<AlterConfigsRequest>): AlterConfigsRequest {
  return {
    resources: [],
    validateOnly: false,
    ...fields,
  };
}

export function readAlterConfigsRequest(reader: Reader, version: number): AlterConfigsRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('AlterConfigsRequest', version);
  const flexible = version >= 2;
  const value: AlterConfigsRequest = {
    resources: readAlterConfigsResourceArray(reader, version),
    validateOnly: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAlterConfigsRequest(writer: Writer, version: number, value: AlterConfigsRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('AlterConfigsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.resources.length, flexible);
  for (const element of value.resources) writeAlterConfigsResource(writer, version, element);
  writer.writeBool(value.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterConfigsResource(fields?: Partial<AlterConfigsResource>): AlterConfigsResource {
  return {
    resourceType: 0,
    resourceName: '',
    configs: [],
    ...fields,
  };
}

function readAlterConfigsResource(reader: Reader, version: number): AlterConfigsResource {
  const flexible = version >= 2;
  const value: AlterConfigsResource = {
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    configs: readAlterableConfigArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterConfigsResourceArray(reader: Reader, version: number): AlterConfigsResource[] {
  const length = reader.readArrayLength(version >= 2, 4);
  const values: AlterConfigsResource[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterConfigsResource(reader, version));
  return values;
}

function writeAlterConfigsResource(writer: Writer, version: number, value: AlterConfigsResource): void {
  const flexible = version >= 2;
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeArrayLength(value.configs.length, flexible);
  for (const element of value.configs) writeAlterableConfig(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterableConfig(fields?: Partial<AlterableConfig>): AlterableConfig {
  return {
    name: '',
    value: '',
    ...fields,
  };
}

function readAlterableConfig(reader: Reader, version: number): AlterableConfig {
  const flexible = version >= 2;
  const value: AlterableConfig = {
    name: reader.readString(flexible),
    value: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterableConfigArray(reader: Reader, version: number): AlterableConfig[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: AlterableConfig[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterableConfig(reader, version));
  return values;
}

function writeAlterableConfig(writer: Writer, version: number, value: AlterableConfig): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeString(value.value, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterConfigsRequest: MessageCodec<AlterConfigsRequest> = {
  name: 'AlterConfigsRequest',
  apiKey: 33,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readAlterConfigsRequest,
  write: writeAlterConfigsRequest,
};

export interface AlterConfigsResponse {
  throttleTimeMs: number;
  responses: AlterConfigsResourceResponse[];
}

export interface AlterConfigsResourceResponse {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
}

export function newAlterConfigsResponse(fields?: Partial<AlterConfigsResponse>): AlterConfigsResponse {
  return {
    throttleTimeMs: 0,
    responses: [],
    ...fields,
  };
}

export function readAlterConfigsResponse(reader: Reader, version: number): AlterConfigsResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('AlterConfigsResponse', version);
  const flexible = version >= 2;
  const value: AlterConfigsResponse = {
    throttleTimeMs: reader.readInt32(),
    responses: readAlterConfigsResourceResponseArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAlterConfigsResponse(writer: Writer, version: number, value: AlterConfigsResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('AlterConfigsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.responses.length, flexible);
  for (const element of value.responses) writeAlterConfigsResourceResponse(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterConfigsResourceResponse(fields?: Partial<AlterConfigsResourceResponse>): AlterConfigsResourceResponse {
  return {
    errorCode: 0,
    errorMessage: '',
    resourceType: 0,
    resourceName: '',
    ...fields,
  };
}

function readAlterConfigsResourceResponse(reader: Reader, version: number): AlterConfigsResourceResponse {
  const flexible = version >= 2;
  const value: AlterConfigsResourceResponse = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterConfigsResourceResponseArray(reader: Reader, version: number): AlterConfigsResourceResponse[] {
  const length = reader.readArrayLength(version >= 2, 6);
  const values: AlterConfigsResourceResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterConfigsResourceResponse(reader, version));
  return values;
}

function writeAlterConfigsResourceResponse(writer: Writer, version: number, value: AlterConfigsResourceResponse): void {
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterConfigsResponse: MessageCodec<AlterConfigsResponse> = {
  name: 'AlterConfigsResponse',
  apiKey: 33,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readAlterConfigsResponse,
  write: writeAlterConfigsResponse,
};
