// Generated from protocol/messages/api/47-OffsetDelete.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface OffsetDeleteRequest {
  groupId: string;
  topics: OffsetDeleteRequestTopic[];
}

export interface OffsetDeleteRequestTopic {
  name: string;
  partitions: OffsetDeleteRequestPartition[];
}

export interface OffsetDeleteRequestPartition {
  partitionIndex: number;
}

export function newOffsetDeleteRequest(fields?: Partial<OffsetDeleteRequest>): OffsetDeleteRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readOffsetDeleteRequest(reader: Reader, version: number): OffsetDeleteRequest {
  if (version !== 0) throw unsupportedVersion('OffsetDeleteRequest', version);
  return {
    groupId: reader.readString(false),
    topics: readOffsetDeleteRequestTopicArray(reader, version),
  };
}

export function writeOffsetDeleteRequest(writer: Writer, version: number, value: OffsetDeleteRequest): void {
  if (version !== 0) throw unsupportedVersion('OffsetDeleteRequest', version);
  writer.writeString(value.groupId, false);
  writer.writeArrayLength(value.topics.length, false);
  for (const element of value.topics) writeOffsetDeleteRequestTopic(writer, version, element);
}

export function newOffsetDeleteRequestTopic(fields?: Partial<OffsetDeleteRequestTopic>): OffsetDeleteRequestTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readOffsetDeleteRequestTopic(reader: Reader, version: number): OffsetDeleteRequestTopic {
  return {
    name: reader.readString(false),
    partitions: readOffsetDeleteRequestPartitionArray(reader, version),
  };
}

function readOffsetDeleteRequestTopicArray(reader: Reader, version: number): OffsetDeleteRequestTopic[] {
  const length = reader.readArrayLength(false, 6);
  const values: OffsetDeleteRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetDeleteRequestTopic(reader, version));
  return values;
}

function writeOffsetDeleteRequestTopic(writer: Writer, version: number, value: OffsetDeleteRequestTopic): void {
  writer.writeString(value.name, false);
  writer.writeArrayLength(value.partitions.length, false);
  for (const element of value.partitions) writeOffsetDeleteRequestPartition(writer, version, element);
}

export function newOffsetDeleteRequestPartition(fields?: Partial<OffsetDeleteRequestPartition>): OffsetDeleteRequestPartition {
  return {
    partitionIndex: 0,
    ...fields,
  };
}

function readOffsetDeleteRequestPartition(reader: Reader, version: number): OffsetDeleteRequestPartition {
  return {
    partitionIndex: reader.readInt32(),
  };
}

function readOffsetDeleteRequestPartitionArray(reader: Reader, version: number): OffsetDeleteRequestPartition[] {
  const length = reader.readArrayLength(false, 4);
  const values: OffsetDeleteRequestPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetDeleteRequestPartition(reader, version));
  return values;
}

function writeOffsetDeleteRequestPartition(writer: Writer, version: number, value: OffsetDeleteRequestPartition): void {
  writer.writeInt32(value.partitionIndex);
}

export const offsetDeleteRequest: MessageCodec<OffsetDeleteRequest> = {
  name: 'OffsetDeleteRequest',
  apiKey: 47,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readOffsetDeleteRequest,
  write: writeOffsetDeleteRequest,
};

export interface OffsetDeleteResponse {
  errorCode: number;
  throttleTimeMs: number;
  topics: OffsetDeleteResponseTopic[];
}

export interface OffsetDeleteResponseTopic {
  name: string;
  partitions: OffsetDeleteResponsePartition[];
}

export interface OffsetDeleteResponsePartition {
  partitionIndex: number;
  errorCode: number;
}

export function newOffsetDeleteResponse(fields?: Partial<OffsetDeleteResponse>): OffsetDeleteResponse {
  return {
    errorCode: 0,
    throttleTimeMs: 0,
    topics: [],
    ...fields,
  };
}

export function readOffsetDeleteResponse(reader: Reader, version: number): OffsetDeleteResponse {
  if (version !== 0) throw unsupportedVersion('OffsetDeleteResponse', version);
  return {
    errorCode: reader.readInt16(),
    throttleTimeMs: reader.readInt32(),
    topics: readOffsetDeleteResponseTopicArray(reader, version),
  };
}

export function writeOffsetDeleteResponse(writer: Writer, version: number, value: OffsetDeleteResponse): void {
  if (version !== 0) throw unsupportedVersion('OffsetDeleteResponse', version);
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, false);
  for (const element of value.topics) writeOffsetDeleteResponseTopic(writer, version, element);
}

export function newOffsetDeleteResponseTopic(fields?: Partial<OffsetDeleteResponseTopic>): OffsetDeleteResponseTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readOffsetDeleteResponseTopic(reader: Reader, version: number): OffsetDeleteResponseTopic {
  return {
    name: reader.readString(false),
    partitions: readOffsetDeleteResponsePartitionArray(reader, version),
  };
}

function readOffsetDeleteResponseTopicArray(reader: Reader, version: number): OffsetDeleteResponseTopic[] {
  const length = reader.readArrayLength(false, 6);
  const values: OffsetDeleteResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetDeleteResponseTopic(reader, version));
  return values;
}

function writeOffsetDeleteResponseTopic(writer: Writer, version: number, value: OffsetDeleteResponseTopic): void {
  writer.writeString(value.name, false);
  writer.writeArrayLength(value.partitions.length, false);
  for (const element of value.partitions) writeOffsetDeleteResponsePartition(writer, version, element);
}

export function newOffsetDeleteResponsePartition(fields?: Partial<OffsetDeleteResponsePartition>): OffsetDeleteResponsePartition {
  return {
    partitionIndex: 0,
    errorCode: 0,
    ...fields,
  };
}

function readOffsetDeleteResponsePartition(reader: Reader, version: number): OffsetDeleteResponsePartition {
  return {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
}

function readOffsetDeleteResponsePartitionArray(reader: Reader, version: number): OffsetDeleteResponsePartition[] {
  const length = reader.readArrayLength(false, 6);
  const values: OffsetDeleteResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetDeleteResponsePartition(reader, version));
  return values;
}

function writeOffsetDeleteResponsePartition(writer: Writer, version: number, value: OffsetDeleteResponsePartition): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
}

export const offsetDeleteResponse: MessageCodec<OffsetDeleteResponse> = {
  name: 'OffsetDeleteResponse',
  apiKey: 47,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readOffsetDeleteResponse,
  write: writeOffsetDeleteResponse,
};
