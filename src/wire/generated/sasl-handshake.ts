// Generated from protocol/messages/api/17-SaslHandshake.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface SaslHandshakeRequest {
  mechanism: string;
}

export function newSaslHandshakeRequest(fields?: Partial<SaslHandshakeRequest>): SaslHandshakeRequest {
  return {
    mechanism: '',
    ...fields,
  };
}

export function readSaslHandshakeRequest(reader: Reader, version: number): SaslHandshakeRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('SaslHandshakeRequest', version);
  return {
    mechanism: reader.readString(false),
  };
}

export function writeSaslHandshakeRequest(writer: Writer, version: number, value: SaslHandshakeRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('SaslHandshakeRequest', version);
  writer.writeString(value.mechanism, false);
}

export const saslHandshakeRequest: MessageCodec<SaslHandshakeRequest> = {
  name: 'SaslHandshakeRequest',
  apiKey: 17,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readSaslHandshakeRequest,
  write: writeSaslHandshakeRequest,
};

export interface SaslHandshakeResponse {
  errorCode: number;
  mechanisms: string[];
}

export function newSaslHandshakeResponse(fields?: Partial<SaslHandshakeResponse>): SaslHandshakeResponse {
  return {
    errorCode: 0,
    mechanisms: [],
    ...fields,
  };
}

export function readSaslHandshakeResponse(reader: Reader, version: number): SaslHandshakeResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('SaslHandshakeResponse', version);
  return {
    errorCode: reader.readInt16(),
    mechanisms: reader.readStringArray(false),
  };
}

export function writeSaslHandshakeResponse(writer: Writer, version: number, value: SaslHandshakeResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('SaslHandshakeResponse', version);
  writer.writeInt16(value.errorCode);
  writer.writeStringArray(value.mechanisms, false);
}

export const saslHandshakeResponse: MessageCodec<SaslHandshakeResponse> = {
  name: 'SaslHandshakeResponse',
  apiKey: 17,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readSaslHandshakeResponse,
  write: writeSaslHandshakeResponse,
};
