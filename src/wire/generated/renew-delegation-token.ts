// Generated from protocol/messages/api/39-RenewDelegationToken.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface RenewDelegationTokenRequest {
  hmac: Buffer;
  renewPeriodMs: bigint;
}

export function newRenewDelegationTokenRequest(fields?: Partial<RenewDelegationTokenRequest>): RenewDelegationTokenRequest {
  return {
    hmac: Buffer.alloc(0),
    renewPeriodMs: 0n,
    ...fields,
  };
}

export function readRenewDelegationTokenRequest(reader: Reader, version: number): RenewDelegationTokenRequest {
  if (version < 1 || version > 2) throw unsupportedVersion('RenewDelegationTokenRequest', version);
  const flexible = version >= 2;
  const value: RenewDelegationTokenRequest = {
    hmac: reader.readBytes(flexible),
    renewPeriodMs: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeRenewDelegationTokenRequest(writer: Writer, version: number, value: RenewDelegationTokenRequest): void {
  if (version < 1 || version > 2) throw unsupportedVersion('RenewDelegationTokenRequest', version);
  const flexible = version >= 2;
  writer.writeBytes(value.hmac, flexible);
  writer.writeInt64(value.renewPeriodMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const renewDelegationTokenRequest: MessageCodec<RenewDelegationTokenRequest> = {
  name: 'RenewDelegationTokenRequest',
  apiKey: 39,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readRenewDelegationTokenRequest,
  write: writeRenewDelegationTokenRequest,
};

export interface RenewDelegationTokenResponse {
  errorCode: number;
  expiryTimestampMs: bigint;
  throttleTimeMs: number;
}

export function newRenewDelegationTokenResponse(fields?: Partial<RenewDelegationTokenResponse>): RenewDelegationTokenResponse {
  return {
    errorCode: 0,
    expiryTimestampMs: 0n,
    throttleTimeMs: 0,
    ...fields,
  };
}

export function readRenewDelegationTokenResponse(reader: Reader, version: number): RenewDelegationTokenResponse {
  if (version < 1 || version > 2) throw unsupportedVersion('RenewDelegationTokenResponse', version);
  const flexible = version >= 2;
  const value: RenewDelegationTokenResponse = {
    errorCode: reader.readInt16(),
    expiryTimestampMs: reader.readInt64(),
    throttleTimeMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeRenewDelegationTokenResponse(writer: Writer, version: number, value: RenewDelegationTokenResponse): void {
  if (version < 1 || version > 2) throw unsupportedVersion('RenewDelegationTokenResponse', version);
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.expiryTimestampMs);
  writer.writeInt32(value.throttleTimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const renewDelegationTokenResponse: MessageCodec<RenewDelegationTokenResponse> = {
  name: 'RenewDelegationTokenResponse',
  apiKey: 39,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readRenewDelegationTokenResponse,
  write: writeRenewDelegationTokenResponse,
};
