// Generated from protocol/messages/api/90-DescribeShareGroupOffsets.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeShareGroupOffsetsRequest {
  groups: DescribeShareGroupOffsetsRequestGroup[];
}

export interface DescribeShareGroupOffsetsRequestGroup {
  groupId: string;
  topics: DescribeShareGroupOffsetsRequestTopic[] | null;
}

export interface DescribeShareGroupOffsetsRequestTopic {
  topicName: string;
  partitions: number[];
}

export function newDescribeShareGroupOffsetsRequest(fields?: Partial<DescribeShareGroupOffsetsRequest>): DescribeShareGroupOffsetsRequest {
  return {
    groups: [],
    ...fields,
  };
}

export function readDescribeShareGroupOffsetsRequest(reader: Reader, version: number): DescribeShareGroupOffsetsRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeShareGroupOffsetsRequest', version);
  const value: DescribeShareGroupOffsetsRequest = {
    groups: readDescribeShareGroupOffsetsRequestGroupArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeShareGroupOffsetsRequest(writer: Writer, version: number, value: DescribeShareGroupOffsetsRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeShareGroupOffsetsRequest', version);
  writer.writeArrayLength(value.groups.length, true);
  for (const element of value.groups) writeDescribeShareGroupOffsetsRequestGroup(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeShareGroupOffsetsRequestGroup(fields?: Partial<DescribeShareGroupOffsetsRequestGroup>): DescribeShareGroupOffsetsRequestGroup {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

function readDescribeShareGroupOffsetsRequestGroup(reader: Reader, version: number): DescribeShareGroupOffsetsRequestGroup {
  const value: DescribeShareGroupOffsetsRequestGroup = {
    groupId: reader.readString(true),
    topics: readNullableDescribeShareGroupOffsetsRequestTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeShareGroupOffsetsRequestGroupArray(reader: Reader, version: number): DescribeShareGroupOffsetsRequestGroup[] {
  const length = reader.readArrayLength(true, 3);
  const values: DescribeShareGroupOffsetsRequestGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeShareGroupOffsetsRequestGroup(reader, version));
  return values;
}

function writeDescribeShareGroupOffsetsRequestGroup(writer: Writer, version: number, value: DescribeShareGroupOffsetsRequestGroup): void {
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics === null ? -1 : value.topics.length, true);
  if (value.topics !== null) for (const element of value.topics) writeDescribeShareGroupOffsetsRequestTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeShareGroupOffsetsRequestTopic(fields?: Partial<DescribeShareGroupOffsetsRequestTopic>): DescribeShareGroupOffsetsRequestTopic {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readDescribeShareGroupOffsetsRequestTopic(reader: Reader, version: number): DescribeShareGroupOffsetsRequestTopic {
  const value: DescribeShareGroupOffsetsRequestTopic = {
    topicName: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableDescribeShareGroupOffsetsRequestTopicArray(reader: Reader, version: number): DescribeShareGroupOffsetsRequestTopic[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: DescribeShareGroupOffsetsRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeShareGroupOffsetsRequestTopic(reader, version));
  return values;
}

function writeDescribeShareGroupOffsetsRequestTopic(writer: Writer, version: number, value: DescribeShareGroupOffsetsRequestTopic): void {
  writer.writeString(value.topicName, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const describeShareGroupOffsetsRequest: MessageCodec<DescribeShareGroupOffsetsRequest> = {
  name: 'DescribeShareGroupOffsetsRequest',
  apiKey: 90,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeShareGroupOffsetsRequest,
  write: writeDescribeShareGroupOffsetsRequest,
};

export interface DescribeShareGroupOffsetsResponse {
  throttleTimeMs: number;
  groups: DescribeShareGroupOffsetsResponseGroup[];
}

export interface DescribeShareGroupOffsetsResponseGroup {
  groupId: string;
  topics: DescribeShareGroupOffsetsResponseTopic[];
  errorCode: number;
  errorMessage: string | null;
}

export interface DescribeShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: string;
  partitions: DescribeShareGroupOffsetsResponsePartition[];
}

export interface DescribeShareGroupOffsetsResponsePartition {
  partitionIndex: number;
  startOffset: bigint;
  leaderEpoch: number;
  lag: bigint;
  errorCode: number;
  errorMessage: string | null;
}

export function newDescribeShareGroupOffsetsResponse(fields?: Partial<DescribeShareGroupOffsetsResponse>): DescribeShareGroupOffsetsResponse {
  return {
    throttleTimeMs: 0,
    groups: [],
    ...fields,
  };
}

export function readDescribeShareGroupOffsetsResponse(reader: Reader, version: number): DescribeShareGroupOffsetsResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeShareGroupOffsetsResponse', version);
  const value: DescribeShareGroupOffsetsResponse = {
    throttleTimeMs: reader.readInt32(),
    groups: readDescribeShareGroupOffsetsResponseGroupArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeShareGroupOffsetsResponse(writer: Writer, version: number, value: DescribeShareGroupOffsetsResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('DescribeShareGroupOffsetsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.groups.length, true);
  for (const element of value.groups) writeDescribeShareGroupOffsetsResponseGroup(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeShareGroupOffsetsResponseGroup(fields?: Partial<DescribeShareGroupOffsetsResponseGroup>): DescribeShareGroupOffsetsResponseGroup {
  return {
    groupId: '',
    topics: [],
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readDescribeShareGroupOffsetsResponseGroup(reader: Reader, version: number): DescribeShareGroupOffsetsResponseGroup {
  const value: DescribeShareGroupOffsetsResponseGroup = {
    groupId: reader.readString(true),
    topics: readDescribeShareGroupOffsetsResponseTopicArray(reader, version),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeShareGroupOffsetsResponseGroupArray(reader: Reader, version: number): DescribeShareGroupOffsetsResponseGroup[] {
  const length = reader.readArrayLength(true, 6);
  const values: DescribeShareGroupOffsetsResponseGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeShareGroupOffsetsResponseGroup(reader, version));
  return values;
}

function writeDescribeShareGroupOffsetsResponseGroup(writer: Writer, version: number, value: DescribeShareGroupOffsetsResponseGroup): void {
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeDescribeShareGroupOffsetsResponseTopic(writer, version, element);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export function newDescribeShareGroupOffsetsResponseTopic(fields?: Partial<DescribeShareGroupOffsetsResponseTopic>): DescribeShareGroupOffsetsResponseTopic {
  return {
    topicName: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readDescribeShareGroupOffsetsResponseTopic(reader: Reader, version: number): DescribeShareGroupOffsetsResponseTopic {
  const value: DescribeShareGroupOffsetsResponseTopic = {
    topicName: reader.readString(true),
    topicId: reader.readUuid(),
    partitions: readDescribeShareGroupOffsetsResponsePartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeShareGroupOffsetsResponseTopicArray(reader: Reader, version: number): DescribeShareGroupOffsetsResponseTopic[] {
  const length = reader.readArrayLength(true, 19);
  const values: DescribeShareGroupOffsetsResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeShareGroupOffsetsResponseTopic(reader, version));
  return values;
}

function writeDescribeShareGroupOffsetsResponseTopic(writer: Writer, version: number, value: DescribeShareGroupOffsetsResponseTopic): void {
  writer.writeString(value.topicName, true);
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeDescribeShareGroupOffsetsResponsePartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribeShareGroupOffsetsResponsePartition(fields?: Partial<DescribeShareGroupOffsetsResponsePartition>): DescribeShareGroupOffsetsResponsePartition {
  return {
    partitionIndex: 0,
    startOffset: 0n,
    leaderEpoch: 0,
    lag: -1n,
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readDescribeShareGroupOffsetsResponsePartition(reader: Reader, version: number): DescribeShareGroupOffsetsResponsePartition {
  const value: DescribeShareGroupOffsetsResponsePartition = {
    partitionIndex: reader.readInt32(),
    startOffset: reader.readInt64(),
    leaderEpoch: reader.readInt32(),
    lag: version >= 1 ? reader.readInt64() : -1n,
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeShareGroupOffsetsResponsePartitionArray(reader: Reader, version: number): DescribeShareGroupOffsetsResponsePartition[] {
  const length = reader.readArrayLength(true, 20);
  const values: DescribeShareGroupOffsetsResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeShareGroupOffsetsResponsePartition(reader, version));
  return values;
}

function writeDescribeShareGroupOffsetsResponsePartition(writer: Writer, version: number, value: DescribeShareGroupOffsetsResponsePartition): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.startOffset);
  writer.writeInt32(value.leaderEpoch);
  if (version >= 1) writer.writeInt64(value.lag);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const describeShareGroupOffsetsResponse: MessageCodec<DescribeShareGroupOffsetsResponse> = {
  name: 'DescribeShareGroupOffsetsResponse',
  apiKey: 90,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeShareGroupOffsetsResponse,
  write: writeDescribeShareGroupOffsetsResponse,
};
