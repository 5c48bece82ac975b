// Generated from protocol/messages/api/41-DescribeDelegationToken.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeDelegationTokenRequest {
  owners: DescribeDelegationTokenOwner[] | null;
}

export interface DescribeDelegationTokenOwner {
  principalType: string;
  principalName: string;
}

export function newDescribeDelegationTokenRequest(fields?: Partial<DescribeDelegationTokenRequest>): DescribeDelegationTokenRequest {
  return {
    owners: [],
    ...fields,
  };
}

export function readDescribeDelegationTokenRequest(reader: Reader, version: number): DescribeDelegationTokenRequest {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeDelegationTokenRequest', version);
  const flexible = version >= 2;
  const value: DescribeDelegationTokenRequest = {
    owners: readNullableDescribeDelegationTokenOwnerArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeDelegationTokenRequest(writer: Writer, version: number, value: DescribeDelegationTokenRequest): void {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeDelegationTokenRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.owners === null ? -1 : value.owners.length, flexible);
  if (value.owners !== null) for (const element of value.owners) writeDescribeDelegationTokenOwner(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeDelegationTokenOwner(fields?: Partial<DescribeDelegationTokenOwner>): DescribeDelegationTokenOwner {
  return {
    principalType: '',
    principalName: '',
    ...fields,
  };
}

function readDescribeDelegationTokenOwner(reader: Reader, version: number): DescribeDelegationTokenOwner {
  const flexible = version >= 2;
  const value: DescribeDelegationTokenOwner = {
    principalType: reader.readString(flexible),
    principalName: reader.readString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullableDescribeDelegationTokenOwnerArray(reader: Reader, version: number): DescribeDelegationTokenOwner[] | null {
  const length = reader.readNullableArrayLength(version >= 2, 3);
  if (length < 0) return null;
  const values: DescribeDelegationTokenOwner[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeDelegationTokenOwner(reader, version));
  return values;
}

function writeDescribeDelegationTokenOwner(writer: Writer, version: number, value: DescribeDelegationTokenOwner): void {
  const flexible = version >= 2;
  writer.writeString(value.principalType, flexible);
  writer.writeString(value.principalName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeDelegationTokenRequest: MessageCodec<DescribeDelegationTokenRequest> = {
  name: 'DescribeDelegationTokenRequest',
  apiKey: 41,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDescribeDelegationTokenRequest,
  write: writeDescribeDelegationTokenRequest,
};

export interface DescribeDelegationTokenResponse {
  errorCode: number;
  tokens: DescribedDelegationToken[];
  throttleTimeMs: number;
}

export interface DescribedDelegationToken {
  principalType: string;
  principalName: string;
  tokenRequesterPrincipalType: string;
  tokenRequesterPrincipalName: string;
  issueTimestamp: bigint;
  expiryTimestamp: bigint;
  maxTimestamp: bigint;
  tokenId: string;
  hmac: Buffer;
  renewers: DescribedDelegationTokenRenewer[];
}

export interface DescribedDelegationTokenRenewer {
  principalType: string;
  principalName: string;
}

export function newDescribeDelegationTokenResponse(fields?: Partial<DescribeDelegationTokenResponse>): DescribeDelegationTokenResponse {
  return {
    errorCode: 0,
    tokens: [],
    throttleTimeMs: 0,
    ...fields,
  };
}

export function readDescribeDelegationTokenResponse(reader: Reader, version: number): DescribeDelegationTokenResponse {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeDelegationTokenResponse', version);
  const flexible = version >= 2;
  const value: DescribeDelegationTokenResponse = {
    errorCode: reader.readInt16(),
    tokens: readDescribedDelegationTokenArray(reader, version),
    throttleTimeMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeDelegationTokenResponse(writer: Writer, version: number, value: DescribeDelegationTokenResponse): void {
  if (version < 1 || version > 3) throw unsupportedVersion('DescribeDelegationTokenResponse', version);
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.tokens.length, flexible);
  for (const element of value.tokens) writeDescribedDelegationToken(writer, version, element);
  writer.writeInt32(value.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribedDelegationToken(fields?: Partial<DescribedDelegationToken>): DescribedDelegationToken {
  return {
    principalType: '',
    principalName: '',
    tokenRequesterPrincipalType: '',
    tokenRequesterPrincipalName: '',
    issueTimestamp: 0n,
    expiryTimestamp: 0n,
    maxTimestamp: 0n,
    tokenId: '',
    hmac: Buffer.alloc(0),
    renewers: [],
    ...fields,
  };
}

function readDescribedDelegationToken(reader: Reader, version: number): DescribedDelegationToken {
  const flexible = version >= 2;
  const value: DescribedDelegationToken = {
    principalType: reader.readString(flexible),
    principalName: reader.readString(flexible),
    tokenRequesterPrincipalType: version >= 3 ? reader.readString(flexible) : '',
    tokenRequesterPrincipalName: version >= 3 ? reader.readString(flexible) : '',
    issueTimestamp: reader.readInt64(),
    expiryTimestamp: reader.readInt64(),
    maxTimestamp: reader.readInt64(),
    tokenId: reader.readString(flexible),
    hmac: reader.readBytes(flexible),
    renewers: readDescribedDelegationTokenRenewerArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribedDelegationTokenArray(reader: Reader, version: number): DescribedDelegationToken[] {
  const length = reader.readArrayLength(version >= 2, 30);
  const values: DescribedDelegationToken[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribedDelegationToken(reader, version));
  return values;
}

function writeDescribedDelegationToken(writer: Writer, version: number, value: DescribedDelegationToken): void {
  const flexible = version >= 2;
  writer.writeString(value.principalType, flexible);
  writer.writeString(value.principalName, flexible);
  if (version >= 3) writer.writeString(value.tokenRequesterPrincipalType, flexible);
  if (version < 3 && value.tokenRequesterPrincipalType.length !== 0) throw unsupportedField('DescribedDelegationToken.tokenRequesterPrincipalType', version);
  if (version >= 3) writer.writeString(value.tokenRequesterPrincipalName, flexible);
  if (version < 3 && value.tokenRequesterPrincipalName.length !== 0) throw unsupportedField('DescribedDelegationToken.tokenRequesterPrincipalName', version);
  writer.writeInt64(value.issueTimestamp);
  writer.writeInt64(value.expiryTimestamp);
  writer.writeInt64(value.maxTimestamp);
  writer.writeString(value.tokenId, flexible);
  writer.writeBytes(value.hmac, flexible);
  writer.writeArrayLength(value.renewers.length, flexible);
  for (const element of value.renewers) writeDescribedDelegationTokenRenewer(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribedDelegationTokenRenewer(fields?: Partial<DescribedDelegationTokenRenewer>): DescribedDelegationTokenRenewer {
  return {
    principalType: '',
    principalName: '',
    ...fields,
  };
}

function readDescribedDelegationTokenRenewer(reader: Reader, version: number): DescribedDelegationTokenRenewer {
  const flexible = version >= 2;
  const value: DescribedDelegationTokenRenewer = {
    principalType: reader.readString(flexible),
    principalName: reader.readString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribedDelegationTokenRenewerArray(reader: Reader, version: number): DescribedDelegationTokenRenewer[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: DescribedDelegationTokenRenewer[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribedDelegationTokenRenewer(reader, version));
  return values;
}

function writeDescribedDelegationTokenRenewer(writer: Writer, version: number, value: DescribedDelegationTokenRenewer): void {
  const flexible = version >= 2;
  writer.writeString(value.principalType, flexible);
  writer.writeString(value.principalName, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeDelegationTokenResponse: MessageCodec<DescribeDelegationTokenResponse> = {
  name: 'DescribeDelegationTokenResponse',
  apiKey: 41,
  minVersion: 1,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDescribeDelegationTokenResponse,
  write: writeDescribeDelegationTokenResponse,
};
