// Generated from protocol/messages/api/08-OffsetCommit.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface OffsetCommitRequest {
  groupId: string;
  generationIdOrMemberEpoch: number;
  memberId: string;
  groupInstanceId: string | null;
  retentionTimeMs: bigint;
  topics: OffsetCommitRequestTopic[];
}

export interface OffsetCommitRequestTopic {
  name: string;
  topicId: string;
  partitions: OffsetCommitRequestPartition[];
}

export interface OffsetCommitRequestPartition {
  partitionIndex: number;
  committedOffset: bigint;
  committedLeaderEpoch: number;
  committedMetadata: string | null;
}

export function newOffsetCommitRequest(fields?: Partial<OffsetCommitRequest>): OffsetCommitRequest {
  return {
    groupId: '',
    generationIdOrMemberEpoch: -1,
    memberId: '',
    groupInstanceId: null,
    retentionTimeMs: -1n,
    topics: [],
    ...fields,
  };
}

export function readOffsetCommitRequest(reader: Reader, version: number): OffsetCommitRequest {
  if (version < 2 || version > 10) throw unsupportedVersion('OffsetCommitRequest', version);
  const flexible = version >= 8;
  const value: OffsetCommitRequest = {
    groupId: reader.readString(flexible),
    generationIdOrMemberEpoch: reader.readInt32(),
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 7 ? reader.readNullableString(flexible) : null,
    retentionTimeMs: version <= 4 ? reader.readInt64() : -1n,
    topics: readOffsetCommitRequestTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeOffsetCommitRequest(writer: Writer, version: number, value: OffsetCommitRequest): void {
  if (version < 2 || version > 10) throw unsupportedVersion('OffsetCommitRequest', version);
  const flexible = version >= 8;
  writer.writeString(value.groupId, flexible);
  writer.writeInt32(value.generationIdOrMemberEpoch);
  writer.writeString(value.memberId, flexible);
  if (version >= 7) writer.writeString(value.groupInstanceId, flexible);
  if (version < 7 && value.groupInstanceId !== null) throw unsupportedField('OffsetCommitRequest.groupInstanceId', version);
  if (version <= 4) writer.writeInt64(value.retentionTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeOffsetCommitRequestTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetCommitRequestTopic(fields?: Partial<OffsetCommitRequestTopic>): OffsetCommitRequestTopic {
  return {
    name: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readOffsetCommitRequestTopic(reader: Reader, version: number): OffsetCommitRequestTopic {
  const flexible = version >= 8;
  const value: OffsetCommitRequestTopic = {
    name: version <= 9 ? reader.readString(flexible) : '',
    topicId: version >= 10 ? reader.readUuid() : ZERO_UUID,
    partitions: readOffsetCommitRequestPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetCommitRequestTopicArray(reader: Reader, version: number): OffsetCommitRequestTopic[] {
  const length = reader.readArrayLength(version >= 8, 3);
  const values: OffsetCommitRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetCommitRequestTopic(reader, version));
  return values;
}

function writeOffsetCommitRequestTopic(writer: Writer, version: number, value: OffsetCommitRequestTopic): void {
  const flexible = version >= 8;
  if (version <= 9) writer.writeString(value.name, flexible);
  if (version >= 10) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeOffsetCommitRequestPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetCommitRequestPartition(fields?: Partial<OffsetCommitRequestPartition>): OffsetCommitRequestPartition {
  return {
    partitionIndex: 0,
    committedOffset: 0n,
    committedLeaderEpoch: -1,
    committedMetadata: '',
    ...fields,
  };
}

function readOffsetCommitRequestPartition(reader: Reader, version: number): OffsetCommitRequestPartition {
  const flexible = version >= 8;
  const value: OffsetCommitRequestPartition = {
    partitionIndex: reader.readInt32(),
    committedOffset: reader.readInt64(),
    committedLeaderEpoch: version >= 6 ? reader.readInt32() : -1,
    committedMetadata: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetCommitRequestPartitionArray(reader: Reader, version: number): OffsetCommitRequestPartition[] {
  const length = reader.readArrayLength(version >= 8, 14);
  const values: OffsetCommitRequestPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetCommitRequestPartition(reader, version));
  return values;
}

function writeOffsetCommitRequestPartition(writer: Writer, version: number, value: OffsetCommitRequestPartition): void {
  const flexible = version >= 8;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.committedOffset);
  if (version >= 6) writer.writeInt32(value.committedLeaderEpoch);
  writer.writeString(value.committedMetadata, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const offsetCommitRequest: MessageCodec<OffsetCommitRequest> = {
  name: 'OffsetCommitRequest',
  apiKey: 8,
  minVersion: 2,
  maxVersion: 10,
  latestVersionUnstable: false,
  flexibleFrom: 8,
  read: readOffsetCommitRequest,
  write: writeOffsetCommitRequest,
};

export interface OffsetCommitResponse {
  throttleTimeMs: number;
  topics: OffsetCommitResponseTopic[];
}

export interface OffsetCommitResponseTopic {
  name: string;
  topicId: string;
  partitions: OffsetCommitResponsePartition[];
}

export interface OffsetCommitResponsePartition {
  partitionIndex: number;
  errorCode: number;
}

export function newOffsetCommitResponse(fields?: Partial<OffsetCommitResponse>): OffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readOffsetCommitResponse(reader: Reader, version: number): OffsetCommitResponse {
  if (version < 2 || version > 10) throw unsupportedVersion('OffsetCommitResponse', version);
  const flexible = version >= 8;
  const value: OffsetCommitResponse = {
    throttleTimeMs: version >= 3 ? reader.readInt32() : 0,
    topics: readOffsetCommitResponseTopicArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeOffsetCommitResponse(writer: Writer, version: number, value: OffsetCommitResponse): void {
  if (version < 2 || version > 10) throw unsupportedVersion('OffsetCommitResponse', version);
  const flexible = version >= 8;
  if (version >= 3) writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeOffsetCommitResponseTopic(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetCommitResponseTopic(fields?: Partial<OffsetCommitResponseTopic>): OffsetCommitResponseTopic {
  return {
    name: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readOffsetCommitResponseTopic(reader: Reader, version: number): OffsetCommitResponseTopic {
  const flexible = version >= 8;
  const value: OffsetCommitResponseTopic = {
    name: version <= 9 ? reader.readString(flexible) : '',
    topicId: version >= 10 ? reader.readUuid() : ZERO_UUID,
    partitions: readOffsetCommitResponsePartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetCommitResponseTopicArray(reader: Reader, version: number): OffsetCommitResponseTopic[] {
  const length = reader.readArrayLength(version >= 8, 3);
  const values: OffsetCommitResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetCommitResponseTopic(reader, version));
  return values;
}

function writeOffsetCommitResponseTopic(writer: Writer, version: number, value: OffsetCommitResponseTopic): void {
  const flexible = version >= 8;
  if (version <= 9) writer.writeString(value.name, flexible);
  if (version >= 10) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeOffsetCommitResponsePartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetCommitResponsePartition(fields?: Partial<OffsetCommitResponsePartition>): OffsetCommitResponsePartition {
  return {
    partitionIndex: 0,
    errorCode: 0,
    ...fields,
  };
}

function readOffsetCommitResponsePartition(reader: Reader, version: number): OffsetCommitResponsePartition {
  const flexible = version >= 8;
  const value: OffsetCommitResponsePartition = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetCommitResponsePartitionArray(reader: Reader, version: number): OffsetCommitResponsePartition[] {
  const length = reader.readArrayLength(version >= 8, 6);
  const values: OffsetCommitResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetCommitResponsePartition(reader, version));
  return values;
}

function writeOffsetCommitResponsePartition(writer: Writer, version: number, value: OffsetCommitResponsePartition): void {
  const flexible = version >= 8;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const offsetCommitResponse: MessageCodec<OffsetCommitResponse> = {
  name: 'OffsetCommitResponse',
  apiKey: 8,
  minVersion: 2,
  maxVersion: 10,
  latestVersionUnstable: false,
  flexibleFrom: 8,
  read: readOffsetCommitResponse,
  write: writeOffsetCommitResponse,
};
