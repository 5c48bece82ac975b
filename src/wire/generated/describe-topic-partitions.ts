// Generated from protocol/messages/api/75-DescribeTopicPartitions.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeTopicPartitionsRequest {
  topics: TopicRequest[];
  responsePartitionLimit: number;
  cursor: DescribeTopicPartitionsRequestCursor | null;
}

export interface TopicRequest {
  name: string;
}

export interface DescribeTopicPartitionsRequestCursor {
  topicName: string;
  partitionIndex: number;
}

export function newDescribeTopicPartitionsRequest(fields?: Partial<DescribeTopicPartitionsRequest>): DescribeTopicPartitionsRequest {
  return {
    topics: [],
    responsePartitionLimit: 2000,
    cursor: null,
    ...fields,
  };
}

export function readDescribeTopicPartitionsRequest(reader: Reader, version: number): DescribeTopicPartitionsRequest {
  if (version !== 0) throw unsupportedVersion('DescribeTopicPartitionsRequest', version);
  const value: DescribeTopicPartitionsRequest = {
    topics: readTopicRequestArray(reader, version),
    responsePartitionLimit: reader.readInt32(),
    cursor: reader.readPresence() ? readDescribeTopicPartitionsRequestCursor(reader, version) : null,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeTopicPartitionsRequest(writer: Writer, version: number, value: DescribeTopicPartitionsRequest): void {
  if (version !== 0) throw unsupportedVersion('DescribeTopicPartitionsRequest', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeTopicRequest(writer, version, element);
  writer.writeInt32(value.responsePartitionLimit);
  writer.writePresence(value.cursor !== null);
  if (value.cursor !== null) writeDescribeTopicPartitionsRequestCursor(writer, version, value.cursor);
  writer.writeUnsignedVarint(0);
}

export function newTopicRequest(fields?: Partial<TopicRequest>): TopicRequest {
  return {
    name: '',
    ...fields,
  };
}

function readTopicRequest(reader: Reader, version: number): TopicRequest {
  const value: TopicRequest = {
    name: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicRequestArray(reader: Reader, version: number): TopicRequest[] {
  const length = reader.readArrayLength(true, 2);
  const values: TopicRequest[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicRequest(reader, version));
  return values;
}

function writeTopicRequest(writer: Writer, version: number, value: TopicRequest): void {
  writer.writeString(value.name, true);
  writer.writeUnsignedVarint(0);
}

export function newDescribeTopicPartitionsRequestCursor(fields?: Partial<DescribeTopicPartitionsRequestCursor>): DescribeTopicPartitionsRequestCursor {
  return {
    topicName: '',
    partitionIndex: 0,
    ...fields,
  };
}

function readDescribeTopicPartitionsRequestCursor(reader: Reader, version: number): DescribeTopicPartitionsRequestCursor {
  const value: DescribeTopicPartitionsRequestCursor = {
    topicName: reader.readString(true),
    partitionIndex: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeDescribeTopicPartitionsRequestCursor(writer: Writer, version: number, value: DescribeTopicPartitionsRequestCursor): void {
  writer.writeString(value.topicName, true);
  writer.writeInt32(value.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export const describeTopicPartitionsRequest: MessageCodec<DescribeTopicPartitionsRequest> = {
  name: 'DescribeTopicPartitionsRequest',
  apiKey: 75,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeTopicPartitionsRequest,
  write: writeDescribeTopicPartitionsRequest,
};

export interface DescribeTopicPartitionsResponse {
  throttleTimeMs: number;
  topics: DescribeTopicPartitionsResponseTopic[];
  nextCursor: DescribeTopicPartitionsResponseCursor | null;
}

export interface DescribeTopicPartitionsResponseTopic {
  errorCode: number;
  name: string | null;
  topicId: string;
  isInternal: boolean;
  partitions: DescribeTopicPartitionsResponsePartition[];
  topicAuthorizedOperations: number;
}

export interface DescribeTopicPartitionsResponsePartition {
  errorCode: number;
  partitionIndex: number;
  leaderId: number;
  leaderEpoch: number;
  replicaNodes: number[];
  isrNodes: number[];
  eligibleLeaderReplicas: number[] | null;
  lastKnownElr: number[] | null;
  offlineReplicas: number[];
}

export interface DescribeTopicPartitionsResponseCursor {
  topicName: string;
  partitionIndex: number;
}

export function newDescribeTopicPartitionsResponse(fields?: Partial<DescribeTopicPartitionsResponse>): DescribeTopicPartitionsResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    nextCursor: null,
    ...fields,
  };
}

export function readDescribeTopicPartitionsResponse(reader: Reader, version: number): DescribeTopicPartitionsResponse {
  if (version !== 0) throw unsupportedVersion('DescribeTopicPartitionsResponse', version);
  const value: DescribeTopicPartitionsResponse = {
    throttleTimeMs: reader.readInt32(),
    topics: readDescribeTopicPartitionsResponseTopicArray(reader, version),
    nextCursor: reader.readPresence() ? readDescribeTopicPartitionsResponseCursor(reader, version) : null,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeTopicPartitionsResponse(writer: Writer, version: number, value: DescribeTopicPartitionsResponse): void {
  if (version !== 0) throw unsupportedVersion('DescribeTopicPartitionsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeDescribeTopicPartitionsResponseTopic(writer, version, element);
  writer.writePresence(value.nextCursor !== null);
  if (value.nextCursor !== null) writeDescribeTopicPartitionsResponseCursor(writer, version, value.nextCursor);
  writer.writeUnsignedVarint(0);
}

export function newDescribeTopicPartitionsResponseTopic(fields?: Partial<DescribeTopicPartitionsResponseTopic>): DescribeTopicPartitionsResponseTopic {
  return {
    errorCode: 0,
    name: '',
    topicId: ZERO_UUID,
    isInternal: false,
    partitions: [],
    topicAuthorizedOperations: -2147483648,
    ...fields,
  };
}

function readDescribeTopicPartitionsResponseTopic(reader: Reader, version: number): DescribeTopicPartitionsResponseTopic {
  const value: DescribeTopicPartitionsResponseTopic = {
    errorCode: reader.readInt16(),
    name: reader.readNullableString(true),
    topicId: reader.readUuid(),
    isInternal: reader.readBool(),
    partitions: readDescribeTopicPartitionsResponsePartitionArray(reader, version),
    topicAuthorizedOperations: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeTopicPartitionsResponseTopicArray(reader: Reader, version: number): DescribeTopicPartitionsResponseTopic[] {
  const length = reader.readArrayLength(true, 26);
  const values: DescribeTopicPartitionsResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeTopicPartitionsResponseTopic(reader, version));
  return values;
}

function writeDescribeTopicPartitionsResponseTopic(writer: Writer, version: number, value: DescribeTopicPartitionsResponseTopic): void {
  writer.writeInt16(value.errorCode);
  writer.writeString(value.name, true);
  writer.writeUuid(value.topicId);
  writer.writeBool(value.isInternal);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeDescribeTopicPartitionsResponsePartition(writer, version, element);
  writer.writeInt32(value.topicAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export function newDescribeTopicPartitionsResponsePartition(fields?: Partial<DescribeTopicPartitionsResponsePartition>): DescribeTopicPartitionsResponsePartition {
  return {
    errorCode: 0,
    partitionIndex: 0,
    leaderId: 0,
    leaderEpoch: -1,
    replicaNodes: [],
    isrNodes: [],
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
    offlineReplicas: [],
    ...fields,
  };
}

function readDescribeTopicPartitionsResponsePartition(reader: Reader, version: number): DescribeTopicPartitionsResponsePartition {
  const value: DescribeTopicPartitionsResponsePartition = {
    errorCode: reader.readInt16(),
    partitionIndex: reader.readInt32(),
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    replicaNodes: reader.readInt32Array(true),
    isrNodes: reader.readInt32Array(true),
    eligibleLeaderReplicas: reader.readNullableInt32Array(true),
    lastKnownElr: reader.readNullableInt32Array(true),
    offlineReplicas: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeTopicPartitionsResponsePartitionArray(reader: Reader, version: number): DescribeTopicPartitionsResponsePartition[] {
  const length = reader.readArrayLength(true, 20);
  const values: DescribeTopicPartitionsResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeTopicPartitionsResponsePartition(reader, version));
  return values;
}

function writeDescribeTopicPartitionsResponsePartition(writer: Writer, version: number, value: DescribeTopicPartitionsResponsePartition): void {
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt32Array(value.replicaNodes, true);
  writer.writeInt32Array(value.isrNodes, true);
  writer.writeInt32Array(value.eligibleLeaderReplicas, true);
  writer.writeInt32Array(value.lastKnownElr, true);
  writer.writeInt32Array(value.offlineReplicas, true);
  writer.writeUnsignedVarint(0);
}

export function newDescribeTopicPartitionsResponseCursor(fields?: Partial<DescribeTopicPartitionsResponseCursor>): DescribeTopicPartitionsResponseCursor {
  return {
    topicName: '',
    partitionIndex: 0,
    ...fields,
  };
}

function readDescribeTopicPartitionsResponseCursor(reader: Reader, version: number): DescribeTopicPartitionsResponseCursor {
  const value: DescribeTopicPartitionsResponseCursor = {
    topicName: reader.readString(true),
    partitionIndex: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeDescribeTopicPartitionsResponseCursor(writer: Writer, version: number, value: DescribeTopicPartitionsResponseCursor): void {
  writer.writeString(value.topicName, true);
  writer.writeInt32(value.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export const describeTopicPartitionsResponse: MessageCodec<DescribeTopicPartitionsResponse> = {
  name: 'DescribeTopicPartitionsResponse',
  apiKey: 75,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeTopicPartitionsResponse,
  write: writeDescribeTopicPartitionsResponse,
};
