// Generated from protocol/messages/api/38-CreateDelegationToken.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface CreateDelegationTokenRequest {
  ownerPrincipalType: string | null;
  ownerPrincipalName: string | null;
  renewers: CreatableRenewers[];
  maxLifetimeMs: bigint;
}

export interface CreatableRenewers {
  principalType: string;
  principalName: string;
}

export function newCreateDelegationTokenRequest(fields?: Partial<CreateDelegationTokenRequest>): CreateDelegationTokenRequest {
  return {
    ownerPrincipalType: '',
    ownerPrincipalName: '',
    renewers: [],
    maxLifetimeMs: 0n,
    ...fields,
  };
}

export function readCreateDelegationTokenRequest(reader: Reader, version: number): CreateDelegationTokenRequest {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateDelegationTokenRequest', version);
  const flexible = version >= 2;
  const value: CreateDelegationTokenRequest = {
    ownerPrincipalType: version >= 3 ? reader.readNullableString(flexible) : '',
    ownerPrincipalName: version >= 3 ? reader.readNullableString(flexible) : '',
    renewers: readCreatableRenewersArray(reader, version),
    maxLifetimeMs: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreateDelegationTokenRequest(writer: Writer, version: number, value: CreateDelegationTokenRequest): void {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateDelegationTokenRequest', version);
  const flexible = version >= 2;
  if (version >= 3) writer.writeString(value.ownerPrincipalType, flexible);
  if (version < 3 && (value.ownerPrincipalType === null || value.ownerPrincipalType.length !== 0)) throw unsupportedField('CreateDelegationTokenRequest.ownerPrincipalType', version);
  if (version >= 3) writer.writeString(value.ownerPrincipalName, flexible);
  if (version < 3 && (value.ownerPrincipalName === null || value.ownerPrincipalName.length !== 0)) throw unsupportedField('CreateDelegationTokenRequest.ownerPrincipalName', version);
  writer.writeArrayLength(value.renewers.length, flexible);
  for (const element of value.renewers) writeCreatableRenewers(writer, version, element);
  writer.writeInt64(value.maxLifetimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatableRenewers(fields?: Partial<CreatableRenewers>): CreatableRenewers {
  return {
    principalType: '',
    principalName: '',
    ...fields,
  };
}

function readCreatableRenewers(reader: Reader, version: number): CreatableRenewers {
  const flexible = version >= 2;
  const value: CreatableRenewers = {
    principalType: reader.readString(flexible),
    principalName: reader.readString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readCreatableRenewersArray(reader: Reader, version: number): CreatableRenewers[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: CreatableRenewers[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatableRenewers(reader, version));
  return values;
}

function writeCreatableRenewers(writer: Writer, version: number, value: CreatableRenewers): void {
  const flexible = version >= 2;
  writer.writeString(value.principalType, flexible);
  writer.writeString(value.principalName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createDelegationTokenRequest: MessageCodec<CreateDelegationTokenRequest> = {
  name: 'CreateDelegationTokenRequest',
  apiKey: 38,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readCreateDelegationTokenRequest,
  write: writeCreateDelegationTokenRequest,
};

export interface CreateDelegationTokenResponse {
  errorCode: number;
  principalType: string;
  principalName: string;
  tokenRequesterPrincipalType: string;
  tokenRequesterPrincipalName: string;
  issueTimestampMs: bigint;
  expiryTimestampMs: bigint;
  maxTimestampMs: bigint;
  tokenId: string;
  hmac: Buffer;
  throttleTimeMs: number;
}

export function newCreateDelegationTokenResponse(fields?: Partial<CreateDelegationTokenResponse>): CreateDelegationTokenResponse {
  return {
    errorCode: 0,
    principalType: '',
    principalName: '',
    tokenRequesterPrincipalType: '',
    tokenRequesterPrincipalName: '',
    issueTimestampMs: 0n,
    expiryTimestampMs: 0n,
    maxTimestampMs: 0n,
    tokenId: '',
    hmac: Buffer.alloc(0),
    throttleTimeMs: 0,
    ...fields,
  };
}

export function readCreateDelegationTokenResponse(reader: Reader, version: number): CreateDelegationTokenResponse {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateDelegationTokenResponse', version);
  const flexible = version >= 2;
  const value: CreateDelegationTokenResponse = {
    errorCode: reader.readInt16(),
    principalType: reader.readString(flexible),
    principalName: reader.readString(flexible),
    tokenRequesterPrincipalType: version >= 3 ? reader.readString(flexible) : '',
    tokenRequesterPrincipalName: version >= 3 ? reader.readString(flexible) : '',
    issueTimestampMs: reader.readInt64(),
    expiryTimestampMs: reader.readInt64(),
    maxTimestampMs: reader.readInt64(),
    tokenId: reader.readString(flexible),
    hmac: reader.readBytes(flexible),
    throttleTimeMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreateDelegationTokenResponse(writer: Writer, version: number, value: CreateDelegationTokenResponse): void {
  if (version < 1 || version > 3) throw unsupportedVersion('CreateDelegationTokenResponse', version);
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.principalType, flexible);
  writer.writeString(value.principalName, flexible);
  if (version >= 3) writer.writeString(value.tokenRequesterPrincipalType, flexible);
  if (version < 3 && value.tokenRequesterPrincipalType.length !== 0) throw unsupportedField('CreateDelegationTokenResponse.tokenRequesterPrincipalType', version);
  if (version >= 3) writer.writeString(value.tokenRequesterPrincipalName, flexible);
  if (version < 3 && value.tokenRequesterPrincipalName.length !== 0) throw unsupportedField('CreateDelegationTokenResponse.tokenRequesterPrincipalName', version);
  writer.writeInt64(value.issueTimestampMs);
  writer.writeInt64(value.expiryTimestampMs);
  writer.writeInt64(value.maxTimestampMs);
  writer.writeString(value.tokenId, flexible);
  writer.writeBytes(value.hmac, flexible);
  writer.writeInt32(value.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createDelegationTokenResponse: MessageCodec<CreateDelegationTokenResponse> = {
  name: 'CreateDelegationTokenResponse',
  apiKey: 38,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readCreateDelegationTokenResponse,
  write: writeCreateDelegationTokenResponse,
};
