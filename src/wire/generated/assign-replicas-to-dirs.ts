// Generated from protocol/messages/api/73-AssignReplicasToDirs.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AssignReplicasToDirsRequest {
  brokerId: number;
  brokerEpoch: bigint;
  directories: AssignReplicasToDirsRequestDirectoryData[];
}

export interface AssignReplicasToDirsRequestDirectoryData {
  id: string;
  topics: AssignReplicasToDirsRequestTopicData[];
}

export interface AssignReplicasToDirsRequestTopicData {
  topicId: string;
  partitions: AssignReplicasToDirsRequestPartitionData[];
}

export interface AssignReplicasToDirsRequestPartitionData {
  partitionIndex: number;
}

export function newAssignReplicasToDirsRequest(fields?: Partial<AssignReplicasToDirsRequest>): AssignReplicasToDirsRequest {
  return {
    brokerId: 0,
    brokerEpoch: -1n,
    directories: [],
    ...fields,
  };
}

export function readAssignReplicasToDirsRequest(reader: Reader, version: number): AssignReplicasToDirsRequest {
  if (version !== 0) throw unsupportedVersion('AssignReplicasToDirsRequest', version);
  const value: AssignReplicasToDirsRequest = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
    directories: readAssignReplicasToDirsRequestDirectoryDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAssignReplicasToDirsRequest(writer: Writer, version: number, value: AssignReplicasToDirsRequest): void {
  if (version !== 0) throw unsupportedVersion('AssignReplicasToDirsRequest', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeArrayLength(value.directories.length, true);
  for (const element of value.directories) writeAssignReplicasToDirsRequestDirectoryData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAssignReplicasToDirsRequestDirectoryData(fields?: Partial<AssignReplicasToDirsRequestDirectoryData>): AssignReplicasToDirsRequestDirectoryData {
  return {
    id: ZERO_UUID,
    topics: [],
    ...fields,
  };
}

function readAssignReplicasToDirsRequestDirectoryData(reader: Reader, version: number): AssignReplicasToDirsRequestDirectoryData {
  const value: AssignReplicasToDirsRequestDirectoryData = {
    id: reader.readUuid(),
    topics: readAssignReplicasToDirsRequestTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAssignReplicasToDirsRequestDirectoryDataArray(reader: Reader, version: number): AssignReplicasToDirsRequestDirectoryData[] {
  const length = reader.readArrayLength(true, 18);
  const values: AssignReplicasToDirsRequestDirectoryData[] = [];
  for (let index = 0; index < length; index++) values.push(readAssignReplicasToDirsRequestDirectoryData(reader, version));
  return values;
}

function writeAssignReplicasToDirsRequestDirectoryData(writer: Writer, version: number, value: AssignReplicasToDirsRequestDirectoryData): void {
  writer.writeUuid(value.id);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAssignReplicasToDirsRequestTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAssignReplicasToDirsRequestTopicData(fields?: Partial<AssignReplicasToDirsRequestTopicData>): AssignReplicasToDirsRequestTopicData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readAssignReplicasToDirsRequestTopicData(reader: Reader, version: number): AssignReplicasToDirsRequestTopicData {
  const value: AssignReplicasToDirsRequestTopicData = {
    topicId: reader.readUuid(),
    partitions: readAssignReplicasToDirsRequestPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAssignReplicasToDirsRequestTopicDataArray(reader: Reader, version: number): AssignReplicasToDirsRequestTopicData[] {
  const length = reader.readArrayLength(true, 18);
  const values: AssignReplicasToDirsRequestTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readAssignReplicasToDirsRequestTopicData(reader, version));
  return values;
}

function writeAssignReplicasToDirsRequestTopicData(writer: Writer, version: number, value: AssignReplicasToDirsRequestTopicData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAssignReplicasToDirsRequestPartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAssignReplicasToDirsRequestPartitionData(fields?: Partial<AssignReplicasToDirsRequestPartitionData>): AssignReplicasToDirsRequestPartitionData {
  return {
    partitionIndex: 0,
    ...fields,
  };
}

function readAssignReplicasToDirsRequestPartitionData(reader: Reader, version: number): AssignReplicasToDirsRequestPartitionData {
  const value: AssignReplicasToDirsRequestPartitionData = {
    partitionIndex: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readAssignReplicasToDirsRequestPartitionDataArray(reader: Reader, version: number): AssignReplicasToDirsRequestPartitionData[] {
  const length = reader.readArrayLength(true, 5);
  const values: AssignReplicasToDirsRequestPartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readAssignReplicasToDirsRequestPartitionData(reader, version));
  return values;
}

function writeAssignReplicasToDirsRequestPartitionData(writer: Writer, version: number, value: AssignReplicasToDirsRequestPartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeUnsignedVarint(0);
}

export const assignReplicasToDirsRequest: MessageCodec<AssignReplicasToDirsRequest> = {
  name: 'AssignReplicasToDirsRequest',
  apiKey: 73,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAssignReplicasToDirsRequest,
  write: writeAssignReplicasToDirsRequest,
};

export interface AssignReplicasToDirsResponse {
  throttleTimeMs: number;
  errorCode: number;
  directories: AssignReplicasToDirsResponseDirectoryData[];
}

export interface AssignReplicasToDirsResponseDirectoryData {
  id: string;
  topics: AssignReplicasToDirsResponseTopicData[];
}

export interface AssignReplicasToDirsResponseTopicData {
  topicId: string;
  partitions: AssignReplicasToDirsResponsePartitionData[];
}

export interface AssignReplicasToDirsResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
}

export function newAssignReplicasToDirsResponse(fields?: Partial<AssignReplicasToDirsResponse>): AssignReplicasToDirsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    directories: [],
    ...fields,
  };
}

export function readAssignReplicasToDirsResponse(reader: Reader, version: number): AssignReplicasToDirsResponse {
  if (version !== 0) throw unsupportedVersion('AssignReplicasToDirsResponse', version);
  const value: AssignReplicasToDirsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    directories: readAssignReplicasToDirsResponseDirectoryDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAssignReplicasToDirsResponse(writer: Writer, version: number, value: AssignReplicasToDirsResponse): void {
  if (version !== 0) throw unsupportedVersion('AssignReplicasToDirsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.directories.length, true);
  for (const element of value.directories) writeAssignReplicasToDirsResponseDirectoryData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAssignReplicasToDirsResponseDirectoryData(fields?: Partial<AssignReplicasToDirsResponseDirectoryData>): AssignReplicasToDirsResponseDirectoryData {
  return {
    id: ZERO_UUID,
    topics: [],
    ...fields,
  };
}

function readAssignReplicasToDirsResponseDirectoryData(reader: Reader, version: number): AssignReplicasToDirsResponseDirectoryData {
  const value: AssignReplicasToDirsResponseDirectoryData = {
    id: reader.readUuid(),
    topics: readAssignReplicasToDirsResponseTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAssignReplicasToDirsResponseDirectoryDataArray(reader: Reader, version: number): AssignReplicasToDirsResponseDirectoryData[] {
  const length = reader.readArrayLength(true, 18);
  const values: AssignReplicasToDirsResponseDirectoryData[] = [];
  for (let index = 0; index < length; index++) values.push(readAssignReplicasToDirsResponseDirectoryData(reader, version));
  return values;
}

function writeAssignReplicasToDirsResponseDirectoryData(writer: Writer, version: number, value: AssignReplicasToDirsResponseDirectoryData): void {
  writer.writeUuid(value.id);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAssignReplicasToDirsResponseTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAssignReplicasToDirsResponseTopicData(fields?: Partial<AssignReplicasToDirsResponseTopicData>): AssignReplicasToDirsResponseTopicData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readAssignReplicasToDirsResponseTopicData(reader: Reader, version: number): AssignReplicasToDirsResponseTopicData {
  const value: AssignReplicasToDirsResponseTopicData = {
    topicId: reader.readUuid(),
    partitions: readAssignReplicasToDirsResponsePartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAssignReplicasToDirsResponseTopicDataArray(reader: Reader, version: number): AssignReplicasToDirsResponseTopicData[] {
  const length = reader.readArrayLength(true, 18);
  const values: AssignReplicasToDirsResponseTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readAssignReplicasToDirsResponseTopicData(reader, version));
  return values;
}

function writeAssignReplicasToDirsResponseTopicData(writer: Writer, version: number, value: AssignReplicasToDirsResponseTopicData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAssignReplicasToDirsResponsePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAssignReplicasToDirsResponsePartitionData(fields?: Partial<AssignReplicasToDirsResponsePartitionData>): AssignReplicasToDirsResponsePartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    ...fields,
  };
}

function readAssignReplicasToDirsResponsePartitionData(reader: Reader, version: number): AssignReplicasToDirsResponsePartitionData {
  const value: AssignReplicasToDirsResponsePartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readAssignReplicasToDirsResponsePartitionDataArray(reader: Reader, version: number): AssignReplicasToDirsResponsePartitionData[] {
  const length = reader.readArrayLength(true, 7);
  const values: AssignReplicasToDirsResponsePartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readAssignReplicasToDirsResponsePartitionData(reader, version));
  return values;
}

function writeAssignReplicasToDirsResponsePartitionData(writer: Writer, version: number, value: AssignReplicasToDirsResponsePartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeUnsignedVarint(0);
}

export const assignReplicasToDirsResponse: MessageCodec<AssignReplicasToDirsResponse> = {
  name: 'AssignReplicasToDirsResponse',
  apiKey: 73,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAssignReplicasToDirsResponse,
  write: writeAssignReplicasToDirsResponse,
};
