// Generated from protocol/messages/api/46-ListPartitionReassignments.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ListPartitionReassignmentsRequest {
  timeoutMs: number;
  topics: ListPartitionReassignmentsTopics[] | null;
}

export interface ListPartitionReassignmentsTopics {
  name: string;
  partitionIndexes: number[];
}

export function newListPartitionReassignmentsRequest(fields?: Partial<ListPartitionReassignmentsRequest>): ListPartitionReassignmentsRequest {
  return {
    timeoutMs: 60000,
    topics: null,
    ...fields,
  };
}

export function readListPartitionReassignmentsRequest(reader: Reader, version: number): ListPartitionReassignmentsRequest {
  if (version !== 0) throw unsupportedVersion('ListPartitionReassignmentsRequest', version);
  const value: ListPartitionReassignmentsRequest = {
    timeoutMs: reader.readInt32(),
    topics: readNullableListPartitionReassignmentsTopicsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeListPartitionReassignmentsRequest(writer: Writer, version: number, value: ListPartitionReassignmentsRequest): void {
  if (version !== 0) throw unsupportedVersion('ListPartitionReassignmentsRequest', version);
  writer.writeInt32(value.timeoutMs);
  writer.writeArrayLength(value.topics === null ? -1 : value.topics.length, true);
  if (value.topics !== null) for (const element of value.topics) writeListPartitionReassignmentsTopics(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newListPartitionReassignmentsTopics(fields?: Partial<ListPartitionReassignmentsTopics>): ListPartitionReassignmentsTopics {
  return {
    name: '',
    partitionIndexes: [],
    ...fields,
  };
}

function readListPartitionReassignmentsTopics(reader: Reader, version: number): ListPartitionReassignmentsTopics {
  const value: ListPartitionReassignmentsTopics = {
    name: reader.readString(true),
    partitionIndexes: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableListPartitionReassignmentsTopicsArray(reader: Reader, version: number): ListPartitionReassignmentsTopics[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: ListPartitionReassignmentsTopics[] = [];
  for (let index = 0; index < length; index++) values.push(readListPartitionReassignmentsTopics(reader, version));
  return values;
}

function writeListPartitionReassignmentsTopics(writer: Writer, version: number, value: ListPartitionReassignmentsTopics): void {
  writer.writeString(value.name, true);
  writer.writeInt32Array(value.partitionIndexes, true);
  writer.writeUnsignedVarint(0);
}

export const listPartitionReassignmentsRequest: MessageCodec<ListPartitionReassignmentsRequest> = {
  name: 'ListPartitionReassignmentsRequest',
  apiKey: 46,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readListPartitionReassignmentsRequest,
  write: writeListPartitionReassignmentsRequest,
};

export interface ListPartitionReassignmentsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  topics: OngoingTopicReassignment[];
}

export interface OngoingTopicReassignment {
  name: string;
  partitions: OngoingPartitionReassignment[];
}

export interface OngoingPartitionReassignment {
  partitionIndex: number;
  replicas: number[];
  addingReplicas: number[];
  removingReplicas: number[];
}

export function newListPartitionReassignmentsResponse(fields?: Partial<ListPartitionReassignmentsResponse>): ListPartitionReassignmentsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    topics: [],
    ...fields,
  };
}

export function readListPartitionReassignmentsResponse(reader: Reader, version: number): ListPartitionReassignmentsResponse {
  if (version !== 0) throw unsupportedVersion('ListPartitionReassignmentsResponse', version);
  const value: ListPartitionReassignmentsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    topics: readOngoingTopicReassignmentArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeListPartitionReassignmentsResponse(writer: Writer, version: number, value: ListPartitionReassignmentsResponse): void {
  if (version !== 0) throw unsupportedVersion('ListPartitionReassignmentsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeOngoingTopicReassignment(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newOngoingTopicReassignment(fields?: Partial<OngoingTopicReassignment>): OngoingTopicReassignment {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readOngoingTopicReassignment(reader: Reader, version: number): OngoingTopicReassignment {
  const value: OngoingTopicReassignment = {
    name: reader.readString(true),
    partitions: readOngoingPartitionReassignmentArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readOngoingTopicReassignmentArray(reader: Reader, version: number): OngoingTopicReassignment[] {
  const length = reader.readArrayLength(true, 3);
  const values: OngoingTopicReassignment[] = [];
  for (let index = 0; index < length; index++) values.push(readOngoingTopicReassignment(reader, version));
  return values;
}

function writeOngoingTopicReassignment(writer: Writer, version: number, value: OngoingTopicReassignment): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeOngoingPartitionReassignment(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newOngoingPartitionReassignment(fields?: Partial<OngoingPartitionReassignment>): OngoingPartitionReassignment {
  return {
    partitionIndex: 0,
    replicas: [],
    addingReplicas: [],
    removingReplicas: [],
    ...fields,
  };
}

function readOngoingPartitionReassignment(reader: Reader, version: number): OngoingPartitionReassignment {
  const value: OngoingPartitionReassignment = {
    partitionIndex: reader.readInt32(),
    replicas: reader.readInt32Array(true),
    addingReplicas: reader.readInt32Array(true),
    removingReplicas: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readOngoingPartitionReassignmentArray(reader: Reader, version: number): OngoingPartitionReassignment[] {
  const length = reader.readArrayLength(true, 8);
  const values: OngoingPartitionReassignment[] = [];
  for (let index = 0; index < length; index++) values.push(readOngoingPartitionReassignment(reader, version));
  return values;
}

function writeOngoingPartitionReassignment(writer: Writer, version: number, value: OngoingPartitionReassignment): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32Array(value.replicas, true);
  writer.writeInt32Array(value.addingReplicas, true);
  writer.writeInt32Array(value.removingReplicas, true);
  writer.writeUnsignedVarint(0);
}

export const listPartitionReassignmentsResponse: MessageCodec<ListPartitionReassignmentsResponse> = {
  name: 'ListPartitionReassignmentsResponse',
  apiKey: 46,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readListPartitionReassignmentsResponse,
  write: writeListPartitionReassignmentsResponse,
};
