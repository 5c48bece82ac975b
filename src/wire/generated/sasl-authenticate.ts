// Generated from protocol/messages/api/36-SaslAuthenticate.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface SaslAuthenticateRequest {
  authBytes: Buffer;
}

export function newSaslAuthenticateRequest(fields?: Partial<SaslAuthenticateRequest>): SaslAuthenticateRequest {
  return {
    authBytes: Buffer.alloc(0),
    ...fields,
  };
}

export function readSaslAuthenticateRequest(reader: Reader, version: number): SaslAuthenticateRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('SaslAuthenticateRequest', version);
  const flexible = version >= 2;
  const value: SaslAuthenticateRequest = {
    authBytes: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeSaslAuthenticateRequest(writer: Writer, version: number, value: SaslAuthenticateRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('SaslAuthenticateRequest', version);
  const flexible = version >= 2;
  writer.writeBytes(value.authBytes, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const saslAuthenticateRequest: MessageCodec<SaslAuthenticateRequest> = {
  name: 'SaslAuthenticateRequest',
  apiKey: 36,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readSaslAuthenticateRequest,
  write: writeSaslAuthenticateRequest,
};

export interface SaslAuthenticateResponse {
  errorCode: number;
  errorMessage: string | null;
  authBytes: Buffer;
  sessionLifetimeMs: bigint;
}

export function newSaslAuthenticateResponse(fields?: Partial<SaslAuthenticateResponse>): SaslAuthenticateResponse {
  return {
    errorCode: 0,
    errorMessage: '',
    authBytes: Buffer.alloc(0),
    sessionLifetimeMs: 0n,
    ...fields,
  };
}

export function readSaslAuthenticateResponse(reader: Reader, version: number): SaslAuthenticateResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('SaslAuthenticateResponse', version);
  const flexible = version >= 2;
  const value: SaslAuthenticateResponse = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
    authBytes: reader.readBytes(flexible),
    sessionLifetimeMs: version >= 1 ? reader.readInt64() : 0n,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeSaslAuthenticateResponse(writer: Writer, version: number, value: SaslAuthenticateResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('SaslAuthenticateResponse', version);
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  writer.writeBytes(value.authBytes, flexible);
  if (version >= 1) writer.writeInt64(value.sessionLifetimeMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const saslAuthenticateResponse: MessageCodec<SaslAuthenticateResponse> = {
  name: 'SaslAuthenticateResponse',
  apiKey: 36,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readSaslAuthenticateResponse,
  write: writeSaslAuthenticateResponse,
};
