// Generated from protocol/messages/api/40-ExpireDelegationToken.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ExpireDelegationTokenRequest {
  hmac: Buffer;
  expiryTimePeriodMs: bigint;
}

export function newExpireDelegationTokenRequest(fields?: Partial<ExpireDelegationTokenRequest>): ExpireDelegationTokenRequest {
  return {
    hmac: Buffer.alloc(0),
    expiryTimePeriodMs: 0n,
    ...fields,
  };
}

export function readExpireDelegationTokenRequest(reader: Reader, version: number): ExpireDelegationTokenRequest {
  if (version < 1 || version > 2) throw unsupportedVersion('ExpireDelegationTokenRequest', version);
  const flexible = version >= 2;
  const value: ExpireDelegationTokenRequest = {
    hmac: reader.readBytes(flexible),
    expiryTimePeriodMs: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeExpireDelegationTokenRequest(writer: Writer, version: number, value: ExpireDelegationTokenRequest): void {
  if (version < 1 || version > 2) throw unsupportedVersion('ExpireDelegationTokenRequest', version);
  const flexible = version >= 2;
  writer.writeBytes(value.hmac, flexible);
  writer.writeInt64(value.expiryTimePeriodMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const expireDelegationTokenRequest: MessageCodec<ExpireDelegationTokenRequest> = {
  name: 'ExpireDelegationTokenRequest',
  apiKey: 40,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readExpireDelegationTokenRequest,
  write: writeExpireDelegationTokenRequest,
};

export interface ExpireDelegationTokenResponse {
  errorCode: number;
  expiryTimestampMs: bigint;
  throttleTimeMs: number;
}

export function newExpireDelegationTokenResponse(fields?: Partial<ExpireDelegationTokenResponse>): ExpireDelegationTokenResponse {
  return {
    errorCode: 0,
    expiryTimestampMs: 0n,
    throttleTimeMs: 0,
    ...fields,
  };
}

export function readExpireDelegationTokenResponse(reader: Reader, version: number): ExpireDelegationTokenResponse {
  if (version < 1 || version > 2) throw unsupportedVersion('ExpireDelegationTokenResponse', version);
  const flexible = version >= 2;
  const value: ExpireDelegationTokenResponse = {
    errorCode: reader.readInt16(),
    expiryTimestampMs: reader.readInt64(),
    throttleTimeMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeExpireDelegationTokenResponse(writer: Writer, version: number, value: ExpireDelegationTokenResponse): void {
  if (version < 1 || version > 2) throw unsupportedVersion('ExpireDelegationTokenResponse', version);
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.expiryTimestampMs);
  writer.writeInt32(value.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const expireDelegationTokenResponse: MessageCodec<ExpireDelegationTokenResponse> = {
  name: 'ExpireDelegationTokenResponse',
  apiKey: 40,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readExpireDelegationTokenResponse,
  write: writeExpireDelegationTokenResponse,
};
