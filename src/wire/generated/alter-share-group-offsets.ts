// Generated from protocol/messages/api/91-AlterShareGroupOffsets.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterShareGroupOffsetsRequest {
  groupId: string;
  topics: AlterShareGroupOffsetsRequestTopic[];
}

export interface AlterShareGroupOffsetsRequestTopic {
  topicName: string;
  partitions: AlterShareGroupOffsetsRequestPartition[];
}

export interface AlterShareGroupOffsetsRequestPartition {
  partitionIndex: number;
  startOffset: bigint;
}

export function newAlterShareGroupOffsetsRequest(fields?: Partial<AlterShareGroupOffsetsRequest>): AlterShareGroupOffsetsRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readAlterShareGroupOffsetsRequest(reader: Reader, version: number): AlterShareGroupOffsetsRequest {
  if (version !== 0) throw unsupportedVersion('AlterShareGroupOffsetsRequest', version);
  const value: AlterShareGroupOffsetsRequest = {
    groupId: reader.readString(true),
    topics: readAlterShareGroupOffsetsRequestTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterShareGroupOffsetsRequest(writer: Writer, version: number, value: AlterShareGroupOffsetsRequest): void {
  if (version !== 0) throw unsupportedVersion('AlterShareGroupOffsetsRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAlterShareGroupOffsetsRequestTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterShareGroupOffsetsRequestTopic(fields?: Partial<AlterShareGroupOffsetsRequestTopic>): AlterShareGroupOffsetsRequestTopic {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readAlterShareGroupOffsetsRequestTopic(reader: Reader, version: number): AlterShareGroupOffsetsRequestTopic {
  const value: AlterShareGroupOffsetsRequestTopic = {
    topicName: reader.readString(true),
    partitions: readAlterShareGroupOffsetsRequestPartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterShareGroupOffsetsRequestTopicArray(reader: Reader, version: number): AlterShareGroupOffsetsRequestTopic[] {
  const length = reader.readArrayLength(true, 3);
  const values: AlterShareGroupOffsetsRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterShareGroupOffsetsRequestTopic(reader, version));
  return values;
}

function writeAlterShareGroupOffsetsRequestTopic(writer: Writer, version: number, value: AlterShareGroupOffsetsRequestTopic): void {
  writer.writeString(value.topicName, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAlterShareGroupOffsetsRequestPartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterShareGroupOffsetsRequestPartition(fields?: Partial<AlterShareGroupOffsetsRequestPartition>): AlterShareGroupOffsetsRequestPartition {
  return {
    partitionIndex: 0,
    startOffset: 0n,
    ...fields,
  };
}

function readAlterShareGroupOffsetsRequestPartition(reader: Reader, version: number): AlterShareGroupOffsetsRequestPartition {
  const value: AlterShareGroupOffsetsRequestPartition = {
    partitionIndex: reader.readInt32(),
    startOffset: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterShareGroupOffsetsRequestPartitionArray(reader: Reader, version: number): AlterShareGroupOffsetsRequestPartition[] {
  const length = reader.readArrayLength(true, 13);
  const values: AlterShareGroupOffsetsRequestPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterShareGroupOffsetsRequestPartition(reader, version));
  return values;
}

function writeAlterShareGroupOffsetsRequestPartition(writer: Writer, version: number, value: AlterShareGroupOffsetsRequestPartition): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.startOffset);
  writer.writeUnsignedVarint(0);
}

export const alterShareGroupOffsetsRequest: MessageCodec<AlterShareGroupOffsetsRequest> = {
  name: 'AlterShareGroupOffsetsRequest',
  apiKey: 91,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterShareGroupOffsetsRequest,
  write: writeAlterShareGroupOffsetsRequest,
};

export interface AlterShareGroupOffsetsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  responses: AlterShareGroupOffsetsResponseTopic[];
}

export interface AlterShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: string;
  partitions: AlterShareGroupOffsetsResponsePartition[];
}

export interface AlterShareGroupOffsetsResponsePartition {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newAlterShareGroupOffsetsResponse(fields?: Partial<AlterShareGroupOffsetsResponse>): AlterShareGroupOffsetsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    responses: [],
    ...fields,
  };
}

export function readAlterShareGroupOffsetsResponse(reader: Reader, version: number): AlterShareGroupOffsetsResponse {
  if (version !== 0) throw unsupportedVersion('AlterShareGroupOffsetsResponse', version);
  const value: AlterShareGroupOffsetsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    responses: readAlterShareGroupOffsetsResponseTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterShareGroupOffsetsResponse(writer: Writer, version: number, value: AlterShareGroupOffsetsResponse): void {
  if (version !== 0) throw unsupportedVersion('AlterShareGroupOffsetsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.responses.length, true);
  for (const element of value.responses) writeAlterShareGroupOffsetsResponseTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterShareGroupOffsetsResponseTopic(fields?: Partial<AlterShareGroupOffsetsResponseTopic>): AlterShareGroupOffsetsResponseTopic {
  return {
    topicName: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readAlterShareGroupOffsetsResponseTopic(reader: Reader, version: number): AlterShareGroupOffsetsResponseTopic {
  const value: AlterShareGroupOffsetsResponseTopic = {
    topicName: reader.readString(true),
    topicId: reader.readUuid(),
    partitions: readAlterShareGroupOffsetsResponsePartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterShareGroupOffsetsResponseTopicArray(reader: Reader, version: number): AlterShareGroupOffsetsResponseTopic[] {
  const length = reader.readArrayLength(true, 19);
  const values: AlterShareGroupOffsetsResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterShareGroupOffsetsResponseTopic(reader, version));
  return values;
}

function writeAlterShareGroupOffsetsResponseTopic(writer: Writer, version: number, value: AlterShareGroupOffsetsResponseTopic): void {
  writer.writeString(value.topicName, true);
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAlterShareGroupOffsetsResponsePartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterShareGroupOffsetsResponsePartition(fields?: Partial<AlterShareGroupOffsetsResponsePartition>): AlterShareGroupOffsetsResponsePartition {
  return {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readAlterShareGroupOffsetsResponsePartition(reader: Reader, version: number): AlterShareGroupOffsetsResponsePartition {
  const value: AlterShareGroupOffsetsResponsePartition = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterShareGroupOffsetsResponsePartitionArray(reader: Reader, version: number): AlterShareGroupOffsetsResponsePartition[] {
  const length = reader.readArrayLength(true, 8);
  const values: AlterShareGroupOffsetsResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterShareGroupOffsetsResponsePartition(reader, version));
  return values;
}

function writeAlterShareGroupOffsetsResponsePartition(writer: Writer, version: number, value: AlterShareGroupOffsetsResponsePartition): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const alterShareGroupOffsetsResponse: MessageCodec<AlterShareGroupOffsetsResponse> = {
  name: 'AlterShareGroupOffsetsResponse',
  apiKey: 91,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterShareGroupOffsetsResponse,
  write: writeAlterShareGroupOffsetsResponse,
};
