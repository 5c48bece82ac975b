// Generated from protocol/messages/api/74-ListConfigResources.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ListConfigResourcesRequest {
  resourceTypes: number[];
}

export function newListConfigResourcesRequest(fields?: Partial<ListConfigResourcesRequest>): ListConfigResourcesRequest {
  return {
    resourceTypes: [],
    ...fields,
  };
}

export function readListConfigResourcesRequest(reader: Reader, version: number): ListConfigResourcesRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('ListConfigResourcesRequest', version);
  const value: ListConfigResourcesRequest = {
    resourceTypes: version >= 1 ? reader.readInt8Array(true) : [],
  };
  reader.skipTaggedFields();
  return value;
}

export function writeListConfigResourcesRequest(writer: Writer, version: number, value: ListConfigResourcesRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ListConfigResourcesRequest', version);
  if (version >= 1) writer.writeInt8Array(value.resourceTypes, true);
  if (version < 1 && value.resourceTypes.length !== 0) throw unsupportedField('ListConfigResourcesRequest.resourceTypes', version);
  writer.writeUnsignedVarint(0);
}

export const listConfigResourcesRequest: MessageCodec<ListConfigResourcesRequest> = {
  name: 'ListConfigResourcesRequest',
  apiKey: 74,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readListConfigResourcesRequest,
  write: writeListConfigResourcesRequest,
};

export interface ListConfigResourcesResponse {
  throttleTimeMs: number;
  errorCode: number;
  configResources: ConfigResource[];
}

export interface ConfigResource {
  resourceName: string;
  resourceType: number;
}

export function newListConfigResourcesResponse(fields?: Partial<ListConfigResourcesResponse>): ListConfigResourcesResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    configResources: [],
    ...fields,
  };
}

export function readListConfigResourcesResponse(reader: Reader, version: number): ListConfigResourcesResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('ListConfigResourcesResponse', version);
  const value: ListConfigResourcesResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    configResources: readConfigResourceArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeListConfigResourcesResponse(writer: Writer, version: number, value: ListConfigResourcesResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('ListConfigResourcesResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.configResources.length, true);
  for (const element of value.configResources) writeConfigResource(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newConfigResource(fields?: Partial<ConfigResource>): ConfigResource {
  return {
    resourceName: '',
    resourceType: 16,
    ...fields,
  };
}

function readConfigResource(reader: Reader, version: number): ConfigResource {
  const value: ConfigResource = {
    resourceName: reader.readString(true),
    resourceType: version >= 1 ? reader.readInt8() : 16,
  };
  reader.skipTaggedFields();
  return value;
}

function readConfigResourceArray(reader: Reader, version: number): ConfigResource[] {
  const length = reader.readArrayLength(true, 2);
  const values: ConfigResource[] = [];
  for (let index = 0; index < length; index++) values.push(readConfigResource(reader, version));
  return values;
}

function writeConfigResource(writer: Writer, version: number, value: ConfigResource): void {
  writer.writeString(value.resourceName, true);
  if (version >= 1) writer.writeInt8(value.resourceType);
  writer.writeUnsignedVarint(0);
}

export const listConfigResourcesResponse: MessageCodec<ListConfigResourcesResponse> = {
  name: 'ListConfigResourcesResponse',
  apiKey: 74,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readListConfigResourcesResponse,
  write: writeListConfigResourcesResponse,
};
