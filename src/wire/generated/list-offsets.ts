// Generated from protocol/messages/api/02-ListOffsets.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ListOffsetsRequest {
  replicaId: number;
  isolationLevel: number;
  topics: ListOffsetsTopic[];
  timeoutMs: number;
}

export interface ListOffsetsTopic {
  name: string;
  partitions: ListOffsetsPartition[];
}

export interface ListOffsetsPartition {
  partitionIndex: number;
  currentLeaderEpoch: number;
  timestamp: bigint;
}

export function newListOffsetsRequest(fields?: Partial<ListOffsetsRequest>): ListOffsetsRequest {
  return {
    replicaId: 0,
    isolationLevel: 0,
    topics: [],
    timeoutMs: 0,
    ...fields,
  };
}

export function readListOffsetsRequest(reader: Reader, version: number): ListOffsetsRequest {
  if (version < 1 || version > 11) throw unsupportedVersion('ListOffsetsRequest', version);
  const flexible = version >= 6;
  const value: ListOffsetsRequest = {
    replicaId: reader.readInt32(),
    isolationLevel: version >= 2 ? reader.readInt8() : 0,
    topics: readListOffsetsTopicArray(reader, version),
    timeoutMs: version >= 10 ? reader.readInt32() : 0,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeListOffsetsRequest(writer: Writer, version: number, value: ListOffsetsRequest): void {
  if (version < 1 || version > 11) throw unsupportedVersion('ListOffsetsRequest', version);
  const flexible = version >= 6;
  writer.writeInt32(value.replicaId);
  if (version >= 2) writer.writeInt8(value.isolationLevel);
  if (version < 2 && value.isolationLevel !== 0) throw unsupportedField('ListOffsetsRequest.isolationLevel', version);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeListOffsetsTopic(writer, version, element);
  if (version >= 10) writer.writeInt32(value.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newListOffsetsTopic(fields?: Partial<ListOffsetsTopic>): ListOffsetsTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readListOffsetsTopic(reader: Reader, version: number): ListOffsetsTopic {
  const flexible = version >= 6;
  const value: ListOffsetsTopic = {
    name: reader.readString(flexible),
    partitions: readListOffsetsPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readListOffsetsTopicArray(reader: Reader, version: number): ListOffsetsTopic[] {
  const length = reader.readArrayLength(version >= 6, 3);
  const values: ListOffsetsTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readListOffsetsTopic(reader, version));
  return values;
}

function writeListOffsetsTopic(writer: Writer, version: number, value: ListOffsetsTopic): void {
  const flexible = version >= 6;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeListOffsetsPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newListOffsetsPartition(fields?: Partial<ListOffsetsPartition>): ListOffsetsPartition {
  return {
    partitionIndex: 0,
    currentLeaderEpoch: -1,
    timestamp: 0n,
    ...fields,
  };
}

function readListOffsetsPartition(reader: Reader, version: number): ListOffsetsPartition {
  const flexible = version >= 6;
  const value: ListOffsetsPartition = {
    partitionIndex: reader.readInt32(),
    currentLeaderEpoch: version >= 4 ? reader.readInt32() : -1,
    timestamp: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readListOffsetsPartitionArray(reader: Reader, version: number): ListOffsetsPartition[] {
  const length = reader.readArrayLength(version >= 6, 12);
  const values: ListOffsetsPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readListOffsetsPartition(reader, version));
  return values;
}

function writeListOffsetsPartition(writer: Writer, version: number, value: ListOffsetsPartition): void {
  const flexible = version >= 6;
  writer.writeInt32(value.partitionIndex);
  if (version >= 4) writer.writeInt32(value.currentLeaderEpoch);
  writer.writeInt64(value.timestamp);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const listOffsetsRequest: MessageCodec<ListOffsetsRequest> = {
  name: 'ListOffsetsRequest',
  apiKey: 2,
  minVersion: 1,
  maxVersion: 11,
  latestVersionUnstable: false,
  flexibleFrom: 6,
  read: readListOffsetsRequest,
  write: writeListOffsetsRequest,
};

export interface ListOffsetsResponse {
  throttleTimeMs: number;
  topics: ListOffsetsTopicResponse[];
}

export interface ListOffsetsTopicResponse {
  name: string;
  partitions: ListOffsetsPartitionResponse[];
}

export interface ListOffsetsPartitionResponse {
  partitionIndex: number;
  errorCode: number;
  timestamp: bigint;
  offset: bigint;
  leaderEpoch: number;
}

export function newListOffsetsResponse(fields?: Partial<ListOffsetsResponse>): ListOffsetsResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readListOffsetsResponse(reader: Reader, version: number): ListOffsetsResponse {
  if (version < 1 || version > 11) throw unsupportedVersion('ListOffsetsResponse', version);
  const flexible = version >= 6;
  const value: ListOffsetsResponse = {
    throttleTimeMs: version >= 2 ? reader.readInt32() : 0,
    topics: readListOffsetsTopicResponseArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeListOffsetsResponse(writer: Writer, version: number, value: ListOffsetsResponse): void {
  if (version < 1 || version > 11) throw unsupportedVersion('ListOffsetsResponse', version);
  const flexible = version >= 6;
  if (version >= 2) writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeListOffsetsTopicResponse(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newListOffsetsTopicResponse(fields?: Partial<ListOffsetsTopicResponse>): ListOffsetsTopicResponse {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readListOffsetsTopicResponse(reader: Reader, version: number): ListOffsetsTopicResponse {
  const flexible = version >= 6;
  const value: ListOffsetsTopicResponse = {
    name: reader.readString(flexible),
    partitions: readListOffsetsPartitionResponseArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readListOffsetsTopicResponseArray(reader: Reader, version: number): ListOffsetsTopicResponse[] {
  const length = reader.readArrayLength(version >= 6, 3);
  const values: ListOffsetsTopicResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readListOffsetsTopicResponse(reader, version));
  return values;
}

function writeListOffsetsTopicResponse(writer: Writer, version: number, value: ListOffsetsTopicResponse): void {
  const flexible = version >= 6;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeListOffsetsPartitionResponse(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newListOffsetsPartitionResponse(fields?: Partial<ListOffsetsPartitionResponse>): ListOffsetsPartitionResponse {
  return {
    partitionIndex: 0,
    errorCode: 0,
    timestamp: -1n,
    offset: -1n,
    leaderEpoch: -1,
    ...fields,
  };
}

function readListOffsetsPartitionResponse(reader: Reader, version: number): ListOffsetsPartitionResponse {
  const flexible = version >= 6;
  const value: ListOffsetsPartitionResponse = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    timestamp: reader.readInt64(),
    offset: reader.readInt64(),
    leaderEpoch: version >= 4 ? reader.readInt32() : -1,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readListOffsetsPartitionResponseArray(reader: Reader, version: number): ListOffsetsPartitionResponse[] {
  const length = reader.readArrayLength(version >= 6, 22);
  const values: ListOffsetsPartitionResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readListOffsetsPartitionResponse(reader, version));
  return values;
}

function writeListOffsetsPartitionResponse(writer: Writer, version: number, value: ListOffsetsPartitionResponse): void {
  const flexible = version >= 6;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.timestamp);
  writer.writeInt64(value.offset);
  if (version >= 4) writer.writeInt32(value.leaderEpoch);
  if (version < 4 && value.leaderEpoch !== -1) throw unsupportedField('ListOffsetsPartitionResponse.leaderEpoch', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const listOffsetsResponse: MessageCodec<ListOffsetsResponse> = {
  name: 'ListOffsetsResponse',
  apiKey: 2,
  minVersion: 1,
  maxVersion: 11,
  latestVersionUnstable: false,
  flexibleFrom: 6,
  read: readListOffsetsResponse,
  write: writeListOffsetsResponse,
};
