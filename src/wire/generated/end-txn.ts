// Generated from protocol/messages/api/26-EndTxn.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface EndTxnRequest {
  transactionalId: string;
  producerId: bigint;
  producerEpoch: number;
  committed: boolean;
}

export function newEndTxnRequest(fields?: Partial<EndTxnRequest>): EndTxnRequest {
  return {
    transactionalId: '',
    producerId: 0n,
    producerEpoch: 0,
    committed: false,
    ...fields,
  };
}

export function readEndTxnRequest(reader: Reader, version: number): EndTxnRequest {
  if (version < 0 || version > 5) throw unsupportedVersion('EndTxnRequest', version);
  const flexible = version >= 3;
  const value: EndTxnRequest = {
    transactionalId: reader.readString(flexible),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    committed: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeEndTxnRequest(writer: Writer, version: number, value: EndTxnRequest): void {
  if (version < 0 || version > 5) throw unsupportedVersion('EndTxnRequest', version);
  const flexible = version >= 3;
  writer.writeString(value.transactionalId, flexible);
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  writer.writeBool(value.committed);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const endTxnRequest: MessageCodec<EndTxnRequest> = {
  name: 'EndTxnRequest',
  apiKey: 26,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readEndTxnRequest,
  write: writeEndTxnRequest,
};

export interface EndTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
  producerId: bigint;
  producerEpoch: number;
}

export function newEndTxnResponse(fields?: Partial<EndTxnResponse>): EndTxnResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    producerId: -1n,
    producerEpoch: -1,
    ...fields,
  };
}

export function readEndTxnResponse(reader: Reader, version: number): EndTxnResponse {
  if (version < 0 || version > 5) throw unsupportedVersion('EndTxnResponse', version);
  const flexible = version >= 3;
  const value: EndTxnResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    producerId: version >= 5 ? reader.readInt64() : -1n,
    producerEpoch: version >= 5 ? reader.readInt16() : -1,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeEndTxnResponse(writer: Writer, version: number, value: EndTxnResponse): void {
  if (version < 0 || version > 5) throw unsupportedVersion('EndTxnResponse', version);
  const flexible = version >= 3;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  if (version >= 5) writer.writeInt64(value.producerId);
  if (version >= 5) writer.writeInt16(value.producerEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const endTxnResponse: MessageCodec<EndTxnResponse> = {
  name: 'EndTxnResponse',
  apiKey: 26,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readEndTxnResponse,
  write: writeEndTxnResponse,
};
