// Generated from protocol/messages/api/18-ApiVersions.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ApiVersionsRequest {
  clientSoftwareName: string;
  clientSoftwareVersion: string;
}

export function newApiVersionsRequest(fields?: Partial<ApiVersionsRequest>): ApiVersionsRequest {
  return {
    clientSoftwareName: '',
    clientSoftwareVersion: '',
    ...fields,
  };
}

export function readApiVersionsRequest(reader: Reader, version: number): ApiVersionsRequest {
  if (version < 0 || version > 4) throw unsupportedVersion('ApiVersionsRequest', version);
  const flexible = version >= 3;
  const value: ApiVersionsRequest = {
    clientSoftwareName: version >= 3 ? reader.readString(flexible) : '',
    clientSoftwareVersion: version >= 3 ? reader.readString(flexible) : '',
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeApiVersionsRequest(writer: Writer, version: number, value: ApiVersionsRequest): void {
  if (version < 0 || version > 4) throw unsupportedVersion('ApiVersionsRequest', version);
  const flexible = version >= 3;
  if (version >= 3) writer.writeString(value.clientSoftwareName, flexible);
  if (version >= 3) writer.writeString(value.clientSoftwareVersion, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const apiVersionsRequest: MessageCodec<ApiVersionsRequest> = {
  name: 'ApiVersionsRequest',
  apiKey: 18,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readApiVersionsRequest,
  write: writeApiVersionsRequest,
};

export interface ApiVersionsResponse {
  errorCode: number;
  apiKeys: ApiVersion[];
  throttleTimeMs: number;
  supportedFeatures: SupportedFeatureKey[];
  finalizedFeaturesEpoch: bigint;
  finalizedFeatures: FinalizedFeatureKey[];
  zkMigrationReady: boolean;
}

export interface ApiVersion {
  apiKey: number;
  minVersion: number;
  maxVersion: number;
}

export interface SupportedFeatureKey {
  name: string;
  minVersion: number;
  maxVersion: number;
}

export interface FinalizedFeatureKey {
  name: string;
  maxVersionLevel: number;
  minVersionLevel: number;
}

export function newApiVersionsResponse(fields?: Partial<ApiVersionsResponse>): ApiVersionsResponse {
  return {
    errorCode: 0,
    apiKeys: [],
    throttleTimeMs: 0,
    supportedFeatures: [],
    finalizedFeaturesEpoch: -1n,
    finalizedFeatures: [],
    zkMigrationReady: false,
    ...fields,
  };
}

export function readApiVersionsResponse(reader: Reader, version: number): ApiVersionsResponse {
  if (version < 0 || version > 4) throw unsupportedVersion('ApiVersionsResponse', version);
  const flexible = version >= 3;
  const value: ApiVersionsResponse = {
    errorCode: reader.readInt16(),
    apiKeys: readApiVersionArray(reader, version),
    throttleTimeMs: version >= 1 ? reader.readInt32() : 0,
    supportedFeatures: [],
    finalizedFeaturesEpoch: -1n,
    finalizedFeatures: [],
    zkMigrationReady: false,
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.supportedFeatures = readSupportedFeatureKeyArray(reader, version);
          reader.endTaggedField(end);
          break;
        case 1:
          value.finalizedFeaturesEpoch = reader.readInt64();
          reader.endTaggedField(end);
          break;
        case 2:
          value.finalizedFeatures = readFinalizedFeatureKeyArray(reader, version);
          reader.endTaggedField(end);
          break;
        case 3:
          value.zkMigrationReady = reader.readBool();
          reader.endTaggedField(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

export function writeApiVersionsResponse(writer: Writer, version: number, value: ApiVersionsResponse): void {
  if (version < 0 || version > 4) throw unsupportedVersion('ApiVersionsResponse', version);
  const flexible = version >= 3;
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.apiKeys.length, flexible);
  for (const element of value.apiKeys) writeApiVersion(writer, version, element);
  if (version >= 1) writer.writeInt32(value.throttleTimeMs);
  if (flexible) {
    let tagCount = 0;
    if (value.supportedFeatures.length !== 0) tagCount++;
    if (value.finalizedFeaturesEpoch !== -1n) tagCount++;
    if (value.finalizedFeatures.length !== 0) tagCount++;
    if (value.zkMigrationReady) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (value.supportedFeatures.length !== 0) {
      const position = writer.beginTaggedField(0);
      writer.writeArrayLength(value.supportedFeatures.length, flexible);
      for (const element of value.supportedFeatures) writeSupportedFeatureKey(writer, version, element);
      writer.endTaggedField(position);
    }
    if (value.finalizedFeaturesEpoch !== -1n) {
      const position = writer.beginTaggedField(1);
      writer.writeInt64(value.finalizedFeaturesEpoch);
      writer.endTaggedField(position);
    }
    if (value.finalizedFeatures.length !== 0) {
      const position = writer.beginTaggedField(2);
      writer.writeArrayLength(value.finalizedFeatures.length, flexible);
      for (const element of value.finalizedFeatures) writeFinalizedFeatureKey(writer, version, element);
      writer.endTaggedField(position);
    }
    if (value.zkMigrationReady) {
      const position = writer.beginTaggedField(3);
      writer.writeBool(value.zkMigrationReady);
      writer.endTaggedField(position);
    }
  }
}

export function newApiVersion(fields?: Partial<ApiVersion>): ApiVersion {
  return {
    apiKey: 0,
    minVersion: 0,
    maxVersion: 0,
    ...fields,
  };
}

function readApiVersion(reader: Reader, version: number): ApiVersion {
  const flexible = version >= 3;
  const value: ApiVersion = {
    apiKey: reader.readInt16(),
    minVersion: reader.readInt16(),
    maxVersion: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readApiVersionArray(reader: Reader, version: number): ApiVersion[] {
  const length = reader.readArrayLength(version >= 3, 6);
  const values: ApiVersion[] = [];
  for (let index = 0; index < length; index++) values.push(readApiVersion(reader, version));
  return values;
}

function writeApiVersion(writer: Writer, version: number, value: ApiVersion): void {
  const flexible = version >= 3;
  writer.writeInt16(value.apiKey);
  writer.writeInt16(value.minVersion);
  writer.writeInt16(value.maxVersion);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newSupportedFeatureKey(fields?: Partial<SupportedFeatureKey>): SupportedFeatureKey {
  return {
    name: '',
    minVersion: 0,
    maxVersion: 0,
    ...fields,
  };
}

function readSupportedFeatureKey(reader: Reader, version: number): SupportedFeatureKey {
  const value: SupportedFeatureKey = {
    name: reader.readString(true),
    minVersion: reader.readInt16(),
    maxVersion: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readSupportedFeatureKeyArray(reader: Reader, version: number): SupportedFeatureKey[] {
  const length = reader.readArrayLength(true, 6);
  const values: SupportedFeatureKey[] = [];
  for (let index = 0; index < length; index++) values.push(readSupportedFeatureKey(reader, version));
  return values;
}

function writeSupportedFeatureKey(writer: Writer, version: number, value: SupportedFeatureKey): void {
  writer.writeString(value.name, true);
  writer.writeInt16(value.minVersion);
  writer.writeInt16(value.maxVersion);
  writer.writeUnsignedVarint(0);
}

export function newFinalizedFeatureKey(fields?: Partial<FinalizedFeatureKey>): FinalizedFeatureKey {
  return {
    name: '',
    maxVersionLevel: 0,
    minVersionLevel: 0,
    ...fields,
  };
}

function readFinalizedFeatureKey(reader: Reader, version: number): FinalizedFeatureKey {
  const value: FinalizedFeatureKey = {
    name: reader.readString(true),
    maxVersionLevel: reader.readInt16(),
    minVersionLevel: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readFinalizedFeatureKeyArray(reader: Reader, version: number): FinalizedFeatureKey[] {
  const length = reader.readArrayLength(true, 6);
  const values: FinalizedFeatureKey[] = [];
  for (let index = 0; index < length; index++) values.push(readFinalizedFeatureKey(reader, version));
  return values;
}

function writeFinalizedFeatureKey(writer: Writer, version: number, value: FinalizedFeatureKey): void {
  writer.writeString(value.name, true);
  writer.writeInt16(value.maxVersionLevel);
  writer.writeInt16(value.minVersionLevel);
  writer.writeUnsignedVarint(0);
}

export const apiVersionsResponse: MessageCodec<ApiVersionsResponse> = {
  name: 'ApiVersionsResponse',
  apiKey: 18,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readApiVersionsResponse,
  write: writeApiVersionsResponse,
};
