// Generated from protocol/messages/api/32-DescribeConfigs.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeConfigsRequest {
  resources: DescribeConfigsResource[];
  includeSynonyms: boolean;
  includeDocumentation: boolean;
}

export interface DescribeConfigsResource {
  resourceType: number;
  resourceName: string;
  configurationKeys: string[] | null;
}

export function newDescribeConfigsRequest(fields?: Partial<DescribeConfigsRequest>): DescribeConfigsRequest {
  return {
    resources: [],
    includeSynonyms: false,
    includeDocumentation: false,
    ...fields,
  };
}

export function readDescribeConfigsRequest(reader: Reader, version: number): DescribeConfigsRequest {
  if (version < 1 || version > 4) throw unsupportedVersion('DescribeConfigsRequest', version);
  const flexible = version >= 4;
  const value: DescribeConfigsRequest = {
    resources: readDescribeConfigsResourceArray(reader, version),
    includeSynonyms: reader.readBool(),
    includeDocumentation: version >= 3 ? reader.readBool() : false,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeConfigsRequest(writer: Writer, version: number, value: DescribeConfigsRequest): void {
  if (version < 1 || version > 4) throw unsupportedVersion('DescribeConfigsRequest', version);
  const flexible = version >= 4;
  writer.writeArrayLength(value.resources.length, flexible);
  for (const element of value.resources) writeDescribeConfigsResource(writer, version, element);
  writer.writeBool(value.includeSynonyms);
  if (version >= 3) writer.writeBool(value.includeDocumentation);
  if (version < 3 && value.includeDocumentation) throw unsupportedField('DescribeConfigsRequest.includeDocumentation', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeConfigsResource(fields?: Partial<DescribeConfigsResource>): DescribeConfigsResource {
  return {
    resourceType: 0,
    resourceName: '',
    configurationKeys: [],
    ...fields,
  };
}

function readDescribeConfigsResource(reader: Reader, version: number): DescribeConfigsResource {
  const flexible = version >= 4;
  const value: DescribeConfigsResource = {
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    configurationKeys: reader.readNullableStringArray(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeConfigsResourceArray(reader: Reader, version: number): DescribeConfigsResource[] {
  const length = reader.readArrayLength(version >= 4, 4);
  const values: DescribeConfigsResource[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeConfigsResource(reader, version));
  return values;
}

function writeDescribeConfigsResource(writer: Writer, version: number, value: DescribeConfigsResource): void {
  const flexible = version >= 4;
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeStringArray(value.configurationKeys, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeConfigsRequest: MessageCodec<DescribeConfigsRequest> = {
  name: 'DescribeConfigsRequest',
  apiKey: 32,
  minVersion: 1,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readDescribeConfigsRequest,
  write: writeDescribeConfigsRequest,
};

export interface DescribeConfigsResponse {
  throttleTimeMs: number;
  results: DescribeConfigsResult[];
}

export interface DescribeConfigsResult {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  configs: DescribeConfigsResourceResult[];
}

export interface DescribeConfigsResourceResult {
  name: string;
  value: string | null;
  readOnly: boolean;
  configSource: number;
  isSensitive: boolean;
  synonyms: DescribeConfigsSynonym[];
  configType: number;
  documentation: string | null;
}

export interface DescribeConfigsSynonym {
  name: string;
  value: string | null;
  source: number;
}

export function newDescribeConfigsResponse(fields?: Partial<DescribeConfigsResponse>): DescribeConfigsResponse {
  return {
    throttleTimeMs: 0,
    results: [],
    ...fields,
  };
}

export function readDescribeConfigsResponse(reader: Reader, version: number): DescribeConfigsResponse {
  if (version < 1 || version > 4) throw unsupportedVersion('DescribeConfigsResponse', version);
  const flexible = version >= 4;
  const value: DescribeConfigsResponse = {
    throttleTimeMs: reader.readInt32(),
    results: readDescribeConfigsResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeConfigsResponse(writer: Writer, version: number, value: DescribeConfigsResponse): void {
  if (version < 1 || version > 4) throw unsupportedVersion('DescribeConfigsResponse', version);
  const flexible = version >= 4;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.results.length, flexible);
  for (const element of value.results) writeDescribeConfigsResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeConfigsResult(fields?: Partial<DescribeConfigsResult>): DescribeConfigsResult {
  return {
    errorCode: 0,
    errorMessage: '',
    resourceType: 0,
    resourceName: '',
    configs: [],
    ...fields,
  };
}

function readDescribeConfigsResult(reader: Reader, version: number): DescribeConfigsResult {
  const flexible = version >= 4;
  const value: DescribeConfigsResult = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    resourceType: reader.readInt8(),
    resourceName: reader.readString(flexible),
    configs: readDescribeConfigsResourceResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeConfigsResultArray(reader: Reader, version: number): DescribeConfigsResult[] {
  const length = reader.readArrayLength(version >= 4, 7);
  const values: DescribeConfigsResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeConfigsResult(reader, version));
  return values;
}

function writeDescribeConfigsResult(writer: Writer, version: number, value: DescribeConfigsResult): void {
  const flexible = version >= 4;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeInt8(value.resourceType);
  writer.writeString(value.resourceName, flexible);
  writer.writeArrayLength(value.configs.length, flexible);
  for (const element of value.configs) writeDescribeConfigsResourceResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeConfigsResourceResult(fields?: Partial<DescribeConfigsResourceResult>): DescribeConfigsResourceResult {
  return {
    name: '',
    value: '',
    readOnly: false,
    configSource: -1,
    isSensitive: false,
    synonyms: [],
    configType: 0,
    documentation: '',
    ...fields,
  };
}

function readDescribeConfigsResourceResult(reader: Reader, version: number): DescribeConfigsResourceResult {
  const flexible = version >= 4;
  const value: DescribeConfigsResourceResult = {
    name: reader.readString(flexible),
    value: reader.readNullableString(flexible),
    readOnly: reader.readBool(),
    configSource: reader.readInt8(),
    isSensitive: reader.readBool(),
    synonyms: readDescribeConfigsSynonymArray(reader, version),
    configType: version >= 3 ? reader.readInt8() : 0,
    documentation: version >= 3 ? reader.readNullableString(flexible) : '',
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeConfigsResourceResultArray(reader: Reader, version: number): DescribeConfigsResourceResult[] {
  const length = reader.readArrayLength(version >= 4, 9);
  const values: DescribeConfigsResourceResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeConfigsResourceResult(reader, version));
  return values;
}

function writeDescribeConfigsResourceResult(writer: Writer, version: number, value: DescribeConfigsResourceResult): void {
  const flexible = version >= 4;
  writer.writeString(value.name, flexible);
  writer.writeString(value.value, flexible);
  writer.writeBool(value.readOnly);
  writer.writeInt8(value.configSource);
  writer.writeBool(value.isSensitive);
  writer.writeArrayLength(value.synonyms.length, flexible);
  for (const element of value.synonyms) writeDescribeConfigsSynonym(writer, version, element);
  if (version >= 3) writer.writeInt8(value.configType);
  if (version >= 3) writer.writeString(value.documentation, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeConfigsSynonym(fields?: Partial<DescribeConfigsSynonym>): DescribeConfigsSynonym {
  return {
    name: '',
    value: '',
    source: 0,
    ...fields,
  };
}

function readDescribeConfigsSynonym(reader: Reader, version: number): DescribeConfigsSynonym {
  const flexible = version >= 4;
  const value: DescribeConfigsSynonym = {
    name: reader.readString(flexible),
    value: reader.readNullableString(flexible),
    source: reader.readInt8(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeConfigsSynonymArray(reader: Reader, version: number): DescribeConfigsSynonym[] {
  const length = reader.readArrayLength(version >= 4, 4);
  const values: DescribeConfigsSynonym[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeConfigsSynonym(reader, version));
  return values;
}

function writeDescribeConfigsSynonym(writer: Writer, version: number, value: DescribeConfigsSynonym): void {
  const flexible = version >= 4;
  writer.writeString(value.name, flexible);
  writer.writeString(value.value, flexible);
  writer.writeInt8(value.source);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeConfigsResponse: MessageCodec<DescribeConfigsResponse> = {
  name: 'DescribeConfigsResponse',
  apiKey: 32,
  minVersion: 1,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readDescribeConfigsResponse,
  write: writeDescribeConfigsResponse,
};
