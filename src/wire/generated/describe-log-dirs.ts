// Generated from protocol/messages/api/35-DescribeLogDirs.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeLogDirsRequest {
  topics: DescribableLogDirTopic[] | null;
}

export interface DescribableLogDirTopic {
  topic: string;
  partitions: number[];
}

export function newDescribeLogDirsRequest(fields?: Partial<DescribeLogDirsRequest>): DescribeLogDirsRequest {
  return {
    topics: [],
    ...fields,
  };
}

export function readDescribeLogDirsRequest(reader: Reader, version: number): DescribeLogDirsRequest {
  if (version < 1 || version > 5) throw unsupportedVersion('DescribeLogDirsRequest', version);
  const flexible = version >= 2;
  const value: DescribeLogDirsRequest = {
    topics: readNullableDescribableLogDirTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeLogDirsRequest(writer: Writer, version: number, value: DescribeLogDirsRequest): void {
  if (version < 1 || version > 5) throw unsupportedVersion('DescribeLogDirsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.topics === null ? -1 : value.topics.length, flexible);
  if (value.topics !== null) for (const element of value.topics) writeDescribableLogDirTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribableLogDirTopic(fields?: Partial<DescribableLogDirTopic>): DescribableLogDirTopic {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readDescribableLogDirTopic(reader: Reader, version: number): DescribableLogDirTopic {
  const flexible = version >= 2;
  const value: DescribableLogDirTopic = {
    topic: reader.readString(flexible),
    partitions: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullableDescribableLogDirTopicArray(reader: Reader, version: number): DescribableLogDirTopic[] | null {
  const length = reader.readNullableArrayLength(version >= 2, 3);
  if (length < 0) return null;
  const values: DescribableLogDirTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribableLogDirTopic(reader, version));
  return values;
}

function writeDescribableLogDirTopic(writer: Writer, version: number, value: DescribableLogDirTopic): void {
  const flexible = version >= 2;
  writer.writeString(value.topic, flexible);
  writer.writeInt32Array(value.partitions, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeLogDirsRequest: MessageCodec<DescribeLogDirsRequest> = {
  name: 'DescribeLogDirsRequest',
  apiKey: 35,
  minVersion: 1,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDescribeLogDirsRequest,
  write: writeDescribeLogDirsRequest,
};

export interface DescribeLogDirsResponse {
  throttleTimeMs: number;
  errorCode: number;
  results: DescribeLogDirsResult[];
}

export interface DescribeLogDirsResult {
  errorCode: number;
  logDir: string;
  topics: DescribeLogDirsTopic[];
  totalBytes: bigint;
  usableBytes: bigint;
  isCordoned: boolean;
}

export interface DescribeLogDirsTopic {
  name: string;
  partitions: DescribeLogDirsPartition[];
}

export interface DescribeLogDirsPartition {
  partitionIndex: number;
  partitionSize: bigint;
  offsetLag: bigint;
  isFutureKey: boolean;
}

export function newDescribeLogDirsResponse(fields?: Partial<DescribeLogDirsResponse>): DescribeLogDirsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    results: [],
    ...fields,
  };
}

export function readDescribeLogDirsResponse(reader: Reader, version: number): DescribeLogDirsResponse {
  if (version < 1 || version > 5) throw unsupportedVersion('DescribeLogDirsResponse', version);
  const flexible = version >= 2;
  const value: DescribeLogDirsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: version >= 3 ? reader.readInt16() : 0,
    results: readDescribeLogDirsResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeDescribeLogDirsResponse(writer: Writer, version: number, value: DescribeLogDirsResponse): void {
  if (version < 1 || version > 5) throw unsupportedVersion('DescribeLogDirsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  if (version >= 3) writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.results.length, flexible);
  for (const element of value.results) writeDescribeLogDirsResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeLogDirsResult(fields?: Partial<DescribeLogDirsResult>): DescribeLogDirsResult {
  return {
    errorCode: 0,
    logDir: '',
    topics: [],
    totalBytes: -1n,
    usableBytes: -1n,
    isCordoned: false,
    ...fields,
  };
}

function readDescribeLogDirsResult(reader: Reader, version: number): DescribeLogDirsResult {
  const flexible = version >= 2;
  const value: DescribeLogDirsResult = {
    errorCode: reader.readInt16(),
    logDir: reader.readString(flexible),
    topics: readDescribeLogDirsTopicArray(reader, version),
    totalBytes: version >= 4 ? reader.readInt64() : -1n,
    usableBytes: version >= 4 ? reader.readInt64() : -1n,
    isCordoned: version >= 5 ? reader.readBool() : false,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeLogDirsResultArray(reader: Reader, version: number): DescribeLogDirsResult[] {
  const length = reader.readArrayLength(version >= 2, 5);
  const values: DescribeLogDirsResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeLogDirsResult(reader, version));
  return values;
}

function writeDescribeLogDirsResult(writer: Writer, version: number, value: DescribeLogDirsResult): void {
  const flexible = version >= 2;
  writer.writeInt16(value.errorCode);
  writer.writeString(value.logDir, flexible);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeDescribeLogDirsTopic(writer, version, element);
  if (version >= 4) writer.writeInt64(value.totalBytes);
  if (version >= 4) writer.writeInt64(value.usableBytes);
  if (version >= 5) writer.writeBool(value.isCordoned);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeLogDirsTopic(fields?: Partial<DescribeLogDirsTopic>): DescribeLogDirsTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readDescribeLogDirsTopic(reader: Reader, version: number): DescribeLogDirsTopic {
  const flexible = version >= 2;
  const value: DescribeLogDirsTopic = {
    name: reader.readString(flexible),
    partitions: readDescribeLogDirsPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeLogDirsTopicArray(reader: Reader, version: number): DescribeLogDirsTopic[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: DescribeLogDirsTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeLogDirsTopic(reader, version));
  return values;
}

function writeDescribeLogDirsTopic(writer: Writer, version: number, value: DescribeLogDirsTopic): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeDescribeLogDirsPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newDescribeLogDirsPartition(fields?: Partial<DescribeLogDirsPartition>): DescribeLogDirsPartition {
  return {
    partitionIndex: 0,
    partitionSize: 0n,
    offsetLag: 0n,
    isFutureKey: false,
    ...fields,
  };
}

function readDescribeLogDirsPartition(reader: Reader, version: number): DescribeLogDirsPartition {
  const flexible = version >= 2;
  const value: DescribeLogDirsPartition = {
    partitionIndex: reader.readInt32(),
    partitionSize: reader.readInt64(),
    offsetLag: reader.readInt64(),
    isFutureKey: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readDescribeLogDirsPartitionArray(reader: Reader, version: number): DescribeLogDirsPartition[] {
  const length = reader.readArrayLength(version >= 2, 21);
  const values: DescribeLogDirsPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeLogDirsPartition(reader, version));
  return values;
}

function writeDescribeLogDirsPartition(writer: Writer, version: number, value: DescribeLogDirsPartition): void {
  const flexible = version >= 2;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.partitionSize);
  writer.writeInt64(value.offsetLag);
  writer.writeBool(value.isFutureKey);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const describeLogDirsResponse: MessageCodec<DescribeLogDirsResponse> = {
  name: 'DescribeLogDirsResponse',
  apiKey: 35,
  minVersion: 1,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readDescribeLogDirsResponse,
  write: writeDescribeLogDirsResponse,
};
