// Generated from protocol/messages/api/22-InitProducerId.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface InitProducerIdRequest {
  transactionalId: string | null;
  transactionTimeoutMs: number;
  producerId: bigint;
  producerEpoch: number;
  enable2Pc: boolean;
  keepPreparedTxn: boolean;
}

export function newInitProducerIdRequest(fields?: Partial<InitProducerIdRequest>): InitProducerIdRequest {
  return {
    transactionalId: '',
    transactionTimeoutMs: 0,
    producerId: -1n,
    producerEpoch: -1,
    enable2Pc: false,
    keepPreparedTxn: false,
    ...fields,
  };
}

export function readInitProducerIdRequest(reader: Reader, version: number): InitProducerIdRequest {
  if (version < 0 || version > 6) throw unsupportedVersion('InitProducerIdRequest', version);
  const flexible = version >= 2;
  const value: InitProducerIdRequest = {
    transactionalId: reader.readNullableString(flexible),
    transactionTimeoutMs: reader.readInt32(),
    producerId: version >= 3 ? reader.readInt64() : -1n,
    producerEpoch: version >= 3 ? reader.readInt16() : -1,
    enable2Pc: version >= 6 ? reader.readBool() : false,
    keepPreparedTxn: version >= 6 ? reader.readBool() : false,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeInitProducerIdRequest(writer: Writer, version: number, value: InitProducerIdRequest): void {
  if (version < 0 || version > 6) throw unsupportedVersion('InitProducerIdRequest', version);
  const flexible = version >= 2;
  writer.writeString(value.transactionalId, flexible);
  writer.writeInt32(value.transactionTimeoutMs);
  if (version >= 3) writer.writeInt64(value.producerId);
  if (version < 3 && value.producerId !== -1n) throw unsupportedField('InitProducerIdRequest.producerId', version);
  if (version >= 3) writer.writeInt16(value.producerEpoch);
  if (version < 3 && value.producerEpoch !== -1) throw unsupportedField('InitProducerIdRequest.producerEpoch', version);
  if (version >= 6) writer.writeBool(value.enable2Pc);
  if (version < 6 && value.enable2Pc) throw unsupportedField('InitProducerIdRequest.enable2Pc', version);
  if (version >= 6) writer.writeBool(value.keepPreparedTxn);
  if (version < 6 && value.keepPreparedTxn) throw unsupportedField('InitProducerIdRequest.keepPreparedTxn', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const initProducerIdRequest: MessageCodec<InitProducerIdRequest> = {
  name: 'InitProducerIdRequest',
  apiKey: 22,
  minVersion: 0,
  maxVersion: 6,
  latestVersionUnstable: true,
  flexibleFrom: 2,
  read: readInitProducerIdRequest,
  write: writeInitProducerIdRequest,
};

export interface InitProducerIdResponse {
  throttleTimeMs: number;
  errorCode: number;
  producerId: bigint;
  producerEpoch: number;
  ongoingTxnProducerId: bigint;
  ongoingTxnProducerEpoch: number;
}

export function newInitProducerIdResponse(fields?: Partial<InitProducerIdResponse>): InitProducerIdResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    producerId: -1n,
    producerEpoch: 0,
    ongoingTxnProducerId: -1n,
    ongoingTxnProducerEpoch: -1,
    ...fields,
  };
}

export function readInitProducerIdResponse(reader: Reader, version: number): InitProducerIdResponse {
  if (version < 0 || version > 6) throw unsupportedVersion('InitProducerIdResponse', version);
  const flexible = version >= 2;
  const value: InitProducerIdResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    ongoingTxnProducerId: version >= 6 ? reader.readInt64() : -1n,
    ongoingTxnProducerEpoch: version >= 6 ? reader.readInt16() : -1,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeInitProducerIdResponse(writer: Writer, version: number, value: InitProducerIdResponse): void {
  if (version < 0 || version > 6) throw unsupportedVersion('InitProducerIdResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  if (version >= 6) writer.writeInt64(value.ongoingTxnProducerId);
  if (version < 6 && value.ongoingTxnProducerId !== -1n) throw unsupportedField('InitProducerIdResponse.ongoingTxnProducerId', version);
  if (version >= 6) writer.writeInt16(value.ongoingTxnProducerEpoch);
  if (version < 6 && value.ongoingTxnProducerEpoch !== -1) throw unsupportedField('InitProducerIdResponse.ongoingTxnProducerEpoch', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const initProducerIdResponse: MessageCodec<InitProducerIdResponse> = {
  name: 'InitProducerIdResponse',
  apiKey: 22,
  minVersion: 0,
  maxVersion: 6,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readInitProducerIdResponse,
  write: writeInitProducerIdResponse,
};
