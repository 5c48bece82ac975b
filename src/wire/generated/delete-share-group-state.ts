// Generated from protocol/messages/api/86-DeleteShareGroupState.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DeleteShareGroupStateRequest {
  groupId: string;
  topics: DeleteStateData[];
}

export interface DeleteStateData {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partition: number;
}

export function newDeleteShareGroupStateRequest(fields?: Partial<DeleteShareGroupStateRequest>): DeleteShareGroupStateRequest {
  return {
    groupId: '',
    topics: [],
    ...fields,
  };
}

export function readDeleteShareGroupStateRequest(reader: Reader, version: number): DeleteShareGroupStateRequest {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupStateRequest', version);
  const value: DeleteShareGroupStateRequest = {
    groupId: reader.readString(true),
    topics: readDeleteStateDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDeleteShareGroupStateRequest(writer: Writer, version: number, value: DeleteShareGroupStateRequest): void {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupStateRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeDeleteStateData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDeleteStateData(fields?: Partial<DeleteStateData>): DeleteStateData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readDeleteStateData(reader: Reader, version: number): DeleteStateData {
  const value: DeleteStateData = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDeleteStateDataArray(reader: Reader, version: number): DeleteStateData[] {
  const length = reader.readArrayLength(true, 18);
  const values: DeleteStateData[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteStateData(reader, version));
  return values;
}

function writeDeleteStateData(writer: Writer, version: number, value: DeleteStateData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionData(fields?: Partial<PartitionData>): PartitionData {
  return {
    partition: 0,
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const value: PartitionData = {
    partition: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(true, 5);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  writer.writeInt32(value.partition);
  writer.writeUnsignedVarint(0);
}

export const deleteShareGroupStateRequest: MessageCodec<DeleteShareGroupStateRequest> = {
  name: 'DeleteShareGroupStateRequest',
  apiKey: 86,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDeleteShareGroupStateRequest,
  write: writeDeleteShareGroupStateRequest,
};

export interface DeleteShareGroupStateResponse {
  results: DeleteStateResult[];
}

export interface DeleteStateResult {
  topicId: string;
  partitions: PartitionResult[];
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
}

export function newDeleteShareGroupStateResponse(fields?: Partial<DeleteShareGroupStateResponse>): DeleteShareGroupStateResponse {
  return {
    results: [],
    ...fields,
  };
}

export function readDeleteShareGroupStateResponse(reader: Reader, version: number): DeleteShareGroupStateResponse {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupStateResponse', version);
  const value: DeleteShareGroupStateResponse = {
    results: readDeleteStateResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDeleteShareGroupStateResponse(writer: Writer, version: number, value: DeleteShareGroupStateResponse): void {
  if (version !== 0) throw unsupportedVersion('DeleteShareGroupStateResponse', version);
  writer.writeArrayLength(value.results.length, true);
  for (const element of value.results) writeDeleteStateResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDeleteStateResult(fields?: Partial<DeleteStateResult>): DeleteStateResult {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readDeleteStateResult(reader: Reader, version: number): DeleteStateResult {
  const value: DeleteStateResult = {
    topicId: reader.readUuid(),
    partitions: readPartitionResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readDeleteStateResultArray(reader: Reader, version: number): DeleteStateResult[] {
  const length = reader.readArrayLength(true, 18);
  const values: DeleteStateResult[] = [];
  for (let index = 0; index < length; index++) values.push(readDeleteStateResult(reader, version));
  return values;
}

function writeDeleteStateResult(writer: Writer, version: number, value: DeleteStateResult): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionResult(fields?: Partial<PartitionResult>): PartitionResult {
  return {
    partition: 0,
    errorCode: 0,
    errorMessage: null,
    ...fields,
  };
}

function readPartitionResult(reader: Reader, version: number): PartitionResult {
  const value: PartitionResult = {
    partition: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionResultArray(reader: Reader, version: number): PartitionResult[] {
  const length = reader.readArrayLength(true, 8);
  const values: PartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionResult(reader, version));
  return values;
}

function writePartitionResult(writer: Writer, version: number, value: PartitionResult): void {
  writer.writeInt32(value.partition);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeUnsignedVarint(0);
}

export const deleteShareGroupStateResponse: MessageCodec<DeleteShareGroupStateResponse> = {
  name: 'DeleteShareGroupStateResponse',
  apiKey: 86,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDeleteShareGroupStateResponse,
  write: writeDeleteShareGroupStateResponse,
};
