// Generated from protocol/messages/api/09-OffsetFetch.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, nullInVersion, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface OffsetFetchRequest {
  groupId: string;
  topics: OffsetFetchRequestTopic[] | null;
  groups: OffsetFetchRequestGroup[];
  requireStable: boolean;
}

export interface OffsetFetchRequestTopic {
  name: string;
  partitionIndexes: number[];
}

export interface OffsetFetchRequestGroup {
  groupId: string;
  memberId: string | null;
  memberEpoch: number;
  topics: OffsetFetchRequestTopics[] | null;
}

export interface OffsetFetchRequestTopics {
  name: string;
  topicId: string;
  partitionIndexes: number[];
}

export function newOffsetFetchRequest(fields?: Partial<OffsetFetchRequest>): OffsetFetchRequest {
  return {
    groupId: '',
    topics: [],
    groups: [],
    requireStable: false,
    ...fields,
  };
}

export function readOffsetFetchRequest(reader: Reader, version: number): OffsetFetchRequest {
  if (version < 1 || version > 10) throw unsupportedVersion('OffsetFetchRequest', version);
  const flexible = version >= 6;
  const value: OffsetFetchRequest = {
    groupId: version <= 7 ? reader.readString(flexible) : '',
    topics: version <= 7 ? (version >= 2 ? readNullableOffsetFetchRequestTopicArray(reader, version) : readOffsetFetchRequestTopicArray(reader, version)) : [],
    groups: version >= 8 ? readOffsetFetchRequestGroupArray(reader, version) : [],
    requireStable: version >= 7 ? reader.readBool() : false,
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeOffsetFetchRequest(writer: Writer, version: number, value: OffsetFetchRequest): void {
  if (version < 1 || version > 10) throw unsupportedVersion('OffsetFetchRequest', version);
  const flexible = version >= 6;
  if (version <= 7) writer.writeString(value.groupId, flexible);
  if (version > 7 && value.groupId.length !== 0) throw unsupportedField('OffsetFetchRequest.groupId', version);
  if (version <= 7) {
    if (version < 2 && value.topics === null) throw nullInVersion('OffsetFetchRequest.topics', version);
    writer.writeArrayLength(value.topics === null ? -1 : value.topics.length, flexible);
    if (value.topics !== null) for (const element of value.topics) writeOffsetFetchRequestTopic(writer, version, element);
  }
  if (version > 7 && (value.topics === null || value.topics.length !== 0)) throw unsupportedField('OffsetFetchRequest.topics', version);
  if (version >= 8) {
    writer.writeArrayLength(value.groups.length, flexible);
    for (const element of value.groups) writeOffsetFetchRequestGroup(writer, version, element);
  }
  if (version < 8 && value.groups.length !== 0) throw unsupportedField('OffsetFetchRequest.groups', version);
  if (version >= 7) writer.writeBool(value.requireStable);
  if (version < 7 && value.requireStable) throw unsupportedField('OffsetFetchRequest.requireStable', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetFetchRequestTopic(fields?: Partial<OffsetFetchRequestTopic>): OffsetFetchRequestTopic {
  return {
    name: '',
    partitionIndexes: [],
    ...fields,
  };
}

function readOffsetFetchRequestTopic(reader: Reader, version: number): OffsetFetchRequestTopic {
  const flexible = version >= 6;
  const value: OffsetFetchRequestTopic = {
    name: reader.readString(flexible),
    partitionIndexes: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetFetchRequestTopicArray(reader: Reader, version: number): OffsetFetchRequestTopic[] {
  const length = reader.readArrayLength(version >= 6, 3);
  const values: OffsetFetchRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchRequestTopic(reader, version));
  return values;
}

function readNullableOffsetFetchRequestTopicArray(reader: Reader, version: number): OffsetFetchRequestTopic[] | null {
  const length = reader.readNullableArrayLength(version >= 6, 3);
  if (length < 0) return null;
  const values: OffsetFetchRequestTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchRequestTopic(reader, version));
  return values;
}

function writeOffsetFetchRequestTopic(writer: Writer, version: number, value: OffsetFetchRequestTopic): void {
  const flexible = version >= 6;
  writer.writeString(value.name, flexible);
  writer.writeInt32Array(value.partitionIndexes, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetFetchRequestGroup(fields?: Partial<OffsetFetchRequestGroup>): OffsetFetchRequestGroup {
  return {
    groupId: '',
    memberId: null,
    memberEpoch: -1,
    topics: [],
    ...fields,
  };
}

function readOffsetFetchRequestGroup(reader: Reader, version: number): OffsetFetchRequestGroup {
  const value: OffsetFetchRequestGroup = {
    groupId: reader.readString(true),
    memberId: version >= 9 ? reader.readNullableString(true) : null,
    memberEpoch: version >= 9 ? reader.readInt32() : -1,
    topics: readNullableOffsetFetchRequestTopicsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readOffsetFetchRequestGroupArray(reader: Reader, version: number): OffsetFetchRequestGroup[] {
  const length = reader.readArrayLength(true, 3);
  const values: OffsetFetchRequestGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchRequestGroup(reader, version));
  return values;
}

function writeOffsetFetchRequestGroup(writer: Writer, version: number, value: OffsetFetchRequestGroup): void {
  writer.writeString(value.groupId, true);
  if (version >= 9) writer.writeString(value.memberId, true);
  if (version >= 9) writer.writeInt32(value.memberEpoch);
  writer.writeArrayLength(value.topics === null ? -1 : value.topics.length, true);
  if (value.topics !== null) for (const element of value.topics) writeOffsetFetchRequestTopics(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newOffsetFetchRequestTopics(fields?: Partial<OffsetFetchRequestTopics>): OffsetFetchRequestTopics {
  return {
    name: '',
    topicId: ZERO_UUID,
    partitionIndexes: [],
    ...fields,
  };
}

function readOffsetFetchRequestTopics(reader: Reader, version: number): OffsetFetchRequestTopics {
  const value: OffsetFetchRequestTopics = {
    name: version <= 9 ? reader.readString(true) : '',
    topicId: version >= 10 ? reader.readUuid() : ZERO_UUID,
    partitionIndexes: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableOffsetFetchRequestTopicsArray(reader: Reader, version: number): OffsetFetchRequestTopics[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: OffsetFetchRequestTopics[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchRequestTopics(reader, version));
  return values;
}

function writeOffsetFetchRequestTopics(writer: Writer, version: number, value: OffsetFetchRequestTopics): void {
  if (version <= 9) writer.writeString(value.name, true);
  if (version >= 10) writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitionIndexes, true);
  writer.writeUnsignedVarint(0);
}

export const offsetFetchRequest: MessageCodec<OffsetFetchRequest> = {
  name: 'OffsetFetchRequest',
  apiKey: 9,
  minVersion: 1,
  maxVersion: 10,
  latestVersionUnstable: false,
  flexibleFrom: 6,
  read: readOffsetFetchRequest,
  write: writeOffsetFetchRequest,
};

export interface OffsetFetchResponse {
  throttleTimeMs: number;
  topics: OffsetFetchResponseTopic[];
  errorCode: number;
  groups: OffsetFetchResponseGroup[];
}

export interface OffsetFetchResponseTopic {
  name: string;
  partitions: OffsetFetchResponsePartition[];
}

export interface OffsetFetchResponsePartition {
  partitionIndex: number;
  committedOffset: bigint;
  committedLeaderEpoch: number;
  metadata: string | null;
  errorCode: number;
}

export interface OffsetFetchResponseGroup {
  groupId: string;
  topics: OffsetFetchResponseTopics[];
  errorCode: number;
}

export interface OffsetFetchResponseTopics {
  name: string;
  topicId: string;
  partitions: OffsetFetchResponsePartitions[];
}

export interface OffsetFetchResponsePartitions {
  partitionIndex: number;
  committedOffset: bigint;
  committedLeaderEpoch: number;
  metadata: string | null;
  errorCode: number;
}

export function newOffsetFetchResponse(fields?: Partial<OffsetFetchResponse>): OffsetFetchResponse {
  return {
    throttleTimeMs: 0,
    topics: [],
    errorCode: 0,
    groups: [],
    ...fields,
  };
}

export function readOffsetFetchResponse(reader: Reader, version: number): OffsetFetchResponse {
  if (version < 1 || version > 10) throw unsupportedVersion('OffsetFetchResponse', version);
  const flexible = version >= 6;
  const value: OffsetFetchResponse = {
    throttleTimeMs: version >= 3 ? reader.readInt32() : 0,
    topics: version <= 7 ? readOffsetFetchResponseTopicArray(reader, version) : [],
    errorCode: version >= 2 && version <= 7 ? reader.readInt16() : 0,
    groups: version >= 8 ? readOffsetFetchResponseGroupArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeOffsetFetchResponse(writer: Writer, version: number, value: OffsetFetchResponse): void {
  if (version < 1 || version > 10) throw unsupportedVersion('OffsetFetchResponse', version);
  const flexible = version >= 6;
  if (version >= 3) writer.writeInt32(value.throttleTimeMs);
  if (version <= 7) {
    writer.writeArrayLength(value.topics.length, flexible);
    for (const element of value.topics) writeOffsetFetchResponseTopic(writer, version, element);
  }
  if (version > 7 && value.topics.length !== 0) throw unsupportedField('OffsetFetchResponse.topics', version);
  if (version >= 2 && version <= 7) writer.writeInt16(value.errorCode);
  if (version >= 8) {
    writer.writeArrayLength(value.groups.length, flexible);
    for (const element of value.groups) writeOffsetFetchResponseGroup(writer, version, element);
  }
  if (version < 8 && value.groups.length !== 0) throw unsupportedField('OffsetFetchResponse.groups', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetFetchResponseTopic(fields?: Partial<OffsetFetchResponseTopic>): OffsetFetchResponseTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readOffsetFetchResponseTopic(reader: Reader, version: number): OffsetFetchResponseTopic {
  const flexible = version >= 6;
  const value: OffsetFetchResponseTopic = {
    name: reader.readString(flexible),
    partitions: readOffsetFetchResponsePartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetFetchResponseTopicArray(reader: Reader, version: number): OffsetFetchResponseTopic[] {
  const length = reader.readArrayLength(version >= 6, 3);
  const values: OffsetFetchResponseTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchResponseTopic(reader, version));
  return values;
}

function writeOffsetFetchResponseTopic(writer: Writer, version: number, value: OffsetFetchResponseTopic): void {
  const flexible = version >= 6;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeOffsetFetchResponsePartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetFetchResponsePartition(fields?: Partial<OffsetFetchResponsePartition>): OffsetFetchResponsePartition {
  return {
    partitionIndex: 0,
    committedOffset: 0n,
    committedLeaderEpoch: -1,
    metadata: '',
    errorCode: 0,
    ...fields,
  };
}

function readOffsetFetchResponsePartition(reader: Reader, version: number): OffsetFetchResponsePartition {
  const flexible = version >= 6;
  const value: OffsetFetchResponsePartition = {
    partitionIndex: reader.readInt32(),
    committedOffset: reader.readInt64(),
    committedLeaderEpoch: version >= 5 ? reader.readInt32() : -1,
    metadata: reader.readNullableString(flexible),
    errorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readOffsetFetchResponsePartitionArray(reader: Reader, version: number): OffsetFetchResponsePartition[] {
  const length = reader.readArrayLength(version >= 6, 16);
  const values: OffsetFetchResponsePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchResponsePartition(reader, version));
  return values;
}

function writeOffsetFetchResponsePartition(writer: Writer, version: number, value: OffsetFetchResponsePartition): void {
  const flexible = version >= 6;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.committedOffset);
  if (version >= 5) writer.writeInt32(value.committedLeaderEpoch);
  writer.writeString(value.metadata, flexible);
  writer.writeInt16(value.errorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newOffsetFetchResponseGroup(fields?: Partial<OffsetFetchResponseGroup>): OffsetFetchResponseGroup {
  return {
    groupId: '',
    topics: [],
    errorCode: 0,
    ...fields,
  };
}

function readOffsetFetchResponseGroup(reader: Reader, version: number): OffsetFetchResponseGroup {
  const value: OffsetFetchResponseGroup = {
    groupId: reader.readString(true),
    topics: readOffsetFetchResponseTopicsArray(reader, version),
    errorCode: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readOffsetFetchResponseGroupArray(reader: Reader, version: number): OffsetFetchResponseGroup[] {
  const length = reader.readArrayLength(true, 5);
  const values: OffsetFetchResponseGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchResponseGroup(reader, version));
  return values;
}

function writeOffsetFetchResponseGroup(writer: Writer, version: number, value: OffsetFetchResponseGroup): void {
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeOffsetFetchResponseTopics(writer, version, element);
  writer.writeInt16(value.errorCode);
  writer.writeUnsignedVarint(0);
}

export function newOffsetFetchResponseTopics(fields?: Partial<OffsetFetchResponseTopics>): OffsetFetchResponseTopics {
  return {
    name: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readOffsetFetchResponseTopics(reader: Reader, version: number): OffsetFetchResponseTopics {
  const value: OffsetFetchResponseTopics = {
    name: version <= 9 ? reader.readString(true) : '',
    topicId: version >= 10 ? reader.readUuid() : ZERO_UUID,
    partitions: readOffsetFetchResponsePartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readOffsetFetchResponseTopicsArray(reader: Reader, version: number): OffsetFetchResponseTopics[] {
  const length = reader.readArrayLength(true, 3);
  const values: OffsetFetchResponseTopics[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchResponseTopics(reader, version));
  return values;
}

function writeOffsetFetchResponseTopics(writer: Writer, version: number, value: OffsetFetchResponseTopics): void {
  if (version <= 9) writer.writeString(value.name, true);
  if (version >= 10) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeOffsetFetchResponsePartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newOffsetFetchResponsePartitions(fields?: Partial<OffsetFetchResponsePartitions>): OffsetFetchResponsePartitions {
  return {
    partitionIndex: 0,
    committedOffset: 0n,
    committedLeaderEpoch: -1,
    metadata: '',
    errorCode: 0,
    ...fields,
  };
}

function readOffsetFetchResponsePartitions(reader: Reader, version: number): OffsetFetchResponsePartitions {
  const value: OffsetFetchResponsePartitions = {
    partitionIndex: reader.readInt32(),
    committedOffset: reader.readInt64(),
    committedLeaderEpoch: reader.readInt32(),
    metadata: reader.readNullableString(true),
    errorCode: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readOffsetFetchResponsePartitionsArray(reader: Reader, version: number): OffsetFetchResponsePartitions[] {
  const length = reader.readArrayLength(true, 20);
  const values: OffsetFetchResponsePartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readOffsetFetchResponsePartitions(reader, version));
  return values;
}

function writeOffsetFetchResponsePartitions(writer: Writer, version: number, value: OffsetFetchResponsePartitions): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt64(value.committedOffset);
  writer.writeInt32(value.committedLeaderEpoch);
  writer.writeString(value.metadata, true);
  writer.writeInt16(value.errorCode);
  writer.writeUnsignedVarint(0);
}

export const offsetFetchResponse: MessageCodec<OffsetFetchResponse> = {
  name: 'OffsetFetchResponse',
  apiKey: 9,
  minVersion: 1,
  maxVersion: 10,
  latestVersionUnstable: false,
  flexibleFrom: 6,
  read: readOffsetFetchResponse,
  write: writeOffsetFetchResponse,
};
