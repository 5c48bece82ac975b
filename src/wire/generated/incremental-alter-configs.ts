// Generated from protocol/messages/api/44-IncrementalAlterConfigs.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface IncrementalAlterConfigsRequest {
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
  configOperation: number;
  value: string | null;
}

export function newIncrementalAlterConfigsRequest(fields?: Partial<IncrementalAlterConfigsRequest>): IncrementalAlterConfigsRequest {
  return {
    resources: [],
    validateOnly: false,
    ...fields,
  };
}

export function readIncrementalAlterConfigsRequest(reader: Reader, version: number): IncrementalAlterConfigsRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('IncrementalAlterConfigsRequest', version);
  const flexible = version >= 1;
  const value: IncrementalAlterConfigsRequest = {
    resources: readAlterConfigsResourceArray(reader, version),
    validateOnly: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeIncrementalAlterConfigsRequest(writer: Writer, version: number, value: IncrementalAlterConfigsRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('IncrementalAlterConfigsRequest', version);
  const flexible = version >= 1;
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
  const flexible = version >= 1;
  const value: AlterConfigsResource = {
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    configs: readAlterableConfigArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterConfigsResourceArray(reader: Reader, version: number): AlterConfigsResource[] {
  const length = reader.readArrayLength(version >= 1, 4);
  const values: AlterConfigsResource[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterConfigsResource(reader, version));
  return values;
}

function writeAlterConfigsResource(writer: Writer, version: number, value: AlterConfigsResource): void {
  const flexible = version >= 1;
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeArrayLength(value.configs.length, flexible);
  for (const element of value.configs) writeAlterableConfig(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterableConfig(fields?: Partial<AlterableConfig>): AlterableConfig {
  return {
    name: '',
    configOperation: 0,
    value: '',
    ...fields,
  };
}

function readAlterableConfig(reader: Reader, version: number): AlterableConfig {
  const flexible = version >= 1;
  const value: AlterableConfig = {
    name: reader.readString(flexible),
    configOperation: reader.readInt8(),
    value: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterableConfigArray(reader: Reader, version: number): AlterableConfig[] {
  const length = reader.readArrayLength(version >= 1, 4);
  const values: AlterableConfig[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterableConfig(reader, version));
  return values;
}

function writeAlterableConfig(writer: Writer, version: number, value: AlterableConfig): void {
  const flexible = version >= 1;
  writer.writeString(value.name, flexible);
  writer.writeInt8(value.configOperation);
  writer.writeString(value.value, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const incrementalAlterConfigsRequest: MessageCodec<IncrementalAlterConfigsRequest> = {
  name: 'IncrementalAlterConfigsRequest',
  apiKey: 44,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readIncrementalAlterConfigsRequest,
  write: writeIncrementalAlterConfigsRequest,
};

export interface IncrementalAlterConfigsResponse {
  throttleTimeMs: number;
  responses: AlterConfigsResourceResponse[];
}

export interface AlterConfigsResourceResponse {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
}

export function newIncrementalAlterConfigsResponse(fields?: Partial<IncrementalAlterConfigsResponse>): IncrementalAlterConfigsResponse {
  return {
    throttleTimeMs: 0,
    responses: [],
    ...fields,
  };
}

export function readIncrementalAlterConfigsResponse(reader: Reader, version: number): IncrementalAlterConfigsResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('IncrementalAlterConfigsResponse', version);
  const flexible = version >= 1;
  const value: IncrementalAlterConfigsResponse = {
    throttleTimeMs: reader.readInt32(),
    responses: readAlterConfigsResourceResponseArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeIncrementalAlterConfigsResponse(writer: Writer, version: number, value: IncrementalAlterConfigsResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('IncrementalAlterConfigsResponse', version);
  const flexible = version >= 1;
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
  const flexible = version >= 1;
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
  const length = reader.readArrayLength(version >= 1, 6);
  const values: AlterConfigsResourceResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterConfigsResourceResponse(reader, version));
  return values;
}

function writeAlterConfigsResourceResponse(writer: Writer, version: number, value: AlterConfigsResourceResponse): void {
  const flexible = version >= 1;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const incrementalAlterConfigsResponse: MessageCodec<IncrementalAlterConfigsResponse> = {
  name: 'IncrementalAlterConfigsResponse',
  apiKey: 44,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readIncrementalAlterConfigsResponse,
  write: writeIncrementalAlterConfigsResponse,
};
