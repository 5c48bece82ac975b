// Generated from protocol/messages/api/34-AlterReplicaLogDirs.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterReplicaLogDirsRequest {
  dirs: AlterReplicaLogDir[];
}

export interface AlterReplicaLogDir {
  path: string;
  topics: AlterReplicaLogDirTopic[];
}

export interface AlterReplicaLogDirTopic {
  name: string;
  partitions: number[];
}

export function newAlterReplicaLogDirsRequest(fields?: Partial<AlterReplicaLogDirsRequest>): AlterReplicaLogDirsRequest {
  return {
    dirs: [],
    ...fields,
  };
}

export function readAlterReplicaLogDirsRequest(reader: Reader, version: number): AlterReplicaLogDirsRequest {
  if (version < 1 || version > 2) throw unsupportedVersion('AlterReplicaLogDirsRequest', version);
  const flexible = version >= 2;
  const value: AlterReplicaLogDirsRequest = {
    dirs: readAlterReplicaLogDirArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAlterReplicaLogDirsRequest(writer: Writer, version: number, value: AlterReplicaLogDirsRequest): void {
  if (version < 1 || version > 2) throw unsupportedVersion('AlterReplicaLogDirsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.dirs.length, flexible);
  for (const element of value.dirs) writeAlterReplicaLogDir(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterReplicaLogDir(fields?: Partial<AlterReplicaLogDir>): AlterReplicaLogDir {
  return {
    path: '',
    topics: [],
    ...fields,
  };
}

function readAlterReplicaLogDir(reader: Reader, version: number): AlterReplicaLogDir {
  const flexible = version >= 2;
  const value: AlterReplicaLogDir = {
    path: reader.readString(flexible),
    topics: readAlterReplicaLogDirTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterReplicaLogDirArray(reader: Reader, version: number): AlterReplicaLogDir[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: AlterReplicaLogDir[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterReplicaLogDir(reader, version));
  return values;
}

function writeAlterReplicaLogDir(writer: Writer, version: number, value: AlterReplicaLogDir): void {
  const flexible = version >= 2;
  writer.writeString(value.path, flexible);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeAlterReplicaLogDirTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterReplicaLogDirTopic(fields?: Partial<AlterReplicaLogDirTopic>): AlterReplicaLogDirTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readAlterReplicaLogDirTopic(reader: Reader, version: number): AlterReplicaLogDirTopic {
  const flexible = version >= 2;
  const value: AlterReplicaLogDirTopic = {
    name: reader.readString(flexible),
    partitions: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterReplicaLogDirTopicArray(reader: Reader, version: number): AlterReplicaLogDirTopic[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: AlterReplicaLogDirTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterReplicaLogDirTopic(reader, version));
  return values;
}

function writeAlterReplicaLogDirTopic(writer: Writer, version: number, value: AlterReplicaLogDirTopic): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeInt32Array(value.partitions, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterReplicaLogDirsRequest: MessageCodec<AlterReplicaLogDirsRequest> = {
  name: 'AlterReplicaLogDirsRequest',
  apiKey: 34,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readAlterReplicaLogDirsRequest,
  write: writeAlterReplicaLogDirsRequest,
};

export interface AlterReplicaLogDirsResponse {
  throttleTimeMs: number;
  results: AlterReplicaLogDirTopicResult[];
}

export interface AlterReplicaLogDirTopicResult {
  topicName: string;
  partitions: AlterReplicaLogDirPartitionResult[];
}

export interface AlterReplicaLogDirPartitionResult {
  partitionIndex: number;
  errorCode: number;
}

export function newAlterReplicaLogDirsResponse(fields?: Partial<AlterReplicaLogDirsResponse>): AlterReplicaLogDirsResponse {
  return {
    throttleTimeMs: 0,
    results: [],
    ...fields,
  };
}

export function readAlterReplicaLogDirsResponse(reader: Reader, version: number): AlterReplicaLogDirsResponse {
  if (version < 1 || version > 2) throw unsupportedVersion('AlterReplicaLogDirsResponse', version);
  const flexible = version >= 2;
  const value: AlterReplicaLogDirsResponse = {
    throttleTimeMs: reader.readInt32(),
    results: readAlterReplicaLogDirTopicResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAlterReplicaLogDirsResponse(writer: Writer, version: number, value: AlterReplicaLogDirsResponse): void {
  if (version < 1 || version > 2) throw unsupportedVersion('AlterReplicaLogDirsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.results.length, flexible);
  for (const element of value.results) writeAlterReplicaLogDirTopicResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterReplicaLogDirTopicResult(fields?: Partial<AlterReplicaLogDirTopicResult>): AlterReplicaLogDirTopicResult {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readAlterReplicaLogDirTopicResult(reader: Reader, version: number): AlterReplicaLogDirTopicResult {
  const flexible = version >= 2;
  const value: AlterReplicaLogDirTopicResult = {
    topicName: reader.readString(flexible),
    partitions: readAlterReplicaLogDirPartitionResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterReplicaLogDirTopicResultArray(reader: Reader, version: number): AlterReplicaLogDirTopicResult[] {
  const length = reader.readArrayLength(version >= 2, 3);
  const values: AlterReplicaLogDirTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterReplicaLogDirTopicResult(reader, version));
  return values;
}

function writeAlterReplicaLogDirTopicResult(writer: Writer, version: number, value: AlterReplicaLogDirTopicResult): void {
  const flexible = version >= 2;
  writer.writeString(value.topicName, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeAlterReplicaLogDirPartitionResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAlterReplicaLogDirPartitionResult(fields?: Partial<AlterReplicaLogDirPartitionResult>): AlterReplicaLogDirPartitionResult {
  return {
    partitionIndex: 0,
    errorCode: 0,
    ...fields,
  };
}

function readAlterReplicaLogDirPartitionResult(reader: Reader, version: number): AlterReplicaLogDirPartitionResult {
  const flexible = version >= 2;
  const value: AlterReplicaLogDirPartitionResult = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAlterReplicaLogDirPartitionResultArray(reader: Reader, version: number): AlterReplicaLogDirPartitionResult[] {
  const length = reader.readArrayLength(version >= 2, 6);
  const values: AlterReplicaLogDirPartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterReplicaLogDirPartitionResult(reader, version));
  return values;
}

function writeAlterReplicaLogDirPartitionResult(writer: Writer, version: number, value: AlterReplicaLogDirPartitionResult): void {
  const flexible = version >= 2;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const alterReplicaLogDirsResponse: MessageCodec<AlterReplicaLogDirsResponse> = {
  name: 'AlterReplicaLogDirsResponse',
  apiKey: 34,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readAlterReplicaLogDirsResponse,
  write: writeAlterReplicaLogDirsResponse,
};
