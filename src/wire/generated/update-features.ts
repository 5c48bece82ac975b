// Generated from protocol/messages/api/57-UpdateFeatures.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface UpdateFeaturesRequest {
  timeoutMs: number;
  featureUpdates: FeatureUpdateKey[];
  validateOnly: boolean;
}

export interface FeatureUpdateKey {
  feature: string;
  maxVersionLevel: number;
  allowDowngrade: boolean;
  upgradeType: number;
}

export function newUpdateFeaturesRequest(fields?: Partial<UpdateFeaturesRequest>): UpdateFeaturesRequest {
  return {
    timeoutMs: 60000,
    featureUpdates: [],
    validateOnly: false,
    ...fields,
  };
}

export function readUpdateFeaturesRequest(reader: Reader, version: number): UpdateFeaturesRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('UpdateFeaturesRequest', version);
  const value: UpdateFeaturesRequest = {
    timeoutMs: reader.readInt32(),
    featureUpdates: readFeatureUpdateKeyArray(reader, version),
    validateOnly: version >= 1 ? reader.readBool() : false,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUpdateFeaturesRequest(writer: Writer, version: number, value: UpdateFeaturesRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('UpdateFeaturesRequest', version);
  writer.writeInt32(value.timeoutMs);
  writer.writeArrayLength(value.featureUpdates.length, true);
  for (const element of value.featureUpdates) writeFeatureUpdateKey(writer, version, element);
  if (version >= 1) writer.writeBool(value.validateOnly);
  if (version < 1 && value.validateOnly) throw unsupportedField('UpdateFeaturesRequest.validateOnly', version);
  writer.writeUnsignedVarint(0);
}

export function newFeatureUpdateKey(fields?: Partial<FeatureUpdateKey>): FeatureUpdateKey {
  return {
    feature: '',
    maxVersionLevel: 0,
    allowDowngrade: false,
    upgradeType: 1,
    ...fields,
  };
}

function readFeatureUpdateKey(reader: Reader, version: number): FeatureUpdateKey {
  const value: FeatureUpdateKey = {
    feature: reader.readString(true),
    maxVersionLevel: reader.readInt16(),
    allowDowngrade: version <= 0 ? reader.readBool() : false,
    upgradeType: version >= 1 ? reader.readInt8() : 1,
  };
  reader.skipTaggedFields();
  return value;
}

function readFeatureUpdateKeyArray(reader: Reader, version: number): FeatureUpdateKey[] {
  const length = reader.readArrayLength(true, 5);
  const values: FeatureUpdateKey[] = [];
  for (let index = 0; index < length; index++) values.push(readFeatureUpdateKey(reader, version));
  return values;
}

function writeFeatureUpdateKey(writer: Writer, version: number, value: FeatureUpdateKey): void {
  writer.writeString(value.feature, true);
  writer.writeInt16(value.maxVersionLevel);
  if (version <= 0) writer.writeBool(value.allowDowngrade);
  if (version > 0 && value.allowDowngrade) throw unsupportedField('FeatureUpdateKey.allowDowngrade', version);
  if (version >= 1) writer.writeInt8(value.upgradeType);
  if (version < 1 && value.upgradeType !== 1) throw unsupportedField('FeatureUpdateKey.upgradeType', version);
  writer.writeUnsignedVarint(0);
}

export const updateFeaturesRequest: MessageCodec<UpdateFeaturesRequest> = {
  name: 'UpdateFeaturesRequest',
  apiKey: 57,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUpdateFeaturesRequest,
  write: writeUpdateFeaturesRequest,
};

export interface UpdateFeaturesResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  results: UpdatableFeatureResult[];
}

export interface UpdatableFeatureResult {
  feature: string;
  errorCode: number;
  errorMessage: string | null;
}

export function newUpdateFeaturesResponse(fields?: Partial<UpdateFeaturesResponse>): UpdateFeaturesResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    results: [],
    ...fields,
  };
}

export function readUpdateFeaturesResponse(reader: Reader, version: number): UpdateFeaturesResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('UpdateFeaturesResponse', version);
  const value: UpdateFeaturesResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    results: version <= 1 ? readUpdatableFeatureResultArray(reader, version) : [],
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUpdateFeaturesResponse(writer: Writer, version: number, value: UpdateFeaturesResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('UpdateFeaturesResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  if (version <= 1) {
    writer.writeArrayLength(value.results.length, true);
    for (const element of value.results) writeUpdatableFeatureResult(writer, version, element);
  }
  writer.writeUnsignedVarint(0);
}

export function newUpdatableFeatureResult(fields?: Partial<UpdatableFeatureResult>): UpdatableFeatureResult {
  return {
    feature: '',
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

function readUpdatableFeatureResult(reader: Reader, version: number): UpdatableFeatureResult {
  const value: UpdatableFeatureResult = {
    feature: reader.readString(true),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readUpdatableFeatureResultArray(reader: Reader, version: number): UpdatableFeatureResult[] {
  const length = reader.readArrayLength(true, 5);
  const values: UpdatableFeatureResult[] = [];
  for (let index = 0; index < length; index++) values.push(readUpdatableFeatureResult(reader, version));
  return values;
}

function writeUpdatableFeatureResult(writer: Writer, version: number, value: UpdatableFeatureResult): void {
  writer.writeString(value.feature, true);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const updateFeaturesResponse: MessageCodec<UpdateFeaturesResponse> = {
  name: 'UpdateFeaturesResponse',
  apiKey: 57,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUpdateFeaturesResponse,
  write: writeUpdateFeaturesResponse,
};
