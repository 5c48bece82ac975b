// Generated from protocol/messages/api/21-DeleteRecords.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DeleteRecordsRequest {
  topics: DeleteRecordsTopic[];
  timeoutMs: number;
}

export interface DeleteRecordsTopic {
  name: string;
  partitions: DeleteRecordsPartition[];
}

export interface DeleteRecordsPartition {
  partitionIndex: number;
  offset: bigint;
}

export function newDeleteRecordsRequest(fields?: Partial<DeleteRecordsRequest>): DeleteRecordsRequest {
  return {
    topics: [],
    timeoutMs: 0,
    ...fields,
  };
}

export function readDeleteRecordsRequest(reader: Reader, version: number): DeleteRecordsRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteRecordsRequest', version);
  const flexible = version >= 2;
  const value: DeleteRecordsRequest = {
    topics: readDeleteRecordsTopicArray(reader, version),
    timeoutMs: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteRecordsRequest(writer: Writer, version: number, value: DeleteRecordsRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteRecordsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeDeleteRecordsTopic(writer, version, element);
  writer.writeInt32(value.timeoutMs);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteRecordsTopic(fields?: Partial<DeleteRecordsTopic>): DeleteRecordsTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readDeleteRecordsTopic(reader: Reader, version: number): DeleteRecordsTopic {
  const flexible = version >= 2;
  const value: DeleteRecordsTopic = {
    name: reader.readString(flexible),
    partitions: readDeleteRecordsPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteRecordsTopicArray(reader: Reader, version: number): DeleteRecordsTopic[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: DeleteRecordsTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteRecordsTopic(reader, version));
  return values;
}

function writeDeleteRecordsTopic(writer: Writer, version: number, value: DeleteRecordsTopic): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeDeleteRecordsPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteRecordsPartition(fields?: Partial<DeleteRecordsPartition>): DeleteRecordsPartition {
  return {
    partitionIndex: 0,
    offset: 0n,
    ...fields,
  };
}

function readDeleteRecordsPartition(reader: Reader, version: number): DeleteRecordsPartition {
  const flexible = version >= 2;
  const value: DeleteRecordsPartition = {
    partitionIndex: reader.readInt32(),
    offset: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteRecordsPartitionArray(reader: Reader, version: number): DeleteRecordsPartition[] {
  const length = reader.readArrayLength(version >= 2, 12);
  const values: DeleteRecordsPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteRecordsPartition(reader, version));
  return values;
}

function writeDeleteRecordsPartition(writer: Writer, version: number, value: DeleteRecordsPartition): void {
  const flexible = version >= 2;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.offset);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteRecordsRequest: MessageCodec<DeleteRecordsRequest> = {
  name: 'DeleteRecordsRequest',
  apiKey: 21,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDeleteRecordsRequest,
  write: writeDeleteRecordsRequest,
};

export interface DeleteRecordsResponse {
  throttleTimeMs: number;
  topics: DeleteRecordsTopicResult[];
}

export interface DeleteRecordsTopicResult {
  name: string;
  partitions: DeleteRecordsPartitionResult[];
}

export interface DeleteRecordsPartitionResult {
  partitionIndex: number;
  lowWatermark: bigint;
  errorCode: number;
}

export function newDeleteRecordsResponse(fields?: Partial<DeleteRecordsResponse>): DeleteRecordsResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readDeleteRecordsResponse(reader: Reader, version: number): DeleteRecordsResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteRecordsResponse', version);
  const flexible = version >= 2;
  const value: DeleteRecordsResponse = {
    throttleTimeMs: reader.readInt32(),
    topics: readDeleteRecordsTopicResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDeleteRecordsResponse(writer: Writer, version: number, value: DeleteRecordsResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DeleteRecordsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeDeleteRecordsTopicResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteRecordsTopicResult(fields?: Partial<DeleteRecordsTopicResult>): DeleteRecordsTopicResult {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readDeleteRecordsTopicResult(reader: Reader, version: number): DeleteRecordsTopicResult {
  const flexible = version >= 2;
  const value: DeleteRecordsTopicResult = {
    name: reader.readString(flexible),
    partitions: readDeleteRecordsPartitionResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteRecordsTopicResultArray(reader: Reader, version: number): DeleteRecordsTopicResult[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: DeleteRecordsTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteRecordsTopicResult(reader, version));
  return values;
}

function writeDeleteRecordsTopicResult(writer: Writer, version: number, value: DeleteRecordsTopicResult): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeDeleteRecordsPartitionResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDeleteRecordsPartitionResult(fields?: Partial<DeleteRecordsPartitionResult>): DeleteRecordsPartitionResult {
  return {
    partitionIndex: 0,
    lowWatermark: 0n,
    errorCode: 0,
    ...fields,
  };
}

function readDeleteRecordsPartitionResult(reader: Reader, version: number): DeleteRecordsPartitionResult {
  const flexible = version >= 2;
  const value: DeleteRecordsPartitionResult = {
    partitionIndex: reader.readInt32(),
    lowWatermark: reader.readInt64(),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDeleteRecordsPartitionResultArray(reader: Reader, version: number): DeleteRecordsPartitionResult[] {
  const length = reader.readArrayLength(version >= 2, 14);
  const values: DeleteRecordsPartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteRecordsPartitionResult(reader, version));
  return values;
}

function writeDeleteRecordsPartitionResult(writer: Writer, version: number, value: DeleteRecordsPartitionResult): void {
  const flexible = version >= 2;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.lowWatermark);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const deleteRecordsResponse: MessageCodec<DeleteRecordsResponse> = {
  name: 'DeleteRecordsResponse',
  apiKey: 21,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDeleteRecordsResponse,
  write: writeDeleteRecordsResponse,
};
