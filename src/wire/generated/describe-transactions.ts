// Generated from protocol/messages/api/65-DescribeTransactions.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeTransactionsRequest {
  transactionalIds: string[];
}

export function newDescribeTransactionsRequest(fields?: Partial<DescribeTransactionsRequest>): DescribeTransactionsRequest {
  return {
    transactionalIds: [],
    ...fields,
  };
}

export function readDescribeTransactionsRequest(reader: Reader, version: number): DescribeTransactionsRequest {
  if (version !== 0) throw unsupportedVersion('DescribeTransactionsRequest', version);
  const value: DescribeTransactionsRequest = {
    transactionalIds: reader.readStringArray(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeTransactionsRequest(writer: Writer, version: number, value: DescribeTransactionsRequest): void {
  if (version !== 0) throw unsupportedVersion('DescribeTransactionsRequest', version);
  writer.writeStringArray(value.transactionalIds, true);
  writer.writeUnsignedVarint(0);
}

export const describeTransactionsRequest: MessageCodec<DescribeTransactionsRequest> = {
  name: 'DescribeTransactionsRequest',
  apiKey: 65,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeTransactionsRequest,
  write: writeDescribeTransactionsRequest,
};

export interface DescribeTransactionsResponse {
  throttleTimeMs: number;
  transactionStates: TransactionState[];
}

export interface TransactionState {
  errorCode: number;
  transactionalId: string;
  transactionState: string;
  transactionTimeoutMs: number;
  transactionStartTimeMs: bigint;
  producerId: bigint;
  producerEpoch: number;
  topics: TopicData[];
}

export interface TopicData {
  topic: string;
  partitions: number[];
}

export function newDescribeTransactionsResponse(fields?: Partial<DescribeTransactionsResponse>): DescribeTransactionsResponse {
  return {
    throttleTimeMs: 0,
    transactionStates: [],
    ...fields,
  };
}

export function readDescribeTransactionsResponse(reader: Reader, version: number): DescribeTransactionsResponse {
  if (version !== 0) throw unsupportedVersion('DescribeTransactionsResponse', version);
  const value: DescribeTransactionsResponse = {
    throttleTimeMs: reader.readInt32(),
    transactionStates: readTransactionStateArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeTransactionsResponse(writer: Writer, version: number, value: DescribeTransactionsResponse): void {
  if (version !== 0) throw unsupportedVersion('DescribeTransactionsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.transactionStates.length, true);
  for (const element of value.transactionStates) writeTransactionState(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTransactionState(fields?: Partial<TransactionState>): TransactionState {
  return {
    errorCode: 0,
    transactionalId: '',
    transactionState: '',
    transactionTimeoutMs: 0,
    transactionStartTimeMs: 0n,
    producerId: 0n,
    producerEpoch: 0,
    topics: [],
    ...fields,
  };
}

function readTransactionState(reader: Reader, version: number): TransactionState {
  const value: TransactionState = {
    errorCode: reader.readInt16(),
    transactionalId: reader.readString(true),
    transactionState: reader.readString(true),
    transactionTimeoutMs: reader.readInt32(),
    transactionStartTimeMs: reader.readInt64(),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    topics: readTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readTransactionStateArray(reader: Reader, version: number): TransactionState[] {
  const length = reader.readArrayLength(true, 28);
  const values: TransactionState[] = [];
  for (let index = 0; index < length; index++) values.push(readTransactionState(reader, version));
  return values;
}

function writeTransactionState(writer: Writer, version: number, value: TransactionState): void {
  writer.writeInt16(value.errorCode);
  writer.writeString(value.transactionalId, true);
  writer.writeString(value.transactionState, true);
  writer.writeInt32(value.transactionTimeoutMs);
  writer.writeInt64(value.transactionStartTimeMs);
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTopicData(fields?: Partial<TopicData>): TopicData {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readTopicData(reader: Reader, version: number): TopicData {
  const value: TopicData = {
    topic: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicDataArray(reader: Reader, version: number): TopicData[] {
  const length = reader.readArrayLength(true, 3);
  const values: TopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicData(reader, version));
  return values;
}

function writeTopicData(writer: Writer, version: number, value: TopicData): void {
  writer.writeString(value.topic, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const describeTransactionsResponse: MessageCodec<DescribeTransactionsResponse> = {
  name: 'DescribeTransactionsResponse',
  apiKey: 65,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeTransactionsResponse,
  write: writeDescribeTransactionsResponse,
};
