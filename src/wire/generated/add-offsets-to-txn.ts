// Generated from protocol/messages/api/25-AddOffsetsToTxn.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AddOffsetsToTxnRequest {
  transactionalId: string;
  producerId: bigint;
  producerEpoch: number;
  groupId: string;
}

export function newAddOffsetsToTxnRequest(fields?: Partial<AddOffsetsToTxnRequest>): AddOffsetsToTxnRequest {
  return {
    transactionalId: '',
    producerId: 0n,
    producerEpoch: 0,
    groupId: '',
    ...fields,
  };
}

export function readAddOffsetsToTxnRequest(reader: Reader, version: number): AddOffsetsToTxnRequest {
  if (version < 0 || version > 4) throw unsupportedVersion('AddOffsetsToTxnRequest', version);
  const flexible = version >= 3;
  const value: AddOffsetsToTxnRequest = {
    transactionalId: reader.readString(flexible),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    groupId: reader.readString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAddOffsetsToTxnRequest(writer: Writer, version: number, value: AddOffsetsToTxnRequest): void {
  if (version < 0 || version > 4) throw unsupportedVersion('AddOffsetsToTxnRequest', version);
  const flexible = version >= 3;
  writer.writeString(value.transactionalId, flexible);
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  writer.writeString(value.groupId, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const addOffsetsToTxnRequest: MessageCodec<AddOffsetsToTxnRequest> = {
  name: 'AddOffsetsToTxnRequest',
  apiKey: 25,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readAddOffsetsToTxnRequest,
  write: writeAddOffsetsToTxnRequest,
};

export interface AddOffsetsToTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
}

export function newAddOffsetsToTxnResponse(fields?: Partial<AddOffsetsToTxnResponse>): AddOffsetsToTxnResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    ...fields,
  };
}

export function readAddOffsetsToTxnResponse(reader: Reader, version: number): AddOffsetsToTxnResponse {
  if (version < 0 || version > 4) throw unsupportedVersion('AddOffsetsToTxnResponse', version);
  const flexible = version >= 3;
  const value: AddOffsetsToTxnResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAddOffsetsToTxnResponse(writer: Writer, version: number, value: AddOffsetsToTxnResponse): void {
  if (version < 0 || version > 4) throw unsupportedVersion('AddOffsetsToTxnResponse', version);
  const flexible = version >= 3;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const addOffsetsToTxnResponse: MessageCodec<AddOffsetsToTxnResponse> = {
  name: 'AddOffsetsToTxnResponse',
  apiKey: 25,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readAddOffsetsToTxnResponse,
  write: writeAddOffsetsToTxnResponse,
};
