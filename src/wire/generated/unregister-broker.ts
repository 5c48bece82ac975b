// Generated from protocol/messages/api/64-UnregisterBroker.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface UnregisterBrokerRequest {
  brokerId: number;
}

export function newUnregisterBrokerRequest(fields?: Partial<UnregisterBrokerRequest>): UnregisterBrokerRequest {
  return {
    brokerId: 0,
    ...fields,
  };
}

export function readUnregisterBrokerRequest(reader: Reader, version: number): UnregisterBrokerRequest {
  if (version !== 0) throw unsupportedVersion('UnregisterBrokerRequest', version);
  const value: UnregisterBrokerRequest = {
    brokerId: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUnregisterBrokerRequest(writer: Writer, version: number, value: UnregisterBrokerRequest): void {
  if (version !== 0) throw unsupportedVersion('UnregisterBrokerRequest', version);
  writer.writeInt32(value.brokerId);
  writer.writeUnsignedVarint(0);
}

export const unregisterBrokerRequest: MessageCodec<UnregisterBrokerRequest> = {
  name: 'UnregisterBrokerRequest',
  apiKey: 64,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUnregisterBrokerRequest,
  write: writeUnregisterBrokerRequest,
};

export interface UnregisterBrokerResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newUnregisterBrokerResponse(fields?: Partial<UnregisterBrokerResponse>): UnregisterBrokerResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

export function readUnregisterBrokerResponse(reader: Reader, version: number): UnregisterBrokerResponse {
  if (version !== 0) throw unsupportedVersion('UnregisterBrokerResponse', version);
  const value: UnregisterBrokerResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUnregisterBrokerResponse(writer: Writer, version: number, value: UnregisterBrokerResponse): void {
  if (version !== 0) throw unsupportedVersion('UnregisterBrokerResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const unregisterBrokerResponse: MessageCodec<UnregisterBrokerResponse> = {
  name: 'UnregisterBrokerResponse',
  apiKey: 64,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUnregisterBrokerResponse,
  write: writeUnregisterBrokerResponse,
};
