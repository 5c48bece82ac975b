// Generated from protocol/messages/api/37-CreatePartitions.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface CreatePartitionsRequest {
  topics: CreatePartitionsTopic[];
  timeoutMs: number;
  validateOnly: boolean;
}

export interface CreatePartitionsTopic {
  name: string;
  count: number;
  assignments: CreatePartitionsAssignment[] | null;
}

export interface CreatePartitionsAssignment {
  brokerIds: number[];
}

export function newCreatePartitionsRequest(fields?: Partial<CreatePartitionsRequest>): CreatePartitionsRequest {
  return {
    topics: [],
    timeoutMs: 0,
    validateOnly: false,
    ...fields,
  };
}

export function readCreatePartitionsRequest(reader: Reader, version: number): CreatePartitionsRequest {
  if (version < 0 || version > 3) throw unsupportedVersion('CreatePartitionsRequest', version);
  const flexible = version >= 2;
  const value: CreatePartitionsRequest = {
    topics: readCreatePartitionsTopicArray(reader, version),
    timeoutMs: reader.readInt32(),
    validateOnly: reader.readBool(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreatePartitionsRequest(writer: Writer, version: number, value: CreatePartitionsRequest): void {
  if (version < 0 || version > 3) throw unsupportedVersion('CreatePartitionsRequest', version);
  const flexible = version >= 2;
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeCreatePartitionsTopic(writer, version, element);
  writer.writeInt32(value.timeoutMs);
  writer.writeBool(value.validateOnly);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatePartitionsTopic(fields?: Partial<CreatePartitionsTopic>): CreatePartitionsTopic {
  return {
    name: '',
    count: 0,
    assignments: [],
    ...fields,
  };
}

function readCreatePartitionsTopic(reader: Reader, version: number): CreatePartitionsTopic {
  const flexible = version >= 2;
  const value: CreatePartitionsTopic = {
    name: reader.readString(flexible),
    count: reader.readInt32(),
    assignments: readNullableCreatePartitionsAssignmentArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readCreatePartitionsTopicArray(reader: Reader, version: number): CreatePartitionsTopic[] {
  const length = reader.readArrayLength(version >= 2, 7);
  const values: CreatePartitionsTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatePartitionsTopic(reader, version));
  return values;
}

function writeCreatePartitionsTopic(writer: Writer, version: number, value: CreatePartitionsTopic): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeInt32(value.count);
  writer.writeArrayLength(value.assignments === null ? -1 : value.assignments.length, flexible);
  if (value.assignments !== null) for (const element of value.assignments) writeCreatePartitionsAssignment(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatePartitionsAssignment(fields?: Partial<CreatePartitionsAssignment>): CreatePartitionsAssignment {
  return {
    brokerIds: [],
    ...fields,
  };
}

function readCreatePartitionsAssignment(reader: Reader, version: number): CreatePartitionsAssignment {
  const flexible = version >= 2;
  const value: CreatePartitionsAssignment = {
    brokerIds: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullableCreatePartitionsAssignmentArray(reader: Reader, version: number): CreatePartitionsAssignment[] | null {
  const length = reader.readNullableArrayLength(version >= 2, 2);
  if (length < 0) return null;
  const values: CreatePartitionsAssignment[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatePartitionsAssignment(reader, version));
  return values;
}

function writeCreatePartitionsAssignment(writer: Writer, version: number, value: CreatePartitionsAssignment): void {
  const flexible = version >= 2;
  writer.writeInt32Array(value.brokerIds, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createPartitionsRequest: MessageCodec<CreatePartitionsRequest> = {
  name: 'CreatePartitionsRequest',
  apiKey: 37,
  minVersion: 0,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readCreatePartitionsRequest,
  write: writeCreatePartitionsRequest,
};

export interface CreatePartitionsResponse {
  throttleTimeMs: number;
  results: CreatePartitionsTopicResult[];
}

export interface CreatePartitionsTopicResult {
  name: string;
  errorCode: number;
  errorMessage: string | null;
}

export function newCreatePartitionsResponse(fields?: Partial<CreatePartitionsResponse>): CreatePartitionsResponse {
  return {
    throttleTimeMs: 0,
    results: [],
    ...fields,
  };
}

export function readCreatePartitionsResponse(reader: Reader, version: number): CreatePartitionsResponse {
  if (version < 0 || version > 3) throw unsupportedVersion('CreatePartitionsResponse', version);
  const flexible = version >= 2;
  const value: CreatePartitionsResponse = {
    throttleTimeMs: reader.readInt32(),
    results: readCreatePartitionsTopicResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeCreatePartitionsResponse(writer: Writer, version: number, value: CreatePartitionsResponse): void {
  if (version < 0 || version > 3) throw unsupportedVersion('CreatePartitionsResponse', version);
  const flexible = version >= 2;
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.results.length, flexible);
  for (const element of value.results) writeCreatePartitionsTopicResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newCreatePartitionsTopicResult(fields?: Partial<CreatePartitionsTopicResult>): CreatePartitionsTopicResult {
  return {
    name: '',
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readCreatePartitionsTopicResult(reader: Reader, version: number): CreatePartitionsTopicResult {
  const flexible = version >= 2;
  const value: CreatePartitionsTopicResult = {
    name: reader.readString(flexible),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readCreatePartitionsTopicResultArray(reader: Reader, version: number): CreatePartitionsTopicResult[] {
  const length = reader.readArrayLength(version >= 2, 5);
  const values: CreatePartitionsTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readCreatePartitionsTopicResult(reader, version));
  return values;
}

function writeCreatePartitionsTopicResult(writer: Writer, version: number, value: CreatePartitionsTopicResult): void {
  const flexible = version >= 2;
  writer.writeString(value.name, flexible);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const createPartitionsResponse: MessageCodec<CreatePartitionsResponse> = {
  name: 'CreatePartitionsResponse',
  apiKey: 37,
  minVersion: 0,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 2,
  read: readCreatePartitionsResponse,
  write: writeCreatePartitionsResponse,
};
