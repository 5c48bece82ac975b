// Generated from protocol/messages/api/66-ListTransactions.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ListTransactionsRequest {
  stateFilters: string[];
  producerIdFilters: bigint[];
  durationFilter: bigint;
  transactionalIdPattern: string | null;
}

export function newListTransactionsRequest(fields?: Partial<ListTransactionsRequest>): ListTransactionsRequest {
  return {
    stateFilters: [],
    producerIdFilters: [],
    durationFilter: -1n,
    transactionalIdPattern: null,
    ...fields,
  };
}

export function readListTransactionsRequest(reader: Reader, version: number): ListTransactionsRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('ListTransactionsRequest', version);
  const value: ListTransactionsRequest = {
    stateFilters: reader.readStringArray(true),
    producerIdFilters: reader.readInt64Array(true),
    durationFilter: version >= 1 ? reader.readInt64() : -1n,
    transactionalIdPattern: version >= 2 ? reader.readNullableString(true) : null,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeListTransactionsRequest(writer: Writer, version: number, value: ListTransactionsRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('ListTransactionsRequest', version);
  writer.writeStringArray(value.stateFilters, true);
  writer.writeInt64Array(value.producerIdFilters, true);
  if (version >= 1) writer.writeInt64(value.durationFilter);
  if (version < 1 && value.durationFilter !== -1n) throw unsupportedField('ListTransactionsRequest.durationFilter', version);
  if (version >= 2) writer.writeString(value.transactionalIdPattern, true);
  if (version < 2 && value.transactionalIdPattern !== null) throw unsupportedField('ListTransactionsRequest.transactionalIdPattern', version);
  writer.writeUnsignedVarint(0);
}

export const listTransactionsRequest: MessageCodec<ListTransactionsRequest> = {
  name: 'ListTransactionsRequest',
  apiKey: 66,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readListTransactionsRequest,
  write: writeListTransactionsRequest,
};

export interface ListTransactionsResponse {
  throttleTimeMs: number;
  errorCode: number;
  unknownStateFilters: string[];
  transactionStates: TransactionState[];
}

export interface TransactionState {
  transactionalId: string;
  producerId: bigint;
  transactionState: string;
}

export function newListTransactionsResponse(fields?: Partial<ListTransactionsResponse>): ListTransactionsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    unknownStateFilters: [],
    transactionStates: [],
    ...fields,
  };
}

export function readListTransactionsResponse(reader: Reader, version: number): ListTransactionsResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('ListTransactionsResponse', version);
  const value: ListTransactionsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    unknownStateFilters: reader.readStringArray(true),
    transactionStates: readTransactionStateArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeListTransactionsResponse(writer: Writer, version: number, value: ListTransactionsResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('ListTransactionsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeStringArray(value.unknownStateFilters, true);
  writer.writeArrayLength(value.transactionStates.length, true);
  for (const element of value.transactionStates) writeTransactionState(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTransactionState(fields?: Partial<TransactionState>): TransactionState {
  return {
    transactionalId: '',
    producerId: 0n,
    transactionState: '',
    ...fields,
  };
}

function readTransactionState(reader: Reader, version: number): TransactionState {
  const value: TransactionState = {
    transactionalId: reader.readString(true),
    producerId: reader.readInt64(),
    transactionState: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTransactionStateArray(reader: Reader, version: number): TransactionState[] {
  const length = reader.readArrayLength(true, 11);
  const values: TransactionState[] = [];
  for (let index = 0; index < length; index++) values.push(readTransactionState(reader, version));
  return values;
}

function writeTransactionState(writer: Writer, version: number, value: TransactionState): void {
  writer.writeString(value.transactionalId, true);
  writer.writeInt64(value.producerId);
  writer.writeString(value.transactionState, true);
  writer.writeUnsignedVarint(0);
}

export const listTransactionsResponse: MessageCodec<ListTransactionsResponse> = {
  name: 'ListTransactionsResponse',
  apiKey: 66,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readListTransactionsResponse,
  write: writeListTransactionsResponse,
};
