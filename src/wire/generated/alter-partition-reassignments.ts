// Generated from protocol/messages/api/45-AlterPartitionReassignments.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterPartitionReassignmentsRequest {
  timeoutMs: number;
  allowReplicationFactorChange: boolean;
  topics: ReassignableTopic[];
}

export interface ReassignableTopic {
  name: string;
  partitions: ReassignablePartition[];
}

export interface ReassignablePartition {
  partitionIndex: number;
  replicas: number[] | null;
}

export function newAlterPartitionReassignmentsRequest(fields?: Partial<AlterPartitionReassignmentsRequest>): AlterPartitionReassignmentsRequest {
  return {
    timeoutMs: 60000,
    allowReplicationFactorChange: true,
    topics: [],
    ...fields,
  };
}

export function readAlterPartitionReassignmentsRequest(reader: Reader, version: number): AlterPartitionReassignmentsRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterPartitionReassignmentsRequest', version);
  const value: AlterPartitionReassignmentsRequest = {
    timeoutMs: reader.readInt32(),
    allowReplicationFactorChange: version >= 1 ? reader.readBool() : true,
    topics: readReassignableTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterPartitionReassignmentsRequest(writer: Writer, version: number, value: AlterPartitionReassignmentsRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterPartitionReassignmentsRequest', version);
  writer.writeInt32(value.timeoutMs);
  if (version >= 1) writer.writeBool(value.allowReplicationFactorChange);
  if (version < 1 && !value.allowReplicationFactorChange) throw unsupportedField('AlterPartitionReassignmentsRequest.allowReplicationFactorChange', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeReassignableTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReassignableTopic(fields?: Partial<ReassignableTopic>): ReassignableTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readReassignableTopic(reader: Reader, version: number): ReassignableTopic {
  const value: ReassignableTopic = {
    name: reader.readString(true),
    partitions: readReassignablePartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readReassignableTopicArray(reader: Reader, version: number): ReassignableTopic[] {
  const length = reader.readArrayLength(true, 3);
  const values: ReassignableTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readReassignableTopic(reader, version));
  return values;
}

function writeReassignableTopic(writer: Writer, version: number, value: ReassignableTopic): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeReassignablePartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReassignablePartition(fields?: Partial<ReassignablePartition>): ReassignablePartition {
  return {
    partitionIndex: 0,
    replicas: null,
    ...fields,
  };
}

function readReassignablePartition(reader: Reader, version: number): ReassignablePartition {
  const value: ReassignablePartition = {
    partitionIndex: reader.readInt32(),
    replicas: reader.readNullableInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readReassignablePartitionArray(reader: Reader, version: number): ReassignablePartition[] {
  const length = reader.readArrayLength(true, 6);
  const values: ReassignablePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readReassignablePartition(reader, version));
  return values;
}

function writeReassignablePartition(writer: Writer, version: number, value: ReassignablePartition): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32Array(value.replicas, true);
  writer.writeUnsignedVarint(0);
}

export const alterPartitionReassignmentsRequest: MessageCodec<AlterPartitionReassignmentsRequest> = {
  name: 'AlterPartitionReassignmentsRequest',
  apiKey: 45,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterPartitionReassignmentsRequest,
  write: writeAlterPartitionReassignmentsRequest,
};

export interface AlterPartitionReassignmentsResponse {
  throttleTimeMs: number;
  allowReplicationFactorChange: boolean;
  errorCode: number;
  errorMessage: string | null;
  responses: ReassignableTopicResponse[];
}

export interface ReassignableTopicResponse {
  name: string;
  partitions: ReassignablePartitionResponse[];
}

export interface ReassignablePartitionResponse {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newAlterPartitionReassignmentsResponse(fields?: Partial<AlterPartitionReassignmentsResponse>): AlterPartitionReassignmentsResponse {
  return {
    throttleTimeMs: 0,
    allowReplicationFactorChange: true,
    errorCode: 0,
    errorMessage: '',
    responses: [],
    ...fields,
  };
}

export function readAlterPartitionReassignmentsResponse(reader: Reader, version: number): AlterPartitionReassignmentsResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterPartitionReassignmentsResponse', version);
  const value: AlterPartitionReassignmentsResponse = {
    throttleTimeMs: reader.readInt32(),
    allowReplicationFactorChange: version >= 1 ? reader.readBool() : true,
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    responses: readReassignableTopicResponseArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterPartitionReassignmentsResponse(writer: Writer, version: number, value: AlterPartitionReassignmentsResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('AlterPartitionReassignmentsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  if (version >= 1) writer.writeBool(value.allowReplicationFactorChange);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeArrayLength(value.responses.length, true);
  for (const element of value.responses) writeReassignableTopicResponse(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReassignableTopicResponse(fields?: Partial<ReassignableTopicResponse>): ReassignableTopicResponse {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readReassignableTopicResponse(reader: Reader, version: number): ReassignableTopicResponse {
  const value: ReassignableTopicResponse = {
    name: reader.readString(true),
    partitions: readReassignablePartitionResponseArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readReassignableTopicResponseArray(reader: Reader, version: number): ReassignableTopicResponse[] {
  const length = reader.readArrayLength(true, 3);
  const values: ReassignableTopicResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readReassignableTopicResponse(reader, version));
  return values;
}

function writeReassignableTopicResponse(writer: Writer, version: number, value: ReassignableTopicResponse): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeReassignablePartitionResponse(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newReassignablePartitionResponse(fields?: Partial<ReassignablePartitionResponse>): ReassignablePartitionResponse {
  return {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: '',
    ...fields,
  };
}

function readReassignablePartitionResponse(reader: Reader, version: number): ReassignablePartitionResponse {
  const value: ReassignablePartitionResponse = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readReassignablePartitionResponseArray(reader: Reader, version: number): ReassignablePartitionResponse[] {
  const length = reader.readArrayLength(true, 8);
  const values: ReassignablePartitionResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readReassignablePartitionResponse(reader, version));
  return values;
}

function writeReassignablePartitionResponse(writer: Writer, version: number, value: ReassignablePartitionResponse): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const alterPartitionReassignmentsResponse: MessageCodec<AlterPartitionReassignmentsResponse> = {
  name: 'AlterPartitionReassignmentsResponse',
  apiKey: 45,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterPartitionReassignmentsResponse,
  write: writeAlterPartitionReassignmentsResponse,
};
