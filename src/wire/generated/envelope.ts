// Generated from protocol/messages/api/58-Envelope.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface EnvelopeRequest {
  requestData: Buffer;
  requestPrincipal: Buffer | null;
  clientHostAddress: Buffer;
}

export function newEnvelopeRequest(fields?: Partial<EnvelopeRequest>): EnvelopeRequest {
  return {
    requestData: Buffer.alloc(0),
    requestPrincipal: Buffer.alloc(0),
    clientHostAddress: Buffer.alloc(0),
    ...fields,
  };
}

export function readEnvelopeRequest(reader: Reader, version: number): EnvelopeRequest {
  if (version !== 0) throw unsupportedVersion('EnvelopeRequest', version);
  const value: EnvelopeRequest = {
    requestData: reader.readBytes(true),
    requestPrincipal: reader.readNullableBytes(true),
    clientHostAddress: reader.readBytes(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeEnvelopeRequest(writer: Writer, version: number, value: EnvelopeRequest): void {
  if (version !== 0) throw unsupportedVersion('EnvelopeRequest', version);
  writer.writeBytes(value.requestData, true);
  writer.writeBytes(value.requestPrincipal, true);
  writer.writeBytes(value.clientHostAddress, true);
  writer.writeUnsignedVarint(0);
}

export const envelopeRequest: MessageCodec<EnvelopeRequest> = {
  name: 'EnvelopeRequest',
  apiKey: 58,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readEnvelopeRequest,
  write: writeEnvelopeRequest,
};

export interface EnvelopeResponse {
  responseData: Buffer | null;
  errorCode: number;
}

export function newEnvelopeResponse(fields?: Partial<EnvelopeResponse>): EnvelopeResponse {
  return {
    responseData: null,
    errorCode: 0,
    ...fields,
  };
}

export function readEnvelopeResponse(reader: Reader, version: number): EnvelopeResponse {
  if (version !== 0) throw unsupportedVersion('EnvelopeResponse', version);
  const value: EnvelopeResponse = {
    responseData: reader.readNullableBytes(true),
    errorCode: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeEnvelopeResponse(writer: Writer, version: number, value: EnvelopeResponse): void {
  if (version !== 0) throw unsupportedVersion('EnvelopeResponse', version);
  writer.writeBytes(value.responseData, true);
  writer.writeInt16(value.errorCode);
  writer.writeUnsignedVarint(0);
}

export const envelopeResponse: MessageCodec<EnvelopeResponse> = {
  name: 'EnvelopeResponse',
  apiKey: 58,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readEnvelopeResponse,
  write: writeEnvelopeResponse,
};
