// Generated from protocol/messages/api/28-TxnOffsetCommit.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface TxnOffsetCommitRequest {
  transactionalId: string;
  groupId: string;
  producerId: bigint;
  producerEpoch: number;
  generationId: number;
  memberId: string;
  groupInstanceId: string | null;
  topics: TxnOffsetCommitRequestTopic[];
}

export interface TxnOffsetCommitRequestTopic {
  name: string;
  partitions: TxnOffsetCommitRequestPartition[];
}

export interface TxnOffsetCommitRequestPartition {
  partitionIndex: number;
  committedOffset: bigint;
  committedLeaderEpoch: number;
  committedMetadata: string | null;
}

export function newTxnOffsetCommitRequest(fields?: Partial<TxnOffsetCommitRequest>): TxnOffsetCommitRequest {
  return {
    transactionalId: '',
    groupId: '',
    producerId: 0n,
    producerEpoch: 0,
    generationId: -1,
    memberId: '',
    groupInstanceId: null,
    topics: [],
    ...fields,
  };
}

export function readTxnOffsetCommitRequest(reader: Reader, version: number): TxnOffsetCommitRequest {
  if (version < 0 || version > 5) throw unsupportedVersion('TxnOffsetCommitRequest', version);
  const flexible = version >= 3;
  const value: TxnOffsetCommitRequest = {
    transactionalId: reader.readString(flexible),
    groupId: reader.readString(flexible),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    generationId: version >= 3 ? reader.readInt32() : -1,
    memberId: version >= 3 ? reader.readString(flexible) : '',
    groupInstanceId: version >= 3 ? reader.readNullableString(flexible) : null,
    topics: readTxnOffsetCommitRequestTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeTxnOffsetCommitRequest(writer: Writer, version: number, value: TxnOffsetCommitRequest): void {
  if (version < 0 || version > 5) throw unsupportedVersion('TxnOffsetCommitRequest', version);
  const flexible = version >= 3;
  writer.writeString(value.transactionalId, flexible);
  writer.writeString(value.groupId, flexible);
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  if (version >= 3) writer.writeInt32(value.generationId);
  if (version < 3 && value.generationId !== -1) throw unsupportedField('TxnOffsetCommitRequest.generationId', version);
  if (version >= 3) writer.writeString(value.memberId, flexible);
  if (version < 3 && value.memberId.length !== 0) throw unsupportedField('TxnOffsetCommitRequest.memberId', version);
  if (version >= 3) writer.writeString(value.groupInstanceId, flexible);
  if (version < 3 && value.groupInstanceId !== null) throw unsupportedField('TxnOffsetCommitRequest.groupInstanceId', version);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeTxnOffsetCommitRequestTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newTxnOffsetCommitRequestTopic(fields?: Partial<TxnOffsetCommitRequestTopic>): TxnOffsetCommitRequestTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readTxnOffsetCommitRequestTopic(reader: Reader, version: number): TxnOffsetCommitRequestTopic {
  const flexible = version >= 3;
  const value: TxnOffsetCommitRequestTopic = {
    name: reader.readString(flexible),
    partitions: readTxnOffsetCommitRequestPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readTxnOffsetCommitRequestTopicArray(reader: Reader, version: number): TxnOffsetCommitRequestTopic[] {
  const length = reader.readArrayLength(version >= 3, 3);
  const values: TxnOffsetCommitRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readTxnOffsetCommitRequestTopic(reader, version));
  return values;
}

function writeTxnOffsetCommitRequestTopic(writer: Writer, version: number, value: TxnOffsetCommitRequestTopic): void {
  const flexible = version >= 3;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeTxnOffsetCommitRequestPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newTxnOffsetCommitRequestPartition(fields?: Partial<TxnOffsetCommitRequestPartition>): TxnOffsetCommitRequestPartition {
  return {
    partitionIndex: 0,
    committedOffset: 0n,
    committedLeaderEpoch: -1,
    committedMetadata: '',
    ...fields,
  };
}

function readTxnOffsetCommitRequestPartition(reader: Reader, version: number): TxnOffsetCommitRequestPartition {
  const flexible = version >= 3;
  const value: TxnOffsetCommitRequestPartition = {
    partitionIndex: reader.readInt32(),
    committedOffset: reader.readInt64(),
    committedLeaderEpoch: version >= 2 ? reader.readInt32() : -1,
    committedMetadata: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readTxnOffsetCommitRequestPartitionArray(reader: Reader, version: number): TxnOffsetCommitRequestPartition[] {
  const length = reader.readArrayLength(version >= 3, 14);
  const values: TxnOffsetCommitRequestPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readTxnOffsetCommitRequestPartition(reader, version));
  return values;
}

function writeTxnOffsetCommitRequestPartition(writer: Writer, version: number, value: TxnOffsetCommitRequestPartition): void {
  const flexible = version >= 3;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.committedOffset);
  if (version >= 2) writer.writeInt32(value.committedLeaderEpoch);
  writer.writeString(value.committedMetadata, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const txnOffsetCommitRequest: MessageCodec<TxnOffsetCommitRequest> = {
  name: 'TxnOffsetCommitRequest',
  apiKey: 28,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readTxnOffsetCommitRequest,
  write: writeTxnOffsetCommitRequest,
};

export interface TxnOffsetCommitResponse {
  throttleTimeMs: number;
  topics: TxnOffsetCommitResponseTopic[];
}

export interface TxnOffsetCommitResponseTopic {
  name: string;
  partitions: TxnOffsetCommitResponsePartition[];
}

export interface TxnOffsetCommitResponsePartition {
  partitionIndex: number;
  errorCode: number;
}

export function newTxnOffsetCommitResponse(fields?: Partial<TxnOffsetCommitResponse>): TxnOffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readTxnOffsetCommitResponse(reader: Reader, version: number): TxnOffsetCommitResponse {
  if (version < 0 || version > 5) throw unsupportedVersion('TxnOffsetCommitResponse', version);
  const flexible = version >= 3;
  const value: TxnOffsetCommitResponse = {
    throttleTimeMs: reader.readInt32(),
    topics: readTxnOffsetCommitResponseTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeTxnOffsetCommitResponse(writer: Writer, version: number, value: TxnOffsetCommitResponse): void {
  if (version < 0 || version > 5) throw unsupportedVersion('TxnOffsetCommitResponse', version);
  const flexible = version >= 3;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeTxnOffsetCommitResponseTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newTxnOffsetCommitResponseTopic(fields?: Partial<TxnOffsetCommitResponseTopic>): TxnOffsetCommitResponseTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readTxnOffsetCommitResponseTopic(reader: Reader, version: number): TxnOffsetCommitResponseTopic {
  const flexible = version >= 3;
  const value: TxnOffsetCommitResponseTopic = {
    name: reader.readString(flexible),
    partitions: readTxnOffsetCommitResponsePartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readTxnOffsetCommitResponseTopicArray(reader: Reader, version: number): TxnOffsetCommitResponseTopic[] {
  const length = reader.readArrayLength(version >= 3, 3);
  const values: TxnOffsetCommitResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readTxnOffsetCommitResponseTopic(reader, version));
  return values;
}

function writeTxnOffsetCommitResponseTopic(writer: Writer, version: number, value: TxnOffsetCommitResponseTopic): void {
  const flexible = version >= 3;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeTxnOffsetCommitResponsePartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newTxnOffsetCommitResponsePartition(fields?: Partial<TxnOffsetCommitResponsePartition>): TxnOffsetCommitResponsePartition {
  return {
    partitionIndex: 0,
    errorCode: 0,
    ...fields,
  };
}

function readTxnOffsetCommitResponsePartition(reader: Reader, version: number): TxnOffsetCommitResponsePartition {
  const flexible = version >= 3;
  const value: TxnOffsetCommitResponsePartition = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readTxnOffsetCommitResponsePartitionArray(reader: Reader, version: number): TxnOffsetCommitResponsePartition[] {
  const length = reader.readArrayLength(version >= 3, 6);
  const values: TxnOffsetCommitResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readTxnOffsetCommitResponsePartition(reader, version));
  return values;
}

function writeTxnOffsetCommitResponsePartition(writer: Writer, version: number, value: TxnOffsetCommitResponsePartition): void {
  const flexible = version >= 3;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const txnOffsetCommitResponse: MessageCodec<TxnOffsetCommitResponse> = {
  name: 'TxnOffsetCommitResponse',
  apiKey: 28,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readTxnOffsetCommitResponse,
  write: writeTxnOffsetCommitResponse,
};
